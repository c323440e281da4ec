import { GetItemCommand, PutItemCommand, QueryCommand, type AttributeValue, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import type { TablePort } from './clients';
import { nextDueAt } from '../../incident/lifecycle/clocks';
import type { Incident } from '../../incident/lifecycle/incident';
import { ACTIVITY_INDEX, OPEN_ACTIVITY } from '../../incident/lifecycle/incident-table';
import type { Instant } from '../../time/time';

/** Due so late that no tick comes to it: the record waits for people only. The year 9999. */
const NEVER: Instant = 253_402_300_799_000;

/**
 * Incidents in their table: one item each, under its group and its number within it, so that the latest of a group is
 * one consistent read away and two runs that open one at the same time collide. A record is only ever written over the
 * version it was made from. What is not closed is listed, by when it is due, in an index; the index follows the table a
 * moment late, which the next tick makes up for.
 */
export class IncidentStore {
  readonly #table: TablePort;
  readonly #tableName: string;
  readonly #writer: string;

  /** @param writer says who writes, and is nobody else's: by it a write is known whose answer was lost */
  constructor(table: TablePort, tableName: string, writer: string) {
    this.#table = table;
    this.#tableName = tableName;
    this.#writer = writer;
  }

  /** The latest incident of a group, undefined when it never had one. */
  async latest(group: string): Promise<Incident | undefined> {
    const [incident] = await this.ofGroup(group, 1);
    return incident;
  }

  /** One incident, undefined when there is none. */
  async get(group: string, sequence: number): Promise<Incident | undefined> {
    const { Item: item } = await this.#table.send(new GetItemCommand({ TableName: this.#tableName, Key: keyOf({ group, sequence }), ConsistentRead: true }));
    return item && incidentOf(item);
  }

  /** Every incident that is not closed, soonest due first. */
  async notClosed(): Promise<Incident[]> {
    return this.#query({
      IndexName: ACTIVITY_INDEX,
      KeyConditionExpression: 'activity = :open',
      ExpressionAttributeValues: { ':open': { S: OPEN_ACTIVITY } },
    });
  }

  /** The incidents of a group, latest first. */
  async ofGroup(group: string, most: number): Promise<Incident[]> {
    return this.#query(
      { KeyConditionExpression: '#group = :group', ExpressionAttributeNames: { '#group': 'group' }, ExpressionAttributeValues: { ':group': { S: group } }, ScanIndexForward: false, ConsistentRead: true },
      most,
    );
  }

  /**
   * Writes an incident over the version it was made from, or as a new one.
   *
   * @param before the version that was read; absent for a new incident
   * @returns false when somebody else has written it since: read it again
   */
  async write(incident: Incident, before?: Pick<Incident, 'version'>): Promise<boolean> {
    const condition =
      before === undefined
        ? { ConditionExpression: 'attribute_not_exists(#group)', ExpressionAttributeNames: { '#group': 'group' } }
        : { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': { N: String(before.version) } } };
    const version = (before?.version ?? 0) + 1;
    const Item = { ...itemOf({ ...incident, version }), writer: { S: this.#writer } };
    try {
      await this.#table.send(new PutItemCommand({ TableName: this.#tableName, Item, ...condition, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
      return true;
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ConditionalCheckFailedException')) throw error;
      // The SDK repeats a write whose answer was lost, and finds its own.
      const { Item: there } = error as Error & { readonly Item?: Record<string, AttributeValue> };
      return there?.['writer']?.S === this.#writer && there['record']?.S === Item.record.S;
    }
  }

  async #query(input: Omit<QueryCommandInput, 'TableName'>, most = Infinity): Promise<Incident[]> {
    const found: Incident[] = [];
    let next: Record<string, AttributeValue> | undefined;
    do {
      const limit = most === Infinity ? {} : { Limit: most - found.length };
      const page = await this.#table.send(new QueryCommand({ TableName: this.#tableName, ...input, ...limit, ...(next !== undefined && { ExclusiveStartKey: next }) }));
      found.push(...(page.Items ?? []).map(incidentOf));
      next = page.LastEvaluatedKey;
    } while (next !== undefined && found.length < most);
    return found;
  }
}

function keyOf({ group, sequence }: Pick<Incident, 'group' | 'sequence'>): Record<string, AttributeValue> {
  return { group: { S: group }, sequence: { N: String(sequence) } };
}

function itemOf(incident: Incident) {
  return {
    ...keyOf(incident),
    version: { N: String(incident.version) },
    record: { S: JSON.stringify(incident) },
    ...(incident.state !== 'closed' || incident.outbox.length > 0
      ? { activity: { S: OPEN_ACTIVITY }, dueAt: { N: String(nextDueAt(incident) ?? NEVER) } }
      : {}),
  };
}

function incidentOf(item: Record<string, AttributeValue>): Incident {
  const incident = JSON.parse(item['record']?.S ?? '{}') as Incident;
  return { ...incident, version: Number(item['version']?.N) };
}
