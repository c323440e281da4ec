import { ExpectedFiguresOf } from '../../../lib/gameday/ledger/expected-figures';
import { DEFAULT_GATE_POLICY } from '../../../lib/slo/budget/gate-policy';
import type { LedgerTask } from '../../../lib/slo/budget/ledger-input';
import { MINUTE_MS, MINUTES_PER_DAY } from '../../../lib/time/time';
import type { ObservedObjective } from '../../../lib/workload/observed-objective';
import { minutes, START_MINUTE } from '../../helpers/game-days';

const WEEK = 7 * MINUTES_PER_DAY;
const RANGE = minutes(240, WEEK + MINUTES_PER_DAY);

const task = (changes: Partial<LedgerTask> = {}): LedgerTask => ({
  objective: 'checkout/availability',
  parameterName: '/shop',
  allowedBadFraction: 0.01,
  window: { kind: 'rolling', minutes: WEEK },
  sli: { kind: 'events', metrics: {}, steps: [] },
  quietMinutes: 15,
  exclusions: [],
  exclusionMeaning: 'drop',
  policy: DEFAULT_GATE_POLICY,
  burnWindowsMinutes: [60],
  ...changes,
});

/** Ten events a minute; `change` says what is different in a minute of the scenario. */
function workload(
  change: (minute: number) => { readonly bad?: number; readonly total?: number } = () => ({}),
  kind: ObservedObjective['kind'] = 'events',
): ObservedObjective {
  const column = (of: (minute: number) => number) =>
    Float64Array.from({ length: RANGE.end - RANGE.first }, (_, index) => of(index + RANGE.first - RANGE.start));
  const total = column((minute) => change(minute).total ?? 10);
  return { kind, bad: column((minute) => change(minute).bad ?? 0), total, seen: total, published: new Uint8Array(total.length).fill(1) };
}

const at = (observed: ObservedObjective, minute: number, changes: Partial<LedgerTask> = {}) =>
  new ExpectedFiguresOf(task(changes), observed, RANGE).at(START_MINUTE + minute);

test('what was spent is the bad share over the allowed one, in a window that begins at a full hour', () => {
  const { remaining, burnRates, coverage, isDoubtful } = at(
    workload((minute) => ({ bad: minute >= 0 && minute < 30 ? 5 : 0 })),
    30,
  );
  // The window of a week that ends at half past begins half an hour earlier.
  expect(remaining).toBeCloseTo(1 - 150 / ((WEEK + 30) * 10) / 0.01, 12);
  expect(burnRates.get('1h')).toBeCloseTo(25, 12);
  expect([coverage, isDoubtful]).toEqual([1, false]);
});

test.each([
  [15, false],
  [20, true],
])('a silence of %d minutes, of which 15 are quiet, is doubtful: %s', (silent, doubtful) => {
  const figures = at(
    workload((minute) => (minute >= 60 - silent ? { total: 0 } : {})),
    60,
  );
  expect(figures.isDoubtful).toBe(doubtful);
  expect(figures.coverage).toBeCloseTo(doubtful ? 1 - silent / WEEK : 1, 12);
});

test.each([
  ['drop', 150 / (WEEK * 10 - 600) / 0.01],
  ['count-as-good', 150 / (WEEK * 10) / 0.01],
  ['add-back', 450 / (WEEK * 10) / 0.01 - 300 / (WEEK * 10) / 0.01],
] as const)('an exclusion means %s', (exclusionMeaning, spent) => {
  const observed = workload((minute) => ({ bad: minute >= 0 && minute < 90 ? 5 : 0 }));
  const from = START_MINUTE * MINUTE_MS;
  const exclusions = [{ from, to: from + 60 * MINUTE_MS, reason: 'moved', author: 'operations lead' }];
  expect(at(observed, 120, { exclusions, exclusionMeaning }).remaining).toBeCloseTo(1 - spent, 9);
});

test('of slices without data for a fortnight nothing is spent where silence is expected', () => {
  const slices = { sli: { kind: 'slices', metrics: {}, steps: [], sliceMinutes: 1 }, quietMinutes: undefined } as const;
  const observed = workload((minute) => (minute >= 0 && minute < 10 ? { bad: 1, total: 1 } : { total: 0 }), 'slices');
  expect(at(observed, 60, slices).remaining).toBeCloseTo(1 - 10 / WEEK / 0.01, 12);
});

test.each<LedgerTask['window']>([
  { kind: 'rolling', minutes: WEEK },
  { kind: 'calendar', unit: 'week', timeZone: 'UTC' },
])('of a window of kind $kind counts what exists of it (9.15)', (window) => {
  // The scenario starts on a Monday; the service two days later, with an hour in which everything fails.
  const begun = 2 * MINUTES_PER_DAY - (START_MINUTE % MINUTES_PER_DAY);
  const range = { ...RANGE, end: RANGE.start + WEEK };
  const total = Float64Array.from({ length: range.end - range.first }, (_, index) => (index + range.first - range.start >= begun ? 10 : 0));
  const bad = total.map((count, index) => (index + range.first - range.start < begun + 60 ? count : 0));
  const observed: ObservedObjective = { kind: 'events', bad, total, seen: total, published: new Uint8Array(total.length).fill(1) };
  const figures = new ExpectedFiguresOf(task({ window }), observed, range);
  expect(figures.at(range.start + begun + 1_435).isYoung).toBe(true);
  const aged = figures.at(range.start + begun + 1_440);
  expect([aged.isYoung, aged.isDoubtful]).toEqual([false, false]);
  // An hour of the 100.8 minutes that may fail in a week.
  expect(aged.remaining).toBeCloseTo(1 - 60 / 100.8, 10);
});

test('nothing was ever seen of what should not be silent', () => {
  expect(
    at(
      workload(() => ({ total: 0 })),
      60,
    ),
  ).toMatchObject({ coverage: 0, isDoubtful: true });
});
