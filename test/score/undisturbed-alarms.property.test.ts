import fc from 'fast-check';
import { SCORE_CLOCKS } from '../../lib/score/clock';
import { DesignTrial, RUN_START_MINUTE } from '../../lib/score/design-trial';
import { trafficNamed } from '../../lib/score/traffic';
import { designMapping, readDesign } from './designs/read-designs';

const mapping = designMapping();
const designs = ['workbook-3', 'workbook-6', 'pyrra', 'day2-default', 'wilson-60-per-hour'].map((name) => readDesign(name, mapping));

test('an incident that is evaluated only where alarms can see it notifies the same people at the same instants', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...designs),
      fc.constantFrom(...SCORE_CLOCKS),
      fc.constantFrom('steady', 'uneven', '60-per-hour', '3-per-minute'),
      fc.constantFrom(0, 0.5, 1.5),
      fc.integer({ min: 1, max: 25 * 1_440 }),
      fc.integer({ min: 1, max: 6_000 }),
      fc.constantFrom(0.002, 0.01, 0.2, 1),
      (design, clock, traffic, budgetSpent, from, minutes, errorRatio) => {
        const fromMinute = RUN_START_MINUTE + from;
        const trials = [true, false].map(
          (evaluatesEndToEnd) => new DesignTrial(design, { mapping, clock, traffic: trafficNamed(traffic)!, evaluatesEndToEnd }),
        );
        const month = trials[0]!.randomMonth(budgetSpent, from);
        const notified = trials.map(
          (trial) => trial.playDisturbed(month, { fromMinute, toMinute: Math.min(fromMinute + minutes, RUN_START_MINUTE + 43_200), errorRatio }, 7).firings,
        );
        expect(notified[0]).toEqual(notified[1]);
      },
    ),
    { numRuns: 40, seed: 20_261_121 },
  );
});
