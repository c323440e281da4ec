import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot } from '../../../../lib/aws/iam/principal';
import { ACCOUNT_ID, REGION, START, type Resources } from '../../../helpers/simulated-account';
import { accountWith, role } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const ARN = `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:parameter`;
const PARAMETERS: Resources = {
  A: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/edi/a', Type: 'String', Value: 'one', AllowedPattern: '[a-z]+' } },
  Secret: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/edi/secret', Type: 'SecureString', Value: 'x' } },
};

const accountOf = (resources: Resources = PARAMETERS) => accountWith(resources);
type Account = ReturnType<typeof accountOf>;
const call = (account: Account, operation: string, input: object, principal = ROOT): any => {
  try {
    return account.call(principal, 'ssm', operation, input as Record<string, unknown>);
  } catch (error) {
    return error;
  }
};
const put = (account: Account, input: object, principal = ROOT) =>
  call(account, 'PutParameter', { Name: '/edi/b', Value: 'v', Type: 'String', ...input }, principal);

test('a parameter of a template is there from the start', () => {
  expect(call(accountOf(), 'GetParameter', { Name: '/edi/a', WithDecryption: true })).toEqual({
    Parameter: { Name: '/edi/a', Type: 'String', Value: 'one', Version: 1, LastModifiedDate: new Date(START), ARN: `${ARN}/edi/a`, DataType: 'text' },
  });
});

test('what was put is read, version by version', () => {
  const account = accountOf();
  expect(put(account, { Value: 'first' })).toEqual({ Version: 1, Tier: 'Standard' });
  expect(put(account, { Value: 'second' })).toMatchObject({ name: 'ParameterAlreadyExists' });
  account.run(START + 60_000);
  expect(put(account, { Value: 'second', Type: undefined, Overwrite: true })).toEqual({ Version: 2, Tier: 'Standard' });
  expect(call(account, 'GetParameter', { Name: '/edi/b' }).Parameter).toMatchObject({
    Value: 'second',
    Version: 2,
    LastModifiedDate: new Date(START + 60_000),
  });
  const history = call(account, 'GetParameterHistory', { Name: '/edi/b', MaxResults: 1 });
  expect(history).toMatchObject({ Parameters: [{ Value: 'first', Version: 1, LastModifiedUser: ROOT }], NextToken: '1' });
  expect(call(account, 'GetParameterHistory', { Name: '/edi/b', NextToken: history.NextToken }).Parameters).toMatchObject([{ Version: 2 }]);
});

test('only the last hundred versions are kept', () => {
  const account = accountOf({});
  for (let version = 1; version <= 102; version += 1) put(account, { Value: `v${version}`, Overwrite: true });
  const all = [call(account, 'GetParameterHistory', { Name: '/edi/b' }), call(account, 'GetParameterHistory', { Name: '/edi/b', NextToken: '50' })];
  const versions = all.flatMap(({ Parameters }) => Parameters.map(({ Version }: { Version: number }) => Version));
  expect([versions.length, versions[0], versions.at(-1)]).toEqual([100, 3, 102]);
});

test('several are read at once, and those that are not there are named', () => {
  const account = accountOf();
  const names = (count: number) => Array.from({ length: count }, (_, index) => `/edi/${index}`);
  expect(call(account, 'GetParameters', { Names: ['/edi/none', '/edi/a'] })).toMatchObject({
    Parameters: [{ Name: '/edi/a' }],
    InvalidParameters: ['/edi/none'],
  });
  expect(call(account, 'GetParameters', { Names: names(10) })).toMatchObject({ Parameters: [], InvalidParameters: names(10) });
  for (const Names of [names(11), [], ['/a', '/a'], [1]]) expect(call(account, 'GetParameters', { Names })).toMatchObject({ name: 'ValidationException' });
});

test('a path lists what lies below it, ten at a time', () => {
  const account = accountOf({});
  for (let index = 0; index < 12; index += 1) put(account, { Name: `/edi/p${index}` });
  put(account, { Name: '/edi/deep/er' });
  put(account, { Name: '/edifact' });
  const first = call(account, 'GetParametersByPath', { Path: '/edi' });
  expect(first.Parameters).toHaveLength(10);
  expect(call(account, 'GetParametersByPath', { Path: '/edi', NextToken: first.NextToken })).toEqual({ Parameters: [expect.anything(), expect.anything()] });
  const recursive = call(account, 'GetParametersByPath', { Path: '/edi/deep/', Recursive: true });
  expect(recursive).toMatchObject({ Parameters: [{ Name: '/edi/deep/er' }] });
  expect(call(account, 'GetParametersByPath', { Path: 'edi' })).toMatchObject({ name: 'ValidationException' });
  expect(call(account, 'GetParametersByPath', { Path: '/edi', NextToken: 'x' })).toMatchObject({ name: 'InvalidNextToken' });
});

