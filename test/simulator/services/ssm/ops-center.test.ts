import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot, type Principal } from '../../../../lib/aws/iam/principal';
import type { Account } from '../../../../lib/simulator/account';
import { ACCOUNT_ID, REGION, START } from '../../../helpers/simulated-account';
import { accountWith, functionOf, WORKER_ROLE } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const ISSUE = { Title: 'Orders fail', Description: 'since 08:00', Source: 'day2' };
const automations = (value: unknown) => ({
  '/aws/automations': { Value: typeof value === 'string' ? value : JSON.stringify(value), Type: 'SearchableString' },
});
const runbook = (automationId: string) => ({ automationType: 'AWS:SSM:Automation', automationId });
const dedup = (text: string) => ({ '/aws/dedup': { Value: JSON.stringify({ dedupString: text }), Type: 'SearchableString' } });

function attempt(account: Account, operation: string, input: object, principal: Principal = ROOT, region = REGION) {
  try {
    return account.call(principal, 'ssm', operation, input as Record<string, unknown>, region) as Record<string, any>;
  } catch (error) {
    return error as Record<string, any>;
  }
}

describe('an OpsItem', () => {
  test('is created open, with an id that counts up', () => {
    const account = accountWith({});
    const input = {
      ...ISSUE,
      Severity: '1',
      Priority: 2,
      Category: 'Availability',
      OperationalData: { incident: { Value: 'x' } },
      Tags: [{ Key: 'a', Value: 'b' }],
    };
    expect(attempt(account, 'CreateOpsItem', input)).toEqual({
      OpsItemId: 'oi-000000000001',
      OpsItemArn: `arn:aws:ssm:${REGION}:${ACCOUNT_ID}:opsitem/oi-000000000001`,
    });
    expect(attempt(account, 'CreateOpsItem', ISSUE).OpsItemId).toBe('oi-000000000002');
    expect(attempt(account, 'GetOpsItem', { OpsItemId: 'oi-000000000001' }).OpsItem).toMatchObject({
      ...ISSUE,
      Severity: '1',
      Priority: 2,
      Category: 'Availability',
      Status: 'Open',
      Version: '1',
      CreatedTime: new Date(START),
      OperationalData: { incident: { Value: 'x', Type: 'String' } },
    });
  });

  test('is updated in parts, and its data is added to', () => {
    const account = accountWith({});
    const OpsItemId = attempt(account, 'CreateOpsItem', { ...ISSUE, Severity: '3', OperationalData: { a: { Value: '1' }, b: { Value: '1' } } }).OpsItemId;
    account.run(START + 60_000);
    expect(attempt(account, 'UpdateOpsItem', { OpsItemId, Status: 'InProgress', Priority: 1, OperationalData: { b: { Value: '2' } } })).toEqual({});
    expect(attempt(account, 'GetOpsItem', { OpsItemId }).OpsItem).toMatchObject({
      Severity: '3',
      Priority: 1,
      Status: 'InProgress',
      Version: '2',
      LastModifiedTime: new Date(START + 60_000),
      OperationalData: { a: { Value: '1' }, b: { Value: '2' } },
    });
  });

  test.each([
    ['Title', { Title: undefined }, 'ValidationException'],
    ['Title', { Title: 'x'.repeat(1_025) }, 'ValidationException'],
    ['Description', { Description: ' ' }, 'ValidationException'],
    ['Description', { Description: 'x'.repeat(2_049) }, 'ValidationException'],
    ['Source', { Source: 'my-aws-source' }, 'OpsItemInvalidParameterException'],
    ['Severity', { Severity: '5' }, 'OpsItemInvalidParameterException'],
    ['Priority', { Priority: 6 }, 'ValidationException'],
    ['Priority', { Priority: 0 }, 'ValidationException'],
    ['Category', { Category: 'Trouble' }, 'OpsItemInvalidParameterException'],
    ['OperationalData', { OperationalData: { awsThing: { Value: 'x' } } }, 'OpsItemInvalidParameterException'],
    ['OperationalData', { OperationalData: { 'ssm-thing': { Value: 'x' } } }, 'OpsItemInvalidParameterException'],
    ['OperationalData', { OperationalData: { '/aws/other': { Value: 'x' } } }, 'OpsItemInvalidParameterException'],
    ['OperationalData', { OperationalData: { '/ssm/other': { Value: 'x' } } }, 'OpsItemInvalidParameterException'],
    ['/aws/automations', { OperationalData: automations('edi-prod-portal') }, 'OpsItemInvalidParameterException'],
    ['/aws/automations', { OperationalData: automations(['edi-prod-portal']) }, 'OpsItemInvalidParameterException'],
    [
      '/aws/automations',
      { OperationalData: automations([{ ...runbook('edi-prod-portal'), automationType: 'AWS::SSM::Automation' }]) },
      'OpsItemInvalidParameterException',
    ],
    ['/aws/automations', { OperationalData: automations([runbook('https://runbooks.example.com')]) }, 'OpsItemInvalidParameterException'],
    ['/aws/automations', { OperationalData: automations(Array.from({ length: 11 }, (_, index) => runbook(`edi-${index}`))) }, 'OpsItemLimitExceededException'],
    ['OperationalData', { OperationalData: { a: { Value: 'x'.repeat(20_481) } } }, 'OpsItemInvalidParameterException'],
    ['OperationalData', { OperationalData: { a: { Value: 'x', Type: 'Number' } } }, 'ValidationException'],
    ['/aws/dedup', { OperationalData: { '/aws/dedup': { Value: 'x', Type: 'SearchableString' } } }, 'OpsItemInvalidParameterException'],
    ['/aws/dedup', { OperationalData: { '/aws/dedup': { Value: '{"dedupString":"x"}', Type: 'String' } } }, 'OpsItemInvalidParameterException'],
    ['/aws/dedup', { OperationalData: dedup('x'.repeat(513)) }, 'OpsItemInvalidParameterException'],
  ])('is not created with a wrong %s', (_key, change, name) => {
    const account = accountWith({});
    expect(attempt(account, 'CreateOpsItem', { ...ISSUE, ...change })).toMatchObject({ name });
    expect(attempt(account, 'DescribeOpsItems', {}).OpsItemSummaries).toEqual([]);
  });

  test('takes the largest texts that are allowed', () => {
    const largest = {
      Title: 'x'.repeat(1_024),
      Description: 'x'.repeat(2_048),
      Source: 'x'.repeat(128),
      Severity: '4',
      Priority: 5,
      OperationalData: dedup('x'.repeat(512)),
    };
    expect(attempt(accountWith({}), 'CreateOpsItem', largest).OpsItemId).toBe('oi-000000000001');
  });

  test('is associated with up to ten runbooks', () => {
    const account = accountWith({});
    const data = automations(Array.from({ length: 10 }, (_, index) => runbook(`edi-prod-${index}`)));
    const OpsItemId = attempt(account, 'CreateOpsItem', { ...ISSUE, OperationalData: data }).OpsItemId;
    expect(attempt(account, 'GetOpsItem', { OpsItemId }).OpsItem.OperationalData).toEqual(data);
  });

  test('of another region or none is not found', () => {
    const account = accountWith({});
    attempt(account, 'CreateOpsItem', ISSUE);
    expect(attempt(account, 'GetOpsItem', { OpsItemId: 'oi-000000000001' }, ROOT, 'eu-west-1')).toMatchObject({ name: 'OpsItemNotFoundException' });
    expect(attempt(account, 'UpdateOpsItem', { OpsItemId: 'oi-000000000009', Status: 'Open' })).toMatchObject({ name: 'OpsItemNotFoundException' });
  });

  test.each([
    ['CreateOpsItem', { ...ISSUE, OpsItemType: '/aws/changerequest' }, 'OpsItemType /aws/changerequest'],
    ['CreateOpsItem', { ...ISSUE, Notifications: [] }, 'input Notifications of ssm:CreateOpsItem'],
    ['UpdateOpsItem', { OpsItemId: 'oi-000000000001', Status: 'Closed' }, 'Status Closed of an OpsItem'],
    ['DescribeOpsItems', { OpsItemFilters: [{ Key: 'Title', Values: ['x'], Operator: 'Equal' }] }, 'filter Title Equal of ssm:DescribeOpsItems'],
    ['DescribeOpsItems', { OpsItemFilters: [{ Key: 'Status', Values: ['x'], Operator: 'Contains' }] }, 'filter Status Contains of ssm:DescribeOpsItems'],
  ])('is not simulated in what else %s can', (operation, input, thing) => {
    const account = accountWith({});
    attempt(account, 'CreateOpsItem', ISSUE);
    const error = attempt(account, operation, input);
    expect(error).toBeInstanceOf(NotSimulatedError);
    expect(error.thing).toBe(thing);
  });
});

