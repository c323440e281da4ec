import fc from 'fast-check';
import type { BudgetWindow } from '../../../lib/slo/budget/budget-window';
import type { Exclusion, ExclusionMeaning } from '../../../lib/slo/budget/exclusion';
import type { LedgerTask } from '../../../lib/slo/budget/ledger-input';
import { FakeCloud } from './fake-cloud';
import { DAY, EVENTS, HOUR, MINUTE, recordOf, playRun, SLICES, START, task } from './ledger-fixtures';

/**
 * The ledger reads coarsely and finely, remembers hours, re-reads a day, and cuts runs of silence at what it has read.
 * Here every run is computed alone and from the beginning, minute by minute, as one would explain it. Both must agree
 * on every run, whatever came late, was lost or was excused, and wherever a clock changed.
 */

interface Minute {
  readonly requests: number;
  readonly errors: number;
  /** Run time from which it can be read. */
  readonly visibleFrom: number;
}

interface Case {
  readonly kind: 'events' | 'slices';
  readonly window: BudgetWindow;
  readonly start: number;
  readonly stretches: readonly { readonly hours: number; readonly what: 'steady' | 'failing' | 'silent' | 'sparse' }[];
  readonly lateMinutes: number;
  readonly quietMinutes: number | undefined;
  readonly gapsBetweenRuns: readonly number[];
  /** `aligned`: to full hours. */
  readonly exclusions: readonly { readonly fromMinute: number; readonly minutes: number; readonly knownFromRun: number; readonly aligned: boolean }[];
  readonly meaning: ExclusionMeaning;
  readonly seed: number;
}

/** Figures by the minute, sharing nothing with the ledger. */
function explained(
  known: ReadonlyMap<number, Minute>,
  at: { begun: number; seen: number; end: number; scheduledAt: number },
  testCase: Case,
  u: number,
  exclusions: readonly Exclusion[],
) {
  const { kind, window, meaning, quietMinutes } = testCase;
  const bucket = kind === 'events' ? 5 : 1;
  const visible = (minute: number): Minute | undefined => {
    const found = known.get(minute);
    return found !== undefined && isVisible(minute, found, at) ? found : undefined;
  };
  if (at.seen === Infinity) return undefined;
  let first = at.seen;
  // Where silence is expected, all that could be read by the first run counts: of slices the minutes of two weeks.
  const counted = Math.min(intervalOf(window, at.begun).from, at.begun - DAY);
  const kept = Math.ceil((at.begun - 14 * DAY) / HOUR) * HOUR + HOUR;
  if (quietMinutes === undefined) first = Math.min(first, kind === 'events' ? counted : Math.max(counted, kept));

  const bucketOf = (minute: number): number => minute - (minute % (bucket * MINUTE));
  const hasData = (start: number): boolean => Array.from({ length: bucket }, (_, i) => visible(start + i * MINUTE)).some((each) => each !== undefined);
  const isExcluded = (start: number): boolean =>
    exclusions.length > 0 &&
    Array.from({ length: bucket }, (_, i) => start + i * MINUTE).every((minute) => exclusions.some(({ from, to }) => from <= minute && minute + MINUTE <= to));

  const measured = new Set<number>();
  let run: number[] = [];
  for (let start = bucketOf(first - 2 * DAY); start <= at.end; start += bucket * MINUTE) {
    if (start < at.end && !hasData(start)) run.push(start);
    else {
      if (quietMinutes === undefined || run.length * bucket <= quietMinutes) run.forEach((each) => measured.add(each));
      run = [];
      if (start < at.end) measured.add(start);
    }
  }

  const { from, periodMinutes } = intervalOf(window, at.end);
  const sum = (since: number) => {
    const total = { bad: 0, total: 0, excludedBad: 0, excludedTotal: 0, measured: 0, expected: 0, excluded: 0 };
    for (let minute = Math.max(since, first - (first % HOUR)); minute < at.end; minute += MINUTE) {
      const start = bucketOf(minute);
      const counted = visible(minute);
      const isMeasured = measured.has(start);
      const bad = kind === 'events' ? (counted?.errors ?? 0) : Number(isMeasured && counted !== undefined && counted.errors > 0);
      const all = kind === 'events' ? (counted?.requests ?? 0) : Number(isMeasured);
      total.bad += bad;
      total.total += all;
      if (isExcluded(start)) {
        total.excluded += 1;
        total.excludedBad += bad;
        total.excludedTotal += all;
      } else {
        total.expected += 1;
        if (isMeasured) total.measured += 1;
      }
    }
    return total;
  };

  const whole = sum(from);
  // A window is judged in proportion to what of it exists, whichever kind it is (9.15).
  const existing = (at.end - Math.max(from, first - (first % HOUR))) / MINUTE;
  const share = (bad: number, total: number): number => (total === 0 ? 0 : (bad / total / u) * Math.min(1, existing / periodMinutes));
  const excludedShare = share(whole.excludedBad, whole.total);
  const used = {
    drop: share(whole.bad - whole.excludedBad, whole.total - whole.excludedTotal),
    'count-as-good': share(whole.bad - whole.excludedBad, whole.total),
    'add-back': share(whole.bad, whole.total) - excludedShare,
  }[meaning];
  const day = sum(at.end - DAY);
  const burn =
    meaning === 'drop' ? (day.bad - day.excludedBad) / (day.total - day.excludedTotal) : (day.bad - (meaning === 'add-back' ? 0 : day.excludedBad)) / day.total;
  return {
    coverage: whole.expected === 0 ? 0 : whole.measured / whole.expected,
    isRecorded: whole.measured > 0,
    isYoung: existing < 1_440,
    remaining: 1 - used,
    excludedMinutes: whole.excluded,
    excludedShare,
    burn: Number.isNaN(burn) ? undefined : burn / u,
  };
}

