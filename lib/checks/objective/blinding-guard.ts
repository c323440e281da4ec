import { deriveAlertRows, trafficOf } from '../../slo/alert-rows';
import type { AlertedObjective } from '../../model/model';
import type { Problem } from '../../problems/problem';
import { quietestEventsPerMinute } from '../../slo/traffic';

/**
 * Finds objectives whose guard against chance is so high that in the quietest hour a full outage has fewer bad events
 * than any row that pages waits for.
 */
export function blindingGuard(name: string, objective: AlertedObjective): Problem[] {
  const traffic = trafficOf(objective);
  if (traffic === undefined) return [];
  const pages = deriveAlertRows(objective).rows.filter((row) => row.urgency === 'page');
  const perMinute = quietestEventsPerMinute(traffic);
  // Of the row that needs the least traffic.
  const needed = Math.min(...pages.map(({ rule, longWindowMinutes }) => (rule.kind === 'ratio' ? 0 : rule.leastBadEvents / longWindowMinutes)));
  if (pages.length === 0 || perMinute >= needed) return [];
  return [
    {
      code: 'CHK005',
      level: 'warning',
      where: { path: name },
      what: 'in the quietest hour a full outage has too few events for any row that pages',
      received: `${Number(perMinute.toPrecision(3))} events a minute in the quietest hour`,
      allowed: `at least ${Number(needed.toPrecision(3))} events a minute`,
      change: 'lengthen the window of a row that pages, lower the target, or add a canary that makes traffic',
    },
  ];
}
