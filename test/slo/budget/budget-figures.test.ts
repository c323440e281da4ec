import fc from 'fast-check';
import type { TimeCell } from '../../../lib/slo/budget/budget-counts';
import { budgetFigures, burnRateOver, measuredCoverage, minutesToExhaustion, type BudgetMeasurement } from '../../../lib/slo/budget/budget-figures';
import type { ExclusionMeaning } from '../../../lib/slo/budget/exclusion';
import { MINUTES_PER_DAY, parseInstant } from '../../../lib/time/time';

const HOUR = 3_600_000;
const START = parseInstant('2026-03-01T00:00:00Z')!;

const hour = (index: number, changes: Partial<TimeCell> = {}): TimeCell => ({
  from: START + index * HOUR,
  minutes: 60,
  measuredMinutes: 60,
  bad: 0,
  total: 3_600,
  ...changes,
});

const measurement = (cells: readonly TimeCell[], changes: Partial<BudgetMeasurement> = {}): BudgetMeasurement => ({
  end: START + 30 * 24 * HOUR,
  window: { kind: 'rolling', minutes: 30 * MINUTES_PER_DAY },
  allowedBadFraction: 0.001,
  exclusionMeaning: 'drop',
  burnWindowsMinutes: [60, 360, 1_440],
  cells,
  ...changes,
});

const month = Array.from({ length: 720 }, (_, index) => hour(index));
const withHour = (index: number, changes: Partial<TimeCell>): TimeCell[] => month.map((cell, each) => (each === index ? { ...cell, ...changes } : cell));

describe('an event budget (000-24, 002-51)', () => {
  test('43.2 minutes of full outage use the budget of 99.9 % over 30 days', () => {
    const outage = withHour(100, { bad: 43.2 * 60 });
    expect(budgetFigures(measurement(outage))).toEqual({
      attainedPercent: 99.9,
      remaining: 0,
      burnRates: { '1h': 0, '6h': 0, '1d': 0 },
      coverage: 1,
      bad: 2_592,
      total: 2_592_000,
      excludedMinutes: 0,
      excludedShare: 0,
    });
  });

  test('overspent is negative', () => expect(budgetFigures(measurement(withHour(100, { bad: 3_600 })))!.remaining).toBeCloseTo(1 - 3_600 / 2_592, 12));

  test('measured time without events is quiet, time without measurement cannot be determined', () => {
    expect(budgetFigures(measurement([hour(0, { total: 0 })]))).toMatchObject({ remaining: 1, attainedPercent: 100, burnRates: {}, coverage: 1 });
    expect(budgetFigures(measurement([hour(0, { total: 0, measuredMinutes: 0 })]))).toBeUndefined();
    expect(budgetFigures(measurement([]))).toBeUndefined();
    expect(measuredCoverage(measurement([]))).toBe(0);
  });

  test('coverage is measured over expected time', () => {
    expect(measuredCoverage(measurement([hour(0), hour(1, { measuredMinutes: 30 }), hour(2, { measuredMinutes: 0 })]))).toBe(0.5);
  });

  test('cells before the window do not count', () => {
    expect(budgetFigures(measurement([hour(-1, { bad: 3_600 }), ...month]))!.remaining).toBe(1);
    expect(budgetFigures(measurement([hour(0, { bad: 2_592 }), ...month.slice(1)]))!.remaining).toBe(0);
  });
});

describe('exclusions', () => {
  // An hour in which everything failed, half of it excused.
  const excused = withHour(100, { bad: 3_600, excluded: { minutes: 30, measuredMinutes: 30, bad: 1_800, total: 1_800 } });
  const figures = (exclusionMeaning: ExclusionMeaning) => budgetFigures(measurement(excused, { exclusionMeaning }))!;

  test('drop takes them out of bad and total', () => {
    expect(figures('drop')).toMatchObject({ bad: 1_800, total: 2_590_200, excludedMinutes: 30, coverage: 1 });
    expect(figures('drop').remaining).toBeCloseTo(1 - 1_800 / 2_590_200 / 0.001, 10);
  });

  test('count-as-good takes them out of bad only', () => {
    expect(figures('count-as-good')).toMatchObject({ bad: 1_800, total: 2_592_000 });
    expect(figures('count-as-good').remaining).toBeCloseTo(1 - 1_800 / 2_592, 10);
  });

  test('add-back counts them, and gives the budget back', () => {
    expect(figures('add-back')).toMatchObject({ bad: 3_600, total: 2_592_000 });
    expect(figures('add-back').remaining).toBeCloseTo(1 - 3_600 / 2_592 + 1_800 / 2_592, 10);
    expect(figures('add-back').attainedPercent).toBeLessThan(figures('drop').attainedPercent);
  });

  test.each(['drop', 'count-as-good', 'add-back'] as const)('%s says what they would have used', (meaning) => {
    expect(figures(meaning).excludedShare).toBeCloseTo(1_800 / 2_592, 10);
  });

  test('what is excluded is not expected; when all of it is, nothing can be determined', () => {
    const unmeasured = { minutes: 60, measuredMinutes: 0, bad: 0, total: 0 };
    expect(measuredCoverage(measurement([hour(0), hour(1, { measuredMinutes: 0, total: 0, excluded: unmeasured })]))).toBe(1);
    expect(budgetFigures(measurement([hour(0, { excluded: { minutes: 60, measuredMinutes: 60, bad: 0, total: 3_600 } })]))).toBeUndefined();
  });
});

