import { GetItemCommand, PutItemCommand, QueryCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TablePort } from '../../lib/handlers/incident-engine/clients';

/** An item as DynamoDB stores it. */
type StoredItem = Record<string, AttributeValue>;

/** The table of incidents without a cloud. */
export interface TableInMemory {
  readonly port: TablePort;
  /** Commands so far: `PutItem edi-prod-incidents`. */
  readonly calls: string[];
  /** Called before each write: what somebody else does at just that moment. */
  beforeWrite?: () => Promise<void> | void;
}

/**
 * The table of incidents: keys `group` and `sequence`, the index `due` of what has an `activity`. It knows the calls and
 * conditions of the incident store and nothing else; test/cli/table-in-memory.test.ts holds it against the simulated
 * DynamoDB.
 *
 * @param pageSize most items of one answer to a query
 */
export function tableInMemory(pageSize = 100): TableInMemory {
  const items = new Map<string, StoredItem>();
  const keyOf = ({ group, sequence }: StoredItem): string => `${group?.S}#${sequence?.N}`;

  const put = ({ input }: PutItemCommand) => {
    const item = structuredClone(input.Item!);
    const before = items.get(keyOf(item));
    if (!holds(input.ConditionExpression, input.ExpressionAttributeValues ?? {}, before)) {
      throw Object.assign(new Error('The conditional request failed'), {
        name: 'ConditionalCheckFailedException',
        ...(before !== undefined && { Item: structuredClone(before) }),
      });
    }
    items.set(keyOf(item), item);
    return { $metadata: {} };
  };

  const query = ({ input }: QueryCommand) => {
    const isByDue = input.IndexName === 'due';
    if (input.IndexName !== undefined && !isByDue) throw new Error(`index ${input.IndexName} is not known`);
    const conditions = isByDue ? ['activity = :activity', 'activity = :activity AND dueAt <= :until'] : ['#group = :group'];
    if (!conditions.includes(input.KeyConditionExpression ?? '')) throw new Error(`condition ${input.KeyConditionExpression} is not known`);
    if (isByDue && input.ConsistentRead === true) throw Object.assign(new Error('an index has no consistent reads'), { name: 'ValidationException' });
    const wanted = Object.values(input.ExpressionAttributeValues ?? {})[0]?.S;
    const until = Number(input.ExpressionAttributeValues?.[':until']?.N ?? Infinity);
    const [partition, sort] = isByDue ? (['activity', 'dueAt'] as const) : (['group', 'sequence'] as const);
    const found = [...items.values()].filter((item) => item[partition]?.S === wanted && item[sort] !== undefined && Number(item[sort].N) <= until);
    found.sort((a, b) => Number(a[sort]!.N) - Number(b[sort]!.N));
    if (input.ScanIndexForward === false) found.reverse();
    const last = input.ExclusiveStartKey;
    const rest = last === undefined ? found : found.slice(found.findIndex((item) => keyOf(item) === keyOf(last)) + 1);
    const page = rest.slice(0, Math.min(input.Limit ?? pageSize, pageSize));
    const end = page.at(-1);
    return {
      $metadata: {},
      Items: structuredClone(page),
      Count: page.length,
      ...(end !== undefined && page.length < rest.length && { LastEvaluatedKey: structuredClone(end) }),
    };
  };

  const table: TableInMemory & { port: TablePort } = {
    calls: [],
    port: {
      send: (async (command: GetItemCommand | PutItemCommand | QueryCommand) => {
        table.calls.push(`${command.constructor.name.replace('Command', '')} ${command.input.TableName}`);
        if (command instanceof GetItemCommand) return { $metadata: {}, Item: structuredClone(items.get(keyOf(command.input.Key!))) };
        if (command instanceof QueryCommand) return query(command);
        await table.beforeWrite?.();
        return put(command);
      }) as TablePort['send'],
    },
  };
  return table;
}

function holds(condition: string | undefined, values: StoredItem, before: StoredItem | undefined): boolean {
  switch (condition) {
    case undefined:
      return true;
    case 'attribute_not_exists(#group)':
      return before === undefined;
    case 'version = :version':
      return before?.['version']?.N === values[':version']?.N;
    default:
      throw new Error(`condition ${condition} is not known`);
  }
}
