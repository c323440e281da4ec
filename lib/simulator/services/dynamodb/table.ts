import { frozenCopy } from '../../core/frozen-copy';
import { itemBytes, typeOf, type AttributeValue, type Item } from './attribute-value';
import { invalid, invalidValue } from './invalid';

/** An attribute of a key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N';
}

/** What a table or an index is sorted by. */
export interface KeySchema {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
}

/** A table as its template describes it. */
export interface TableDefinition {
  readonly name: string;
  readonly key: KeySchema;
  /** Global secondary indexes by name. */
  readonly indexes: ReadonlyMap<string, KeySchema>;
}

/** Limits of items and keys. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const MOST_ITEM_BYTES = 409_600;
const MOST_HASH_BYTES = 2_048;
const MOST_RANGE_BYTES = 1_024;

/** A table with its items. */
export class Table {
  readonly definition: TableDefinition;
  readonly #items = new Map<string, Item>();

  constructor(definition: TableDefinition) {
    this.definition = definition;
  }

  /** All items, in the order in which they were first written. */
  get items(): readonly Item[] {
    return [...this.#items.values()];
  }

  /**
   * The key in an item to be written, with everything about the item that the keys demand.
   *
   * @throws ServiceError ValidationException
   */
  checkItem(item: Item): Item {
    const { key, indexes } = this.definition;
    for (const attribute of attributesOfKey(key)) {
      if (item[attribute.name] === undefined) throw invalidValue(`Missing the key ${attribute.name} in the item`);
    }
    checkKeyValues(key, item);
    for (const [indexName, schema] of indexes) checkIndexValues(indexName, schema, item);
    if (itemBytes(item) > MOST_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
    return keyOf(key, item);
  }

  /** @throws ServiceError ValidationException for a key with other attributes or types than the table's */
  checkKey(key: Item): void {
    const attributes = attributesOfKey(this.definition.key);
    const isComplete = attributes.every(({ name, type }) => key[name] !== undefined && typeOf(key[name]) === type);
    if (!isComplete || Object.keys(key).length !== attributes.length) throw invalid('The provided key element does not match the schema');
    checkKeyValues(this.definition.key, key);
  }

  /** The item with a key. */
  get(key: Item): Item | undefined {
    return this.#items.get(this.#location(key));
  }

  /** Writes an item in place of the one with its key: a copy that nobody can change, which every answer may hold. */
  put(item: Item): void {
    this.#items.set(this.#location(item), frozenCopy(item));
  }

  /** Removes the item with a key. */
  delete(key: Item): void {
    this.#items.delete(this.#location(key));
  }

  #location(item: Item): string {
    return JSON.stringify(attributesOfKey(this.definition.key).map(({ name }) => item[name]));
  }
}

/** The one or two attributes of a key. */
export function attributesOfKey({ hash, range }: KeySchema): readonly KeyAttribute[] {
  return range === undefined ? [hash] : [hash, range];
}

/** The part of an item that is its key. */
export function keyOf(schema: KeySchema, item: Item): Item {
  return Object.fromEntries(attributesOfKey(schema).map(({ name }) => [name, item[name]!]));
}

/**
 * True when an index holds an item: it has all attributes of the key.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-indexes-general-sparse-indexes.html
 */
export function isIndexed(schema: KeySchema, item: Item): boolean {
  return attributesOfKey(schema).every(({ name }) => item[name] !== undefined);
}

function checkKeyValues(schema: KeySchema, item: Item): void {
  for (const { name, type } of attributesOfKey(schema)) {
    const value = item[name]!;
    if (typeOf(value) !== type) throw invalidValue(`Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
    if (bytesOf(value) === 0) {
      throw invalid(`One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`);
    }
    checkLength(name === schema.hash.name ? MOST_HASH_BYTES : MOST_RANGE_BYTES, value);
  }
}

function checkIndexValues(indexName: string, schema: KeySchema, item: Item): void {
  for (const { name, type } of attributesOfKey(schema)) {
    const value = item[name];
    if (value === undefined) continue;
    const where = `IndexName: ${indexName}, IndexKey: ${name}`;
    if (typeOf(value) !== type) {
      throw invalidValue(`Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${indexName}`);
    }
    if (bytesOf(value) === 0) {
      throw invalid(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. ${where}`,
      );
    }
    checkLength(name === schema.hash.name ? MOST_HASH_BYTES : MOST_RANGE_BYTES, value);
  }
}

function checkLength(most: number, value: AttributeValue): void {
  if (bytesOf(value) <= most) return;
  const what = most === MOST_HASH_BYTES ? 'hashkey' : 'aggregated size of all range keys';
  throw invalidValue(`Size of ${what} has exceeded the maximum size limit of ${most} bytes`);
}

function bytesOf(value: AttributeValue): number {
  return 'S' in value ? Buffer.byteLength(value.S) : 1;
}