describe('a calendar budget', () => {
  const april = (cells: readonly TimeCell[], end: string) =>
    measurement(cells, { window: { kind: 'calendar', unit: 'month', timeZone: 'UTC' }, end: parseInstant(end)! });

  test('weighs what was used by how much of the period has passed', () => {
    // Three of the 31 days of March, a tenth of a percent of them bad.
    const cells = Array.from({ length: 72 }, (_, index) => hour(index, { bad: 3.6 }));
    expect(budgetFigures(april(cells, '2026-03-04T00:00:00Z'))!.remaining).toBeCloseTo(1 - 3 / 31, 10);
  });

  test('is not exhausted by what comes after it has begun anew', () => {
    const cells = Array.from({ length: 72 }, (_, index) => hour(index, { bad: index < 48 ? 0 : 3.6 * 12 }));
    // A third of three days at 12×: 0.387 used, 0.613 left, 12 times too fast: a day and a half.
    expect(budgetFigures(april(cells, '2026-03-04T00:00:00Z'))!.exhaustedBy).toBe('2026-03-05T14:00:00Z');
    const slow = Array.from({ length: 72 }, (_, index) => hour(index, { bad: index < 48 ? 0 : 3.6 * 1.01 }));
    expect(budgetFigures(april(slow, '2026-03-04T00:00:00Z'))!.exhaustedBy).toBeUndefined();
  });
});

describe('a window that exists in part (9.15)', () => {
  test('is judged in proportion to what of it exists: 43.2 minutes of full outage are the budget from the first week on', () => {
    for (const hours of [100, 168, 500]) {
      const outage = month.slice(0, hours).map((cell, index) => (index === 50 ? { ...cell, bad: 43.2 * 60 } : cell));
      expect(budgetFigures(measurement(outage, { end: START + hours * HOUR }))!.remaining).toBeCloseTo(0, 10);
    }
  });

  test('says the same of a rolling window and of a calendar one of the same length', () => {
    const june = parseInstant('2026-06-01T00:00:00Z')!;
    const windows = [
      { kind: 'rolling', minutes: 30 * MINUTES_PER_DAY },
      { kind: 'calendar', unit: 'month', timeZone: 'UTC' },
    ] as const;
    const cells = fc.array(fc.record({ total: fc.integer({ min: 1, max: 5_000 }), badShare: fc.double({ min: 0, max: 1, noNaN: true }) }), {
      minLength: 1,
      maxLength: 719,
    });
    fc.assert(
      fc.property(cells, fc.nat(600), fc.constantFrom<ExclusionMeaning>('drop', 'count-as-good', 'add-back'), (hours, late, exclusionMeaning) => {
        const first = Math.min(late, 719 - hours.length);
        const measured = hours.map(({ total, badShare }, index): TimeCell => ({
          ...hour(0),
          from: june + (first + index) * HOUR,
          total,
          bad: Math.round(total * badShare),
        }));
        const end = june + (first + hours.length) * HOUR;
        // When it is exhausted differs: a calendar window starts again.
        const [rolling, calendar] = windows.map((window) => ({
          ...budgetFigures(measurement(measured, { window, exclusionMeaning, end }))!,
          exhaustedBy: undefined,
        }));
        expect(rolling).toEqual(calendar);
      }),
    );
  });
});

describe('burn rates', () => {
  const burning = month.map((cell, index) => (index >= 719 ? { ...cell, bad: 0.0144 * 3_600 } : cell));

  test('are the error ratio over the allowed one, by window', () => {
    expect(budgetFigures(measurement(burning))!.burnRates).toEqual({ '1h': 14.4, '6h': 2.4, '1d': 0.6 });
  });

  test('a window that begins within an hour takes the hour in', () => {
    expect(burnRateOver(measurement(burning), 30)).toBe(14.4);
    expect(burnRateOver(measurement(burning), 90)).toBe(7.2);
  });

  test('14.4 empties a full 30-day budget in 50 hours', () => {
    expect(minutesToExhaustion(1, 14.4, 30 * MINUTES_PER_DAY)).toBeCloseTo(50 * 60, 9);
    expect(minutesToExhaustion(0.5, 14.4, 30 * MINUTES_PER_DAY)).toBeCloseTo(25 * 60, 9);
    expect(minutesToExhaustion(0, 14.4, 43_200)).toBe(0);
    expect(minutesToExhaustion(1, 0, 43_200)).toBe(Infinity);
  });

  test('exhaustion is notified for a rolling window that burns too fast, and not for one that does not', () => {
    const day = (rate: number) => month.map((cell, index) => (index >= 696 ? { ...cell, bad: rate * 3.6 } : cell));
    // 14.4 for a day is 0.48 of the budget; 0.52 is left for 26 hours.
    expect(budgetFigures(measurement(day(14.4)))!.exhaustedBy).toBe('2026-04-01T02:00:00Z');
    expect(budgetFigures(measurement(day(1)))!.exhaustedBy).toBeUndefined();
    expect(budgetFigures(measurement(day(60)))!.exhaustedBy).toBeUndefined();
  });
});
