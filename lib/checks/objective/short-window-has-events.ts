import type { Problem } from '../../problems/problem';
import { LEAST_DATAPOINTS_OF_A_WINDOW } from '../../slo/burn-rate';
import { deriveBurnRateAlerts, trafficOf } from '../../slo/burn-rate-alerts';
import { quietestEventsPerMinute } from '../../slo/traffic';
import { formatDurationMinutes } from '../../time/time';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

export const shortWindowHasEvents: Check<CheckedObjective> = {
  code: 'CHK010',
  requirement: 'in the quietest hour every short window holds two events, or runs, at least',
  why: 'between two runs it would be empty, and the alarm of an outage would clear and come back with each run',
  check: findings,
};

/**
 * Finds burn-rate alerts whose short window is shorter than events are apart: a canary, or a job, that runs more seldom.
 * Two of them, because one that is late leaves the window empty as well. Slices come whether there are events or not.
 */
function findings({ name, objective }: CheckedObjective): Problem[] {
  const traffic = trafficOf(objective);
  if (objective.sli.kind === 'slices' || traffic === undefined) return [];
  const minutesApart = 1 / quietestEventsPerMinute(traffic);
  const least = Math.ceil(LEAST_DATAPOINTS_OF_A_WINDOW * minutesApart);
  const { rows } = deriveBurnRateAlerts(objective);
  return rows
    .filter((row) => row.shortWindowMinutes < least)
    .map((row) => ({
      code: 'CHK010',
      level: 'warning',
      where: { path: name },
      what: `the short window of burn-rate alert ${row.id} is empty between events, so its alarm clears and comes back while an outage lasts`,
      received: `${formatDurationMinutes(row.shortWindowMinutes)}, and an event every ${formatDurationMinutes(Math.ceil(minutesApart))} in the quietest hour`,
      allowed: `at least ${formatDurationMinutes(least)}, two events`,
      change:
        least < row.longWindowMinutes
          ? `set shortWindow to ${formatDurationMinutes(least)}, or run it more often`
          : `set shortWindow to ${formatDurationMinutes(least)} and a longWindow above that, or run it more often`,
    }));
}
