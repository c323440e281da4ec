import { wakesSomebody } from '../../incident/severity';
import type { Problem } from '../../problems/problem';
import type { ObjectiveKind } from '../../slo/sli/sli';
import type { MeasureId } from '../../thresholds/measure';
import { formatMeasured } from '../../thresholds/threshold';
import type { Check } from '../check';
import type { CheckedThreshold } from './checked-threshold';

/** What an objective already covers, by what a threshold watches. */
const SAME_SIGNAL: Readonly<Partial<Record<MeasureId, readonly ObjectiveKind[]>>> = {
  p95: ['latency'],
  p99: ['latency'],
  errorRate: ['availability', 'success-rate'],
  availability: ['availability', 'success-rate'],
  age: ['freshness'],
};

/** An objective and a threshold do not page for the same thing. */
export const pagesOnce: Check<CheckedThreshold> = {
  code: 'THR001',
  requirement: 'nobody is woken by a threshold for what an objective of the service pages for already',
  why: 'one cause would be two pages; the objective pages by how fast its budget is spent, the threshold also for what users hardly notice',
  check: findings,
};

function findings({ name, threshold, service }: CheckedThreshold): Problem[] {
  if (!wakesSomebody(threshold.severity)) return [];
  const kinds = SAME_SIGNAL[threshold.measureId] ?? [];
  const resource = JSON.stringify(threshold.binding);
  const same = service.objectives.filter(
    ({ kind, severity, binding }) => kinds.includes(kind) && wakesSomebody(severity.page) && JSON.stringify(binding) === resource,
  );
  return same.map((objective) => ({
    code: 'THR001',
    level: 'warning',
    where: { path: name },
    what: `the objective ${objective.id} pages for the same thing`,
    received: `${threshold.measureId} ${formatMeasured(threshold.value, threshold.measure)}, ${threshold.severity}, beside ${objective.kind} ${objective.targetPercent} %, ${objective.severity.page}`,
    allowed: 'an objective, or a threshold that wakes nobody',
    change: 'remove the threshold, or make it a warning (class: warning)',
  }));
}