describe('a deduplication string', () => {
  const create = (account: Account, text: string, region = REGION) =>
    attempt(account, 'CreateOpsItem', { ...ISSUE, OperationalData: dedup(text) }, ROOT, region);

  test('refuses a second OpsItem while the first is open or in progress, and names it', () => {
    const account = accountWith({});
    const OpsItemId = create(account, 'orders').OpsItemId;
    for (const Status of ['Open', 'InProgress']) {
      attempt(account, 'UpdateOpsItem', { OpsItemId, Status });
      expect(create(account, 'orders')).toMatchObject({ name: 'OpsItemAlreadyExistsException', members: { OpsItemId } });
    }
    attempt(account, 'UpdateOpsItem', { OpsItemId, Status: 'Resolved' });
    expect(create(account, 'orders').OpsItemId).toBe('oi-000000000002');
    expect(attempt(account, 'UpdateOpsItem', { OpsItemId, Status: 'Open' })).toMatchObject({ name: 'OpsItemAlreadyExistsException' });
  });

  test('says nothing about other strings and other regions', () => {
    const account = accountWith({});
    create(account, 'orders');
    expect(create(account, 'orders-2').OpsItemId).toBe('oi-000000000002');
    expect(create(account, 'orders', 'eu-west-1').OpsItemId).toBe('oi-000000000003');
  });

  test('cannot be changed', () => {
    const account = accountWith({});
    const OpsItemId = create(account, 'orders').OpsItemId;
    expect(attempt(account, 'UpdateOpsItem', { OpsItemId, OperationalData: dedup('other') })).toMatchObject({ name: 'OpsItemInvalidParameterException' });
    expect(attempt(account, 'UpdateOpsItem', { OpsItemId, OperationalData: dedup('orders') })).toEqual({});
  });
});

