import { wakesSomebody } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import { badEventsToFire, deriveBurnRateAlerts, trafficOf } from '../../slo/burn-rate-alerts';
import { formatDurationMinutes } from '../../time/time';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

export const pageNeedsSeveralEvents: Check<CheckedObjective> = {
  code: 'CHK003',
  requirement: 'one bad event is not enough to wake somebody',
  why: 'chance would wake people',
  check: findings,
};

/**
 * Finds objectives that one bad event is enough to wake somebody for. The guard against chance asks for more, unless
 * events are so rare that even one bad event is not chance.
 */
function findings({ name, objective }: CheckedObjective): Problem[] {
  const traffic = trafficOf(objective);
  // A slice is bad or good however many events it has.
  if (objective.sli.kind === 'slices' || traffic === undefined || !wakesSomebody(objective.severity.page)) return [];
  const row = deriveBurnRateAlerts(objective).rows.find((each) => each.urgency === 'page' && badEventsToFire(each, traffic) === 1);
  if (row === undefined) return [];
  return [
    {
      code: 'CHK003',
      level: 'warning',
      where: { path: name },
      what: `one bad event in ${formatDurationMinutes(row.longWindowMinutes)} is enough for burn-rate alert ${row.id}, which pages`,
      received: `${traffic.eventsPerMinute} events a minute`,
      allowed: 'traffic of which one bad event is a small part of the budget',
      change: 'lengthen the period, lower the target, make the burn-rate alert a ticket, or add a canary that makes traffic',
    },
  ];
}
