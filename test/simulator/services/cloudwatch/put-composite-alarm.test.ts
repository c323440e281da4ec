import { accountRoot } from '../../../../lib/aws/iam/principal';
import type { Account } from '../../../../lib/simulator/account';
import {
  accountOf,
  ACCOUNT_ID,
  compositeAlarm,
  metricAlarm,
  REGION,
  secondsAfterStart,
  START,
  type Resources,
  type Script,
} from '../../../helpers/simulated-account';

const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
const RESOURCES: Resources = { A: metricAlarm('a'), B: metricAlarm('b'), Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } } };
const ON: Script = { a: [[60, 'ALARM']] };

/** Puts an alarm at a second of the run. */
function putAt(account: Account, seconds: number, AlarmName: string, AlarmRule: string, more: object = {}): void {
  account.schedule(START + seconds * 1_000, () => void put(account, { AlarmName, AlarmRule, ...more }));
}

const put = (account: Account, input: object) => account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'PutCompositeAlarm', input as Record<string, unknown>);

/** Changes of composite alarms, and what they published. */
function happened(account: Account): string[] {
  account.run(START + 600_000);
  return account.log.flatMap((entry) => {
    if (entry.kind === 'alarm state changed' && entry.alarm.type === 'composite') return [`${secondsAfterStart(entry.at)} ${entry.alarm.name} ${entry.to}`];
    return entry.kind === 'action executed' ? [`${secondsAfterStart(entry.at)} ${entry.alarm.name} publishes ${entry.state}`] : [];
  });
}

const operations = (account: Account) =>
  account.log.flatMap((entry) =>
    entry.kind === 'event emitted' && entry.event['detail-type'] === 'CloudWatch Alarm Configuration Change'
      ? [(entry.event.detail as { operation: string }).operation]
      : [],
  );

test('a new alarm is judged at once, by what its children are, and runs its actions', () => {
  const account = accountOf(RESOURCES, { ...ON, b: [[120, 'ALARM']] });
  putAt(account, 90, 'c', 'ALARM("a")', { AlarmActions: [TOPIC_ARN] });
  putAt(account, 90, 'd', 'ALARM("c") AND ALARM("b")');
  expect(happened(account)).toEqual(['90 c ALARM', '90 c publishes ALARM', '90 d OK', '120 d ALARM']);
  expect(operations(account)).toEqual(['create', 'create']);
});

test('an update overwrites rule and actions and keeps the state; what depends on it follows', () => {
  const resources = { ...RESOURCES, C: compositeAlarm('c', 'ALARM("a")', { AlarmActions: [TOPIC_ARN] }), D: compositeAlarm('d', 'ALARM("c")') };
  const account = accountOf(resources, { ...ON, b: [[180, 'ALARM']] });
  putAt(account, 90, 'c', 'ALARM("a") OR ALARM("b")');
  putAt(account, 120, 'c', 'ALARM("b")');
  expect(happened(account)).toEqual([
    '0 c OK',
    '0 d OK',
    '60 c ALARM',
    '60 c publishes ALARM',
    '60 d ALARM',
    '120 c OK',
    '120 d OK',
    '180 c ALARM',
    '180 d ALARM',
  ]);
  expect(operations(account)).toEqual(['update', 'update']);
});

test('an alarm that nothing looks at any more can be deleted', () => {
  const account = accountOf({ ...RESOURCES, C: compositeAlarm('c', 'ALARM("a") OR ALARM("b")') });
  account.run(START + 60_000);
  const remove = (name: string) => account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'DeleteAlarms', { AlarmNames: [name] });
  expect(() => remove('a')).toThrow(/which c looks at/);
  put(account, { AlarmName: 'c', AlarmRule: 'ALARM("b")' });
  expect(remove('a')).toEqual({});
});

test('another suppressor: what the one before held back is held by the new one, and let go by it', () => {
  const suppressed = { ActionsSuppressor: 'a', ActionsSuppressorWaitPeriod: 60, ActionsSuppressorExtensionPeriod: 60 };
  const account = accountOf(
    { ...RESOURCES, C: compositeAlarm('c', 'ALARM("b")', { AlarmActions: [TOPIC_ARN], ...suppressed }), N: metricAlarm('n') },
    {
      a: [
        [60, 'ALARM'],
        [300, 'OK'],
      ],
      b: [[120, 'ALARM']],
      n: [
        [60, 'ALARM'],
        [240, 'OK'],
      ],
    },
  );
  putAt(account, 180, 'c', 'ALARM("b")', { AlarmActions: [TOPIC_ARN], ...suppressed, ActionsSuppressor: 'n' });
  expect(happened(account)).toEqual(['0 c OK', '120 c ALARM', '300 c publishes ALARM']);
});

test('is refused with a child that is not there, a rule that is none, and the name of a metric alarm', () => {
  const account = accountOf(RESOURCES);
  expect(() => put(account, { AlarmName: 'c', AlarmRule: 'ALARM("gone")' })).toThrow(
    'Could not save the composite alarm as alarm gone in the alarm rule does not exist',
  );
  expect(() => put(account, { AlarmName: 'c', AlarmRule: 'ALARM(' })).toThrow(expect.objectContaining({ name: 'ValidationError' }));
  expect(() => put(account, { AlarmName: 'a', AlarmRule: 'ALARM("b")' })).toThrow('a is a metric alarm');
  expect(() => put(account, { AlarmName: 'c', AlarmRule: 'ALARM("a")', ActionsSuppressor: 'b' })).toThrow(/ActionsSuppressor needs/);
  expect(account.alarms.map(({ identity }) => identity.name)).toEqual(['a', 'b']);
});
