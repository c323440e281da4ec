import type { Assumptions } from '../../../../lib/simulator/core/assumptions';
import type { AlarmTransition } from '../../../../lib/simulator/services/cloudwatch/metric-alarm';
import { createMetricAlarm } from '../../../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../../../lib/simulator/services/cloudwatch/metric-store';
import { DistributedSamples, SampleCounts } from '../../../../lib/simulator/services/cloudwatch/sample-counts';
import { constantValue } from '../../../../lib/simulator/services/cloudwatch/value-distribution';
import { alarm, expressionAlarm, metric, PROMPT, REGION, singleMetricAlarm, START, storeWith, type Values } from './alarm-fixtures';

const repeat = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

/** Transitions as [minutes after START, new state]. */
function changes(properties: unknown, store: MetricStore, minutes: number, assumptions: Partial<Assumptions> = {}): [number, string][] {
  const transitions = alarm(properties, store, assumptions).scan(START, START + minutes);
  return transitions.map(({ at, to }) => [at / 60_000 - START, to]);
}

describe('a warm-up', () => {
  const warming = (configuration: object) => singleMetricAlarm({ TreatMissingData: 'breaching', WarmUpConfiguration: configuration });
  const run = (configuration: object, createdAt?: number) =>
    createMetricAlarm({
      name: 'test',
      region: REGION,
      properties: warming(configuration),
      store: storeWith({ m1: repeat(10, 0) }, START + 20),
      assumptions: PROMPT,
      ...(createdAt !== undefined && { createdAt }),
    });
  const whole = { WarmUpPeriodDurationInMinutes: 15, OnlyStartEvaluatingAfterWarmUpPeriodEnds: true };
  const minutesOf = (transitions: readonly AlarmTransition[]) => transitions.map(({ at, to }) => [Math.floor(at / 60_000) - START, to]);

  test('that is waited for to its end leaves the alarm without a state, though no data would breach, and from then on it is as any other', () => {
    expect(minutesOf(run(whole, START * 60_000).scan(START, START + 30))).toEqual([
      [15, 'ALARM'],
      [21, 'OK'],
    ]);
    const inStretches = run(whole, START * 60_000);
    expect([...inStretches.scan(START, START + 7), ...inStretches.scan(START + 7, START + 30)].map(({ to }) => to)).toEqual(['ALARM', 'OK']);
    expect(minutesOf(run(whole).scan(START, START + 30))[0]).toEqual([0, 'ALARM']);
  });

  test('that ends with the first data is not simulated, and one of more than two days is refused', () => {
    expect(() => run({ WarmUpPeriodDurationInMinutes: 15 })).toThrow(/not simulated: a warm-up that ends as soon as there is enough data/);
    expect(() => run({ ...whole, WarmUpPeriodDurationInMinutes: 2881 })).toThrow(/2881 exceeds 2880/);
  });
});

describe('windows', () => {
  const badFrom10To13: Values = [...repeat(10, 0), 1, 1, 1, ...repeat(30, 0)];

  test('an evaluation judges the period that ends with its minute', () => {
    expect(changes(singleMetricAlarm(), storeWith({ m1: badFrom10To13 }), 40)).toEqual([
      [1, 'OK'],
      [11, 'ALARM'],
      [14, 'OK'],
    ]);
  });

  test('a period of five minutes slides by the minute instead of jumping (facts 1.2)', () => {
    expect(changes(singleMetricAlarm({ Period: 300, Threshold: 1.5 }), storeWith({ m1: badFrom10To13 }), 40)).toEqual([
      [1, 'OK'],
      [12, 'ALARM'],
      [17, 'OK'],
    ]);
  });

  test('history before the start counts from the first minute on', () => {
    const store = storeWith({ m1: repeat(60, 1) }, START - 60);
    expect(changes(singleMetricAlarm({ Period: 3600, Threshold: 59.5 }), store, 2)).toEqual([
      [0, 'ALARM'],
      [1, 'OK'],
    ]);
  });

  test('periods fall where the evaluation puts them: N of N needs all of them', () => {
    expect(changes(singleMetricAlarm({ EvaluationPeriods: 3 }), storeWith({ m1: badFrom10To13 }), 40)).toEqual([
      [1, 'OK'],
      [13, 'ALARM'],
      [14, 'OK'],
    ]);
    expect(changes(singleMetricAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 1 }), storeWith({ m1: badFrom10To13 }), 40)).toEqual([
      [1, 'OK'],
      [11, 'ALARM'],
      [16, 'OK'],
    ]);
  });
});

