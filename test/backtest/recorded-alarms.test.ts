import { neededByAlarm } from '../../lib/backtest/needed-statistics';
import { RecordedMetrics } from '../../lib/backtest/recorded-metrics';
import type { RecordedStretch } from '../../lib/backtest/recording';
import { DEFAULT_ASSUMPTIONS } from '../../lib/simulator/core/assumptions';
import type { AlarmTransition } from '../../lib/simulator/services/cloudwatch/metric-alarm';
import { readMetricAlarmDefinition } from '../../lib/simulator/services/cloudwatch/metric-alarm-definition';
import { createMetricAlarm } from '../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { printStatistic } from '../../lib/simulator/services/cloudwatch/statistic';
import { seeded } from '../helpers/chance';
import { expressionAlarm, metric, metricStat, REGION, singleMetricAlarm, START } from '../simulator/services/cloudwatch/alarm-fixtures';

const MINUTES = 3 * 1_440;
/** Before START, so that the first evaluations have windows that are full. */
const FROM = START - 1_440;

/** Several whole samples in most minutes, none in others; two bad hours a day. */
function samples(seed: number): MetricStore {
  const random = seeded(seed);
  const store = new MetricStore();
  for (let minute = FROM; minute < START + MINUTES; minute += 1) {
    const isBad = (minute - FROM) % 720 < 60;
    for (const name of ['m1', 'm2']) {
      if (random() < 0.1) continue;
      const count = isBad ? 30 : 1 + Math.floor(random() * 4);
      for (let sample = 0; sample < count; sample += 1) store.putDatapoint(metric(name), minute, Math.floor(random() * (isBad ? 40 : 12)));
    }
  }
  return store;
}

/** What is recorded of the metrics for an alarm: what GetMetricData answers, bucket by bucket. */
function recorded(properties: unknown, store: MetricStore): RecordedMetrics {
  const definition = readMetricAlarmDefinition('alarm', properties);
  const stretches = neededByAlarm(definition, REGION).map(({ metric: identity, statistic, periodMinutes }): RecordedStretch => {
    const size = (START + MINUTES - FROM) / periodMinutes;
    const out = new Float64Array(size);
    store.find(identity)!.read(statistic, { firstEndMinute: FROM + periodMinutes, lengthMinutes: periodMinutes, stepMinutes: periodMinutes, size }, out);
    return {
      metric: identity,
      statistic: printStatistic(statistic),
      periodMinutes,
      fromMinute: FROM,
      values: [...out].map((value) => (Number.isNaN(value) ? null : value)),
    };
  });
  return new RecordedMetrics({ name: 'test', stretches });
}

function transitions(properties: unknown, store: MetricStore): AlarmTransition[] {
  return createMetricAlarm({ name: 'alarm', region: REGION, properties, store, assumptions: DEFAULT_ASSUMPTIONS }).scan(START, START + MINUTES);
}

const ratioOver = (periodSeconds: number, statistic = 'Sum') => ({
  ...expressionAlarm('m1', ['m1'], periodSeconds, { Threshold: 50 }),
  Metrics: [...['m1', 'm2'].map((id) => metricStat(id, periodSeconds, statistic)), { Id: 'result', Expression: '100 * FILL(m1, 0) / (FILL(m1, 0) + m2)' }],
});

const ALARMS: Readonly<Record<string, unknown>> = {
  'a sum of a minute': singleMetricAlarm({ Threshold: 60 }),
  'a sum of an hour': singleMetricAlarm({ Period: 3_600, Threshold: 1_500 }),
  'a count of five minutes, three of five': singleMetricAlarm({
    Statistic: 'SampleCount',
    Period: 300,
    EvaluationPeriods: 5,
    DatapointsToAlarm: 3,
    Threshold: 13,
  }),
  'an average of five minutes': singleMetricAlarm({ Statistic: 'Average', Period: 300, Threshold: 12 }),
  'a maximum of ten minutes': singleMetricAlarm({ Statistic: 'Maximum', Period: 600, Threshold: 38 }),
  'a minimum of a minute, two of three': singleMetricAlarm({ Statistic: 'Minimum', EvaluationPeriods: 3, DatapointsToAlarm: 2, Threshold: 7 }),
  'a percentile of a minute': singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'p90', Threshold: 20 }),
  'a percentile of a minute, with few samples ignored': singleMetricAlarm({
    Statistic: undefined,
    ExtendedStatistic: 'p60',
    EvaluateLowSampleCountPercentile: 'ignore',
    Threshold: 24,
  }),
  'a share in a range': singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'PR(10:30)', Period: 300, Threshold: 45 }),
  'a ratio of sums of five minutes': ratioOver(300),
  'a ratio of sums of six hours': ratioOver(21_600),
  'a ratio of counts in a range': ratioOver(900, 'TC(:10)'),
  'a sum over a day and a half': singleMetricAlarm({
    Period: 3_600,
    EvaluationPeriods: 36,
    DatapointsToAlarm: 1,
    Threshold: 1_500,
    TreatMissingData: 'ignore',
  }),
};

