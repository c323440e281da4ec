import { allowedBadFraction, deriveBurnRateRows } from '../domain/burn-rate';
import type { Objective } from '../domain/model';
import type { Problem } from '../domain/problem';
import { wakesSomebody } from '../domain/severity';
import { formatDurationMinutes } from '../domain/time';

/** Finds objectives with so little traffic that one bad event exceeds the threshold of a row that wakes somebody. */
export function singleEventPages(name: string, objective: Objective): Problem[] {
  const { burnRatePolicy, periodMinutes, severity, sli, targetPercent, typicalEventsPerMinute } = objective;
  // A slice is bad or good however many events it has.
  if (sli.kind === 'slices' || !wakesSomebody(severity.page)) return [];
  const { rows } = deriveBurnRateRows(burnRatePolicy, {
    allowedBadFraction: allowedBadFraction(targetPercent),
    periodMinutes,
  });
  const row = rows.find(
    ({ urgency, longWindowMinutes, errorRatioThreshold }) =>
      urgency === 'page' && typicalEventsPerMinute * longWindowMinutes * errorRatioThreshold < 1,
  );
  if (row === undefined) return [];
  const window = formatDurationMinutes(row.longWindowMinutes);
  const needed = 1 / (row.longWindowMinutes * row.errorRatioThreshold);
  return [
    {
      code: 'CHK003',
      level: 'warning',
      where: { path: name },
      what: `one bad event in ${window} is enough for row ${row.id}, which pages`,
      received: `${typicalEventsPerMinute} events a minute`,
      allowed: `at least ${Number(needed.toPrecision(3))} events a minute`,
      change: 'lengthen the period, lower the target, make the row a ticket, or add a canary that makes traffic',
    },
  ];
}
