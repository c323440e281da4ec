import fc from 'fast-check';
import {
  allowedBadFraction,
  leastBadAbove,
  DEFAULT_POLICY,
  deriveBurnRateConditions,
  formatBurnRate,
  formatPercent,
  minutesToDetect,
  minutesToReset,
  REFERENCE_POLICY,
  roundTo12Digits,
  type RatePolicyAlert,
  type WindowPolicyAlert,
} from '../../lib/slo/burn-rate';

const DAY = 1_440;

const derive = (targetPercent: number, periodDays: number, sliceMinutes?: number) =>
  deriveBurnRateConditions(REFERENCE_POLICY, {
    allowedBadFraction: allowedBadFraction(targetPercent),
    periodMinutes: periodDays * DAY,
    ...(sliceMinutes !== undefined && { sliceMinutes }),
  });

const row = (overrides: Partial<WindowPolicyAlert> = {}): WindowPolicyAlert => ({
  id: 'fast',
  urgency: 'page',
  budgetFraction: 0.02,
  longWindowMinutes: 60,
  shortWindowMinutes: 5,
  ...overrides,
});

const oneRow = (overrides: Partial<WindowPolicyAlert>, target: { allowedBadFraction: number; periodMinutes: number; sliceMinutes?: number }) =>
  deriveBurnRateConditions([row(overrides)], target);

describe('the reference table, 99.9 % over 30 days (facts 2.1)', () => {
  test.each([
    ['fast', 'page', 60, 5, 14.4, 0.02, 0.0144],
    ['steady', 'page', 360, 30, 6, 0.05, 0.006],
    ['slow', 'ticket', 1_440, 120, 3, 0.1, 0.003],
    ['slowest', 'ticket', 4_320, 360, 1, 0.1, 0.001],
  ])('%s', (id, urgency, longWindowMinutes, shortWindowMinutes, burnRate, budgetFraction, errorRatioThreshold) => {
    const { rows, omitted } = derive(99.9, 30);
    expect(omitted).toEqual([]);
    expect(rows.find((each) => each.id === id)).toEqual({
      id,
      urgency,
      longWindowMinutes,
      shortWindowMinutes,
      burnRate,
      budgetFraction,
      errorRatioThreshold,
    });
  });

  test('the short window of every row is a twelfth of the long one', () => {
    for (const each of REFERENCE_POLICY) expect(each.shortWindowMinutes * 12).toBe(each.longWindowMinutes);
  });
});

describe('other periods keep the budget share and the window (facts 2.2, rule K1)', () => {
  test.each([
    [7, { fast: 3.36, steady: 1.4 }, ['slow', 'slowest']],
    [14, { fast: 6.72, steady: 2.8, slow: 1.4 }, ['slowest']],
    [28, { fast: 13.44, steady: 5.6, slow: 2.8 }, ['slowest']],
    [30, { fast: 14.4, steady: 6, slow: 3, slowest: 1 }, []],
    [90, { fast: 43.2, steady: 18, slow: 9, slowest: 3 }, []],
  ])('%i days', (days, burnRates, omittedIds) => {
    const { rows, omitted } = derive(99.9, days);
    expect(Object.fromEntries(rows.map(({ id, burnRate }) => [id, burnRate]))).toEqual(burnRates);
    expect(omitted.map((each) => each.row.id)).toEqual(omittedIds);
  });

  test('a row below a burn rate of 1 is left out with the reason', () => {
    expect(derive(99.9, 28).omitted[0]?.reason).toBe(
      '10 % of a 28d budget in 3d is a burn rate of 0.9333×, below 1: the burn-rate alert would fire while the objective is being met',
    );
    expect(derive(99.9, 7).omitted.map(({ reason }) => reason)).toEqual([
      expect.stringContaining('10 % of a 7d budget in 1d is a burn rate of 0.7×'),
      expect.stringContaining('10 % of a 7d budget in 3d is a burn rate of 0.2333×'),
    ]);
  });

  test.each([
    ['just below 1 is left out', 0.0999, 0],
    ['exactly 1 stays', 0.1, 1],
    ['just above 1 stays', 0.1001, 1],
  ])('a burn rate %s', (_, budgetFraction, rows) => {
    const target = { allowedBadFraction: 0.001, periodMinutes: 30 * DAY };
    expect(oneRow({ budgetFraction, longWindowMinutes: 3 * DAY, shortWindowMinutes: 360 }, target).rows).toHaveLength(rows);
  });

  test('a burn rate of 1 that binary fractions make 0.9999999999999999 stays', () => {
    // 0.07 · 100 / 7 = 1.0000000000000002 and 0.29 · 100 / 29 = 0.9999999999999998 before rounding.
    expect((0.29 * 100) / 29).not.toBe(1);
    expect(oneRow({ budgetFraction: 0.29, longWindowMinutes: 29 }, { allowedBadFraction: 0.01, periodMinutes: 100 }).rows).toMatchObject([
      { burnRate: 1, errorRatioThreshold: 0.01 },
    ]);
  });
});

