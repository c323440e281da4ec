/** Any two metrics as a ratio: what counts, what adds up, what a configuration refuses. */

import { readCountingStatistic, sampleValues } from '../../../lib/aws/metrics/counting-statistic';
import { planObjectiveAlarms } from '../../../lib/plan/plan-objective-alarms';
import { deriveMapping } from '../../../lib/score/derive-mapping';
import { parseStatistic } from '../../../lib/simulator/services/cloudwatch/statistic';
import { eventRatio, type MetricTerm } from '../../../lib/slo/sli/event-ratio';
import { metricPair, metricPairRatio } from '../../../lib/slo/sli/metric-pair';
import type { MetricReference } from '../../../lib/slo/sli/sli';
import { METRIC_PAIRS } from '../../helpers/every-indicator';
import { evaluateSteps } from '../../helpers/metric-math-values';
import { exampleObjective } from '../../helpers/models';

const metric = (metricName: string, statistic = 'Sum', namespace = 'Edi') => ({ namespace, metricName, dimensions: {}, statistic });
const term = (metricName: string, factor = 1): MetricTerm => ({ factor, metric: metric(metricName) });

describe('statistics that count', () => {
  test.each(['Sum', 'SampleCount', 'TC(:300)', 'TC(0.5:)', 'TC(80:500)', 'TC(:0.0000000001)'])('%s adds up, and the simulator knows it', (statistic) => {
    expect(readCountingStatistic(statistic)?.kind).toBe(parseStatistic(statistic).kind);
  });

  test.each([
    'Average',
    'Minimum',
    'Maximum',
    'p99',
    'PR(:300)',
    'tc90',
    'TC(10%:90%)',
    'TC(:)',
    'TC(5:5)',
    'TC(9:5)',
    'TC(:0)',
    'sum',
    'TS(:5)',
    'IQM',
    'constructor',
  ])('%s does not', (statistic) => expect(readCountingStatistic(statistic)).toBeUndefined());

  test.each(['TC(:300)', 'TC(0.5:)', 'TC(0:)', 'TC(0:500)', 'TC(80:500)'])('%s counts the value it should, and not the other', (text) => {
    const { counted, other } = sampleValues(readCountingStatistic(text)!);
    const { above, upTo } = parseStatistic(text) as { above: number; upTo: number };
    const counts = (value: number) => value > above && value <= upTo;
    expect([counts(counted), counts(other!)]).toEqual([true, false]);
  });
});

describe('sums of metrics', () => {
  const measure = (counted: Parameters<typeof eventRatio>[1], values: Readonly<Record<string, number>>) => {
    const { metrics, steps } = eventRatio('mine', counted);
    const points = Object.fromEntries(Object.entries(metrics).map(([id, { metricName }]) => [id, [values[metricName]]]));
    const { bad, total } = evaluateSteps(steps, points);
    return [bad![0], total![0]];
  };

  test('are added up with their factors, whatever is missing', () => {
    const counted = { total: [term('A'), term('B', 2)], bad: [term('C'), term('D', 0.5)] };
    expect(measure(counted, { A: 10, B: 20, C: 3, D: 4 })).toEqual([5, 50]);
    expect(measure(counted, { B: 20 })).toEqual([0, 40]);
    expect(measure(counted, {})).toEqual([0, 0]);
  });

  test('may be differences, and never become negative failures or more failures than events', () => {
    const counted = { total: [term('A'), term('B', -1)], bad: [term('C'), term('D', -1)] };
    expect(measure(counted, { A: 10, B: 2, C: 3, D: 1 })).toEqual([2, 8]);
    expect(measure(counted, { A: 10, C: 3, D: 5 })).toEqual([0, 10]);
    expect(measure(counted, { B: 10, C: 3 })).toEqual([3, 3]);
    const succeeded = { total: [term('A', -1), term('B')], good: [term('B'), term('C', -1)] };
    expect(measure(succeeded, { A: 1, B: 10, C: 4 })).toEqual([3, 9]);
  });

  test('a metric on both sides is one metric of the alarm', () => {
    const { metrics } = eventRatio('mine', { total: [term('Good'), term('Bad')], bad: [term('Bad')] });
    expect(Object.values(metrics).map(({ metricName }) => metricName)).toEqual(['Good', 'Bad']);
    expect(measure({ total: [term('Good'), term('Bad')], bad: [term('Bad')] }, { Good: 9, Bad: 1 })).toEqual([1, 10]);
  });

  test('a factor of many digits is written without an exponent', () => {
    expect(eventRatio('mine', { total: [term('A', 1e-12), term('B', 1e21)], bad: [term('C')] }).steps[0]!.expression).toBe(
      '0.000000000001 * FILL(all, 0) + 1000000000000000000000 * FILL(all2, 0)',
    );
  });

  test.each<[string, Parameters<typeof eventRatio>[1], string]>([
    [
      'eleven metrics',
      { total: Array.from({ length: 10 }, (_, index) => term(`M${index}`)), bad: [term('F')] },
      '11 metrics are in one ratio: an alarm has room for 10',
    ],
    [
      'an average',
      { total: [{ factor: 1, metric: metric('A', 'Average') }], bad: [term('F')] },
      'Edi A is read as Average, which does not add up over time: allowed is Sum',
    ],
    ['both', { total: [term('A')], good: [term('G')], bad: [term('F')] }, 'not both and not neither'],
    ['neither', { total: [term('A')] }, 'not both and not neither'],
    [
      'metrics of two regions',
      { total: [{ factor: 1, metric: metric('Requests', 'Sum', 'AWS/CloudFront') }], bad: [term('F')] },
      'some of the metrics exist in us-east-1 only, others elsewhere: an alarm reads one region',
    ],
  ])('%s are refused', (_, counted, message) => expect(() => eventRatio('mine', counted)).toThrow(message));

  test('metrics that exist in one region are read there', () => {
    const cloudFront = (metricName: string) => [{ factor: 1, metric: metric(metricName, 'Sum', 'AWS/CloudFront') }];
    expect(eventRatio('mine', { total: cloudFront('Requests'), bad: cloudFront('FunctionExecutionErrors') }).region).toBe('us-east-1');
  });
});