describe('metric delay (facts 1.2, 11)', () => {
  const badAt10: Values = [...repeat(10, 0), 1, ...repeat(30, 0)];

  test.each([
    [0, 11],
    [1, 12],
    [3, 14],
  ])('with a delay of %i minutes the breach of minute 10 is seen at minute %i', (metricDelayMinutes, seenAt) => {
    const transitions = changes(singleMetricAlarm(), storeWith({ m1: badAt10 }), 40, { metricDelayMinutes, extraEvaluationBuckets: 3 });
    expect(transitions).toContainEqual([seenAt, 'ALARM']);
  });

  test('a longer bucket is read as far as its data has arrived', () => {
    const store = storeWith({ m1: repeat(60, 1) });
    // Minute 20 judges [15, 20), of which minute 19 is not readable yet: four of five.
    expect(changes(singleMetricAlarm({ Period: 300, Threshold: 4.5 }), store, 40, { metricDelayMinutes: 1 })).toEqual([[2, 'OK']]);
    expect(changes(singleMetricAlarm({ Period: 300, Threshold: 3.5 }), store, 40, { metricDelayMinutes: 1 })).toContainEqual([5, 'ALARM']);
  });

  test('FILL hides the newest minute of a delayed metric behind the filler (facts 2.4)', () => {
    const store = storeWith({ m1: repeat(40, 1) });
    expect(changes(expressionAlarm('FILL(m1, 0)', ['m1'], 60), store, 40, { metricDelayMinutes: 1 })).toEqual([[0, 'OK']]);
    expect(changes(expressionAlarm('FILL(m1, 0)', ['m1'], 60), store, 40)).toEqual([
      [0, 'OK'],
      [1, 'ALARM'],
    ]);
  });
});

describe('missing data', () => {
  const badThenSilent: Values = [0, 0, 1, ...repeat(30, null)];

  test('the last points are judged again until they leave the range, then INSUFFICIENT_DATA', () => {
    expect(changes(singleMetricAlarm(), storeWith({ m1: badThenSilent }), 20)).toEqual([
      [1, 'OK'],
      [3, 'ALARM'],
      [6, 'INSUFFICIENT_DATA'],
    ]);
    expect(changes(singleMetricAlarm(), storeWith({ m1: badThenSilent }), 20, { extraEvaluationBuckets: 0 })).toEqual([
      [1, 'OK'],
      [3, 'ALARM'],
      [4, 'INSUFFICIENT_DATA'],
    ]);
  });

  test.each([
    [
      'ignore',
      [
        [1, 'OK'],
        [3, 'ALARM'],
      ],
    ],
    [
      'breaching',
      [
        [0, 'ALARM'],
        [1, 'OK'],
        [3, 'ALARM'],
      ],
    ],
    [
      'notBreaching',
      [
        [0, 'OK'],
        [3, 'ALARM'],
        [6, 'OK'],
      ],
    ],
  ])('treated as %s', (TreatMissingData, expected) => {
    expect(changes(singleMetricAlarm({ TreatMissingData }), storeWith({ m1: badThenSilent }), 20)).toEqual(expected);
  });

  test('a metric nobody publishes never leaves INSUFFICIENT_DATA, nor does one in another unit', () => {
    expect(changes(singleMetricAlarm(), new MetricStore(), 20)).toEqual([]);
    expect(changes(singleMetricAlarm({ Unit: 'Seconds' }), storeWith({ m1: repeat(20, 1) }), 20)).toEqual([]);
  });

  test('missing is decided on the result of the expression, not on its inputs (facts 2.1)', () => {
    const store = storeWith({ m1: repeat(20, 3), m2: repeat(20, null) });
    expect(changes(expressionAlarm('m1 / m2', ['m1', 'm2'], 60), store, 20)).toEqual([]);
    expect(changes(expressionAlarm('m1 + m2', ['m1', 'm2'], 60), store, 20)).toEqual([[1, 'ALARM']]);
  });

  test('an alarm on DynamoDB keeps its treatment, or always ignores when that is assumed', () => {
    const store = new MetricStore();
    const identity = { region: REGION, namespace: 'AWS/DynamoDB', metricName: 'SystemErrors', dimensions: {} };
    store.publish(identity, [new DistributedSamples(new SampleCounts(START, [1]), constantValue(1))]);
    const properties = singleMetricAlarm({ Namespace: identity.namespace, MetricName: identity.metricName, Dimensions: [], TreatMissingData: 'notBreaching' });
    expect(changes(properties, store, 20)).toEqual([
      [0, 'OK'],
      [1, 'ALARM'],
      [4, 'OK'],
    ]);
    expect(changes(properties, store, 20, { dynamoDbMissingData: 'ignore' })).toEqual([[1, 'ALARM']]);
  });
});

