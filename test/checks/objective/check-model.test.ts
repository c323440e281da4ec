import { join } from 'node:path';
import type { Check, Requirement } from '../../../lib/checks/check';
import { alertBeforeBudgetGone } from '../../../lib/checks/objective/alert-before-budget-gone';
import { checkModel, OBJECTIVE_CHECKS } from '../../../lib/checks/objective/check-model';
import type { CheckedObjective } from '../../../lib/checks/objective/checked-objective';
import { outagePassesGuard } from '../../../lib/checks/objective/outage-passes-guard';
import { outageLeavesBudget, outageWithinBudget } from '../../../lib/checks/objective/outage-within-budget';
import { pageNeedsSeveralEvents } from '../../../lib/checks/objective/page-needs-several-events';
import { runbookNamed } from '../../../lib/checks/objective/runbook-named';
import { severityKept } from '../../../lib/checks/objective/severity-kept';
import { shortWindowHasEvents } from '../../../lib/checks/objective/short-window-has-events';
import { trafficDeclared } from '../../../lib/checks/objective/traffic-declared';
import { windowHasDatapoints } from '../../../lib/checks/objective/window-has-datapoints';
import { onCallExists } from '../../../lib/checks/on-call/on-call-exists';
import { loadConfiguration } from '../../../lib/config/load';
import { filesOnDisk } from '../../../lib/config/read-directory';
import type { AlertedObjective } from '../../../lib/model/model';
import { MODEL_PROBLEMS } from '../../../lib/problems/catalogue/objectives';
import { REFERENCE_POLICY } from '../../../lib/slo/burn-rate';

const { models } = loadConfiguration({ directory: join(__dirname, '../../../config'), ...filesOnDisk });
const prod = models.find((model) => model.environment === 'prod')!;
const availability = prod.services[0]!.objectives[0]!;
const freshness = prod.services[2]!.objectives[0]!;

function codes(check: Check<CheckedObjective> | readonly Check<CheckedObjective>[], changes: Partial<AlertedObjective>, base: AlertedObjective = availability) {
  const subject = { name: 'name', objective: { ...base, ...changes } };
  return [check].flat().flatMap((each) => each.check(subject).map(({ code }) => code));
}

test('the shipped configuration is wise in every environment', () => {
  expect(models).toHaveLength(3);
  expect(models.flatMap(checkModel)).toEqual([]);
});

test('a problem says which objective of which environment', () => {
  const service = { ...prod.services[0]!, objectives: [{ ...availability, targetPercent: 99.999 }] };
  expect(checkModel({ ...prod, services: [service] })).toMatchObject([{ code: 'CHK001', where: { path: 'prod partner-portal/availability' } }]);
});

describe('an objective no alarm can defend (facts: budget gone after three minutes, 30 days)', () => {
  test.each([
    [99.9, []],
    [99.95, []],
    [99.965, []],
    [99.966, ['CHK002']],
    [99.99, ['CHK002']],
    [99.993, ['CHK002']],
    [99.9931, ['CHK001']],
    [99.999, ['CHK001']],
  ])('%d %% gives %j', (targetPercent, expected) => {
    expect(codes([outageWithinBudget, outageLeavesBudget], { targetPercent })).toEqual(expected);
  });
});

describe('an objective with so little traffic that one bad event pages', () => {
  // Chance meets one bad event 0.8 · u · n · P times in 30 days; at 0.05 of them, or less, it is not chance any more.
  const line = 0.05 / (0.8 * 0.001 * 43_200);
  test.each([
    ['just above the line', 1.01 * line, []],
    ['just below the line', 0.99 * line, ['CHK003']],
    ['60 an hour', 1, []],
  ])('%s', (_, typicalEventsPerMinute, expected) => {
    expect(codes(pageNeedsSeveralEvents, { typicalEventsPerMinute })).toEqual(expected);
  });

  test('is no problem when nobody is woken', () => {
    expect(codes(pageNeedsSeveralEvents, { typicalEventsPerMinute: 0.5 * line, severity: { page: 'S2', ticket: 'S3' } })).toEqual([]);
  });

  test('does not apply to time slices', () => {
    expect(freshness.sli.kind).toBe('slices');
    expect(codes(pageNeedsSeveralEvents, { typicalEventsPerMinute: 0.5 * line }, freshness)).toEqual([]);
  });
});

