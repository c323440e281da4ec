import type { Instant } from '../../time/time';
import { nextDueAt } from '../lifecycle/clocks';
import { isActive, type Incident } from '../lifecycle/incident';
import type { IncidentStore } from '../use-cases/incident-store';
import { ACTIVE_ACTIVITY, ACTIVITY_INDEX, OWING_ACTIVITY } from './activity-index';
import type { Item, ItemTable, QueryInput, ReadItem } from './item-table';

/** Due so late that no tick comes to it: the record waits for people only. The year 9999. */
const NEVER: Instant = 253_402_300_799_000;

/**
 * Incidents in their table: one item each, under its group and its number within it, so that the latest of a group is
 * one consistent read away and two runs that open one at the same time collide. A record is only ever written over the
 * version it was made from. What is not closed is listed, by when it is due, in an index, what is active apart from the rest; the
 * index follows the table a moment late, which the next tick makes up for.
 */
export class DynamoDbIncidentStore implements IncidentStore {
  readonly #table: ItemTable;
  readonly #tableName: string;
  readonly #writer: string;

  /** @param writer says who writes, and is nobody else's: by it a write is known whose answer was lost */
  constructor(table: ItemTable, tableName: string, writer: string) {
    this.#table = table;
    this.#tableName = tableName;
    this.#writer = writer;
  }

  async latest(group: string): Promise<Incident | undefined> {
    const [incident] = await this.ofGroup(group, 1);
    return incident;
  }

  async get(group: string, sequence: number): Promise<Incident | undefined> {
    const { Item: item } = await this.#table.call('GetItem', { TableName: this.#tableName, Key: keyOf({ group, sequence }), ConsistentRead: true });
    return item && incidentOf(item);
  }

  async active(): Promise<Incident[]> {
    return this.#withActivity(ACTIVE_ACTIVITY);
  }

  async owingAt(until: Instant, most: number): Promise<Incident[]> {
    return this.#query(
      {
        IndexName: ACTIVITY_INDEX,
        KeyConditionExpression: 'activity = :activity AND dueAt <= :until',
        ExpressionAttributeValues: { ':activity': { S: OWING_ACTIVITY }, ':until': { N: String(until) } },
      },
      most,
    );
  }

  async notClosed(): Promise<Incident[]> {
    const found = [...(await this.active()), ...(await this.#withActivity(OWING_ACTIVITY))];
    return found.sort((a, b) => (nextDueAt(a) ?? NEVER) - (nextDueAt(b) ?? NEVER));
  }

  async ofGroup(group: string, most: number): Promise<Incident[]> {
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

  async write(incident: Incident, before?: Pick<Incident, 'version'>): Promise<boolean> {
    const condition =
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(#group)', ExpressionAttributeNames: { '#group': 'group' } }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': { N: String(before.version) } } };
    const version = (before?.version ?? 0) + 1;
    const Item = { ...itemOf({ ...incident, version }), writer: { S: this.#writer } };
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

  #withActivity(activity: string): Promise<Incident[]> {
    return this.#query({
      IndexName: ACTIVITY_INDEX,
      KeyConditionExpression: 'activity = :activity',
      ExpressionAttributeValues: { ':activity': { S: activity } },
    });
  }

  async #query(input: Omit<QueryInput, 'TableName'>, most = Infinity): Promise<Incident[]> {
    const found: Incident[] = [];
    let next: Item | undefined;
    do {
      const limit = most === Infinity ? {} : { Limit: most - found.length };
      const page = await this.#table.call('Query', { TableName: this.#tableName, ...input, ...limit, ...(next !== undefined && { ExclusiveStartKey: next }) });
      found.push(...(page.Items ?? []).map(incidentOf));
      next = page.LastEvaluatedKey as Item | undefined;
    } while (next !== undefined && found.length < most);
    return found;
  }
}

function keyOf({ group, sequence }: Pick<Incident, 'group' | 'sequence'>): Item {
  return { group: { S: group }, sequence: { N: String(sequence) } };
}

function itemOf(incident: Incident) {
  return {
    ...keyOf(incident),
    version: { N: String(incident.version) },
    record: { S: JSON.stringify(incident) },
    ...(incident.state !== 'closed' || incident.outbox.length > 0
      ? { activity: { S: isActive(incident) ? ACTIVE_ACTIVITY : OWING_ACTIVITY }, dueAt: { N: String(nextDueAt(incident) ?? NEVER) } }
      : {}),
  };
}

function incidentOf(item: ReadItem): Incident {
  return { ...recordIn(item['record']?.S ?? '{}'), version: Number(item['version']?.N) };
}

/** Records that are kept parsed. Our choice: more than the services of an engine have active at a time. */
const KEPT_RECORDS = 32;

/** Records parsed last, by their text. Every tick reads the same ones, most several times; parts of a record never change. */
const parsed = new Map<string, Incident>();

function recordIn(text: string): Incident {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const record = JSON.parse(text) as Incident;
  if (parsed.size >= KEPT_RECORDS) parsed.delete(parsed.keys().next().value!);
  parsed.set(text, record);
  return record;
}
