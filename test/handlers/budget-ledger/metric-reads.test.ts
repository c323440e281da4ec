import { measuredEnd, planMeasuring } from '../../../lib/handlers/budget-ledger/measuring-plan';
import { metricQueries, metricsBehind } from '../../../lib/handlers/budget-ledger/metric-queries';
import { packReads, readsOf, type MetricRead } from '../../../lib/handlers/budget-ledger/metric-reads';
import type { LedgerTask } from '../../../lib/slo/budget/ledger-input';
import { DAY, EVENTS, HOUR, MINUTE, SLICES, START, task } from './ledger-fixtures';

const END = START + 60 * DAY;

/** The plan of a run whose last record is an hour old and knows thirty days. */
const usual = (objective: LedgerTask) => planMeasuring(objective, END, { hours: { first: END - 30 * DAY, measured: [12], parts: new Map() }, end: END - HOUR });

describe('the end of a run', () => {
  test.each([
    [EVENTS, 5, '2026-03-02T10:07:43Z', '2026-03-02T10:00:00Z'],
    [EVENTS, 0, '2026-03-02T10:05:00Z', '2026-03-02T10:05:00Z'],
    [SLICES, 2, '2026-03-02T10:07:43Z', '2026-03-02T10:05:00Z'],
    [{ ...SLICES, sliceMinutes: 3 }, 0, '2026-03-02T10:05:00Z', '2026-03-02T10:03:00Z'],
    [{ ...SLICES, sliceMinutes: 60 }, 5, '2026-03-02T10:04:00Z', '2026-03-02T09:00:00Z'],
  ])('is in whole buckets (%#)', (sli, settleMinutes, scheduledAt, end) => {
    expect(new Date(measuredEnd({ settleMinutes }, { sli }, Date.parse(scheduledAt))).toISOString().replace('.000Z', 'Z')).toBe(end);
  });
});

describe('what is read', () => {
  const hours = (from: number): number => (END - from) / HOUR;

  test('usually the last day finely, after a lead-in as long as silence may last', () => {
    const plan = usual(task({ window: { kind: 'rolling', minutes: 30 * 1_440 } }));
    expect([hours(plan.countedFrom), hours(plan.fineFrom), hours(plan.leadFrom)]).toEqual([720, 25, 27]);
  });

  test('longer when silence may last longer, or a burn window is longer than the window', () => {
    const plan = usual(task({ window: { kind: 'rolling', minutes: 1_440 }, burnWindowsMinutes: [3 * 1_440], quietMinutes: 30 * 60 }));
    expect([hours(plan.countedFrom), hours(plan.fineFrom), hours(plan.leadFrom)]).toEqual([72, 32, 63]);
  });

  test('minutes for fourteen days at most, five minutes for as long as one request holds them', () => {
    const slices = planMeasuring(task({ sli: SLICES, window: { kind: 'rolling', minutes: 30 * 1_440 } }), END, undefined);
    expect(hours(slices.leadFrom)).toBe(14 * 24);
    const events = planMeasuring(task({ window: { kind: 'rolling', minutes: 90 * 1_440 } }), END, undefined);
    expect(hours(events.leadFrom)).toBe(62 * 24);
    const metrics = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [`m${index}`, EVENTS.metrics['errors']!]));
    const wide = planMeasuring(task({ sli: { ...EVENTS, metrics }, window: { kind: 'rolling', minutes: 90 * 1_440 } }), END, undefined);
    expect(hours(wide.leadFrom)).toBe(100_800 / 10 / 12);
  });

  test('what an exclusion cuts through, as long as it can be read', () => {
    const cut = (from: number) =>
      usual(task({ window: { kind: 'rolling', minutes: 90 * 1_440 }, exclusions: [{ from, to: from + HOUR, reason: 'r', author: 'a' }] }));
    expect(hours(cut(END - 100 * HOUR + MINUTE).fineFrom)).toBe(100);
    expect(hours(cut(END - 100 * HOUR).fineFrom)).toBe(25);
    expect(hours(cut(END - 80 * DAY + MINUTE).fineFrom)).toBe(25);
  });
});