describe('rows of one urgency that are all left out', () => {
  const page = { id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60 } as const;
  const ticket = { id: 'slow', urgency: 'ticket', budgetFraction: 0.1, longWindowMinutes: 1_440 } as const;

  test('a page that errors can never reach is a finding while only a ticket is left', () => {
    // 14.4 · 0.08 = 1.152.
    expect(severityKept.check({ name: 'name', objective: { ...availability, targetPercent: 92, burnRatePolicy: [page, ticket] } })).toMatchObject([
      { code: 'CHK004', what: expect.stringContaining('nothing would ever page'), received: expect.stringMatching(/^fast: .*could never fire$/) },
    ]);
  });

  test('a ticket that would fire inside the objective, too', () => {
    // 10 % of 7 days in a day is a burn rate of 0.7.
    expect(codes(severityKept, { periodMinutes: 7 * 1_440, burnRatePolicy: [page, ticket] })).toEqual(['CHK004']);
  });

  test.each([
    [
      'as long as another burn-rate alert of the urgency is left',
      { periodMinutes: 7 * 1_440, burnRatePolicy: REFERENCE_POLICY.map((row) => ({ ...row, urgency: 'ticket' as const })) },
    ],
    ['nor an urgency that the policy does not have', { burnRatePolicy: [page] }],
  ])('not %s', (_, changes) => {
    expect(codes(severityKept, changes)).toEqual([]);
  });
});

describe('a guard that blinds the pages in the quietest hour', () => {
  test.each([
    // The long page looks back 360 minutes and waits for 2 bad events: 0.0055 a minute.
    [0.006, []],
    [0.005, ['CHK005']],
  ])('%d events a minute give %j', (typicalEventsPerMinute, expected) => {
    expect(codes(outagePassesGuard, { typicalEventsPerMinute })).toEqual(expected);
  });

  test('counts the quietest hour, not the mean', () => {
    expect(codes(outagePassesGuard, { typicalEventsPerMinute: 0.014, trafficVariation: 3 })).toEqual([]);
    expect(codes(outagePassesGuard, { typicalEventsPerMinute: 0.009, trafficVariation: 3 })).toEqual(['CHK005']);
  });

  test('does not apply without pages, without declared traffic, and where the ratio alone decides', () => {
    const tickets = availability.burnRatePolicy.filter(({ urgency }) => urgency === 'ticket');
    expect(codes(outagePassesGuard, { typicalEventsPerMinute: 0.005, burnRatePolicy: tickets })).toEqual([]);
    expect(codes(outagePassesGuard, { typicalEventsPerMinute: undefined })).toEqual([]);
    expect(codes(outagePassesGuard, { typicalEventsPerMinute: 600, trafficVariation: 4 })).toEqual([]);
  });
});

describe('a short window of a single datapoint', () => {
  const row = { id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes: 60 } as const;

  test.each([
    [1, ['CHK006']],
    [2, []],
  ])('%d minutes give %j', (shortWindowMinutes, expected) => {
    expect(codes(windowHasDatapoints, { burnRatePolicy: [{ ...row, shortWindowMinutes }] })).toEqual(expected);
    expect(codes(windowHasDatapoints, { burnRatePolicy: [{ ...row, shortWindowMinutes }] }, freshness)).toEqual(expected);
  });

  test('counts datapoints of slices as they are long', () => {
    const sli = { ...freshness.sli, kind: 'slices' as const, sliceMinutes: 5 };
    expect(codes(windowHasDatapoints, { sli, burnRatePolicy: [{ ...row, shortWindowMinutes: 5 }] }, freshness)).toEqual(['CHK006']);
    expect(codes(windowHasDatapoints, { sli, burnRatePolicy: [row] }, freshness)).toEqual([]);
  });
});