function isVisible(minute: number, { visibleFrom }: Minute, { end, scheduledAt }: { end: number; scheduledAt: number }): boolean {
  return visibleFrom <= scheduledAt && minute < end;
}

/**
 * The first datapoint a run can see: time is read from the start of the window, or a day back, and as long before it as
 * a silence may last, and an hour. What lies further back is nobody's to expect.
 */
function firstSeen(known: ReadonlyMap<number, Minute>, at: { end: number; scheduledAt: number }, { window, quietMinutes = 0 }: Case): number {
  const counted = Math.min(intervalOf(window, at.end).from, at.end - DAY);
  const from = counted - (counted % HOUR) - (Math.ceil(quietMinutes / 60) + 1) * HOUR;
  let first = Infinity;
  for (const [minute, each] of known) if (minute >= from && minute < first && isVisible(minute, each, at)) first = minute;
  return first;
}

/** By asking every hour what the local date is. */
function intervalOf(window: BudgetWindow, end: number): { from: number; periodMinutes: number } {
  if (window.kind === 'rolling') {
    const from = end - window.minutes * MINUTE;
    return { from: from - (from % HOUR), periodMinutes: window.minutes };
  }
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: window.timeZone, year: 'numeric', month: 'numeric', day: 'numeric', weekday: 'short' });
  const unitOf = (instant: number): number => {
    const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const [year, month, day] = [Number(part['year']), Number(part['month']), Number(part['day'])];
    if (window.unit === 'month') return year * 12 + month;
    return Date.UTC(year, month - 1, day) - ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part['weekday']!) * DAY;
  };
  const step = HOUR;
  const unit = unitOf(end - 1);
  let from = end - (end % step);
  while (unitOf(from - 1) === unit) from -= step;
  let to = from + step;
  while (unitOf(to) === unit) to += step;
  return { from, periodMinutes: (to - from) / MINUTE };
}

/** A small generator of numbers, so that a case is small enough to read. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function seriesOf({ start, stretches, lateMinutes, seed }: Case): Map<number, Minute> {
  const next = numbers(seed);
  const series = new Map<number, Minute>();
  let at = start;
  for (const { hours, what } of stretches) {
    for (const end = at + hours * HOUR; at < end; at += MINUTE) {
      if (what === 'silent' || (what === 'sparse' && next() > 0.05)) continue;
      const requests = 1 + Math.floor(next() * 50);
      const errors = next() < (what === 'failing' ? 0.5 : 0.02) ? Math.floor(next() * requests) + 1 : 0;
      series.set(at, { requests, errors: Math.min(errors, requests), visibleFrom: at + (next() < 0.1 ? lateMinutes * MINUTE : 0) });
    }
  }
  return series;
}

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Tokyo'] as const;
/** Starts a few days before clocks change in Europe or America, or nowhere near. */
const starts = [START, Date.UTC(2026, 2, 26), Date.UTC(2026, 2, 5), Date.UTC(2026, 9, 22), Date.UTC(2026, 9, 29)] as const;