describe('queries', () => {
  test('ids are prefixed, in expressions too, and what is counted is returned', () => {
    const steps = [{ id: 'some', expression: 'FILL(errors,0)' }, { id: 'bad', expression: 'some+1' }, EVENTS.steps[1]!];
    const queries = metricQueries({ ...EVENTS, steps }, 300, 'o7f_');
    expect(queries.map(({ Id, Expression, ReturnData }) => [Id, Expression, ReturnData])).toEqual([
      ['o7f_requests', undefined, true],
      ['o7f_errors', undefined, true],
      ['o7f_rejected', undefined, true],
      ['o7f_some', 'FILL(o7f_errors, 0)', false],
      ['o7f_bad', 'o7f_some + 1', true],
      ['o7f_total', 'MAX([FILL(o7f_requests, 0) + FILL(o7f_rejected, 0), o7f_bad])', true],
    ]);
    expect(queries[1]!.MetricStat).toEqual({
      Metric: { Namespace: 'Test', MetricName: 'errors', Dimensions: [{ Name: 'Service', Value: 'portal' }] },
      Period: 300,
      Stat: 'Sum',
    });
    expect(metricsBehind({ ...EVENTS, steps }, 'bad')).toEqual(['errors']);
    expect(metricsBehind(EVENTS, 'total')).toEqual(['requests', 'rejected', 'errors']);
  });
});

describe('requests', () => {
  const all = (objectives: readonly LedgerTask[]): MetricRead[] =>
    objectives.flatMap((objective, index) => {
      const { fine, hourly } = readsOf(usual(objective), index);
      return hourly === undefined ? [fine] : [fine, hourly];
    });
  const many = (count: number, changes: Partial<LedgerTask> = {}): LedgerTask[] =>
    Array.from({ length: count }, () => task({ window: { kind: 'rolling', minutes: 30 * 1_440 }, ...changes }));

  test('never hold more than 500 queries or 100,800 datapoints, and every read once', () => {
    const reads = all([...many(150), ...many(60, { sli: SLICES }), ...many(30, { quietMinutes: 600 })]);
    const requests = packReads(reads);
    expect(requests.flatMap(({ reads: inside }) => inside)).toHaveLength(reads.length);
    expect(new Set(requests.flatMap(({ reads: inside }) => inside))).toEqual(new Set(reads));
    for (const request of requests) {
      const queries = request.reads.flatMap((read) => read.queries.map((query) => ({ query, minutes: read.periodMinutes })));
      expect(queries.length).toBeLessThanOrEqual(500);
      const points = queries.filter(({ query }) => query.ReturnData).reduce((sum, { minutes }) => sum + (request.until - request.from) / (minutes * MINUTE), 0);
      expect(points).toBeLessThanOrEqual(100_800);
      expect(new Set(request.reads.map(({ periodMinutes }) => periodMinutes)).size).toBe(1);
    }
  });

  test('are as few as that allows', () => {
    // 29 objectives of 5 series and 695 hours are 100,775 datapoints; 100 of 5 queries are 500.
    expect(packReads(all(many(29)))).toHaveLength(2);
    expect(packReads(all(many(30)))).toHaveLength(3);
    expect(packReads(all(many(20, { sli: SLICES })))).toHaveLength(1);
    const hourlyOf = (count: number) =>
      packReads(all(many(count, { window: { kind: 'rolling', minutes: 2 * 1_440 } })).filter(({ periodMinutes }) => periodMinutes === 60));
    expect(hourlyOf(100)).toHaveLength(1);
    expect(hourlyOf(101)).toHaveLength(2);
  });

  test('ids never meet', () => {
    const ids = all(many(120)).flatMap(({ queries }) => queries.map(({ Id }) => Id));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