describe('the default rows, for any period and slice', () => {
  const derived = (periodDays: number, sliceMinutes?: number) =>
    Object.fromEntries(
      deriveBurnRateConditions(DEFAULT_POLICY, {
        allowedBadFraction: 0.001,
        periodMinutes: periodDays * DAY,
        ...(sliceMinutes !== undefined && { sliceMinutes }),
      }).rows.map((each) => [each.id, each]),
    );

  test('page like the reference rows at 30 days', () => {
    const [fast, steady] = derive(99.9, 30).rows;
    expect(derived(30)).toMatchObject({ fast, steady });
  });

  test.each([
    // 2 % of 7 days are 201.6 minutes; of 28 days 806.4; of 90 days 2,592, more than the day an alarm may look back.
    [7, 201, 17, 201.6 / 201],
    [28, 806, 67, 806.4 / 806],
    [30, 864, 72, 1],
    [90, 1_440, 120, 1.8],
  ])('the ticket of %d days looks back %d minutes, and %d to clear, at a burn rate of %f', (days, longWindowMinutes, shortWindowMinutes, burnRate) => {
    expect(derived(days)['slow']).toMatchObject({ longWindowMinutes, shortWindowMinutes, burnRate: expect.closeTo(burnRate, 9) });
  });

  test.each([
    [1, 864, 72],
    [5, 860, 70],
    [10, 860, 70],
    [60, 840, 120],
  ])('over slices of %d minutes the ticket has whole slices, %d and %d minutes', (sliceMinutes, longWindowMinutes, shortWindowMinutes) => {
    expect(derived(30, sliceMinutes)['slow']).toMatchObject({ longWindowMinutes, shortWindowMinutes });
  });

  test('a short window that is given is not derived', () => {
    const given: RatePolicyAlert = { id: 'slow', urgency: 'ticket', budgetFraction: 0.02, burnRate: 1, shortWindowMinutes: 30 };
    const { rows } = deriveBurnRateConditions([given], { allowedBadFraction: 0.001, periodMinutes: 30 * DAY });
    expect(rows).toMatchObject([{ longWindowMinutes: 864, shortWindowMinutes: 30 }]);
  });

  test.each([
    [100, '8m'],
    [400, '2m'],
    [1_000, '0s'],
  ])('a burn rate of %d that leaves a window of %s', (burnRate, long) => {
    const { rows, omitted } = deriveBurnRateConditions([{ id: 'row', urgency: 'page', budgetFraction: 0.02, burnRate }], {
      allowedBadFraction: 0.000_1,
      periodMinutes: 30 * DAY,
    });
    if (long === '8m') expect(rows).toMatchObject([{ longWindowMinutes: 8, shortWindowMinutes: 2, burnRate: 108 }]);
    else expect(omitted[0]?.reason).toBe(`a long window of ${long} leaves no room for a short one of 2m`);
  });

  test('the burn rate a row ends up with is never below the one it asks for, nor is it far above unless a day is too short', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 365 }), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 40 }), (days, percent, burnRate) => {
        const { rows } = deriveBurnRateConditions([{ id: 'row', urgency: 'ticket', budgetFraction: percent / 100, burnRate }], {
          allowedBadFraction: 0.001,
          periodMinutes: days * DAY,
        });
        for (const each of rows) {
          expect(each.burnRate).toBeGreaterThanOrEqual(burnRate);
          expect(each.longWindowMinutes).toBeLessThanOrEqual(DAY);
          if (each.longWindowMinutes < DAY) expect(each.burnRate).toBeLessThan(burnRate * (1 + 1 / each.longWindowMinutes) + 1e-9);
        }
      }),
    );
  });
});