describe('in a configuration', () => {
  const problemsOf = (binding: unknown) =>
    (metricPair.schema.safeParse(binding).error?.issues ?? []).map((issue) => ({
      path: issue.path.join('.'),
      ...('params' in issue ? issue.params : { allowed: issue.message }),
    }));
  const pair = (total: object, part: object) => ({ source: 'metricPair', total, ...part });
  const dimensions = { StreamName: 'orders' };
  const kinesis = (metricName: string, statistic = 'Sum') => ({ namespace: 'AWS/Kinesis', metricName, dimensions, statistic });

  test.each(METRIC_PAIRS)('%s is a pair', (_, binding) => expect(problemsOf(binding)).toEqual([]));

  test('statistics that do not add up are refused, with those that do', () => {
    for (const statistic of ['Average', 'p99', 'TC(9:5)']) {
      expect(problemsOf(pair(kinesis('PutRecords.TotalRecords'), { bad: kinesis('PutRecords.FailedRecords', statistic) }))).toMatchObject([
        { path: 'bad.statistic', allowed: expect.stringMatching(/TC\(low:high\) with/) },
      ]);
    }
  });

  test('a metric that AWS does not publish, or not by these dimensions, is refused', () => {
    expect(problemsOf(pair(kinesis('PutRecords.TotalRecords'), { bad: kinesis('PutRecords.FailedRecord') }))).toMatchObject([
      { path: 'bad.metricName', code: 'CFG013', allowed: 'PutRecords.FailedRecords' },
    ]);
    const elsewhere = { ...kinesis('PutRecords.FailedRecords'), dimensions: { Stream: 'orders' } };
    expect(problemsOf(pair(kinesis('PutRecords.TotalRecords'), { bad: elsewhere }))).toMatchObject([
      { path: 'bad.dimensions', received: 'Stream', allowed: 'StreamName' },
    ]);
  });

  test('it is either the good or the bad events', () => {
    const total = kinesis('PutRecords.TotalRecords');
    expect(problemsOf(pair(total, {}))).toMatchObject([{ code: 'CFG014' }]);
    expect(problemsOf(pair(total, { good: kinesis('PutRecords.SuccessfulRecords'), bad: kinesis('PutRecords.FailedRecords') }))).toMatchObject([
      { code: 'CFG014' },
    ]);
  });

  test('one metric is its own part only where its samples are the whole', () => {
    const latency = (statistic: string) => metric('Seconds', statistic);
    for (const [total, part] of [
      ['Sum', 'Sum'],
      ['Sum', 'TC(:2)'],
      ['SampleCount', 'SampleCount'],
    ] as const) {
      expect(problemsOf(pair(latency(total), { good: latency(part) }))).toMatchObject([{ path: 'total', received: `${part} of ${total}` }]);
    }
  });

  test('two metrics that exist in different regions are refused', () => {
    const edge = { namespace: 'AWS/CloudFront', metricName: 'Requests', dimensions: { DistributionId: 'E1', Region: 'Global' }, statistic: 'Sum' };
    expect(problemsOf(pair(edge, { bad: metric('Failures') }))).toMatchObject([{ path: 'total', what: expect.stringContaining('us-east-1 only') }]);
  });
});

test.each(METRIC_PAIRS)('a score knows what events do to %s', (_, binding) => {
  const sli = metricPairRatio(binding);
  const objective = exampleObjective({ kind: 'success-rate', binding, sli, targetPercent: 99 });
  const plan = planObjectiveAlarms(objective, { application: 'a', environment: 'e', serviceId: 's', region: 'eu-central-1' });
  const { metrics } = deriveMapping(plan, '111122223333');
  const samples = (kind: 'good' | 'bad', text: string, { values, counts }: (typeof metrics)[number]): number => {
    const value = values?.[kind] ?? (counts === 'total' || counts === kind ? 1 : undefined);
    if (value === undefined) return 0;
    if (text === 'Sum') return value;
    const { above, upTo } = { above: -Infinity, upTo: Infinity, ...parseStatistic(text) };
    return Number(value > above && value <= upTo);
  };
  const counted = (kind: 'good' | 'bad', { statistic, ...reference }: MetricReference) =>
    samples(
      kind,
      statistic,
      metrics.find((each) => each.metricName === reference.metricName && each.namespace === reference.namespace)!,
    );
  const part = binding.good ?? binding.bad!;
  expect([counted('good', binding.total), counted('bad', binding.total)]).toEqual([1, 1]);
  expect([counted('good', part), counted('bad', part)]).toEqual(binding.bad === undefined ? [1, 0] : [0, 1]);
});
