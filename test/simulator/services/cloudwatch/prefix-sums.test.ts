import fc from 'fast-check';
import { PrefixSums } from '../../../../lib/simulator/services/cloudwatch/prefix-sums';
import { SampleCounts } from '../../../../lib/simulator/services/cloudwatch/sample-counts';

const LENGTH = 150;

/** Counts that need 16, 32 and 64 bits within a block, that are no whole numbers, and whose sums are not exact. */
const counts = fc
  .constantFrom(1, 40, 2_047, 70_000, 2 ** 31, 2 ** 48, 0.1)
  .chain((largest) =>
    fc.array(
      fc.oneof(
        fc.constant(0),
        fc.nat(8).map((part) => (part * largest) / 8),
      ),
      { minLength: 1, maxLength: LENGTH },
    ),
  )
  .chain((values) => fc.boolean().map((isWhole) => values.map((value) => (isWhole ? Math.floor(value) : value))));

function plainSums(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push(sums.at(-1)! + value);
  return sums;
}

test('sums of any stretch are those of plain prefix sums, to the last bit', () => {
  fc.assert(
    fc.property(counts, (values) => {
      const plain = plainSums(values);
      const sums = new PrefixSums(values);
      for (let from = 0; from <= values.length; from += 7) {
        for (let to = from; to <= values.length; to += 1) expect(sums.between(from, to)).toBe(plain[to]! - plain[from]!);
      }
    }),
    { numRuns: 200 },
  );
});

test('no window has less or more than its bounds', () => {
  const spans = fc.record({ values: counts, from: fc.integer({ min: -50, max: LENGTH }), moved: fc.nat(200), length: fc.integer({ min: 1, max: 100 }) });
  fc.assert(
    fc.property(spans, ({ values, from, moved, length }) => {
      const bounds = { least: NaN, most: NaN };
      const samples = new SampleCounts(0, values);
      samples.boundWindows(from, from + moved, length, bounds);
      for (let end = from; end <= from + moved; end += 1) {
        const count = samples.countIn(end - length, end);
        expect(count).toBeGreaterThanOrEqual(bounds.least);
        expect(count).toBeLessThanOrEqual(bounds.most);
      }
    }),
    { numRuns: 500 },
  );
});

test('steady counts are bounded closely over a stretch many times the window', () => {
  const bounds = { least: NaN, most: NaN };
  new SampleCounts(0, Array<number>(600).fill(3)).boundWindows(100, 500, 5, bounds);
  expect(bounds).toEqual({ least: 15, most: 15 });
});

test.each([
  [2, 5],
  [5, 2],
])('counts of %i and later %i bound windows by both', (first, later) => {
  const bounds = { least: NaN, most: NaN };
  const values = Array.from({ length: 600 }, (_, minute) => (minute < 64 ? first : later));
  new SampleCounts(0, values).boundWindows(30, 500, 5, bounds);
  expect(bounds).toEqual({ least: 10, most: 25 });
});
