import fc from 'fast-check';
import { busiestEventsPerMinute, busiestWindowEventsPerMinute, quietestEventsPerMinute } from '../../lib/slo/traffic';

const anyTraffic = fc.record({
  eventsPerMinute: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
  variation: fc.double({ min: 1, max: 1_000, noNaN: true }),
});

test('a mean of 315 a minute at 1 to 20 is 600 at the busiest and 30 at the quietest', () => {
  expect(busiestEventsPerMinute({ eventsPerMinute: 315, variation: 20 })).toBeCloseTo(600, 9);
  expect(quietestEventsPerMinute({ eventsPerMinute: 315, variation: 20 })).toBeCloseTo(30, 9);
});

test('busiest and quietest are as far apart as declared, and the mean lies in the middle', () => {
  fc.assert(
    fc.property(anyTraffic, (traffic) => {
      const busiest = busiestEventsPerMinute(traffic);
      const quietest = quietestEventsPerMinute(traffic);
      expect(busiest / quietest / traffic.variation).toBeCloseTo(1, 9);
      expect((busiest + quietest) / 2 / traffic.eventsPerMinute).toBeCloseTo(1, 9);
    }),
  );
});

describe('the busiest window', () => {
  test.each([1, 60, 360, 864, 1_439])('of %d minutes has the mean of a wave around its top', (windowMinutes) => {
    const traffic = { eventsPerMinute: 315, variation: 20 };
    const steps = 10_000;
    let sum = 0;
    for (let step = 0; step < steps; step++) {
      const minute = ((step + 0.5) / steps - 0.5) * windowMinutes;
      sum += 315 * (1 + (19 / 21) * Math.cos((2 * Math.PI * minute) / 1_440));
    }
    expect(busiestWindowEventsPerMinute(traffic, windowMinutes) / (sum / steps)).toBeCloseTo(1, 6);
  });

  test.each([1_440, 2_000, 10_080])('of %d minutes has the mean of the day', (windowMinutes) => {
    expect(busiestWindowEventsPerMinute({ eventsPerMinute: 7, variation: 20 }, windowMinutes)).toBe(7);
  });

  test('is between the mean and the busiest hour, and less busy the longer it is', () => {
    fc.assert(
      fc.property(anyTraffic, fc.integer({ min: 1, max: 3_000 }), (traffic, windowMinutes) => {
        const found = busiestWindowEventsPerMinute(traffic, windowMinutes);
        expect(found).toBeLessThanOrEqual(busiestEventsPerMinute(traffic) * (1 + 1e-12));
        expect(found).toBeGreaterThanOrEqual(traffic.eventsPerMinute);
        expect(busiestWindowEventsPerMinute(traffic, windowMinutes + 1)).toBeLessThanOrEqual(found);
      }),
    );
  });
});
