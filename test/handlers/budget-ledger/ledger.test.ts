import { GetMetricDataCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { handler } from '../../../lib/handlers/budget-ledger/handler';
import { LedgerIncompleteError, runLedger, recordRun } from '../../../lib/handlers/budget-ledger/ledger';
import { decideGate } from '../../../lib/slo/budget/decide-gate';
import { LEDGER_METRICS, type LedgerTask } from '../../../lib/slo/budget/ledger-input';
import { FakeCloud, serviceError } from './fake-cloud';
import { DAY, EVENTS, HOUR, input, MINUTE, recordOf, playRun, SLICES, START, steadyTraffic, task } from './ledger-fixtures';

let cloud: FakeCloud;
beforeEach(() => {
  cloud = new FakeCloud();
});

describe('a run', () => {
  test('stores the figures of the window and publishes them at its own time', async () => {
    steadyTraffic(cloud, START, START + 2 * DAY);
    steadyTraffic(cloud, START + DAY, START + DAY + 30 * MINUTE, 0.2);
    const scheduledAt = START + 2 * DAY + 5 * MINUTE;
    const report = await playRun(cloud, scheduledAt);
    expect(report).toEqual({
      scheduledAt: '2026-03-04T00:05:00Z',
      objectives: [{ objective: 'partner-portal/availability', outcome: 'stored', state: 'healthy' }],
    });
    const { figures, state, since, history } = recordOf(cloud);
    // 30 minutes of 20 % are 360 of 172,800 requests; 1 % may fail.
    expect(figures).toMatchObject({ bad: 360, total: 172_800, coverage: 1, excludedMinutes: 0, burnRates: { '1h': 0, '1d': expect.closeTo(0.4166667, 6) } });
    expect(figures!.remaining).toBeCloseTo(1 - 360 / 172_800 / 0.01, 10);
    expect({ state, since }).toEqual({ state: 'healthy', since: '2026-03-04T00:05:00Z' });
    expect(history).toEqual([{ at: since, from: 'none', to: 'healthy', why: '79.1667 % of the budget remains' }]);
    expect(cloud.published.map(({ MetricName, Timestamp, Value }) => [MetricName, Timestamp!.getTime(), Value])).toEqual([
      ['Coverage', scheduledAt, 100],
      ['BudgetRemaining', scheduledAt, expect.closeTo(79.1666667, 6)],
      ['BurnRate', scheduledAt, 0],
      ['BurnRate', scheduledAt, expect.closeTo(0.4166667, 6)],
      ['LedgerComplete', scheduledAt, 1],
    ]);
  });

  test('publishes before it writes, and the heartbeat last of all', async () => {
    steadyTraffic(cloud, START, START + DAY);
    await playRun(cloud, START + DAY);
    expect(cloud.commands.map(({ constructor }) => constructor)).toEqual([
      GetParametersCommand,
      GetMetricDataCommand,
      PutMetricDataCommand,
      PutParameterCommand,
      PutMetricDataCommand,
    ]);
  });

  test('reads older hours by the hour and the last day finely', async () => {
    steadyTraffic(cloud, START, START + 2 * DAY);
    await playRun(cloud, START + 2 * DAY);
    cloud.commands.length = 0;
    await playRun(cloud, START + 2 * DAY + HOUR);
    const reads = cloud.commands
      .filter((command) => command instanceof GetMetricDataCommand)
      .map(({ input: { MetricDataQueries: queries, StartTime, EndTime } }) => ({
        period: queries![0]!.MetricStat!.Period,
        from: (StartTime!.getTime() - START) / HOUR,
        to: (EndTime!.getTime() - START) / HOUR,
      }));
    expect(reads).toEqual([
      // A day before the hour of the last stored run, and two hours to see how long a silence had lasted.
      { period: 300, from: 21, to: 49 - 5 / 60 },
      { period: 3_600, from: 0, to: 23 },
    ]);
  });

  test('without new data says the same in the same bytes, started twice', async () => {
    steadyTraffic(cloud, START, START + DAY);
    await playRun(cloud, START + DAY + 5 * MINUTE);
    const text = cloud.parameters.get(task().parameterName);
    cloud.commands.length = 0;
    expect((await playRun(cloud, START + DAY + 5 * MINUTE)).objectives).toEqual([
      { objective: 'partner-portal/availability', outcome: 'stored before', state: 'healthy' },
    ]);
    expect(cloud.commands.map(({ constructor }) => constructor)).toEqual([GetParametersCommand, PutMetricDataCommand]);
    expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([1, 1]);
    const other = new FakeCloud();
    steadyTraffic(other, START, START + DAY);
    await playRun(other, START + DAY + 5 * MINUTE);
    expect(other.parameters.get(task().parameterName)).toBe(text);
  });

  test('that is started after a later one changes nothing', async () => {
    steadyTraffic(cloud, START, START + DAY);
    await playRun(cloud, START + DAY + 5 * MINUTE);
    const before = cloud.parameters.get(task().parameterName);
    expect((await playRun(cloud, START + DAY - HOUR)).objectives[0]!.outcome).toBe('stored before');
    expect(cloud.parameters.get(task().parameterName)).toBe(before);
    expect(cloud.valuesOf(LEDGER_METRICS.remaining)).toHaveLength(1);
  });

  test('takes in what came late', async () => {
    steadyTraffic(cloud, START, START + DAY);
    cloud.put('errors', START + DAY - 6 * HOUR, 60, START + DAY + 30 * MINUTE);
    await playRun(cloud, START + DAY);
    expect(recordOf(cloud).figures!.bad).toBe(0);
    await playRun(cloud, START + DAY + HOUR);
    expect(recordOf(cloud).figures!.bad).toBe(60);
  });
});

describe('time that nobody measured', () => {
  test('is unknown while nothing was ever measured, and no figure is published', async () => {
    await playRun(cloud, START + DAY);
    expect(recordOf(cloud)).toMatchObject({
      state: 'unknown',
      reasons: ['nothing was ever measured', '0 % of the time was measured, less than 90 %'],
      hours: { measured: '' },
    });
    expect(recordOf(cloud).figures).toBeUndefined();
    expect(cloud.published.map(({ MetricName }) => MetricName)).toEqual(['Coverage', 'LedgerComplete']);
  });

  test('is not expected before the first datapoint ever', async () => {
    steadyTraffic(cloud, START + 20 * HOUR, START + 2 * DAY);
    await playRun(cloud, START + 2 * DAY);
    expect(recordOf(cloud)).toMatchObject({ state: 'healthy', figures: { coverage: 1 } });
  });

  test.each([
    [30, 'healthy', 1],
    [35, 'unknown', 1 - 35 / (24 * 60)],
  ] as const)('data that stopped %d minutes ago, of which 30 are merely quiet, is %s', async (minutes, state, coverage) => {
    const end = START + DAY + 5 * MINUTE;
    steadyTraffic(cloud, START, START + DAY - minutes * MINUTE);
    await playRun(cloud, end);
    expect(recordOf(cloud)).toMatchObject({ state, figures: { coverage: expect.closeTo(coverage, 10) } });
    // The figures of an unknown state are kept for people, and nothing may alarm on them.
    expect(cloud.valuesOf(LEDGER_METRICS.remaining)).toHaveLength(state === 'unknown' ? 0 : 1);
    expect(cloud.valuesOf(LEDGER_METRICS.burnRate)).toHaveLength(state === 'unknown' ? 0 : 2);
    if (state === 'unknown') expect(recordOf(cloud).reasons).toEqual(['no data for more than 30m']);
  });

  test('a silence that grew is unmeasured from its first minute, also in hours stored as quiet', async () => {
    steadyTraffic(cloud, START, START + DAY - 15 * MINUTE);
    await playRun(cloud, START + DAY + 5 * MINUTE);
    expect(recordOf(cloud).hours.measured).toBe('12x24');
    await playRun(cloud, START + DAY + HOUR + 5 * MINUTE);
    expect(recordOf(cloud)).toMatchObject({ state: 'unknown', hours: { measured: '12x23,9,0' } });
  });

  test('silence that is expected is measured, and spends nothing', async () => {
    const nightly = task({ quietMinutes: undefined });
    await playRun(cloud, START + DAY, nightly);
    expect(recordOf(cloud)).toMatchObject({ state: 'healthy', figures: { remaining: 1, coverage: 1, total: 0, burnRates: {} } });
    await playRun(cloud, START + DAY + HOUR, nightly);
    expect(recordOf(cloud)).toMatchObject({ state: 'healthy', hours: { first: '2026-03-01T00:00:00Z', measured: '12x48,11' } });
  });

  test('slices nobody measured are neither good nor bad', async () => {
    const slices = task({ sli: SLICES, policy: { ...task().policy, coverageLimit: 0.5 } });
    for (let at = START; at < START + DAY; at += MINUTE)
      if (at < START + 10 * HOUR || at >= START + 16 * HOUR) cloud.put('age', at, at < START + HOUR ? 200 : 1);
    await playRun(cloud, START + DAY + 5 * MINUTE, slices);
    expect(recordOf(cloud, slices)).toMatchObject({
      figures: { bad: 60, total: 18 * 60, coverage: 0.75 },
      hours: { measured: '60x10,0x6,60x8', bad: '60,0x23' },
    });
  });
});

test('a slice nobody measured is not bad either, whatever its expression makes of the gap', async () => {
  const sli = { ...SLICES, steps: [{ id: 'bad', expression: 'IF(FILL(age, 999) > 100, 1, 0)' }] };
  const slices = task({ sli, quietMinutes: 10 });
  for (let at = START; at < START + DAY; at += MINUTE) if (at < START + 10 * HOUR || at >= START + 10 * HOUR + 11 * MINUTE) cloud.put('age', at, 1);
  await playRun(cloud, START + DAY + 5 * MINUTE, slices);
  expect(recordOf(cloud, slices).figures).toMatchObject({ bad: 0, total: 1_440 - 11 });
});

describe('a young window (9.15)', () => {
  const rolling = { kind: 'rolling', minutes: 30 * 1_440 } as const;
  const calendar = { kind: 'calendar', unit: 'month', timeZone: 'UTC' } as const;
  const begun = Date.UTC(2026, 3, 1);
  const fromItsFirstHour = (window: LedgerTask['window']) => task({ window, allowedBadFraction: 0.001 });

  test.each([rolling, calendar])('of kind $kind: two bad of a thousand in the first hour neither freeze nor alarm', async (window) => {
    const objective = fromItsFirstHour(window);
    for (let minute = 0; minute < 50; minute++) cloud.put('requests', begun + minute * MINUTE, 20);
    cloud.put('errors', begun + 10 * MINUTE, 2);
    await playRun(cloud, begun + 55 * MINUTE, objective);
    const record = recordOf(cloud, objective);
    // 2 ‰ of 50 minutes are 2 of the 864 events that may be bad in a month of such traffic.
    expect(record).toMatchObject({ state: 'unknown', isYoung: true, figures: { bad: 2, total: 1_000, remaining: expect.closeTo(1 - 2 / 864, 10) } });
    expect(record.reasons).toEqual(['50m of the window exist, a budget is judged from 1d on']);
    expect(decideGate(record, begun + 55 * MINUTE)).toMatchObject({ verdict: 'pass with notice', isYoung: true });
    // No alarm on what remains; burn rates are of minutes that were measured.
    expect(cloud.published.map(({ MetricName }) => MetricName)).toEqual(['Coverage', 'BurnRate', 'BurnRate', 'LedgerComplete']);
  });

  test.each([rolling, calendar])('of kind $kind: an outage of the first hour is judged when a day exists, as what it spent', async (window) => {
    const objective = fromItsFirstHour(window);
    steadyTraffic(cloud, begun, begun + 2 * DAY);
    steadyTraffic(cloud, begun, begun + HOUR, 1);
    for (const hours of [1, 12, 24]) await playRun(cloud, begun + hours * HOUR, objective);
    expect(recordOf(cloud, objective)).toMatchObject({ state: 'unknown', isYoung: true });
    expect(cloud.valuesOf(LEDGER_METRICS.remaining)).toEqual([]);
    await playRun(cloud, begun + DAY + 5 * MINUTE, objective);
    const { state, isYoung, figures } = recordOf(cloud, objective);
    // An hour of the 43.2 minutes that may fail in a month.
    expect([state, isYoung]).toEqual(['frozen', undefined]);
    expect(figures!.remaining).toBeCloseTo(1 - 60 / 43.2, 10);
  });
});

describe('hours CloudWatch has forgotten', () => {
  const slices = task({ sli: SLICES, window: { kind: 'rolling', minutes: 30 * 1_440 }, allowedBadFraction: 0.01 });

  const runDaily = async (days: number, objective = slices): Promise<void> => {
    for (let day = 1; day <= days; day++) await playRun(cloud, START + day * DAY + 5 * MINUTE, objective);
  };

  test('slices of a month stay in the record', async () => {
    for (let at = START; at < START + 20 * DAY; at += MINUTE) cloud.put('age', at, at < START + 40 * MINUTE ? 200 : 1);
    await runDaily(20);
    expect(recordOf(cloud, slices)).toMatchObject({ figures: { bad: 40, total: 20 * 1_440, coverage: 1 }, hours: { bad: '40,0x479', measured: '60x480' } });
  });

  test('an excused part of an hour does not come back when its minutes are gone', async () => {
    const excused = { ...slices, exclusions: [{ from: START, to: START + 40 * MINUTE, reason: 'planned move', author: 'service owner' }] };
    for (let at = START; at < START + 20 * DAY; at += MINUTE) cloud.put('age', at, at < START + 45 * MINUTE ? 200 : 1);
    await runDaily(20, excused);
    expect(recordOf(cloud, slices)).toMatchObject({
      figures: { bad: 5, total: 20 * 1_440 - 40, excludedMinutes: 40 },
      hours: { parts: { '2026-03-02T00:00:00Z': [40, 40, 40, 40] } },
    });
  });

  test('hours that are excused as a whole are excused when only the hour is known', async () => {
    const excused = task({
      window: { kind: 'rolling', minutes: 4 * 1_440 },
      exclusions: [{ from: START, to: START + 2 * HOUR, reason: 'planned move', author: 'service owner' }],
    });
    steadyTraffic(cloud, START, START + 3 * DAY);
    steadyTraffic(cloud, START, START + 3 * HOUR, 0.5);
    await playRun(cloud, START + DAY + 5 * MINUTE, excused);
    await playRun(cloud, START + 3 * DAY + 5 * MINUTE, excused);
    expect(recordOf(cloud)).toMatchObject({ figures: { bad: 1_800, total: 70 * 3_600, excludedMinutes: 120, coverage: 1 } });
  });

  test('a ledger that stood still for days reads what it missed', async () => {
    for (let at = START; at < START + 9 * DAY; at += MINUTE) cloud.put('age', at, at >= START + 4 * DAY && at < START + 4 * DAY + 30 * MINUTE ? 200 : 1);
    await runDaily(2);
    await playRun(cloud, START + 9 * DAY + 5 * MINUTE, slices);
    expect(recordOf(cloud, slices)).toMatchObject({ figures: { bad: 30, coverage: 1 } });
  });

  test('hours that were counted in another way are read again, or unmeasured', async () => {
    for (let at = START; at < START + 2 * DAY; at += MINUTE) cloud.put('age', at, 1);
    await playRun(cloud, START + DAY + 5 * MINUTE, slices);
    const coarse = { ...slices, sli: { ...SLICES, sliceMinutes: 5 } };
    await playRun(cloud, START + 2 * DAY + 5 * MINUTE, coarse);
    expect(recordOf(cloud, slices)).toMatchObject({ figures: { total: 2 * 288, coverage: 1 }, hours: { bucketMinutes: 5, measured: '12x48' } });
  });

  test('a settling time that grew beyond the first hour stores no hours, and what is stored can be read', async () => {
    steadyTraffic(cloud, START + DAY, START + DAY + HOUR);
    await playRun(cloud, START + DAY + 30 * MINUTE);
    cloud.now = START + DAY + 45 * MINUTE;
    await runLedger({ ...input(cloud.now), settleMinutes: 120 }, cloud.clients);
    expect(recordOf(cloud)).toMatchObject({ state: 'unknown', hours: { measured: '' } });
  });

  test('a first run on slices with long silences expects nothing of the time it reads for the silence alone', async () => {
    const batch = { ...slices, quietMinutes: 3 * 1_440 };
    for (let at = START; at < START + 20 * DAY; at += HOUR) cloud.put('age', at, 1);
    await playRun(cloud, START + 20 * DAY + 5 * MINUTE, batch);
    expect(recordOf(cloud, batch)).toMatchObject({ state: 'healthy', figures: { coverage: 1 } });
  });

  test('a first run in a silence that began before the window is notified when it may last so long', async () => {
    const rare = task({ window: { kind: 'rolling', minutes: 1_440 }, quietMinutes: 1_800, burnWindowsMinutes: [60] });
    steadyTraffic(cloud, START, START + HOUR);
    await playRun(cloud, START + 25 * HOUR + 5 * MINUTE, rare);
    expect(recordOf(cloud)).toMatchObject({ state: 'healthy', figures: { coverage: 1, total: 0 } });
  });

  test('a first run over ninety days counts older events by the hour', async () => {
    const quarter = task({ window: { kind: 'rolling', minutes: 90 * 1_440 } });
    for (let at = START; at < START + 90 * DAY; at += MINUTE) cloud.put('requests', at, 60);
    for (let at = START; at < START + HOUR; at += MINUTE) cloud.put('errors', at, 60);
    await playRun(cloud, START + 90 * DAY + 5 * MINUTE, quarter);
    expect(recordOf(cloud)).toMatchObject({ figures: { bad: 3_600, total: 90 * 1_440 * 60, coverage: 1 } });
  });
});

describe('many objectives', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => task({ objective: `service-${index}/availability` }));
  const requests = () => cloud.commands.filter((command) => command instanceof GetMetricDataCommand).length;

  test('share requests as far as their limits allow', async () => {
    steadyTraffic(cloud, START, START + 2 * DAY);
    await playRun(cloud, START + 2 * DAY, ...many(20));
    cloud.commands.length = 0;
    // 20 objectives of 5 queries: 100 fine ones and 100 by the hour.
    await playRun(cloud, START + 2 * DAY + HOUR, ...many(20));
    expect(requests()).toBe(2);
    cloud.commands.length = 0;
    await playRun(cloud, START + 2 * DAY + 2 * HOUR, ...many(101));
    // 500 queries are 100 objectives; the new ones have a longer time to read.
    expect(requests()).toBeLessThanOrEqual(5);
    expect(cloud.commands.filter((command) => command instanceof GetParametersCommand)).toHaveLength(11);
  });

  test('an answer in pages is read to its end', async () => {
    steadyTraffic(cloud, START, START + 2 * DAY, 0.005);
    cloud.pageSize = 100;
    await playRun(cloud, START + 2 * DAY + 5 * MINUTE);
    expect(recordOf(cloud).figures).toMatchObject({ bad: expect.closeTo(864, 6), total: 172_800, coverage: 1 });
  });

  test('one that cannot be asked for does not keep the others from being notified', async () => {
    steadyTraffic(cloud, START, START + DAY);
    const step = (expression: string) => ({ ...EVENTS, steps: [{ id: 'bad', expression }, EVENTS.steps[1]!] });
    const refused = task({ objective: 'a/refused', sli: step('RATE(errors)') });
    const ofAll = task({ objective: 'b/of-all', sli: step('SUM(METRICS())') });
    const noMath = task({ objective: 'c/no-math', sli: step('FILL(errors, ') });
    const report = await playRun(cloud, START + DAY, refused, ofAll, noMath, task());
    expect(report.objectives.map(({ outcome, why }) => [outcome, why])).toEqual([
      ['could not tell', 'GetMetricData failed: ValidationError: ValidationError from the fake'],
      ['could not tell', 'NotMeasurableError: the step bad uses METRICS(), which means every metric of a request'],
      ['could not tell', expect.stringContaining('MetricMathSyntaxError')],
      ['stored', undefined],
    ]);
    expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([0]);
  });
});

