import { inputOf, requestsFor, stretchesOf, usdOf } from '../../lib/backtest/metric-requests';
import type { NeededStatistic } from '../../lib/backtest/needed-statistics';
import { planRecording, type WantedStretch } from '../../lib/backtest/recording-plan';

const DAY = 1_440;
const NOW = Date.UTC(2026, 10, 30, 12) / 60_000;
const TO = NOW - 5;
const metric = (metricName: string) => ({ region: 'eu-central-1', namespace: 'N', metricName, dimensions: {} });
const sum: NeededStatistic = { metric: metric('m'), statistic: { kind: 'Sum' }, periodMinutes: 1 };
const percentile = (periodMinutes: number): NeededStatistic => ({ metric: metric('m'), statistic: { kind: 'percentile', fraction: 0.99 }, periodMinutes });
const plan = (needed: readonly NeededStatistic[], days: number, recorded: Parameters<typeof planRecording>[2] = []) =>
  planRecording(needed, { fromMinute: TO - days * DAY, toMinute: TO, nowMinute: NOW }, recorded);

/** Begin of the first and end of the last piece of each period, days before now, one decimal. */
function spans(wanted: readonly WantedStretch[]): Record<number, [number, number]> {
  const found: Record<number, [number, number]> = {};
  for (const { periodMinutes, fromMinute, toMinute } of wanted) {
    const [from, to] = found[periodMinutes] ?? [Infinity, -Infinity];
    found[periodMinutes] = [Math.min(from, fromMinute), Math.max(to, toMinute)];
  }
  return Object.fromEntries(Object.entries(found).map(([period, [from, to]]) => [period, [+((NOW - from) / DAY).toFixed(1), +((NOW - to) / DAY).toFixed(1)]]));
}

test('minutes are asked for as long as they are kept, five minutes before that', () => {
  expect(spans(plan([sum], 10))).toEqual({ 1: [10, 0] });
  expect(spans(plan([sum], 30))).toEqual({ 1: [15, 0], 5: [30, 15] });
});

test('a percentile is asked for in its own buckets, where these are kept', () => {
  expect(spans(plan([percentile(1)], 30))).toEqual({ 1: [15, 0] });
  expect(spans(plan([percentile(5)], 30))).toEqual({ 5: [30, 0] });
  expect(spans(plan([percentile(3)], 30))).toEqual({ 3: [15, 0] });
});

test('pieces are whole buckets, lie within days, and leave nothing out', () => {
  for (const needed of [sum, percentile(5), percentile(60), percentile(360)]) {
    const wanted = plan([needed], 20).sort((a, b) => a.fromMinute - b.fromMinute);
    for (const { periodMinutes, fromMinute, toMinute } of wanted) {
      expect([fromMinute % periodMinutes, toMinute % periodMinutes]).toEqual([0, 0]);
      expect(Math.floor(fromMinute / DAY)).toBe(Math.floor((toMinute - 1) / DAY));
    }
    wanted.slice(1).forEach(({ fromMinute }, index) => expect(fromMinute).toBe(wanted[index]!.toMinute));
  }
});

test('what is recorded is not asked for again, and a day that was not over goes on where it was', () => {
  const wanted = plan([sum], 3);
  const recorded = wanted.map(({ periodMinutes, fromMinute, toMinute }) => ({
    metric: sum.metric,
    statistic: 'Sum',
    periodMinutes,
    fromMinute,
    values: Array.from({ length: toMinute - fromMinute }, () => 1),
  }));
  expect(plan([sum], 3, recorded)).toEqual([]);
  const later = planRecording([sum], { fromMinute: TO - 3 * DAY, toMinute: TO + 60, nowMinute: NOW + 60 }, recorded);
  expect(later.map(({ fromMinute, toMinute }) => [fromMinute, toMinute])).toEqual([[TO, TO + 60]]);
  expect(plan([sum, { ...sum, metric: metric('other') }], 3, recorded)).toHaveLength(wanted.length);
});

test('a request keeps to the limits of GetMetricData, oldest first', () => {
  const needed = Array.from({ length: 150 }, (_, index) => ({ ...sum, metric: metric(`m${index}`) }));
  const wanted = plan(needed, 20);
  const requests = requestsFor(wanted);
  expect(requests.flatMap((request) => request.wanted)).toHaveLength(wanted.length);
  for (const { wanted: each } of requests) {
    expect(each.length).toBeLessThanOrEqual(500);
    expect(each.reduce((all, { fromMinute, toMinute, periodMinutes }) => all + (toMinute - fromMinute) / periodMinutes, 0)).toBeLessThanOrEqual(100_800);
  }
  const begins = requests.map((request) => request.wanted[0]!.fromMinute);
  expect(begins).toEqual([...begins].sort((a, b) => a - b));
  // 0.01 USD a thousand metrics: https://aws.amazon.com/cloudwatch/pricing/
  expect(usdOf(wanted)).toBeCloseTo((wanted.length * 0.01) / 1_000, 10);
});

test('the answer of a request becomes the stretches it asked for, over several pages', () => {
  const [request] = requestsFor([
    { needed: sum, periodMinutes: 1, fromMinute: NOW - 4, toMinute: NOW },
    { needed: { ...percentile(1), unit: 'Seconds' }, periodMinutes: 1, fromMinute: NOW - 4, toMinute: NOW },
    { needed: { ...sum, metric: { ...sum.metric, account: '999999999999' } }, periodMinutes: 1, fromMinute: NOW - 4, toMinute: NOW },
  ]);
  expect(inputOf(request!)).toMatchObject({
    StartTime: new Date((NOW - 4) * 60_000),
    EndTime: new Date(NOW * 60_000),
    MetricDataQueries: [
      { Id: 'm0', MetricStat: { Stat: 'Sum', Period: 60 } },
      { Id: 'm1', MetricStat: { Stat: 'p99', Unit: 'Seconds' } },
      { Id: 'm2', AccountId: '999999999999', MetricStat: { Stat: 'Sum' } },
    ],
  });
  const at = (minute: number) => new Date(minute * 60_000);
  const stretches = stretchesOf(request!, [
    { Id: 'm0', Timestamps: [at(NOW - 4), at(NOW - 3)], Values: [1, 2], StatusCode: 'PartialData' },
    { Id: 'm0', Timestamps: [at(NOW - 1)], Values: [4], StatusCode: 'Complete' },
    { Id: 'm1', Timestamps: [], Values: [], StatusCode: 'Complete' },
  ]);
  expect(stretches.map(({ statistic, unit, values }) => [statistic, unit, values])).toEqual([
    ['Sum', undefined, [1, 2, null, 4]],
    ['p99', 'Seconds', [null, null, null, null]],
  ]);
});

test.each(['PartialData', 'InternalError', 'Forbidden', undefined])('a result that ends with %s is not recorded: half of it would be silence', (StatusCode) => {
  const [request] = requestsFor([{ needed: sum, periodMinutes: 1, fromMinute: NOW - 4, toMinute: NOW }]);
  expect(stretchesOf(request!, [{ Id: 'm0', Timestamps: [new Date((NOW - 4) * 60_000)], Values: [1], StatusCode }])).toEqual([]);
  expect(stretchesOf(request!, [])).toEqual([]);
});
