import type { Problem } from '../../problems/problem';
import { LEAST_DATAPOINTS_OF_A_WINDOW } from '../../slo/burn-rate';
import { deriveBurnRateAlerts } from '../../slo/burn-rate-alerts';
import { formatDurationMinutes } from '../../time/time';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

export const windowHasDatapoints: Check<CheckedObjective> = {
  code: 'CHK006',
  requirement: 'every short window holds two datapoints at least',
  why: 'one late or lost datapoint would decide, and the alarm would flap',
  check: findings,
};

/** Finds burn-rate alerts with a window finer than the data: one late or lost datapoint decides, and the alarm flaps. */
function findings({ name, objective }: CheckedObjective): Problem[] {
  const datapointMinutes = objective.sli.kind === 'slices' ? objective.sli.sliceMinutes : 1;
  const least = LEAST_DATAPOINTS_OF_A_WINDOW * datapointMinutes;
  const { rows } = deriveBurnRateAlerts(objective);
  return rows
    .filter((row) => row.shortWindowMinutes < least)
    .map((row) => ({
      code: 'CHK006',
      level: 'warning',
      where: { path: name },
      what: `the short window of burn-rate alert ${row.id} is a single datapoint`,
      received: formatDurationMinutes(row.shortWindowMinutes),
      allowed: `at least ${formatDurationMinutes(least)}, two datapoints`,
      change: 'lengthen the short window, or leave it out: it is then a twelfth of the long one',
    }));
}