describe('the lowest usable objective of a row (facts 2.3)', () => {
  test.each([
    [36, 97.22],
    [21.6, 95.37],
    [16.8, 94.05],
    [14.4, 93.06],
    [10, 90],
    [6, 83.33],
    [3, 66.67],
  ])('a burn rate of %f exists above %f %% and not below', (burnRate, lowestPercent) => {
    const exists = (targetPercent: number) =>
      oneRow({ budgetFraction: (burnRate * 60) / (30 * DAY) }, { allowedBadFraction: allowedBadFraction(targetPercent), periodMinutes: 30 * DAY }).rows
        .length === 1;
    expect(exists(lowestPercent + 0.01)).toBe(true);
    expect(exists(lowestPercent - 0.01)).toBe(false);
  });

  test('at the line itself every request would have to fail and more: the row is left out, with the reason', () => {
    const { rows, omitted } = oneRow({ budgetFraction: 10 / 720 }, { allowedBadFraction: 0.1, periodMinutes: 30 * DAY });
    expect(rows).toEqual([]);
    expect(omitted[0]?.reason).toBe('a burn rate of 10× needs an error ratio above 100 %: the burn-rate alert could never fire');
  });

  test('a burn rate of 1 exists for any objective', () => {
    for (const targetPercent of [0.1, 50, 99.999]) {
      expect(oneRow({ budgetFraction: 60 / (30 * DAY) }, { allowedBadFraction: allowedBadFraction(targetPercent), periodMinutes: 30 * DAY }).rows).toHaveLength(
        1,
      );
    }
  });
});

describe('what an alarm can look back over', () => {
  test.each([
    [7 * DAY, 1],
    [7 * DAY + 1, 0],
  ])('a window of %i minutes gives %i rows', (longWindowMinutes, rows) => {
    const result = oneRow({ budgetFraction: 0.5, longWindowMinutes }, { allowedBadFraction: 0.001, periodMinutes: 90 * DAY });
    expect(result.rows).toHaveLength(rows);
    if (rows === 0) expect(result.omitted[0]?.reason).toBe('a window of 7d1m is longer than the 7d an alarm may look back');
  });

  test('one-minute slices reach back one day, so the three-day row is left out', () => {
    const { rows, omitted } = derive(99, 30, 1);
    expect(rows.map(({ id }) => id)).toEqual(['fast', 'steady', 'slow']);
    expect(omitted[0]?.reason).toBe('an alarm that counts slices of 1m may look back 1d, not 3d');
  });

  test('slices of an hour reach back seven days', () => {
    const target = { allowedBadFraction: 0.01, periodMinutes: 30 * DAY };
    const slowest = { budgetFraction: 0.1, longWindowMinutes: 3 * DAY, shortWindowMinutes: 360 };
    expect(oneRow(slowest, { ...target, sliceMinutes: 60 }).rows).toHaveLength(1);
    expect(oneRow(slowest, { ...target, sliceMinutes: 59 }).rows).toHaveLength(0);
  });

  test('windows that are not whole numbers of slices are left out: half a period cannot be counted', () => {
    const target = { allowedBadFraction: 0.01, periodMinutes: 30 * DAY, sliceMinutes: 10 };
    expect(oneRow({ shortWindowMinutes: 10 }, target).rows).toHaveLength(1);
    expect(oneRow({ shortWindowMinutes: 5 }, target).omitted[0]?.reason).toBe('windows of 5m and 1h are not whole numbers of 10m slices');
    expect(oneRow({ shortWindowMinutes: 10, longWindowMinutes: 65 }, target).rows).toHaveLength(0);
  });
});