describe('data that cannot be', () => {
  test.each([
    ['more bad than all', 'total', 'FILL(requests, 0)', '60 of 0 events are bad'],
    ['a negative count', 'bad', '0 - FILL(requests, 0)', '-300 of 300 events are bad'],
    ['a step that has gaps', 'bad', 'requests / errors', 'bad has no value'],
  ])('%s is not recorded', async (_, id, expression, why) => {
    steadyTraffic(cloud, START, START + DAY);
    cloud.put('rejected', START + DAY + 3 * MINUTE, 60);
    if (id === 'bad') cloud.put('errors', START, 0);
    const sli = { ...EVENTS, steps: EVENTS.steps.map((step) => (step.id === id ? { id, expression } : step)) };
    const report = await playRun(cloud, START + DAY + 10 * MINUTE, task({ sli }));
    expect(report.objectives[0]).toMatchObject({ outcome: 'could not tell', why: expect.stringContaining(why) });
    expect(cloud.parameters.size).toBe(0);
  });

  test('a metric that never had a datapoint is no error, whatever FILL makes of it', async () => {
    cloud.fillsEmptySeries = false;
    steadyTraffic(cloud, START, START + DAY);
    await playRun(cloud, START + DAY + 5 * MINUTE);
    expect(recordOf(cloud)).toMatchObject({ state: 'healthy', figures: { bad: 0, total: 86_400 } });
  });
});