describe('a canary or a job that runs more seldom than a short window (9.19)', () => {
  const rows = (shortWindowMinutes: number, longWindowMinutes = 60) =>
    [{ id: 'fast', urgency: 'page', budgetFraction: 0.02, longWindowMinutes, shortWindowMinutes }] as const;
  const every = (minutes: number, shortWindowMinutes: number) => ({ typicalEventsPerMinute: 1 / minutes, burnRatePolicy: rows(shortWindowMinutes) });
  const found = (changes: Partial<AlertedObjective>) => shortWindowHasEvents.check({ name: 'name', objective: { ...availability, ...changes } });

  test.each([
    // A window of five minutes holds two runs that are two and a half minutes apart, and one of five may be late.
    [1, 5, []],
    [2.5, 5, []],
    [2.6, 5, ['CHK010']],
    [5, 5, ['CHK010']],
    [5, 10, []],
    [15, 5, ['CHK010']],
  ])('every %d minutes, with a short window of %d: %j', (minutes, shortWindowMinutes, expected) => {
    expect(codes(shortWindowHasEvents, every(minutes, shortWindowMinutes))).toEqual(expected);
  });

  test('the finding names the window that would work', () => {
    expect(found(every(10, 5))).toMatchObject([
      {
        received: '5m, and an event every 10m in the quietest hour',
        allowed: 'at least 20m, two events',
        change: 'set shortWindow to 20m, or run it more often',
      },
    ]);
    expect(found(every(10, 20))).toEqual([]);
    expect(found(every(60, 5))).toMatchObject([{ change: 'set shortWindow to 2h and a longWindow above that, or run it more often' }]);
    expect(found({ typicalEventsPerMinute: 1 / 60, burnRatePolicy: rows(120, 1_440) })).toEqual([]);
  });

  test('counts the quietest hour, and neither slices nor what declares no traffic', () => {
    expect(found({ typicalEventsPerMinute: 1, trafficVariation: 20, burnRatePolicy: rows(5) })).toHaveLength(1);
    expect(found({ typicalEventsPerMinute: 1, burnRatePolicy: rows(5) })).toEqual([]);
    expect(found({ typicalEventsPerMinute: undefined, burnRatePolicy: rows(5) })).toEqual([]);
    expect(codes(shortWindowHasEvents, every(15, 5), freshness)).toEqual([]);
  });
});

describe('a row that is notified of a full outage when the budget is gone', () => {
  // Three minutes of 43.2 are 6.94 %.
  test.each([
    [0.93, []],
    [0.931, ['CHK007']],
  ])('a share of %d gives %j', (budgetFraction, expected) => {
    expect(codes(alertBeforeBudgetGone, { burnRatePolicy: [{ id: 'all', urgency: 'page', budgetFraction, longWindowMinutes: 360 }] })).toEqual(expected);
  });

  test('traffic of which the guard is more than the budget: 3 bad events of 2.9', () => {
    const [first] = alertBeforeBudgetGone.check({ name: 'name', objective: { ...availability, typicalEventsPerMinute: 4 / 60 } });
    expect(first).toMatchObject({ code: 'CHK007', what: expect.stringContaining('burn-rate alert slow'), change: expect.stringContaining('a few events') });
  });

  test('is not said of an objective that no alarm can defend anyway', () => {
    expect(codes(alertBeforeBudgetGone, { targetPercent: 99.999 })).toEqual([]);
  });
});

describe('traffic that is not declared', () => {
  test('is a finding of objectives over events, not of slices', () => {
    expect(codes(trafficDeclared, { typicalEventsPerMinute: undefined })).toEqual(['CHK008']);
    expect(codes(trafficDeclared, {})).toEqual([]);
    expect(codes(trafficDeclared, { typicalEventsPerMinute: undefined }, freshness)).toEqual([]);
  });
});

test('an environment without anybody on call is notified so, once', () => {
  expect(checkModel({ ...prod, onCall: undefined })).toMatchObject([{ code: 'CHK009', level: 'warning', where: { path: 'prod' } }]);
});

test('what is wrong with those who are on call is found with the rest', () => {
  const onCall = { ...prod.onCall!, watchdog: { ...prod.onCall!.watchdog, region: prod.region } };
  expect(checkModel({ ...prod, onCall })).toMatchObject([{ code: 'WDG002', where: { path: 'prod on-call watchdog' } }]);
});

test('002-34: an objective without a runbook is an error', () => {
  expect(codes(runbookNamed, { runbook: ' ' })).toEqual(['RUN001']);
  expect(codes(runbookNamed, { runbook: 'portal-outage' })).toEqual([]);
});

test('every code of a problem of a model has its check, which says what it requires and why', () => {
  const checks: readonly Requirement[] = [...OBJECTIVE_CHECKS, onCallExists];
  expect(checks.map(({ code }) => code).sort()).toEqual(Object.keys(MODEL_PROBLEMS).sort());
  for (const { requirement, why } of checks) for (const sentence of [requirement, why]) expect(sentence).toMatch(/^[a-z].*[^.]$/);
});