describe('detection and reset by closed form, 99.9 % over 30 days (facts 3)', () => {
  const rows = derive(99.9, 30).rows;
  const NEVER = Infinity;
  // Minutes to detect and to reset for fast, steady, slow, slowest; as printed in the sheet, to three digits.
  const vectors: [number, [number, number?][]][] = [
    [
      1,
      [
        [0.86, 4.93],
        [2.16, 29.8],
        [4.32, 119.6],
        [4.32, 359.6],
      ],
    ],
    [
      0.5,
      [
        [1.73, 4.86],
        [4.32, 29.6],
        [8.64, 119.3],
        [8.64, 359.3],
      ],
    ],
    [
      0.15,
      [
        [5.76, 4.52],
        [14.4, 28.8],
        [28.8, 117.6],
        [28.8, 357.6],
      ],
    ],
    [
      0.1,
      [
        [8.64, 4.28],
        [21.6, 28.2],
        [43.2, 116.4],
        [43.2, 356.4],
      ],
    ],
    [
      0.05,
      [
        [17.3, 3.56],
        [43.2, 26.4],
        [86.4, 112.8],
        [86.4, 352.8],
      ],
    ],
    [
      0.02,
      [
        [43.2, 1.4],
        [108, 21],
        [216, 102],
        [216, 342],
      ],
    ],
    [0.01, [[NEVER], [216, 12], [432, 84], [432, 324]]],
    [0.005, [[NEVER], [NEVER], [864, 48], [864, 288]]],
    [0.002, [[NEVER], [NEVER], [NEVER], [2_160, 180]]],
  ];

  test.each(vectors)('an error ratio of %f', (errorRatio, expected) => {
    expected.forEach(([detect, reset], index) => {
      const each = rows[index]!;
      const detected = minutesToDetect(each, errorRatio);
      if (detect === NEVER) {
        expect(detected).toBe(Infinity);
        expect(minutesToReset(each, errorRatio)).toBe(0);
        return;
      }
      expect(Math.abs(detected - detect)).toBeLessThanOrEqual(0.051);
      expect(Math.abs(minutesToReset(each, errorRatio) - reset!)).toBeLessThanOrEqual(0.051);
    });
  });

  test('an error ratio exactly at the threshold never fires', () => {
    for (const each of rows) {
      expect(minutesToDetect(each, each.errorRatioThreshold)).toBe(Infinity);
      expect(minutesToDetect(each, each.errorRatioThreshold * 1.000001)).toBeLessThanOrEqual(each.longWindowMinutes);
    }
  });
});

describe('bad slices', () => {
  test.each([
    [0.144, 60, 9], // 8.64 allowed
    [0.144, 5, 1],
    [0.1, 10, 2], // exactly one is allowed
    [0.5, 4, 3],
    [0.29, 100, 30], // 0.29 · 100 = 28.999999999999996
    [0.99, 5, 5],
  ])('more than %f of %i slices is %i', (threshold, slices, bad) => {
    expect(leastBadAbove(threshold, slices)).toBe(bad);
  });

  test('is the smallest number whose share is above the threshold, and never more than there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 1_440 }), (tenThousandths, slices) => {
        const bad = leastBadAbove(tenThousandths / 10_000, slices);
        // In whole numbers, so that the property itself has no rounding noise.
        expect(bad * 10_000).toBeGreaterThan(tenThousandths * slices);
        expect((bad - 1) * 10_000).toBeLessThanOrEqual(tenThousandths * slices);
        expect(bad).toBeLessThanOrEqual(slices);
      }),
    );
  });
});

test('every row of any policy spends exactly its share of the budget, and can fire', () => {
  const anyRow = fc.record({
    id: fc.constant('row'),
    urgency: fc.constantFrom('page' as const, 'ticket' as const),
    budgetFraction: fc.integer({ min: 1, max: 99 }).map((percent) => percent / 100),
    longWindowMinutes: fc.integer({ min: 2, max: 20_000 }),
    shortWindowMinutes: fc.constant(1),
  });
  fc.assert(
    fc.property(anyRow, fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1, max: 365 }), (each, hundredths, days) => {
      const target = { allowedBadFraction: allowedBadFraction(hundredths / 100), periodMinutes: days * DAY };
      const { rows, omitted } = deriveBurnRateConditions([each], target);
      expect(rows.length + omitted.length).toBe(1);
      for (const derived of rows) {
        expect((derived.burnRate * each.longWindowMinutes) / target.periodMinutes).toBeCloseTo(each.budgetFraction, 9);
        expect(derived.burnRate).toBeGreaterThanOrEqual(1);
        expect(derived.errorRatioThreshold).toBeLessThan(1);
        expect(minutesToDetect(derived, 1)).toBeLessThan(each.longWindowMinutes);
      }
    }),
  );
});

test.each([
  [99.9, 0.001],
  [99.95, 0.0005],
  [99.999, 0.00001],
  [95, 0.05],
  [99.5, 0.005],
])('%f %% allows %f, without the noise of the subtraction', (percent, fraction) => {
  expect(allowedBadFraction(percent)).toBe(fraction);
});

test('numbers are written as people write them', () => {
  expect(formatBurnRate(14.4)).toBe('14.4×');
  expect(formatBurnRate(0.933333333333)).toBe('0.9333×');
  expect(formatPercent(0.0144)).toBe('1.44 %');
  expect(formatPercent(0.001)).toBe('0.1 %');
  expect(roundTo12Digits(0.1 + 0.2)).toBe(0.3);
});
