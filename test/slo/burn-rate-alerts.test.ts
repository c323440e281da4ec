import fc from 'fast-check';
import type { AlertedObjective } from '../../lib/model/model';
import { allowedBadFraction, DEFAULT_POLICY } from '../../lib/slo/burn-rate';
import { badEventsBeyondChance, deriveBurnRateAlerts, trafficOf, type BurnRateAlert } from '../../lib/slo/burn-rate-alerts';
import { startsOfClumps } from '../../lib/slo/poisson';
import { quietestEventsPerMinute } from '../../lib/slo/traffic';
import { independentEvents, seeded } from '../helpers/chance';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { exampleObjective, objectiveOf } from '../helpers/models';

const DAY = 1_440;
const THIRTY_DAYS = 30 * DAY;

/** 99.9 % over 30 days with the default rows. */
const objectiveAt = (typicalEventsPerMinute: number, overrides: Partial<AlertedObjective> = {}): AlertedObjective => ({
  ...exampleObjective(),
  burnRatePolicy: DEFAULT_POLICY,
  typicalEventsPerMinute,
  ...overrides,
});
const rowsAt = (typicalEventsPerMinute: number, overrides: Partial<AlertedObjective> = {}) =>
  Object.fromEntries(deriveBurnRateAlerts(objectiveAt(typicalEventsPerMinute, overrides)).rows.map((row) => [row.id, row]));
const rules = (rows: Readonly<Record<string, BurnRateAlert>>) =>
  Object.values(rows).map(({ rule }) => (rule.kind === 'ratio' ? 'ratio' : `${rule.kind} ${rule.leastBadEvents}`));

describe('low traffic, 99.9 % over 30 days', () => {
  test.each([
    ['10 an hour', 1 / 6, ['guarded ratio 2', 'guarded ratio 3', 'guarded ratio 3']],
    ['60 an hour', 1, ['guarded ratio 3', 'guarded ratio 5', 'guarded ratio 6']],
    ['6 a minute', 6, ['ratio', 'ratio', 'guarded ratio 15']],
    ['60 a minute', 60, ['ratio', 'ratio', 'guarded ratio 70']],
    ['600 a minute', 600, ['ratio', 'ratio', 'ratio']],
  ])('%s: fast, steady and slow are judged by %j', (_, perMinute, expected) => {
    expect(rules(rowsAt(perMinute))).toEqual(expected);
  });

  test('at 60 an hour chance meets three bad events in an hour 0.038 times in 30 days, and two 1.6 times', () => {
    const expected = 0.8 * 0.001 * 60;
    expect(startsOfClumps(3, expected, 720)).toBeCloseTo(0.038, 3);
    expect(startsOfClumps(2, expected, 720)).toBeCloseTo(1.58, 2);
  });

  test('a row says how much of the budget is gone when it fires: 3 of 43.2 bad events instead of 2 %', () => {
    const { fast } = rowsAt(1);
    expect(fast?.budgetFractionToFire).toBeCloseTo(3 / 43.2, 9);
    expect(rowsAt(600).fast?.budgetFractionToFire).toBe(0.02);
  });

  test('without declared traffic there is no guard', () => {
    expect(deriveBurnRateAlerts(objectiveAt(1, { typicalEventsPerMinute: undefined })).rows.map(({ rule }) => rule.kind)).toEqual(['ratio', 'ratio', 'ratio']);
  });

  test('a variation below 5 is judged by its quietest hour and guarded for its busiest', () => {
    expect(rules(rowsAt(600, { trafficVariation: 4.9 }))).toEqual(['ratio', 'ratio', 'guarded ratio 658']);
  });
});