describe('the event', () => {
  test('is refused by the function itself: nothing is sent', async () => {
    await expect(handler({ scheduledAt: '2026-03-02T08:00:00Z' })).rejects.toThrow(/LDG001/);
  });

  test('is refused with everything that is wrong with it, before anything is read', async () => {
    await expect(recordRun({ ...input(START), scheduledAt: 'yesterday', objectives: [task({ allowedBadFraction: 1 })] }, cloud.clients)).rejects.toThrow(
      /LDG003 scheduledAt.*LDG003 objectives\[0\].allowedBadFraction/s,
    );
    expect(cloud.commands).toEqual([]);
  });

  test('fails the function when something was left undetermined, after everything else', async () => {
    steadyTraffic(cloud, START, START + DAY);
    cloud.now = START + DAY;
    cloud.fault = (command) => (command instanceof GetMetricDataCommand ? serviceError('ThrottlingException', 'client') : undefined);
    await expect(recordRun(input(START + DAY), cloud.clients)).rejects.toThrow(LedgerIncompleteError);
    expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([0]);
    cloud.fault = () => undefined;
    await expect(recordRun(input(START + DAY), cloud.clients)).resolves.toMatchObject({ objectives: [{ outcome: 'stored' }] });
    expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([0, 1]);
  });
});
