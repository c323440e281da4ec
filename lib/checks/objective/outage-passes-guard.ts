import type { Problem } from '../../problems/problem';
import { deriveBurnRateAlerts, trafficOf } from '../../slo/burn-rate-alerts';
import { quietestEventsPerMinute } from '../../slo/traffic';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

export const outagePassesGuard: Check<CheckedObjective> = {
  code: 'CHK005',
  requirement: 'in the quietest hour a full outage has enough bad events for a burn-rate alert that pages',
  why: 'the false-positive guard would be blind to an outage at night',
  check: findings,
};

/**
 * Finds objectives whose guard against chance is so high that in the quietest hour a full outage has fewer bad events
 * than any burn-rate alert that pages waits for.
 */
function findings({ name, objective }: CheckedObjective): Problem[] {
  const traffic = trafficOf(objective);
  if (traffic === undefined) return [];
  const pages = deriveBurnRateAlerts(objective).rows.filter((row) => row.urgency === 'page');
  const perMinute = quietestEventsPerMinute(traffic);
  // Of the burn-rate alert that needs the least traffic.
  const needed = Math.min(...pages.map(({ rule, longWindowMinutes }) => (rule.kind === 'ratio' ? 0 : rule.leastBadEvents / longWindowMinutes)));
  if (pages.length === 0 || perMinute >= needed) return [];
  return [
    {
      code: 'CHK005',
      level: 'warning',
      where: { path: name },
      what: 'in the quietest hour a full outage has too few events for any burn-rate alert that pages',
      received: `${Number(perMinute.toPrecision(3))} events a minute in the quietest hour`,
      allowed: `at least ${Number(needed.toPrecision(3))} events a minute`,
      change: 'lengthen the window of a burn-rate alert that pages, lower the target, or add a canary that makes traffic',
    },
  ];
}
