import { App, Stack } from 'aws-cdk-lib';
import { Alarm, AlarmRule, CompositeAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EngineFallback } from '../../lib/constructs/engine-fallback';
import { exampleIncidents } from '../helpers/incident-plan';
import { alarmsOf, readable } from '../helpers/templates';

const REGION = exampleIncidents().incidents.regions[0]!;
const [S1] = REGION.fallbackAlarms;

function build(plan = REGION, names: readonly string[] = S1!.anyOf) {
  const stack = new Stack(new App(), 'Test');
  const alarms = new Map(
    names.map((name, index) => [name, new CompositeAlarm(stack, `C${index}`, { compositeAlarmName: name, alarmRule: AlarmRule.fromBoolean(false) })]),
  );
  new EngineFallback(stack, 'Fallback', { plan, alarms, topic: new Topic(stack, 'Topic') });
  return alarmsOf(stack);
}

test('CloudWatch itself notifies people when an objective burns and the engine is silent, and of neither alone', () => {
  const { metric, composite } = build();
  expect(metric.get('shop-prod-engine-silent')!['AlarmActions']).toBeUndefined();
  const fallback = composite.get('shop-prod-fallback-s1-checkout')!;
  expect(readable(fallback['AlarmRule'])).toMatch(/^\(ALARM\("<FallbackSilence\w+\.Arn>"\) AND \(ALARM\("<C0\w+\.Arn>"\)\)\)$/);
  expect(fallback['AlarmActions']).toEqual([{ Ref: expect.stringMatching(/^Topic/) }]);
});

test('parts of a long rule notify nobody', () => {
  const parts = [
    { name: 'p-1', description: 'a part', anyOf: ['a'] },
    { name: 'p-2', description: 'a part', anyOf: ['b'] },
  ];
  const { composite } = build({ ...REGION, fallbackAlarms: [{ ...S1!, anyOf: ['p-1', 'p-2'], parts }] }, ['a', 'b']);
  expect(['p-1', 'p-2'].map((name) => composite.get(name)!['AlarmActions'])).toEqual([undefined, undefined]);
  expect(readable(composite.get('shop-prod-fallback-s1-checkout')!['AlarmRule'])).toMatch(
    /\.Arn>"\) AND \(ALARM\("<FallbackS1checkout1\w+\.Arn>"\) OR ALARM\("<FallbackS1checkout2\w+\.Arn>"\)\)\)$/,
  );
});

test('an alarm that is not there is refused', () => {
  expect(() => build(REGION, [])).toThrow(
    new RangeError('shop-prod-fallback-s1-checkout looks at shop-prod-checkout-availability-s1, which is none of the given alarms'),
  );
});

test('the alarm on the heartbeat may be that of another stack', () => {
  const stack = new Stack(new App(), 'Test');
  const composite = new CompositeAlarm(stack, 'C', { compositeAlarmName: S1!.anyOf[0]!, alarmRule: AlarmRule.fromBoolean(false) });
  const silence = Alarm.fromAlarmArn(stack, 'Silence', 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-prod-engine-silent');
  const alarms = new Map([[S1!.anyOf[0]!, composite]]);
  new EngineFallback(stack, 'Fallback', { plan: REGION, silence, alarms, topic: new Topic(stack, 'Topic') });
  const found = alarmsOf(stack);
  expect(found.metric.size).toBe(0);
  expect(readable(found.composite.get('shop-prod-fallback-s1-checkout')!['AlarmRule'])).toContain(
    'ALARM("arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-prod-engine-silent") AND',
  );
});