test.each([
  ['the standard tier ends at 4,096 bytes', { Value: 'x'.repeat(4_096) }, 'Standard'],
  ['beyond it a standard parameter is refused', { Value: 'x'.repeat(4_097) }, 'ValidationException'],
  ['bytes count, not characters', { Value: 'ü'.repeat(2_049) }, 'ValidationException'],
  ['Intelligent-Tiering stays standard while it can', { Value: 'x', Tier: 'Intelligent-Tiering' }, 'Standard'],
  ['Intelligent-Tiering becomes advanced when it must', { Value: 'x'.repeat(4_097), Tier: 'Intelligent-Tiering' }, 'Advanced'],
  ['the advanced tier ends at 8,192 bytes', { Value: 'x'.repeat(8_192), Tier: 'Advanced' }, 'Advanced'],
  ['beyond it everything is refused', { Value: 'x'.repeat(8_193), Tier: 'Intelligent-Tiering' }, 'ValidationException'],
  ['a tier nobody knows is refused', { Tier: 'Gold' }, 'ValidationException'],
  ['an empty value is refused', { Value: '' }, 'ValidationException'],
  ['a type nobody knows is refused', { Type: 'Number' }, 'ValidationException'],
  ['a new parameter needs a type', { Type: undefined }, 'ValidationException'],
  ['a name without its slash is refused', { Name: 'edi/b' }, 'ValidationException'],
  ['a name AWS keeps for itself is refused', { Name: '/aws/b' }, 'ValidationException'],
  ['sixteen levels are too many', { Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException'],
])('%s', (_what, input, expected) => {
  const answer = put(accountOf({}), input);
  expect(answer.Tier ?? answer.name).toBe(expected);
});

test('an advanced parameter does not become a standard one, and no parameter changes its type', () => {
  const account = accountOf();
  put(account, { Value: 'x'.repeat(5_000), Tier: 'Advanced' });
  expect(put(account, { Overwrite: true, Tier: 'Standard' })).toMatchObject({ name: 'ValidationException' });
  expect(put(account, { Overwrite: true, Tier: 'Intelligent-Tiering' })).toEqual({ Version: 2, Tier: 'Advanced' });
  expect(put(account, { Overwrite: true, Type: 'StringList' })).toMatchObject({ name: 'HierarchyTypeMismatchException' });
  expect(put(account, { Name: '/edi/a', Value: 'UPPER', Overwrite: true })).toMatchObject({ name: 'ParameterPatternMismatchException' });
});

test('a role reads and writes what its policy names, and nothing else', () => {
  const account = accountOf({
    ...PARAMETERS,
    Role: role('ledger', 'lambda.amazonaws.com', [
      { Action: 'ssm:GetParameters', Resource: `${ARN}/edi/*` },
      { Action: 'ssm:PutParameter', Resource: `${ARN}/edi/b` },
    ]),
  });
  const ledger = `arn:aws:iam::${ACCOUNT_ID}:role/ledger`;
  expect(call(account, 'GetParameters', { Names: ['/edi/a'] }, ledger)).toMatchObject({ InvalidParameters: [] });
  expect(call(account, 'GetParameters', { Names: ['/edi/a', '/other'] }, ledger)).toMatchObject({ name: 'AccessDeniedException' });
  expect(call(account, 'GetParameter', { Name: '/edi/a' }, ledger)).toMatchObject({ name: 'AccessDeniedException' });
  expect(put(account, {}, ledger)).toMatchObject({ Version: 1 });
  expect(put(account, { Name: '/edi/c' }, ledger)).toMatchObject({ name: 'AccessDeniedException' });
});

test('what is not simulated is notified by name, a parameter of a template that cannot be read included', () => {
  const account = accountOf();
  expect(account.notSimulated).toMatchObject([{ logicalId: 'Secret', why: 'not simulated: SecureString parameters' }]);
  for (const [operation, input] of [
    ['GetParameter', { Name: '/edi/secret' }],
    ['GetParameters', { Names: ['/edi/secret'] }],
    ['GetParametersByPath', { Path: '/edi' }],
    ['GetParameter', { Name: '/edi/a:1' }],
    ['GetParameter', { Name: `${ARN}/edi/a` }],
    ['PutParameter', { Name: '/edi/b', Value: 'x', Type: 'SecureString' }],
    ['PutParameter', { Name: '/edi/b', Value: 'x', Type: 'String', DataType: 'aws:ec2:image' }],
    ['PutParameter', { Name: '/edi/b', Value: 'x', Type: 'String', Policies: '[]' }],
    ['DeleteParameter', { Name: '/edi/a' }],
  ] as const) {
    expect(call(account, operation, input)).toBeInstanceOf(NotSimulatedError);
  }
  expect(call(account, 'GetParameter', { Name: '/edi/none' })).toMatchObject({ name: 'ParameterNotFound' });
});