test.each(Object.entries(ALARMS))('%s is evaluated on a recording as on the samples it was made of, evaluation by evaluation', (name, given) => {
  const properties = JSON.parse(JSON.stringify(given));
  let fired = 0;
  for (const seed of [1, 2]) {
    const store = samples(seed);
    const expected = transitions(properties, store);
    expect(transitions(properties, recorded(properties, store).store)).toEqual(expected);
    fired += expected.filter(({ to }) => to === 'ALARM').length;
  }
  // Without changes of state nothing would have been compared.
  expect([name, fired > 1]).toEqual([name, true]);
});

test('a percentile of five minutes is known in the buckets it was recorded in, and stands until the next one is over', () => {
  const properties = JSON.parse(JSON.stringify(singleMetricAlarm({ Statistic: undefined, ExtendedStatistic: 'p90', Period: 300, Threshold: 20 })));
  const metrics = recorded(properties, samples(1));
  const [needed] = neededByAlarm(readMetricAlarmDefinition('alarm', properties), REGION);
  const known = metrics.knownOf(needed!);
  expect(known).toMatchObject({ fromMinute: FROM, toMinute: START + MINUTES, exactFromMinute: START + MINUTES });
  const out = new Float64Array(10);
  metrics.store.find(metric('m1'))!.read(needed!.statistic, { firstEndMinute: START + 5, lengthMinutes: 5, stepMinutes: 1, size: 10 }, out);
  expect(new Set(out.slice(0, 5)).size).toBe(1);
  expect(new Set(out.slice(5)).size).toBe(1);
  expect(out[0]).not.toBe(out[5]);
});

describe('what is recorded in five minutes where minutes are no longer kept', () => {
  const stretch = (over: Partial<RecordedStretch>): RecordedStretch => ({
    metric: metric('m1'),
    statistic: 'Sum',
    periodMinutes: 1,
    fromMinute: START,
    values: [],
    ...over,
  });
  const metrics = new RecordedMetrics({
    name: 'test',
    stretches: [stretch({ periodMinutes: 5, fromMinute: START - 10, values: [7, null] }), stretch({ values: [1, 2, null, 4] })],
  });
  const sum = { metric: metric('m1'), statistic: { kind: 'Sum' }, periodMinutes: 1 } as const;

  test('is spread over its minutes in whole numbers, and said not to be exact', () => {
    const out = new Float64Array(14);
    metrics.store.find(metric('m1'))!.read(sum.statistic, { firstEndMinute: START - 9, lengthMinutes: 1, stepMinutes: 1, size: 14 }, out);
    expect([...out]).toEqual([1, 1, 2, 1, 2, NaN, NaN, NaN, NaN, NaN, 1, 2, NaN, 4]);
    expect(metrics.knownOf(sum)).toMatchObject({ fromMinute: START - 10, toMinute: START + 4, exactFromMinute: START });
  });

  test('a statistic, a period, a unit or a region that was not recorded is named', () => {
    expect(metrics.knownOf({ ...sum, statistic: { kind: 'Maximum' } })).toBe('Maximum of Test m1 in buckets of 1 min is not recorded in eu-central-1');
    expect(metrics.knownOf({ ...sum, unit: 'Count' })).toBe('Sum of Test m1 is not recorded in the unit Count');
    expect(metrics.knownOf({ ...sum, metric: { ...metric('m1'), region: 'eu-west-1' } })).toBe(
      'Sum of Test m1 in buckets of 1 min is not recorded in eu-west-1',
    );
  });

  test('what lies before a gap is not known', () => {
    const gapped = new RecordedMetrics({ name: 'test', stretches: [stretch({ fromMinute: START - 100, values: [1, 1] }), stretch({ values: [1, 2] })] });
    expect(gapped.knownOf(sum)).toMatchObject({ fromMinute: START, toMinute: START + 2 });
  });
});
