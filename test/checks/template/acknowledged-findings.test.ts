import { ACKNOWLEDGED_FINDINGS } from '../../../lib/checks/template/acknowledged-findings';
import { checkTemplates, compositeAlarm, metricAlarm } from '../../helpers/template-checks';

const TELLING = { AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:pages'], ComparisonOperator: 'LessThanThreshold', TreatMissingData: 'missing' };

/** Codes found in one alarm with this metadata that is silent without data; its topic is nowhere, which nobody asks here. */
function codesOf(metadata: object, properties: object = TELLING): string[] {
  return checkTemplates({ Alarm: { ...metricAlarm(properties), Metadata: metadata } })
    .problems.map(({ code }) => code)
    .filter((code) => code.startsWith('ALM'));
}

test('a warning that a resource acknowledges with a reason is not notified, and the check does not count the resource', () => {
  expect(codesOf({})).toEqual(['ALM001']);
  const acknowledged = { [ACKNOWLEDGED_FINDINGS]: { ALM001: 'an idle queue publishes nothing' } };
  expect(codesOf(acknowledged)).toEqual([]);
  const { outcomes } = checkTemplates({ Alarm: { ...metricAlarm(TELLING), Metadata: acknowledged } });
  expect(outcomes.find(({ code }) => code === 'ALM001')?.outcome).toBe('not applicable');
});

test.each([
  ['no reason', { ALM001: '' }],
  ['a reason of spaces', { ALM001: ' ' }],
  ['another code', { ALM015: 'because' }],
  ['a list', ['ALM001']],
  ['a number for a reason', { ALM001: 1 }],
])('%s acknowledges nothing', (_, acknowledged) => {
  expect(codesOf({ [ACKNOWLEDGED_FINDINGS]: acknowledged })).toEqual(['ALM001']);
});

test('an error that AWS would not refuse is acknowledged as a warning is: a switch for actions, an address, a metric, an alarm of others', () => {
  const TOPIC = { Type: 'AWS::SNS::Topic', Properties: { Subscription: [{ Protocol: 'email', Endpoint: 'ops@example.org' }] } };
  const resources = (codes: Readonly<Record<string, string>>) => ({
    Alarm: { ...metricAlarm({ ActionsEnabled: false, MetricName: 'Error' }), Metadata: { [ACKNOWLEDGED_FINDINGS]: codes } },
    Any: { ...compositeAlarm('ALARM(deployed-by-another-team)'), Metadata: { [ACKNOWLEDGED_FINDINGS]: codes } },
    Topic: { ...TOPIC, Metadata: { [ACKNOWLEDGED_FINDINGS]: codes } },
  });
  const found = (codes: Readonly<Record<string, string>>) => checkTemplates(resources(codes)).problems.map(({ code }) => code);
  expect(found({})).toEqual(['ALM002', 'ALM022', 'CMP002', 'PII001']);
  expect(found({ PII001: 'an address of the team' })).toEqual(['ALM002', 'ALM022', 'CMP002']);
  expect(found({ ALM002: 'no staging at night', ALM022: 'published since May', CMP002: 'of the platform team', PII001: 'the team' })).toEqual([]);
});

test('an error of what AWS refuses cannot be acknowledged: AWS would refuse the template all the same', () => {
  const refused = { ...TELLING, ActionsEnabled: true, Period: 61 };
  const before = codesOf({}, refused).filter((code) => code !== 'ALM001');
  expect(before.length).toBeGreaterThan(0);
  const everything = Object.fromEntries(before.map((code) => [code, 'we know']));
  expect(codesOf({ [ACKNOWLEDGED_FINDINGS]: everything }, refused)).toEqual(expect.arrayContaining(before));
});