describe('slices', () => {
  const delivery = objectiveOf(EXAMPLE_BINDINGS.queue, 'delivery', { targetPercent: 99, burnRatePolicy: DEFAULT_POLICY });

  test('are as many a minute as they are long, whatever the traffic', () => {
    expect(trafficOf({ ...delivery, typicalEventsPerMinute: 1e6, trafficVariation: 20 })).toEqual({ eventsPerMinute: 1, variation: 1 });
  });

  test('20 bad minutes in 14h24m do not come together by chance at 99 %; nine do', () => {
    expect(deriveBurnRateAlerts(delivery).rows.map(({ id, rule }) => [id, rule])).toEqual([
      ['fast', { kind: 'ratio' }],
      ['steady', { kind: 'ratio' }],
      ['slow', { kind: 'guarded ratio', leastBadEvents: 20 }],
    ]);
  });

  test('a row whose window is too short for chance is left out with the reason', () => {
    const sli = { ...delivery.sli, kind: 'slices' as const, sliceMinutes: 30 };
    const row = { id: 'coarse', urgency: 'page' as const, budgetFraction: 0.02, longWindowMinutes: 90, shortWindowMinutes: 60 };
    expect(deriveBurnRateAlerts({ ...delivery, targetPercent: 93, sli, burnRatePolicy: [row] })).toEqual({
      rows: [],
      omitted: [{ row, reason: '1h30m of bad slices may come together by chance, and no more fit into the window' }],
    });
  });
});

describe('uneven traffic', () => {
  test('counts bad events from a variation of 5 on', () => {
    expect(rules(rowsAt(600, { trafficVariation: 4.99 }))[0]).toBe('ratio');
    expect(rules(rowsAt(600, { trafficVariation: 5 }))[0]).toBe('consumption 519');
  });

  test('the count is the share of the whole budget: 2 % and 5 % of 25,920', () => {
    // 0.1 % of 600 a minute over 30 days. The ticket of an even service that uses 80 % would be met by day: its ratio
    // has to be above what the objective allows, and that does not happen by chance.
    expect(rules(rowsAt(600, { trafficVariation: 20 }))).toEqual(['consumption 519', 'consumption 1297', 'consumption 519']);
  });

  test('the short window is low enough for the busiest hour, and never below what the objective allows', () => {
    const { fast, steady, slow } = rowsAt(600, { trafficVariation: 20 });
    const busiest = 40 / 21;
    expect(fast?.rule).toMatchObject({ shortErrorRatio: expect.closeTo(0.0144 / busiest, 9) });
    expect(steady?.rule).toMatchObject({ shortErrorRatio: expect.closeTo(0.006 / busiest, 9) });
    expect(slow?.rule).toMatchObject({ shortErrorRatio: 0.001 });
  });

  test.each([90, 95, 98, 99, 99.5, 99.9, 99.99])(
    'at %d %% a full outage at a tenth of the declared traffic fills every count within its window',
    (targetPercent) => {
      for (const trafficVariation of [5, 8, 12, 20]) {
        for (const { rule, longWindowMinutes } of Object.values(rowsAt(600, { targetPercent, trafficVariation }))) {
          if (rule.kind === 'consumption') expect(rule.leastBadEvents).toBeLessThanOrEqual(60 * longWindowMinutes);
        }
      }
    },
  );

  test('the ratio decides where a full outage in the quietest hour has fewer events than the count', () => {
    // 2 % of the budget of 95 % are 25,920 of 600 a minute; the quietest hour has 57 a minute.
    expect(rules(rowsAt(600, { targetPercent: 95, trafficVariation: 20 }))).toEqual(['ratio', 'ratio', 'consumption 25921']);
  });
});

test('any rule is one that errors can reach, chance does not, and that fires at its share of the budget or later', () => {
  const anyObjective = fc.record({
    targetPercent: fc.constantFrom(90, 95, 99, 99.5, 99.9, 99.95, 99.99),
    periodMinutes: fc.constantFrom(7 * DAY, 28 * DAY, THIRTY_DAYS, 90 * DAY),
    typicalEventsPerMinute: fc.double({ min: 1e-4, max: 1e8, noNaN: true }),
    trafficVariation: fc.double({ min: 1, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(anyObjective, (overrides) => {
      const objective = objectiveAt(1, overrides);
      const traffic = trafficOf(objective)!;
      const allowed = allowedBadFraction(objective.targetPercent);
      for (const row of deriveBurnRateAlerts(objective).rows) {
        expect(row.budgetFractionToFire).toBeGreaterThanOrEqual(row.budgetFraction);
        if (row.rule.kind !== 'consumption') continue;
        expect(row.rule.leastBadEvents).toBeLessThanOrEqual(quietestEventsPerMinute(traffic) * row.longWindowMinutes);
        expect(row.rule.shortErrorRatio).toBeGreaterThanOrEqual(allowed);
        expect(row.rule.shortErrorRatio).toBeLessThanOrEqual(Math.max(allowed, row.errorRatioThreshold));
      }
    }),
  );
});

test('the guard is the least number that chance meets at most 0.05 times in 30 days', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-6, max: 1e7, noNaN: true }), fc.integer({ min: 2, max: DAY }), (expected, windowMinutes) => {
      const least = badEventsBeyondChance(expected, windowMinutes);
      const starts = (count: number) => startsOfClumps(count, expected, THIRTY_DAYS / windowMinutes);
      expect(least).toBeGreaterThan(Math.floor(expected));
      expect(starts(least)).toBeLessThanOrEqual(0.05);
      if (least - 1 > expected) expect(starts(least - 1)).toBeGreaterThan(0.05);
    }),
  );
});

