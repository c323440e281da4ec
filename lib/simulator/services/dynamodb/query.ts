import type { CallInput, CallOutput } from '../../core/service';
import { compareValues, itemBytes, readItem, typeOf, type Item } from './attribute-value';
import { attributesOf, holds } from './condition';
import { invalid } from './invalid';
import { checkKeyCondition } from './key-condition';
import { parseCondition } from './parse-condition';
import { Placeholders } from './placeholders';
import { attributesOfKey, isIndexed, keyOf, type KeySchema, type Table } from './table';

/** Most a query reads at a time. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html */
const PAGE_BYTES = 1_048_576;

/**
 * Finds items by their key in a table or an index. Items of an index with the same key come in the order of the
 * table's key, where DynamoDB promises none. As in DynamoDB, a page that ends with the limit names a last key even
 * when nothing follows.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
 *
 * @throws ServiceError ValidationException
 */
export function runQuery(table: Table, input: CallInput): CallOutput {
  const { KeyConditionExpression: keyText, FilterExpression: filterText, Limit: limit, ScanIndexForward: forward = true } = input;
  const schema = schemaOf(table, input);
  if (typeof keyText !== 'string') throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.');
  if (filterText !== undefined && typeof filterText !== 'string') throw invalid('FilterExpression must be a text');
  if (limit !== undefined && !(typeof limit === 'number' && Number.isInteger(limit) && limit >= 1)) {
    throw invalid(`Value '${String(limit)}' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1`);
  }
  if (typeof forward !== 'boolean') throw invalid('ScanIndexForward must be true or false');
  const placeholders = new Placeholders(input, true);
  const filter = filterText === undefined ? undefined : parseCondition(filterText, 'FilterExpression', placeholders);
  const condition = parseCondition(keyText, 'KeyConditionExpression', placeholders);
  placeholders.checkAllUsed();
  checkKeyCondition(condition, schema);
  const keyName = filter === undefined ? undefined : attributesOf(filter).find((name) => attributesOfKey(schema).some((each) => each.name === name));
  if (keyName !== undefined) {
    throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${keyName}`);
  }

  const order = orderOf(schema, table.definition.key, forward);
  const found = table.items.filter((item) => isIndexed(schema, item) && holds(condition, item)).sort(order);
  const start = input.ExclusiveStartKey === undefined ? undefined : startKey(input.ExclusiveStartKey, schema, table.definition.key);
  if (start !== undefined && !holds(condition, start)) {
    throw invalid('The provided starting key is outside query boundaries based on provided conditions');
  }
  const left = start === undefined ? found : found.filter((item) => order(item, start) > 0);
  const read = firstPage(left, (limit as number | undefined) ?? Infinity);
  const isCut = read.length < left.length || read.length === limit;
  const items = filter === undefined ? read : read.filter((item) => holds(filter, item));
  return {
    Items: items,
    Count: items.length,
    ScannedCount: read.length,
    ...(isCut && { LastEvaluatedKey: fullKey(schema, table.definition.key, read.at(-1)!) }),
  };
}

function schemaOf(table: Table, { IndexName: name, ConsistentRead: consistent }: CallInput): KeySchema {
  if (name === undefined) return table.definition.key;
  const schema = typeof name === 'string' ? table.definition.indexes.get(name) : undefined;
  if (schema === undefined) throw invalid(`The table does not have the specified index: ${String(name)}`);
  if (consistent === true) throw invalid('Consistent reads are not supported on global secondary indexes');
  return schema;
}

function orderOf(schema: KeySchema, tableKey: KeySchema, forward: boolean): (left: Item, right: Item) => number {
  const names = [...(schema.range === undefined ? [] : [schema.range]), ...attributesOfKey(tableKey)].map(({ name }) => name);
  return (left, right) => {
    for (const name of names) {
      const order = compareValues(left[name]!, right[name]!) ?? 0;
      if (order !== 0) return forward ? order : -order;
    }
    return 0;
  };
}

/** The items up to the limit, or up to the one with which a page is full. */
function firstPage(items: readonly Item[], limit: number): readonly Item[] {
  let bytes = 0;
  const end = items.findIndex((item, index) => {
    bytes += itemBytes(item);
    return index + 1 >= limit || bytes >= PAGE_BYTES;
  });
  return end < 0 ? items : items.slice(0, end + 1);
}

function startKey(input: unknown, schema: KeySchema, tableKey: KeySchema): Item {
  const key = readItem(input, 'ExclusiveStartKey');
  const attributes = new Map([...attributesOfKey(tableKey), ...attributesOfKey(schema)].map(({ name, type }) => [name, type]));
  const isComplete = [...attributes].every(([name, type]) => key[name] !== undefined && typeOf(key[name]) === type);
  if (isComplete && Object.keys(key).length === attributes.size) return key;
  throw invalid('The provided starting key is invalid');
}

/** Key of the table and of the index, which together name a place in the index. */
function fullKey(schema: KeySchema, tableKey: KeySchema, item: Item): Item {
  return { ...keyOf(tableKey, item), ...keyOf(schema, item) };
}
