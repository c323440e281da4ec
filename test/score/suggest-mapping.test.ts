import type { JsonObject } from '../../lib/aws/cloudformation/template';
import { readMapping } from '../../lib/score/read-mapping';
import { findScoredDesign } from '../../lib/score/scored-design';
import { suggestMapping } from '../../lib/score/suggest-mapping';
import { stacksOf } from '../helpers/simulated-account';

const alarm = (properties: JsonObject) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold', Threshold: 800, AlarmActions: [{ Ref: 'Pages' }], ...properties },
});
const on = (namespace: string, metricName: string, dimensions: Record<string, string>, properties: JsonObject = {}) =>
  alarm({
    Namespace: namespace,
    MetricName: metricName,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    Period: 60,
    ...('ExtendedStatistic' in properties ? {} : { Statistic: 'Sum' }),
    ...properties,
  });
const term = (id: string, metricName: string) => ({
  Id: id,
  ReturnData: false,
  MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: metricName, Dimensions: [{ Name: 'FunctionName', Value: 'worker' }] }, Period: 60, Stat: 'Sum' },
});

const WORKER = { FunctionName: 'worker' };
const RESOURCES = {
  Pages: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } },
  Waiting: on('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'orders' }),
  Slow: on('AWS/Lambda', 'Duration', WORKER, { AlarmName: 'slow', ExtendedStatistic: 'p99' }),
  Rate: alarm({ Metrics: [{ Id: 'e', Expression: 'm1 / m2' }, term('m1', 'Errors'), term('m2', 'Invocations')] }),
};

test('every metric that alarms read is in the mapping, with what events do to it where AWS says so', () => {
  const text = suggestMapping(stacksOf({ template: { Resources: RESOURCES } }))!;
  const { mapping, problems } = readMapping('suggested.yaml', text);
  expect(problems).toEqual([]);
  expect(mapping).toMatchObject({
    objective: { name: 'worker' },
    metrics: [
      { metricName: 'Duration', dimensions: WORKER, values: { good: 400, bad: 1600 } },
      { metricName: 'Errors', dimensions: WORKER, values: { good: 0, bad: 1 } },
      { metricName: 'Invocations', dimensions: WORKER, counts: 'total' },
    ],
  });
  expect(text).toContain('  # Assumed: a sample an event, of half the threshold of slow when it is good');
  expect(text).toContain('Topics: pages\n');
});

test('the alarms of the resource that is mapped can be scored with it as it is; those of others stand in comments, to be copied', () => {
  const stacks = stacksOf({ template: { Resources: RESOURCES } });
  const text = suggestMapping(stacks)!;
  const design = findScoredDesign('theirs', stacks, readMapping('suggested.yaml', text).mapping!);
  expect(design.metricAlarms.map(({ resource }) => resource.logicalId)).toEqual(['Slow', 'Rate']);
  expect(text).toContain(
    '  # - { namespace: "AWS/SQS", metricName: "ApproximateNumberOfMessagesVisible", dimensions: { QueueName: "orders" }, counts: "nothing" }',
  );
});

test('of metrics of their own nobody but their owner knows what events do to them', () => {
  const text = suggestMapping(stacksOf({ template: { Resources: { A: on('Shop', 'Failures', {}) } } }))!;
  expect(text).toContain('  # Not known what events do to it: counts total, good, bad or nothing, or values.\n  - { namespace: "Shop"');
  expect(readMapping('suggested.yaml', text).problems.map(({ code }) => code)).toEqual(['SCR022']);
});

test('without an alarm that can be read there is nothing to suggest', () => {
  expect(suggestMapping(stacksOf({ template: { Resources: { A: on('Shop', { Ref: 'Unknown' } as never, {}) } } }))).toBeUndefined();
});