/** A day around its mean, the low at 03:00. */
const DAY_CURVE = Float64Array.from({ length: DAY }, (_, minute) => Math.cos((2 * Math.PI * (minute - 180)) / DAY));
const wave = (minute: number, variation: number) => 1 - ((variation - 1) / (variation + 1)) * DAY_CURVE[minute % DAY]!;

/** Sums of a minute column from the first minute on. */
function addUp(length: number, value: (minute: number) => number): Float64Array {
  const sums = new Float64Array(length + 1);
  for (let minute = 0; minute < length; minute++) sums[minute + 1] = sums[minute]! + value(minute);
  return sums;
}

/** Whether a row is on at the end of a minute, by the definition of its rule. */
function isOn(row: BurnRateAlert, allowed: number, bad: Float64Array, total: Float64Array, end: number): boolean {
  const { rule, longWindowMinutes, shortWindowMinutes } = row;
  const longBad = bad[end]! - bad[end - longWindowMinutes]!;
  if (longBad === 0) return false;
  const longTotal = total[end]! - total[end - longWindowMinutes]!;
  const shortTotal = total[end]! - total[end - shortWindowMinutes]!;
  const shortRatio = shortTotal > 0 ? (bad[end]! - bad[end - shortWindowMinutes]!) / shortTotal : 0;
  switch (rule.kind) {
    case 'ratio':
      return longBad > row.errorRatioThreshold * longTotal && shortRatio > row.errorRatioThreshold;
    case 'guarded ratio':
      return longBad >= rule.leastBadEvents && longBad > row.errorRatioThreshold * longTotal && shortRatio > row.errorRatioThreshold;
    case 'consumption':
      return longBad >= rule.leastBadEvents && longBad > allowed * longTotal && shortRatio > rule.shortErrorRatio;
  }
}

/** How often rows begin to fire after the first day, a gap of ten minutes or less not counting as an end. */
function episodes(rows: readonly BurnRateAlert[], bad: Float64Array, total: Float64Array): { count: number; first: number } {
  let count = 0;
  let first = Infinity;
  let lastOn = -Infinity;
  for (let end = DAY; end < bad.length; end++) {
    if (!rows.some((row) => isOn(row, 0.001, bad, total, end))) continue;
    if (end - lastOn > 11) count++;
    lastOn = end;
    if (first === Infinity) first = end;
  }
  return { count, first };
}

/** Independent events by minute. */
function countsByMinute(perMinute: (minute: number) => number, mostPerMinute: number, length: number, random: () => number): Float64Array {
  const counts = new Float64Array(length);
  for (const at of independentEvents(mostPerMinute, length, random)) {
    const minute = Math.floor(at);
    if (random() * mostPerMinute < perMinute(minute)) counts[minute]! += 1;
  }
  return counts;
}

