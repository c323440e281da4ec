import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { ACCOUNT_ID, REGION, type Resources } from '../../../helpers/simulated-account';
import { accountWith, functionOf, role, runMinutes } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/incidents`;

const ATTRIBUTES = ['id:S', 'step:N', 'open:S', 'due:N'].map((text) => {
  const [AttributeName, AttributeType] = text.split(':');
  return { AttributeName, AttributeType };
});
const key = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
];
const index = (IndexName: string, hash: string, range?: string) => ({ IndexName, KeySchema: key(hash, range), Projection: { ProjectionType: 'ALL' } });
const PROPERTIES = {
  TableName: 'incidents',
  AttributeDefinitions: ATTRIBUTES,
  KeySchema: key('id', 'step'),
  GlobalSecondaryIndexes: [index('due', 'open', 'due')],
};
const TABLE: Resources = { Table: { Type: 'AWS::DynamoDB::Table', Properties: PROPERTIES } };
const changed = (properties: object): Resources => ({ Table: { Type: 'AWS::DynamoDB::Table', Properties: { ...PROPERTIES, ...properties } } });

const item = (id: string, step: number, more: object = {}) => ({ id: { S: id }, step: { N: String(step) }, ...more });
const open = (due: number) => ({ open: { S: 'y' }, due: { N: String(due) } });

type Account = ReturnType<typeof accountWith>;
const call = (account: Account, operation: string, input: object, principal = ROOT): any => {
  try {
    return account.call(principal, 'dynamodb', operation, { TableName: 'incidents', ...input });
  } catch (error) {
    return error;
  }
};
const filled = (...items: readonly object[]): Account => {
  const account = accountWith(TABLE);
  for (const each of items) expect(call(account, 'PutItem', { Item: each })).toEqual({});
  return account;
};
const query = (account: Account, input: object): any =>
  call(account, 'Query', { KeyConditionExpression: 'id = :i', ExpressionAttributeValues: { ':i': { S: 'a' } }, ...input });
const steps = (answer: any) => answer.Items.map((each: any) => Number(each.step.N));

describe('items', () => {
  test('are written, read and removed, and do not change with what the caller does to his own', () => {
    const account = accountWith(TABLE);
    const Item = item('a', 1, { tags: { SS: ['x', 'y'] }, more: { M: { list: { L: [{ NULL: true }, { BOOL: false }, { N: '1.50' }] } } } });
    call(account, 'PutItem', { Item });
    (Item as any).tags.SS.push('z');
    const Key = item('a', 1);
    expect(call(account, 'GetItem', { Key, ConsistentRead: true }).Item).toEqual({
      ...Key,
      tags: { SS: ['x', 'y'] },
      more: { M: { list: { L: [{ NULL: true }, { BOOL: false }, { N: '1.5' }] } } },
    });
    // Answers share what the table holds, and nobody can change it.
    for (const answer of [call(account, 'GetItem', { Key }).Item, query(account, {}).Items[0]]) {
      expect(() => answer.tags.SS.push('z')).toThrow(TypeError);
      expect(() => (answer.step.N = '2')).toThrow(TypeError);
    }
    expect(call(account, 'DeleteItem', { Key, ReturnValues: 'ALL_OLD' }).Attributes).toMatchObject(Key);
    expect(call(account, 'GetItem', { Key })).toEqual({});
    expect(call(account, 'DeleteItem', { Key })).toEqual({});
  });

  test('replace the one with their key, and only that', () => {
    const account = filled(item('a', 1, { version: { N: '1' } }), item('a', 2));
    expect(call(account, 'PutItem', { Item: item('a', 1, { version: { N: '2' } }), ReturnValues: 'ALL_OLD' }).Attributes.version).toEqual({ N: '1' });
    expect(query(account, {}).Items).toEqual([item('a', 1, { version: { N: '2' } }), item('a', 2)]);
  });

  test.each<[what: string, item: object, message: RegExp]>([
    ['without a key', { id: { S: 'a' } }, /Missing the key step in the item/],
    ['with a key of another type', { id: { S: 'a' }, step: { S: '1' } }, /Type mismatch for key step expected: N actual: S/],
    ['with an empty key', item('', 1), /empty string value. Key: id/],
    ['with the key of an index of another type', item('a', 1, { open: { NULL: true } }), /Type mismatch for Index Key open Expected: S Actual: NULL/],
    ['with a value of two types', item('a', 1, { v: { S: 'x', N: '1' } }), /more than one datatypes/],
    ['with a value of none', item('a', 1, { v: {} }), /is empty/],
    ['with a number that is none', item('a', 1, { v: { N: 'one' } }), /numeric value: one/],
    ['with an empty set', item('a', 1, { v: { SS: [] } }), /may not be empty/],
    ['with a set that has a text twice', item('a', 1, { v: { SS: ['x', 'x'] } }), /contains duplicates/],
  ])('%s are refused', (_what, Item, message) => {
    const error = call(accountWith(TABLE), 'PutItem', { Item });
    expect(error.name).toBe('ValidationException');
    expect(error.message).toMatch(message);
  });

  test('have at most 400 KB, names included', () => {
    const account = accountWith(TABLE);
    // id and its value, step and its value, v: 2 + 1 + 4 + 2 + 1 bytes beside the text.
    const put = (bytes: number) => call(account, 'PutItem', { Item: item('a', 1, { v: { S: 'x'.repeat(bytes - 10) } }) });
    expect(put(409_600)).toEqual({});
    expect(put(409_601)).toMatchObject({ name: 'ValidationException', message: 'Item size has exceeded the maximum allowed size' });
  });

  test.each<[what: string, value: object]>([
    ['binary values', { B: new Uint8Array([1]) }],
    ['sets of numbers', { NS: ['1'] }],
    ['numbers with more digits than a number of JavaScript keeps', { N: '1234567890.1234567' }],
  ])('with %s are not simulated', (_what, v) => {
    expect(call(accountWith(TABLE), 'PutItem', { Item: item('a', 1, { v }) })).toBeInstanceOf(NotSimulatedError);
  });
});

describe('a condition on a write', () => {
  const version = (wanted: string) => ({
    ConditionExpression: '#v = :v',
    ExpressionAttributeNames: { '#v': 'version' },
    ExpressionAttributeValues: { ':v': { N: wanted } },
  });

  test('lets only the one win who knows the version', () => {
    const account = filled(item('a', 1, { version: { N: '1' } }));
    const put = (next: string, wanted: string) => call(account, 'PutItem', { Item: item('a', 1, { version: { N: next } }), ...version(wanted) });
    expect(put('2', '1')).toEqual({});
    const lost = put('2', '1');
    expect(lost).toMatchObject({ name: 'ConditionalCheckFailedException', message: 'The conditional request failed', members: {} });
    expect(call(account, 'GetItem', { Key: item('a', 1) }).Item.version).toEqual({ N: '2' });
  });

  test('creates an item once', () => {
    const account = accountWith(TABLE);
    const create = () =>
      call(account, 'PutItem', { Item: item('a', 1), ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
    expect(create()).toEqual({});
    expect(create()).toMatchObject({ name: 'ConditionalCheckFailedException', members: { Item: item('a', 1) } });
  });

  test('keeps an item from being removed', () => {
    const account = filled(item('a', 1, { version: { N: '1' } }));
    expect(call(account, 'DeleteItem', { Key: item('a', 1), ...version('2') }).name).toBe('ConditionalCheckFailedException');
    expect(call(account, 'DeleteItem', { Key: item('a', 1), ...version('1') })).toEqual({});
  });

  test('that a function failed hands it the item there was', async () => {
    const code = `const { DynamoDBClient, PutItemCommand, ConditionalCheckFailedException } = require('@aws-sdk/client-dynamodb');
      exports.handler = async () => {
        const put = () => new DynamoDBClient({}).send(new PutItemCommand({ TableName: 'incidents', Item: { id: { S: 'a' }, step: { N: '1' } },
          ConditionExpression: 'attribute_not_exists(id)', ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
        await put();
        try { await put(); } catch (error) { console.log(error instanceof ConditionalCheckFailedException, error.Item.step.N); }
      };`;
    const account = accountWith({ ...TABLE, ...functionOf(code, ['dynamodb:PutItem']) });
    account.call(ROOT, 'lambda', 'Invoke', { FunctionName: 'worker', InvocationType: 'Event', Payload: '{}' });
    expect(await runMinutes(account, 1)).toContain('0 log: true 1');
  });
});

describe('a query', () => {
  const account = filled(...[3, 1, 10, 2].map((step) => item('a', step, step < 4 ? open(100 - step) : {})), item('b', 1, open(50)));

  test('finds the items of a key in the order of the range, or against it', () => {
    expect(query(account, {})).toMatchObject({ Count: 4, ScannedCount: 4 });
    expect(steps(query(account, {}))).toEqual([1, 2, 3, 10]);
    expect(steps(query(account, { ScanIndexForward: false }))).toEqual([10, 3, 2, 1]);
  });

  test.each([
    ['step = :s', [2]],
    ['step < :s', [1]],
    ['step <= :s', [1, 2]],
    ['step > :s', [3, 10]],
    ['step >= :s', [2, 3, 10]],
    ['step BETWEEN :s AND :t', [2, 3]],
  ])('narrows the range by %s', (range, expected) => {
    const values = { ':i': { S: 'a' }, ':s': { N: '2' }, ...(range.includes(':t') && { ':t': { N: '3' } }) };
    expect(steps(query(account, { KeyConditionExpression: `id = :i AND ${range}`, ExpressionAttributeValues: values }))).toEqual(expected);
  });

  test('of an index finds only items that have its keys', () => {
    const due = {
      IndexName: 'due',
      KeyConditionExpression: '#o = :y AND due <= :now',
      ExpressionAttributeNames: { '#o': 'open' },
      ExpressionAttributeValues: { ':y': { S: 'y' }, ':now': { N: '98' } },
    };
    const answer = query(account, due);
    expect(answer.Items.map((each: any) => `${each.id.S}${each.step.N}`)).toEqual(['b1', 'a3', 'a2']);
    expect(query(account, { ...due, ConsistentRead: true })).toMatchObject({ message: 'Consistent reads are not supported on global secondary indexes' });
    expect(query(account, { ...due, IndexName: 'other' })).toMatchObject({ message: 'The table does not have the specified index: other' });
    const first = query(account, { ...due, Limit: 1 });
    expect(first.LastEvaluatedKey).toEqual({ ...item('b', 1), ...open(50) });
    expect(query(account, { ...due, ExclusiveStartKey: first.LastEvaluatedKey }).Count).toBe(2);
  });

  test('goes on where the last page ended, in either direction', () => {
    for (const ScanIndexForward of [true, false]) {
      const seen: number[] = [];
      let ExclusiveStartKey: object | undefined;
      do {
        const answer = query(account, { Limit: 3, ScanIndexForward, ExclusiveStartKey });
        seen.push(...steps(answer));
        ExclusiveStartKey = answer.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      expect(seen).toEqual(ScanIndexForward ? [1, 2, 3, 10] : [10, 3, 2, 1]);
    }
  });

  test('names a last key when it ends with the limit, even if nothing follows', () => {
    expect(query(account, { Limit: 4 }).LastEvaluatedKey).toEqual(item('a', 10));
    expect(query(account, { Limit: 5 })).not.toHaveProperty('LastEvaluatedKey');
  });

  test('counts what it reads before a filter, and at most a megabyte', () => {
    const filter = { FilterExpression: 'attribute_exists(due)', Limit: 4 };
    expect(query(account, filter)).toMatchObject({ Count: 3, ScannedCount: 4, LastEvaluatedKey: item('a', 10) });
    const big = filled(...[1, 2, 3, 4].map((step) => item('a', step, { v: { S: 'x'.repeat(400_000) } })));
    const page = query(big, {});
    expect([page.Count, page.LastEvaluatedKey]).toEqual([3, item('a', 3)]);
  });

  test.each<[what: string, input: object, message: RegExp]>([
    ['without its hash key', { KeyConditionExpression: 'step = :i' }, /missed key schema element: id/],
    ['with an order of its hash key', { KeyConditionExpression: 'id > :i' }, /not supported/],
    ['with another attribute', { KeyConditionExpression: 'id = :i AND due = :i' }, /missed key schema element: step/],
    ['with OR', { KeyConditionExpression: 'id = :i OR step = :i' }, /Invalid operator used in KeyConditionExpression: OR/],
    ['with a key twice', { KeyConditionExpression: 'id = :i AND id = :i' }, /only contain one condition per key/],
    ['with a value of another type', { ExpressionAttributeValues: { ':i': { N: '1' } } }, /does not match schema type/],
    ['with a filter on a key', { FilterExpression: 'step = :i' }, /Primary key attribute: step/],
    ['with a limit of nothing', { Limit: 0 }, /greater than or equal to 1/],
    ['from a key that is none', { ExclusiveStartKey: { id: { S: 'a' } } }, /starting key is invalid/],
    ['from a key of another item', { ExclusiveStartKey: item('b', 1) }, /outside query boundaries/],
    ['without a condition', { KeyConditionExpression: undefined }, /must be specified/],
  ])('%s is refused', (_what, input, message) => {
    const error = query(account, input);
    expect(error.name).toBe('ValidationException');
    expect(error.message).toMatch(message);
  });
});

describe('permissions', () => {
  const engine = `arn:aws:iam::${ACCOUNT_ID}:role/engine`;
  const as = (...allowed: { Action: string; Resource?: string }[]) => accountWith({ ...TABLE, Engine: role('engine', 'lambda.amazonaws.com', allowed) });
  const due = { IndexName: 'due', KeyConditionExpression: 'due = :d', ExpressionAttributeValues: { ':d': { S: 'y' } } };

  test('are asked of the role, on the table or the index', () => {
    const account = as({ Action: 'dynamodb:*', Resource: TABLE_ARN });
    expect(call(account, 'PutItem', { Item: item('a', 1) }, engine)).toEqual({});
    const denied = call(account, 'Query', due, engine);
    expect(denied.name).toBe('AccessDeniedException');
    expect(denied.message).toContain(`dynamodb:Query on resource: ${TABLE_ARN}/index/due`);
    const allowed = as({ Action: 'dynamodb:Query', Resource: `${TABLE_ARN}/index/due` });
    expect(call(allowed, 'Query', due, engine).name).toBe('ValidationException');
    expect(call(allowed, 'GetItem', { Key: item('a', 1) }, engine).name).toBe('AccessDeniedException');
  });

  test('come before whether there is such a table', () => {
    expect(call(as(), 'GetItem', { TableName: 'gone', Key: item('a', 1) }, engine).name).toBe('AccessDeniedException');
    expect(call(as(), 'GetItem', { TableName: 'gone', Key: item('a', 1) }).name).toBe('NotSimulatedError');
  });
});

describe('tables', () => {
  const get = (resources: Resources): any => call(accountWith(resources), 'GetItem', { Key: item('a', 1) });
  const global = (properties: object): Resources => ({ Table: { Type: 'AWS::DynamoDB::GlobalTable', Properties: { ...PROPERTIES, ...properties } } });

  test.each<[what: string, resources: Resources]>([
    ['encrypted with the key of AWS', changed({ SSESpecification: { SSEEnabled: true } })],
    ['that are not encrypted with a key named', changed({ SSESpecification: { SSEEnabled: false } })],
    [
      'that are global in their own region',
      global({ Replicas: [{ Region: { Ref: 'AWS::Region' }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }] }),
    ],
  ])('%s are simulated', (_what, resources) => expect(get(resources)).toEqual({}));

  test.each<[what: string, resources: Resources]>([
    ['a key of its own', changed({ SSESpecification: { SSEEnabled: true, KMSMasterKeyId: 'alias/own' } })],
    ['a local index', changed({ LocalSecondaryIndexes: [] })],
    ['a stream', changed({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } })],
    ['an index of keys only', changed({ GlobalSecondaryIndexes: [{ ...index('due', 'open'), Projection: { ProjectionType: 'KEYS_ONLY' } }] })],
    ['a binary key', changed({ AttributeDefinitions: ATTRIBUTES.map((each) => ({ ...each, AttributeType: 'B' })) })],
    ['a replica elsewhere', global({ Replicas: [{ Region: 'us-east-1' }] })],
    ['two replicas', global({ Replicas: [{ Region: REGION }, { Region: 'us-east-1' }] })],
    ['a name nobody can resolve', changed({ TableName: { 'Fn::Nonsense': 1 } })],
  ])('with %s are not simulated when they are used', (_what, resources) => {
    expect(get(resources)).toBeInstanceOf(NotSimulatedError);
    expect(accountWith(resources).notSimulated).toEqual([]);
  });

  test('with operations and inputs nobody simulates say so', () => {
    const account = accountWith(TABLE);
    expect(call(account, 'UpdateItem', {})).toMatchObject({ message: 'not simulated: dynamodb:UpdateItem' });
    expect(call(account, 'GetItem', { ProjectionExpression: 'id' })).toMatchObject({
      message: 'not simulated: input ProjectionExpression of dynamodb:GetItem',
    });
  });
});
