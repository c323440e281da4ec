import fc from 'fast-check';
import { poissonProbability, startsOfClumps } from '../../lib/slo/poisson';
import { independentEvents, seeded } from '../helpers/chance';

/** By definition, factor by factor. */
function byDefinition(count: number, mean: number): number {
  let probability = Math.exp(-mean);
  for (let k = 1; k <= count; k++) probability *= mean / k;
  return probability;
}

describe('the probability of a count', () => {
  test('is that of the definition, within a thousandth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 150 }), fc.double({ min: 1e-3, max: 100, noNaN: true }), (count, mean) => {
        const exact = byDefinition(count, mean);
        fc.pre(exact > 1e-250);
        expect(Math.abs(poissonProbability(count, mean) / exact - 1)).toBeLessThan(1e-3);
      }),
    );
  });

  test.each([0.5, 48, 4_000])('adds up to 1 for a mean of %d', (mean) => {
    let sum = 0;
    for (let count = 0; count < mean + 20 * Math.sqrt(mean) + 20; count++) sum += poissonProbability(count, mean);
    expect(sum).toBeCloseTo(1, 3);
  });

  test('of as many events as a year of a large service has is that of the normal curve', () => {
    const mean = 1e12;
    const deviations = (z: number) => poissonProbability(mean + z * 1e6, mean) * 1e6 * Math.sqrt(2 * Math.PI);
    expect(deviations(0)).toBeCloseTo(1, 3);
    expect(deviations(2)).toBeCloseTo(Math.exp(-2), 3);
  });
});

/** How often a window over events begins to hold `count` of them, by looking at every event. */
function countStarts(instants: Float64Array, count: number, window: number): number {
  let starts = 0;
  instants.forEach((at, index) => {
    const before = index - count + 1;
    const isFull = before >= 0 && at - instants[before]! < window;
    const wasFull = before >= 1 && at - instants[before - 1]! < window;
    if (isFull && !wasFull) starts++;
  });
  return starts;
}

describe('starts of clumps', () => {
  // Rare events, and many: windows of one unit over as many units as give a few hundred starts.
  test.each([
    [3, 0.048, 2_000_000],
    [2, 0.008, 2_000_000],
    [6, 0.69, 200_000],
    [60, 41.5, 10_000],
  ])('windows that begin to hold %d events of %d expected are as many as formula and count say', (count, mean, windows) => {
    const counted = countStarts(independentEvents(mean, windows, seeded(count)), count, 1);
    const expected = startsOfClumps(count, mean, windows);
    expect(expected).toBeGreaterThan(50);
    // Starts come in clumps themselves when the mean is high: five deviations of independent ones.
    expect(Math.abs(counted - expected)).toBeLessThan(5 * Math.sqrt(expected));
  });

  test('are more than separate windows show, up to as many times as there are events in a clump', () => {
    const separate = 1 - byDefinition(0, 0.048) - byDefinition(1, 0.048) - byDefinition(2, 0.048);
    expect(startsOfClumps(3, 0.048, 1) / separate).toBeCloseTo(3, 0);
  });
});