const cases: fc.Arbitrary<Case> = fc.record({
  kind: fc.constantFrom('events' as const, 'slices' as const),
  window: fc.oneof(
    fc.integer({ min: 1, max: 4 }).map((days): BudgetWindow => ({ kind: 'rolling', minutes: days * 1_440 })),
    fc.record({ kind: fc.constant('calendar' as const), unit: fc.constantFrom('week' as const, 'month' as const), timeZone: fc.constantFrom(...zones) }),
  ),
  start: fc.tuple(fc.constantFrom(...starts), fc.integer({ min: 0, max: 1_500 })).map(([day, minute]) => day + minute * MINUTE),
  stretches: fc.array(
    fc.record({ hours: fc.integer({ min: 1, max: 40 }), what: fc.constantFrom('steady' as const, 'failing' as const, 'silent' as const, 'sparse' as const) }),
    { minLength: 1, maxLength: 6 },
  ),
  lateMinutes: fc.constantFrom(0, 7, 90, 600),
  quietMinutes: fc.constantFrom(undefined, 5, 30, 60, 130, 600, 1_800),
  gapsBetweenRuns: fc.array(
    fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 300 }) }, { weight: 1, arbitrary: fc.integer({ min: 300, max: 4_000 }) }),
    { minLength: 1, maxLength: 12 },
  ),
  exclusions: fc.array(
    fc.record({
      fromMinute: fc.integer({ min: 0, max: 5_000 }),
      minutes: fc.integer({ min: 1, max: 900 }),
      knownFromRun: fc.integer({ min: 0, max: 6 }),
      aligned: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  meaning: fc.constantFrom<ExclusionMeaning>('drop', 'count-as-good', 'add-back'),
  seed: fc.nat(),
});

const objectiveOf = ({ kind, window, quietMinutes, meaning }: Case, exclusions: readonly Exclusion[]): LedgerTask =>
  task({
    sli: kind === 'events' ? EVENTS : SLICES,
    window,
    quietMinutes,
    exclusions,
    exclusionMeaning: meaning,
    allowedBadFraction: 0.03,
    burnWindowsMinutes: [1_440],
  });

test('every run equals what is explained minute by minute, to 1e-9', async () => {
  let recorded = 0;
  await fc.assert(
    fc.asyncProperty(cases, async (testCase) => {
      const series = seriesOf(testCase);
      const cloud = new FakeCloud();
      for (const [at, { requests, errors, visibleFrom }] of series) {
        cloud.put('requests', at, requests, visibleFrom);
        if (errors > 0) cloud.put('errors', at, errors, visibleFrom);
        cloud.put('age', at, errors > 0 ? 200 : 1, visibleFrom);
      }
      let scheduledAt = testCase.start + 20 * MINUTE;
      let begun: number | undefined;
      let seen = Infinity;
      for (const [index, gap] of testCase.gapsBetweenRuns.entries()) {
        scheduledAt += gap * MINUTE;
        const exclusions = testCase.exclusions
          .filter(({ knownFromRun }) => knownFromRun <= index)
          .map(({ fromMinute, minutes, aligned }) => {
            const grain = aligned ? HOUR : MINUTE;
            const from = testCase.start + fromMinute * MINUTE;
            return {
              from: from - (from % grain),
              to: from + minutes * MINUTE - ((from + minutes * MINUTE) % grain) + grain,
              reason: 'planned',
              author: 'owner',
            };
          });
        const objective = objectiveOf(testCase, exclusions);
        const { objectives } = await playRun(cloud, scheduledAt, objective);
        expect(objectives[0]!.why).toBeUndefined();
        const record = recordOf(cloud, objective);
        const end = Math.floor((scheduledAt - 5 * MINUTE) / (5 * MINUTE)) * 5 * MINUTE;
        begun ??= end;
        seen = Math.min(seen, firstSeen(series, { end, scheduledAt }, testCase));
        const expected = explained(series, { begun, seen, end, scheduledAt }, testCase, 0.03, exclusions);
        if (expected !== undefined && expected.coverage < objective.policy.coverageLimit) expect(record.state).toBe('unknown');
        if (expected?.isYoung === true) expect(record.state).toBe('unknown');
        // Where nothing was expected, silence is no failure, and how much of the window exists is all there is to say.
        if (expected !== undefined) expect(record.isYoung === true && !expected.isYoung).toBe(false);
        if (expected === undefined) expect(record.state === 'unknown' || testCase.quietMinutes === undefined).toBe(true);
        if (expected === undefined) continue;
        expect(record.figures !== undefined).toBe(expected.isRecorded);
        if (record.figures === undefined) continue;
        recorded += 1;
        const { remaining, coverage, excludedMinutes, excludedShare, burnRates } = record.figures;
        expect(Math.abs(remaining - expected.remaining)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected.remaining)));
        expect(Math.abs(coverage - expected.coverage)).toBeLessThanOrEqual(1e-9);
        expect(excludedMinutes).toBe(expected.excludedMinutes);
        expect(Math.abs(excludedShare - expected.excludedShare)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected.excludedShare));
        if (expected.burn === undefined) expect(burnRates['1d']).toBeUndefined();
        else expect(Math.abs(burnRates['1d']! - expected.burn)).toBeLessThanOrEqual(1e-9 * Math.max(1, expected.burn));
      }
    }),
    { numRuns: 30 },
  );
  // The property says little when nothing is notified.
  expect(recorded).toBeGreaterThan(40);
});
