import { NotSimulatedError } from '../../../../lib/aws/errors';
import { accountRoot, type Principal } from '../../../../lib/aws/iam/principal';
import type { Account } from '../../../../lib/simulator/account';
import { accountOf, ACCOUNT_ID, compositeAlarm, metricAlarm, REGION, START, type Resources, type Script } from '../../../helpers/simulated-account';
import { role } from '../../../helpers/simulated-function';

const ROOT = accountRoot(ACCOUNT_ID);
const TOPIC_ARN = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:pages`;
const TOPIC: Resources = { Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } } };

function attempt(account: Account, operation: string, input: object, principal: Principal = ROOT): Record<string, any> {
  try {
    return account.call(principal, 'cloudwatch', operation, input as Record<string, unknown>) as Record<string, any>;
  } catch (error) {
    return error as Record<string, any>;
  }
}
const alarms = (count: number): Resources => Object.fromEntries(Array.from({ length: count }, (_, index) => [`A${index}`, metricAlarm(`a${index}`)]));
const namesOf = ({ MetricAlarms, CompositeAlarms }: Record<string, any>) =>
  [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }: { AlarmName: string }) => AlarmName);
const changesOf = (account: Account) => account.log.flatMap((entry) => (entry.kind === 'alarm state changed' ? [`${entry.alarm.name} ${entry.to}`] : []));

describe('DescribeAlarms', () => {
  test('hands out fifty alarms at a time when nobody asks for a number', () => {
    const account = accountOf(alarms(51));
    const first = attempt(account, 'DescribeAlarms', {});
    expect(namesOf(first)).toHaveLength(50);
    const second = attempt(account, 'DescribeAlarms', { NextToken: first.NextToken });
    expect(namesOf(second)).toEqual(['a50']);
    expect(second.NextToken).toBeUndefined();
    expect(attempt(accountOf(alarms(50)), 'DescribeAlarms', {}).NextToken).toBeUndefined();
  });

  test('hands out pages of both types, as large as asked', () => {
    const account = accountOf({ ...alarms(2), C: compositeAlarm('c', 'ALARM(a0)') });
    const pages: string[][] = [];
    let NextToken: string | undefined;
    do {
      const page = attempt(account, 'DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 2, NextToken });
      pages.push(namesOf(page));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    expect(pages).toEqual([['a0', 'a1'], ['c']]);
    expect(namesOf(attempt(account, 'DescribeAlarms', { MaxRecords: 100 }))).toEqual(['a0', 'a1']);
  });

  test.each([
    [{ MaxRecords: 0 }, 'ValidationError'],
    [{ MaxRecords: 101 }, 'ValidationError'],
    [{ NextToken: 'other' }, 'InvalidNextToken'],
  ])('refuses %j', (input, name) => {
    expect(attempt(accountOf(alarms(1)), 'DescribeAlarms', input)).toMatchObject({ name });
  });
});

describe('actions of an alarm', () => {
  const script: Script = {
    a0: [
      [60, 'ALARM'],
      [120, 'OK'],
      [180, 'ALARM'],
    ],
  };
  const paging = { ...TOPIC, A0: metricAlarm('a0', { AlarmActions: [TOPIC_ARN] }) };

  test('can be switched off and on again', () => {
    const account = accountOf(paging, script);
    expect(attempt(account, 'DisableAlarmActions', { AlarmNames: ['a0', 'gone'] })).toEqual({});
    account.run(START + 120_000);
    expect(account.published).toEqual([]);
    expect(attempt(account, 'DescribeAlarms', {}).MetricAlarms[0].ActionsEnabled).toBe(false);
    expect(account.log.find(({ kind }) => kind === 'action suppressed')).toMatchObject({ by: 'ActionsEnabled' });
    attempt(account, 'EnableAlarmActions', { AlarmNames: ['a0'] });
    account.run(START + 240_000);
    expect(account.published).toHaveLength(1);
  });
});

describe('a deleted alarm', () => {
  const script: Script = {
    a0: [
      [60, 'ALARM'],
      [180, 'OK'],
    ],
    a1: [[120, 'ALARM']],
  };

  test('is evaluated no more, and an event reports it (F35)', () => {
    const account = accountOf({ ...TOPIC, A0: metricAlarm('a0', { AlarmActions: [TOPIC_ARN] }), A1: metricAlarm('a1') }, script);
    account.run(START + 60_000);
    expect(attempt(account, 'DeleteAlarms', { AlarmNames: ['a0'] })).toEqual({});
    expect(account.log.at(-1)).toMatchObject({
      kind: 'event emitted',
      event: {
        'detail-type': 'CloudWatch Alarm Configuration Change',
        resources: [`arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:a0`],
        detail: {
          alarmName: 'a0',
          operation: 'delete',
          state: { value: 'ALARM' },
          configuration: { actionsEnabled: true, alarmActions: [TOPIC_ARN], metrics: [{ metricStat: { period: 60 } }] },
        },
      },
    });
    account.run(START + 600_000);
    expect(changesOf(account)).toEqual(['a0 ALARM', 'a1 ALARM']);
    expect(namesOf(attempt(account, 'DescribeAlarms', {}))).toEqual(['a1']);
    expect(attempt(account, 'SetAlarmState', { AlarmName: 'a0', StateValue: 'OK', StateReason: 'x' })).toMatchObject({ name: 'ResourceNotFound' });
  });

  test('is evaluated no more in later stretches either', () => {
    const account = accountOf({ A0: metricAlarm('a0') }, script, { stretchMinutes: 1 });
    account.run(START + 60_000);
    attempt(account, 'DeleteAlarms', { AlarmNames: ['a0'] });
    account.run(START + 600_000);
    expect(changesOf(account)).toEqual(['a0 ALARM']);
  });

  test('can be a composite one, which follows nothing any more', () => {
    const account = accountOf({ A0: metricAlarm('a0'), C: compositeAlarm('c', 'ALARM(a0)') }, script);
    account.run(START);
    expect(attempt(account, 'DeleteAlarms', { AlarmNames: ['c'] })).toEqual({});
    account.run(START + 600_000);
    expect(changesOf(account)).toEqual(['c OK', 'a0 ALARM', 'a0 OK']);
  });

  test('takes those of a call with it that look at it; what becomes of others is not simulated', () => {
    const resources = { A0: metricAlarm('a0'), C: compositeAlarm('c', 'ALARM(a0)') };
    const error = attempt(accountOf(resources), 'DeleteAlarms', { AlarmNames: ['a0'] });
    expect(error).toBeInstanceOf(NotSimulatedError);
    expect(error.thing).toBe('deletion of alarm a0, which c looks at');
    expect(attempt(accountOf(resources), 'DeleteAlarms', { AlarmNames: ['a0', 'c'] })).toEqual({});
  });

  test('goes even when another name of the call is wrong', () => {
    const account = accountOf(alarms(2));
    expect(attempt(account, 'DeleteAlarms', { AlarmNames: ['gone', 'a0'] })).toMatchObject({ name: 'ResourceNotFound' });
    expect(namesOf(attempt(account, 'DescribeAlarms', {}))).toEqual(['a1']);
  });

  test('is one composite alarm at most, and a hundred alarms', () => {
    const account = accountOf({ ...alarms(1), C: compositeAlarm('c', 'ALARM(a0)'), D: compositeAlarm('d', 'ALARM(a0)') });
    expect(attempt(account, 'DeleteAlarms', { AlarmNames: ['c', 'd'] })).toMatchObject({ name: 'ValidationError' });
    expect(attempt(account, 'DeleteAlarms', { AlarmNames: Array.from({ length: 101 }, (_, index) => `x${index}`) })).toMatchObject({ name: 'ValidationError' });
  });

  test.each(['DeleteAlarms', 'DisableAlarmActions', 'EnableAlarmActions'])('and its like take a permission: %s', (operation) => {
    const answer = (allowed: Parameters<typeof role>[2], AlarmNames: string[]) =>
      attempt(
        accountOf({ ...alarms(1), C: compositeAlarm('c', 'TRUE'), R: role('r', 'lambda.amazonaws.com', allowed) }),
        operation,
        { AlarmNames },
        `arn:aws:iam::${ACCOUNT_ID}:role/r`,
      );
    const one = { Action: `cloudwatch:${operation}`, Resource: `arn:aws:cloudwatch:${REGION}:${ACCOUNT_ID}:alarm:*0` };
    expect(answer([one], ['a0'])).toEqual({});
    expect(answer([], ['a0'])).toMatchObject({ name: 'AccessDenied' });
    expect(answer([one], ['c'])).toMatchObject({ name: 'AccessDenied' });
  });
});
