import { App, Stack } from 'aws-cdk-lib';
import { CompositeAlarm, AlarmRule } from 'aws-cdk-lib/aws-cloudwatch';
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
  const fallback = composite.get('shop-prod-fallback-s1')!;
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
  expect(readable(composite.get('shop-prod-fallback-s1')!['AlarmRule'])).toMatch(
    /\.Arn>"\) AND \(ALARM\("<FallbackS11\w+\.Arn>"\) OR ALARM\("<FallbackS12\w+\.Arn>"\)\)\)$/,
  );
});

test('an alarm that is not there is refused', () => {
  expect(() => build(REGION, [])).toThrow(
    new RangeError('shop-prod-fallback-s1 looks at shop-prod-checkout-availability-s1, which is none of the given alarms'),
  );
});