describe('multi-day alarms (facts 1.2)', () => {
  const twoDays = singleMetricAlarm({ Period: 172_800, Threshold: 2_879.5 });
  const store = storeWith({ m1: repeat(2_880 + 240, 1) }, START - 2_880);

  test('are evaluated once an hour, over data up to the full hour', () => {
    expect(changes(twoDays, store, 200, { multiDayEvaluationMinute: 3 })).toEqual([[3, 'ALARM']]);
    expect(changes(singleMetricAlarm({ Period: 172_800, Threshold: 2_880.5 }), store, 200, { multiDayEvaluationMinute: 3 })).toEqual([[3, 'OK']]);
  });

  test('see a breach at the first full hour after it', () => {
    const late = storeWith({ m1: [...repeat(2_890, 0), ...repeat(200, 1)] }, START - 2_880);
    expect(changes(singleMetricAlarm({ Period: 172_800, Threshold: 0.5 }), late, 200, { multiDayEvaluationMinute: 3, metricDelayMinutes: 1 })).toEqual([
      [3, 'OK'],
      [63, 'ALARM'],
    ]);
  });

  test('exactly one day is not multi-day', () => {
    const late = storeWith({ m1: [...repeat(1_450, 0), ...repeat(200, 1)] }, START - 1_440);
    expect(changes(singleMetricAlarm({ Period: 86_400, Threshold: 0.5 }), late, 60)).toEqual([
      [0, 'OK'],
      [11, 'ALARM'],
    ]);
  });
});

describe('percentiles with few samples (facts 1.4)', () => {
  const latencies = (requests: number): MetricStore => {
    const store = new MetricStore();
    store.publish(metric('m1'), [new DistributedSamples(new SampleCounts(START, repeat(10, requests)), constantValue(3))]);
    return store;
  };
  const p99 = { Statistic: undefined, ExtendedStatistic: 'p99', Threshold: 2 };

  test('are evaluated by default', () => expect(changes(singleMetricAlarm(p99), latencies(1), 5)).toEqual([[1, 'ALARM']]));
  test('keep the state below 10/(1−p) samples when asked to ignore them', () => {
    const ignoring = singleMetricAlarm({ ...p99, EvaluateLowSampleCountPercentile: 'ignore' });
    expect(changes(ignoring, latencies(999), 5)).toEqual([]);
    expect(changes(ignoring, latencies(1_000), 5)).toEqual([[1, 'ALARM']]);
  });
});

test.each([
  ['GreaterThanThreshold', [1, 'OK'], [3, 'ALARM']],
  ['GreaterThanOrEqualToThreshold', [1, 'OK'], [2, 'ALARM']],
  ['LessThanThreshold', [1, 'ALARM'], [2, 'OK']],
  ['LessThanOrEqualToThreshold', [1, 'ALARM'], [3, 'OK']],
])('%s on 1, 2, 3 against 2', (ComparisonOperator, ...expected) => {
  expect(changes(singleMetricAlarm({ ComparisonOperator, Threshold: 2 }), storeWith({ m1: [1, 2, 3] }), 4)).toEqual(expected);
});

