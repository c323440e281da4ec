import type { Instant } from '../../time/time';
import { ACTIVITY_INDEX } from './activity-index';
import type { Item, ItemTable, QueryInput, ReadItem } from './item-table';

/** What every record of a table has: where it stands, and how often it was written. */
export interface TableRecord {
  readonly group: string;
  /** Within its group, from 1. */
  readonly sequence: number;
  readonly version: number;
}

/** Where a record is listed in the index of what is not closed. */
export interface ListedRecord {
  readonly activity: string;
  /** When something of it is due; absent: it waits for people only. */
  readonly dueAt?: Instant | undefined;
}

/** Due so late that no tick comes to it: the record waits for people only. The year 9999. */
export const NEVER: Instant = 253_402_300_799_000;

/** Records that are kept parsed. Our choice: more than the services of an engine have active at a time. */
const KEPT_RECORDS = 32;

/**
 * Records in a table: one item each, under its group and its number within it, so that the latest of a group is
 * one consistent read away and two runs that add one at the same time collide. A record is only ever written over the
 * version it was made from. What is listed stands in an index, by when it is due; the index follows the table a moment late, which the
 * next tick makes up for.
 */
export class RecordTable<R extends TableRecord> {
  readonly #table: ItemTable;
  readonly #tableName: string;
  readonly #writer: string;
  readonly #listed: (record: R) => ListedRecord | undefined;

  /**
   * @param writer says who writes, and is nobody else's: by it a write is known whose answer was lost
   * @param listed where a record is listed; undefined for one that is closed
   */
  constructor(table: ItemTable, tableName: string, writer: string, listed: (record: R) => ListedRecord | undefined) {
    this.#table = table;
    this.#tableName = tableName;
    this.#writer = writer;
    this.#listed = listed;
  }

  async get({ group, sequence }: Pick<R, 'group' | 'sequence'>): Promise<R | undefined> {
    const { Item: item } = await this.#table.call('GetItem', { TableName: this.#tableName, Key: keyOf({ group, sequence }), ConsistentRead: true });
    return item && recordOf(item);
  }

  /** Everything that is listed under an activity, soonest due first. */
  async withActivity(activity: string): Promise<R[]> {
    return this.#query({
      IndexName: ACTIVITY_INDEX,
      KeyConditionExpression: 'activity = :activity',
      ExpressionAttributeValues: { ':activity': { S: activity } },
    });
  }

  /** Of what is listed under an activity, as many as asked for of those that are due by an instant, soonest first. */
  async dueBy(activity: string, until: Instant, most: number): Promise<R[]> {
    return this.#query(
      {
        IndexName: ACTIVITY_INDEX,
        KeyConditionExpression: 'activity = :activity AND dueAt <= :until',
        ExpressionAttributeValues: { ':activity': { S: activity }, ':until': { N: String(until) } },
      },
      most,
    );
  }

  /** The records of a group, latest first. */
  async ofGroup(group: string, most: number): Promise<R[]> {
    return this.#query(
      {
        KeyConditionExpression: '#group = :group',
        ExpressionAttributeNames: { '#group': 'group' },
        ExpressionAttributeValues: { ':group': { S: group } },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
      most,
    );
  }

  /**
   * Writes a record over the version it was made from, or as a new one.
   *
   * @param before the version that was read; absent for a new record
   * @returns false when somebody else has written it since
   */
  async write(record: R, before?: Pick<R, 'version'>): Promise<boolean> {
    const condition =
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(#group)', ExpressionAttributeNames: { '#group': 'group' } }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': { N: String(before.version) } } };
    const version = (before?.version ?? 0) + 1;
    const Item = { ...this.#itemOf({ ...record, version }), writer: { S: this.#writer } };
    try {
      await this.#table.call('PutItem', { TableName: this.#tableName, Item, ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
      return true;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
      // The SDK repeats a write whose answer was lost, and finds its own.
      const { Item: there } = error as Error & { readonly Item?: ReadItem };
      return there?.['writer']?.S === this.#writer && there['record']?.S === Item.record.S;
    }
  }

  async #query(input: Omit<QueryInput, 'TableName'>, most = Infinity): Promise<R[]> {
    const found: R[] = [];
    let next: Item | undefined;
    do {
      const limit = most === Infinity ? {} : { Limit: most - found.length };
      const page = await this.#table.call('Query', { TableName: this.#tableName, ...input, ...limit, ...(next !== undefined && { ExclusiveStartKey: next }) });
      found.push(...(page.Items ?? []).map((item) => recordOf<R>(item)));
      next = page.LastEvaluatedKey as Item | undefined;
    } while (next !== undefined && found.length < most);
    return found;
  }

  #itemOf(record: R) {
    const listed = this.#listed(record);
    return {
      ...keyOf(record),
      version: { N: String(record.version) },
      record: { S: JSON.stringify(record) },
      ...(listed !== undefined && { activity: { S: listed.activity }, dueAt: { N: String(listed.dueAt ?? NEVER) } }),
    };
  }
}

function keyOf({ group, sequence }: Pick<TableRecord, 'group' | 'sequence'>): Item {
  return { group: { S: group }, sequence: { N: String(sequence) } };
}

function recordOf<R extends TableRecord>(item: ReadItem): R {
  return { ...(recordIn(item['record']?.S ?? '{}') as R), version: Number(item['version']?.N) };
}

/** Records parsed last, by their text. Every tick reads the same ones, most several times; parts of a record never change. */
const parsed = new Map<string, unknown>();

function recordIn(text: string): unknown {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const record: unknown = JSON.parse(text);
  if (parsed.size >= KEPT_RECORDS) parsed.delete(parsed.keys().next().value!);
  parsed.set(text, record);
  return record;
}
