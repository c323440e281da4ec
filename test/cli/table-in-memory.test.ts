import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { accountClientOf } from '../../lib/cli/account/scenario-account';
import type { TablePort } from '../../lib/handlers/incident-engine/clients';
import { incidentStoreIn } from '../../lib/handlers/incident-engine/incident-store-in';
import type { IncidentStore } from '../../lib/incident/use-cases/incident-store';
import { anIncident, OPENED_AT } from '../helpers/incidents';
import { accountOf, REGION } from '../helpers/simulated-account';
import { tableInMemory } from '../helpers/table-in-memory';

const key = (attribute: string, type: 'HASH' | 'RANGE') => ({ AttributeName: attribute, KeyType: type });

function simulatedTable(): Promise<TablePort> {
  const account = accountOf({
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        TableName: 'incidents',
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'group', AttributeType: 'S' },
          { AttributeName: 'sequence', AttributeType: 'N' },
          { AttributeName: 'activity', AttributeType: 'S' },
          { AttributeName: 'dueAt', AttributeType: 'N' },
        ],
        KeySchema: [key('group', 'HASH'), key('sequence', 'RANGE')],
        GlobalSecondaryIndexes: [{ IndexName: 'due', KeySchema: [key('activity', 'HASH'), key('dueAt', 'RANGE')], Projection: { ProjectionType: 'ALL' } }],
      },
    },
  });
  return accountClientOf(account).table(REGION);
}

const TABLES: readonly (readonly [string, () => Promise<TablePort>])[] = [
  ['the table in memory', async () => tableInMemory().port],
  ['the table in memory, two items a page', async () => tableInMemory(2).port],
  ['the simulated DynamoDB, as commands reach the account of a scenario', simulatedTable],
];

describe.each(TABLES)('incidents in %s', (_, make) => {
  let store: IncidentStore;
  beforeEach(async () => (store = incidentStoreIn(await make(), 'incidents', 'test')));
  const incident = (sequence: number, changes: Parameters<typeof anIncident>[0] = {}) => anIncident({ id: `partner-portal-${sequence}`, sequence, ...changes });

  test('are read as they were written, with their version counted', async () => {
    expect(await store.get('partner-portal', 7)).toBeUndefined();
    expect(await store.write(anIncident())).toBe(true);
    expect(await store.get('partner-portal', 7)).toEqual(anIncident());
    expect(await store.write(anIncident({ title: 'another' }), { version: 1 })).toBe(true);
    expect(await store.get('partner-portal', 7)).toEqual(anIncident({ title: 'another', version: 2 }));
  });

  test('are new once, and written over the version they were made from only', async () => {
    await store.write(anIncident());
    expect(await store.write(anIncident({ title: 'second' }))).toBe(false);
    expect(await store.write(anIncident({ title: 'second' }), { version: 2 })).toBe(false);
    expect((await store.get('partner-portal', 7))?.title).toBe('partner-portal/availability');
  });

  test('of a group come latest first, as many as asked for', async () => {
    for (const sequence of [9, 10, 8]) await store.write(incident(sequence));
    await store.write(anIncident({ id: 'edi-11', group: 'edi', sequence: 11 }));
    expect((await store.latest('partner-portal'))?.sequence).toBe(10);
    expect((await store.ofGroup('partner-portal', 2)).map(({ sequence }) => sequence)).toEqual([10, 9]);
    expect((await store.ofGroup('partner-portal', 5)).map(({ sequence }) => sequence)).toEqual([10, 9, 8]);
    expect(await store.latest('none')).toBeUndefined();
  });

  test('that are not closed come soonest due first; closed ones leave the index', async () => {
    const starting = (minutes: number) => ({ escalation: { startedAt: OPENED_AT + minutes * 60_000, reached: [], repeats: 0 } });
    await store.write(incident(1, starting(5)));
    await store.write(incident(2, starting(1)));
    await store.write(incident(3, starting(3)));
    await store.write(incident(4, { state: 'closed' }));
    expect((await store.notClosed()).map(({ sequence }) => sequence)).toEqual([2, 3, 1]);
    await store.write(incident(3, { state: 'closed' }), { version: 1 });
    expect((await store.notClosed()).map(({ sequence }) => sequence)).toEqual([2, 1]);
  });

  test('that are active are found apart from those that owe something, and of these what is due (9.13)', async () => {
    const hour = 3_600_000;
    const resolved = (hours: number) => ({
      state: 'resolved' as const,
      postmortem: { status: 'due' as const, clockStart: OPENED_AT + hours * hour, notified: 0 },
    });
    await store.write(incident(1));
    await store.write(incident(2, resolved(0)));
    await store.write(incident(3, resolved(-24)));
    await store.write(incident(4, { state: 'closed' }));
    const sequences = (found: readonly { readonly sequence: number }[]) => found.map(({ sequence }) => sequence);
    expect(sequences(await store.active())).toEqual([1]);
    expect(sequences(await store.owingAt(OPENED_AT - hour, 10))).toEqual([]);
    expect(sequences(await store.owingAt(OPENED_AT, 10))).toEqual([3]);
    expect(sequences(await store.owingAt(OPENED_AT + 100 * hour, 10))).toEqual([3, 2]);
    expect(sequences(await store.owingAt(OPENED_AT + 100 * hour, 1))).toEqual([3]);
    expect(sequences(await store.notClosed())).toEqual([1, 3, 2]);
  });
});

describe('the table in memory refuses what it was not made for', () => {
  const { port } = tableInMemory();
  const Item = { group: { S: 'a' }, sequence: { N: '1' } };

  test.each([
    [
      'another condition',
      () => port.send(new PutItemCommand({ TableName: 't', Item, ConditionExpression: 'size(a) > :b' })),
      /condition size\(a\) > :b is not known/,
    ],
    [
      'another index',
      () => port.send(new QueryCommand({ TableName: 't', IndexName: 'by-person', KeyConditionExpression: 'person = :p' })),
      /index by-person is not known/,
    ],
    ['another query', () => port.send(new QueryCommand({ TableName: 't', KeyConditionExpression: 'begins_with(a, :p)' })), /condition begins_with/],
    [
      'a consistent read of the index',
      () => port.send(new QueryCommand({ TableName: 't', IndexName: 'due', KeyConditionExpression: 'activity = :activity', ConsistentRead: true })),
      /no consistent reads/,
    ],
  ])('%s', async (_, call, message) => {
    await expect(call()).rejects.toThrow(message);
  });

  test('and hands out copies', async () => {
    await port.send(new PutItemCommand({ TableName: 't', Item }));
    const read = () => port.send(new GetItemCommand({ TableName: 't', Key: Item }));
    (await read()).Item!['group'] = { S: 'changed' };
    expect((await read()).Item).toEqual(Item);
  });
});
