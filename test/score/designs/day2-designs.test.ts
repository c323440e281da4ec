import { burnWindow } from '../../../lib/plan/burn-window';
import { DEFAULT_POLICY } from '../../../lib/slo/burn-rate';
import { deriveBurnRateAlerts } from '../../../lib/slo/burn-rate-alerts';
import { exampleObjective } from '../../helpers/models';
import { readDesign } from './read-designs';

/**
 * The designs called day2 are written by hand, so that their scores do not follow a mistake of ours. They are what is
 * shipped all the same: the same windows and thresholds, and the same least number of bad events.
 */
test.each([
  ['day2-default', 10_000, 1],
  ['day2-60-per-hour', 1, 1],
  ['day2-10-per-hour', 1 / 6, 1],
  ['day2-uneven', 10_000, 20],
])('%s is what an objective with that traffic gets', (name, typicalEventsPerMinute, trafficVariation) => {
  const objective = { ...exampleObjective(), burnRatePolicy: DEFAULT_POLICY, typicalEventsPerMinute, trafficVariation };
  expect([objective.targetPercent, objective.periodMinutes]).toEqual([99.9, 43_200]);
  const shipped = deriveBurnRateAlerts(objective).rows.flatMap((row) =>
    (['long', 'short'] as const).map((window) => {
      const { periodSeconds, evaluationPeriods, comparison, threshold, steps } = burnWindow(objective, row, window);
      // At least one more of a whole number is more than it.
      const above = comparison === 'GreaterThanOrEqualToThreshold' ? threshold - 1 : threshold;
      return {
        alarm: `${name}-${row.id}-${window}`,
        periodMinutes: periodSeconds / 60,
        evaluationPeriods,
        above,
        condition: conditionOf(steps.at(-1)!.expression),
      };
    }),
  );
  const scored = readDesign(name).metricAlarms.map(({ resource, definition }) => ({
    alarm: resource.ref,
    periodMinutes: definition.periodMinutes,
    evaluationPeriods: definition.evaluationPeriods,
    above: 'threshold' in definition.limit ? definition.limit.threshold : undefined,
    condition: conditionOf(JSON.stringify(resource.properties)),
  }));
  expect(scored).toEqual(shipped);
});

/** What the bad events of a window have to be, beside being more than the threshold. */
function conditionOf(expression: string): string | undefined {
  return /bad >=? [\d.]+/.exec(expression)?.[0];
}