describe('DescribeOpsItems', () => {
  const filled = () => {
    const account = accountWith({});
    for (const Severity of ['1', '2', '1'])
      attempt(account, 'CreateOpsItem', { ...ISSUE, Severity, OperationalData: { seen: { Value: 'x', Type: 'SearchableString' }, hidden: { Value: 'x' } } });
    attempt(account, 'UpdateOpsItem', { OpsItemId: 'oi-000000000001', Status: 'Resolved' });
    return account;
  };
  const idsOf = (answer: Record<string, any>) => answer.OpsItemSummaries.map(({ OpsItemId }: { OpsItemId: string }) => Number(OpsItemId.slice(3)));
  const equal = (Key: string, ...Values: string[]) => ({ Key, Values, Operator: 'Equal' });

  test.each([
    ['nothing', [], [1, 2, 3]],
    ['a status', [equal('Status', 'Open')], [2, 3]],
    ['several statuses', [equal('Status', 'Open', 'Resolved')], [1, 2, 3]],
    ['a severity and a status', [equal('Severity', '1'), equal('Status', 'Open')], [3]],
    ['a source nobody has', [equal('Source', 'other')], []],
  ])('filters by %s', (_what, OpsItemFilters, ids) => {
    expect(idsOf(attempt(filled(), 'DescribeOpsItems', { OpsItemFilters }))).toEqual(ids);
  });

  test('goes by pages, and shows searchable data only', () => {
    const account = filled();
    const first = attempt(account, 'DescribeOpsItems', { MaxResults: 2 });
    expect(idsOf(first)).toEqual([1, 2]);
    expect(Object.keys(first.OpsItemSummaries[0].OperationalData)).toEqual(['seen']);
    const second = attempt(account, 'DescribeOpsItems', { MaxResults: 2, NextToken: first.NextToken });
    expect(idsOf(second)).toEqual([3]);
    expect(second.NextToken).toBeUndefined();
    expect(attempt(account, 'DescribeOpsItems', { MaxResults: 51 })).toMatchObject({ name: 'ValidationException' });
  });
});

test.each([
  ['CreateOpsItem', ISSUE],
  ['UpdateOpsItem', { OpsItemId: 'oi-000000000001', Status: 'Resolved' }],
  ['GetOpsItem', { OpsItemId: 'oi-000000000001' }],
  ['DescribeOpsItems', {}],
])('a role needs the permission to %s', (operation, input) => {
  const answer = (allowed: string[]) => {
    const account = accountWith(functionOf('', allowed));
    attempt(account, 'CreateOpsItem', ISSUE);
    return attempt(account, operation, input, WORKER_ROLE);
  };
  expect(answer([`ssm:${operation}`])).not.toBeInstanceOf(Error);
  expect(answer([])).toMatchObject({ name: 'AccessDeniedException' });
});
