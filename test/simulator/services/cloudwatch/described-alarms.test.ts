import { accountRoot } from '../../../../lib/aws/iam/principal';
import { ACCOUNT_ID, accountOf, compositeAlarm, metricAlarm, START } from '../../../helpers/simulated-account';
import { accountWith, functionOf, runMinutes, scheduleOf } from '../../../helpers/simulated-function';

const describeAlarms = (account: ReturnType<typeof accountOf>) =>
  account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'DescribeAlarms', { AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }) as {
    MetricAlarms: any[];
    CompositeAlarms: any[];
  };

test('an alarm is described anew when its state, its actions or what holds them has changed, and else as before', () => {
  const account = accountOf(
    { A: metricAlarm('a'), B: compositeAlarm('b', 'ALARM(a)') },
    {
      a: [
        [0, 'OK'],
        [60, 'ALARM'],
      ],
    },
  );
  account.run(START);
  const before = describeAlarms(account);
  expect(describeAlarms(account).MetricAlarms[0]).toBe(before.MetricAlarms[0]);
  account.run(START + 120_000);
  const after = describeAlarms(account);
  expect([before.MetricAlarms[0].StateValue, after.MetricAlarms[0].StateValue, after.CompositeAlarms[0].StateValue]).toEqual(['OK', 'ALARM', 'ALARM']);
  account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'DisableAlarmActions', { AlarmNames: ['a'] });
  expect(describeAlarms(account).MetricAlarms[0].ActionsEnabled).toBe(false);
});

test('nobody can change what others are notified', () => {
  const account = accountOf({ A: metricAlarm('a', { Dimensions: [{ Name: 'n', Value: 'v' }] }) });
  const [alarm] = describeAlarms(account).MetricAlarms;
  expect(() => (alarm.Dimensions[0].Value = 'other')).toThrow(TypeError);
});

test('a function gets the same descriptions as its own objects, dates included', async () => {
  const code = `
    const { CloudWatchClient, DescribeAlarmsCommand } = require('@aws-sdk/client-cloudwatch');
    exports.handler = async () => {
      const { MetricAlarms: [alarm] } = await new CloudWatchClient({}).send(new DescribeAlarmsCommand({}));
      console.log(alarm instanceof Object, alarm.StateUpdatedTimestamp instanceof Date, alarm.StateUpdatedTimestamp.toISOString(), alarm.StateValue);
    };`;
  const account = accountWith({ ...functionOf(code, ['cloudwatch:DescribeAlarms']), ...scheduleOf('rate(1 minute)'), A: metricAlarm('a') });
  const lines = (await runMinutes(account, 2)).filter((line) => line.includes('true'));
  expect(new Set(lines.map((line) => line.replace(/^\d+ /, '')))).toEqual(new Set(['log: true true 2026-03-02T08:00:00.000Z INSUFFICIENT_DATA']));
  expect(lines.length).toBeGreaterThan(1);
});
