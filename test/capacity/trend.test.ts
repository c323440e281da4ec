import { fitTrend, studentT95 } from '../../lib/capacity/trend';
import { seeded } from '../helpers/chance';

// https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm
test.each([
  [3, 2.353],
  [4, 2.132],
  [6, 1.943],
  [10, 1.812],
  [30, 1.697],
  [100, 1.66],
])("Student's t with %d degrees of freedom is that of the printed table", (degrees, printed) => {
  expect(Math.abs(studentT95(degrees) - printed)).toBeLessThan(0.001);
});

test('a line and its interval are those worked out by hand', () => {
  const trend = fitTrend([2, 4, 5, 4, 5].map((y, index) => ({ x: index + 1, y })));
  const { low, likely, high } = trend.predict(6);
  expect(trend.slope).toBeCloseTo(0.6, 12);
  expect(likely).toBeCloseTo(5.8, 12);
  // Squared residuals add up to 2.4, s² = 0.8, √(1 + 1/5 + 9/10) = 1.44914, t(0.95, 3) = 2.353.
  expect(high - likely).toBeCloseTo(3.05, 2);
  expect(likely - low).toBeCloseTo(3.05, 2);
});

test('points on a line leave no doubt', () => {
  const prediction = fitTrend([0, 1, 2, 3].map((x) => ({ x, y: 10 + 5 * x }))).predict(10);
  expect(prediction).toEqual({ low: 60, likely: 60, high: 60 });
});

test('one in twenty new values is above the interval, and one in twenty below', () => {
  const random = seeded(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const draws = 4_000;
  let above = 0;
  let below = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const { low, high } = fitTrend(Array.from({ length: 10 }, (_, x) => ({ x, y: 3 * x + 20 * normal() }))).predict(15);
    const next = 45 + 20 * normal();
    above += Number(next > high);
    below += Number(next < low);
  }
  // A standard deviation of the share is √(0.05 · 0.95 / 4,000) = 0.0034.
  for (const share of [above / draws, below / draws]) expect(Math.abs(share - 0.05)).toBeLessThan(0.0105);
});

test('two points are no trend', () => {
  expect(() => fitTrend([1, 2].map((x) => ({ x, y: x })))).toThrow(RangeError);
  expect(() => fitTrend([1, 2, 1].map((x) => ({ x, y: x })))).toThrow(RangeError);
});