describe('position and second', () => {
  const store = storeWith({ m1: [0, 1, 0, 1, 0, 1] });

  test('scanning in stretches gives what scanning at once gives', () => {
    const whole = alarm(singleMetricAlarm(), store).scan(START, START + 6);
    const parts = alarm(singleMetricAlarm(), store);
    const written = (transitions: readonly AlarmTransition[]) =>
      transitions.map(({ at, from, to, reason, datapoints }) => ({ at, from, to, reason, datapoints }));
    expect(written([...parts.scan(START, START + 3), ...parts.scan(START + 3, START + 6)])).toEqual(written(whole));
    expect(parts.state).toBe(whole.at(-1)!.to);
  });

  test('a gap between two scans is an error of the caller', () => {
    const run = alarm(singleMetricAlarm(), store);
    run.scan(START, START + 3);
    expect(() => run.scan(START + 4, START + 6)).toThrow(RangeError);
  });

  test('a forced state lasts until the next evaluation', () => {
    const run = alarm(singleMetricAlarm(), store);
    run.scan(START, START + 6);
    run.resumeAt(START + 2, 'OK');
    expect(run.scan(START + 2, START + 3).map(({ to }) => to)).toEqual(['ALARM']);
  });

  test('data put after a scan is seen by the next one', () => {
    const growing = storeWith({});
    const run = alarm(singleMetricAlarm(), growing);
    run.scan(START, START + 2);
    growing.putDatapoint(metric('m1'), START + 1, 5);
    expect(run.scan(START + 2, START + 3).map(({ to }) => to)).toEqual(['ALARM']);
  });

  test('the second of the minute is constant per alarm, spread by name, or given', () => {
    const second = (name: string, evaluationSecond: Assumptions['evaluationSecond']): number =>
      createMetricAlarm({ name, region: REGION, properties: singleMetricAlarm(), store, assumptions: { ...PROMPT, evaluationSecond } }).evaluationSecond;
    expect(second('portal', 'spread')).toBe(second('portal', 'spread'));
    expect(new Set(Array.from({ length: 200 }, (_, index) => second(`alarm-${index}`, 'spread'))).size).toBeGreaterThan(40);
    expect(second('portal', 17)).toBe(17);
    const [first] = alarm(singleMetricAlarm(), store, { evaluationSecond: 17 }).scan(START, START + 2);
    expect(first!.at).toBe((START + 1) * 60_000 + 17_000);
  });
});

describe('reasons and datapoints (facts 6)', () => {
  const reasonOf = (properties: unknown, values: Values, state: string): string =>
    alarm(properties, storeWith({ m1: values }))
      .scan(START, START + 30)
      .find(({ to }) => to === state)!.reason;

  test('an alarm names the breaching datapoints with the start of their period', () => {
    expect(reasonOf(singleMetricAlarm(), [0, 3], 'ALARM')).toBe(
      'Threshold Crossed: 1 out of the last 1 datapoints [3.0 (02/03/26 08:01:00)] was greater than the threshold (0.5) (minimum 1 datapoint for OK -> ALARM transition).',
    );
  });

  test('M out of N, newest first, and the way back', () => {
    const properties = singleMetricAlarm({ EvaluationPeriods: 3, DatapointsToAlarm: 2 });
    expect(reasonOf(properties, [0, 0.75, 0, 2, 0, 0], 'ALARM')).toBe(
      'Threshold Crossed: 2 out of the last 3 datapoints [2.0 (02/03/26 08:03:00), 0.75 (02/03/26 08:01:00)] were greater than the threshold (0.5) (minimum 2 datapoints for OK -> ALARM transition).',
    );
    const back = alarm(properties, storeWith({ m1: [1, 1, 1, 0, 0] }))
      .scan(START, START + 6)
      .at(-1)!;
    expect(back.reason).toContain(
      '2 out of the last 3 datapoints [0.0 (02/03/26 08:04:00), 0.0 (02/03/26 08:03:00)] were not greater than the threshold (0.5) (minimum 2 datapoints for ALARM -> OK transition)',
    );
  });

  test('missing data is said to be missing', () => {
    expect(reasonOf(singleMetricAlarm({ EvaluationPeriods: 5 }), [1, 1, 1, 1, 1], 'INSUFFICIENT_DATA')).toBe('Insufficient Data: 5 datapoints were unknown.');
    expect(reasonOf(singleMetricAlarm({ TreatMissingData: 'breaching' }), [], 'ALARM')).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
    );
  });

  test('judged datapoints are the real ones in range, then the newest gaps up to N', () => {
    const properties = singleMetricAlarm({ EvaluationPeriods: 2, DatapointsToAlarm: 1, TreatMissingData: 'breaching' });
    const [first] = alarm(properties, storeWith({ m1: [1, 0, null, null] }), { extraEvaluationBuckets: 1 }).scan(START + 4, START + 5);
    expect(first).toMatchObject({ to: 'ALARM', datapoints: [{ timestamp: (START + 3) * 60_000 }, { timestamp: (START + 1) * 60_000, value: 0 }] });
    expect(first!.datapoints[0]).not.toHaveProperty('value');
  });

  test('a long list is cut to what fits the API', () => {
    const reason = reasonOf(singleMetricAlarm({ EvaluationPeriods: 20 }), repeat(30, 1), 'ALARM');
    expect(reason).toContain('20 out of the last 20 datapoints');
    expect(reason.length).toBeLessThan(1_023);
  });
});