describe('a service that spends 80 % of its budget evenly, 12 seeds of 30 days', () => {
  const SEEDS = Array.from({ length: 12 }, (_, index) => index + 1);
  const LENGTH = THIRTY_DAYS + DAY;

  function falseEpisodes(objective: AlertedObjective, rowsOf: (rows: BurnRateAlert[]) => BurnRateAlert[] = (rows) => rows): number {
    const { eventsPerMinute, variation } = trafficOf(objective)!;
    const rows = rowsOf(deriveBurnRateAlerts(objective).rows);
    const shape = (minute: number) => eventsPerMinute * wave(minute, variation);
    let sum = 0;
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const bad = countsByMinute((minute) => 0.0008 * shape(minute), 0.0016 * eventsPerMinute, LENGTH, random);
      // Where there are several in a minute, good events are as many as expected: their own chance is far below that of
      // the few bad ones.
      const good = eventsPerMinute > 1 ? undefined : countsByMinute(shape, 2 * eventsPerMinute, LENGTH, random);
      const total = addUp(LENGTH, (minute) => bad[minute]! + (good === undefined ? shape(minute) : good[minute]!));
      sum += episodes(
        rows,
        addUp(LENGTH, (minute) => bad[minute]!),
        total,
      ).count;
    }
    return sum;
  }

  test.each([
    ['10 an hour', 1 / 6, 1],
    ['60 an hour', 1, 1],
    ['6 a minute', 6, 1],
    ['60 a minute', 60, 1],
    ['600 a minute', 600, 1],
    ['60 a minute, quietest to busiest 1 to 4', 60, 4],
    ['60 a minute, quietest to busiest 1 to 20', 60, 20],
    ['600 a minute, quietest to busiest 1 to 20', 600, 20],
  ])('%s: no more false alarms than the twelve times 0.05 of each row', (_, perMinute, trafficVariation) => {
    expect(falseEpisodes(objectiveAt(perMinute, { trafficVariation }))).toBeLessThanOrEqual(Math.ceil(12 * 0.05 * 3));
  });

  test.each([
    ['60 an hour', 1, 1],
    ['60 a minute', 60, 1],
  ])('%s: the plain ratio is wrong many times more often', (_, perMinute, trafficVariation) => {
    const plain = (rows: BurnRateAlert[]) => rows.map((row): BurnRateAlert => ({ ...row, rule: { kind: 'ratio' } }));
    expect(falseEpisodes(objectiveAt(perMinute, { trafficVariation }), plain)).toBeGreaterThan(50);
  });
});

describe('traffic of 1 to 20 between quietest and busiest hour: 144 incidents at four times of the day', () => {
  const RATIOS = [0.0015, 0.002, 0.003, 0.005, 0.01, 0.015, 0.02, 0.05, 0.1, 0.25, 0.5, 1];
  const DURATIONS = [1, 2, 5, 10, 30, 60, 180, 360, 720, 1_440, 2_880, 4_320];
  const PER_MINUTE = 600;
  /** From the end of a bad minute until its alarm: the metric is there a minute later, and judged a minute after that. */
  const DELAY = 3;

  function score(rows: readonly BurnRateAlert[]): { precision: number; recall: number } {
    const counts = { episodes: 0, right: 0, significant: 0, notified: 0 };
    for (const ratio of RATIOS) {
      for (const minutes of DURATIONS) {
        for (const hour of [3, 9, 15, 21]) {
          const start = DAY + hour * 60;
          const length = start + minutes + DAY;
          const traffic = (minute: number) => PER_MINUTE * wave(minute, 20);
          const bad = addUp(length, (minute) => (minute >= start && minute < start + minutes ? ratio * traffic(minute) : 0));
          const { count, first } = episodes(rows, bad, addUp(length, traffic));
          const isSignificant = bad[length]! >= 0.02 * 0.001 * PER_MINUTE * THIRTY_DAYS;
          counts.episodes += count;
          if (!isSignificant) continue;
          counts.right += count;
          counts.significant++;
          if (first <= start + minutes + DELAY) counts.notified++;
        }
      }
    }
    return { precision: counts.right / counts.episodes, recall: counts.notified / counts.significant };
  }

  test('counting bad events, precision and recall are above 0.99', () => {
    const { precision, recall } = score(deriveBurnRateAlerts(objectiveAt(PER_MINUTE, { trafficVariation: 20 })).rows);
    expect(precision).toBe(1);
    expect(recall).toBeGreaterThan(0.99);
  });

  test('by ratio, one alarm in twelve is about an incident that spends less than 2 % of the budget', () => {
    expect(score(deriveBurnRateAlerts(objectiveAt(PER_MINUTE)).rows).precision).toBeLessThan(0.92);
  });
});
