import type { Problem } from '../../problems/problem';
import type { Urgency } from '../../slo/burn-rate';
import { deriveBurnRateAlerts } from '../../slo/burn-rate-alerts';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

const NOBODY = { page: 'nothing would ever page', ticket: 'nothing would ever open a ticket' } as const satisfies Record<Urgency, string>;

export const severityKept: Check<CheckedObjective> = {
  code: 'CHK004',
  requirement: 'an objective keeps a burn-rate alert of every urgency its policy has',
  why: 'nothing would ever page, or open a ticket',
  check: findings,
};

/**
 * Finds objectives that lose every burn-rate alert of an urgency their policy has: those that would fire while the objective is met,
 * or that errors can never reach, are left out with the reason, which is no loss as long as another is there.
 */
function findings({ name, objective }: CheckedObjective): Problem[] {
  const { rows, omitted } = deriveBurnRateAlerts(objective);
  return (['page', 'ticket'] as const).flatMap((urgency): Problem[] => {
    const lost = omitted.filter(({ row }) => row.urgency === urgency);
    if (lost.length === 0 || rows.some((row) => row.urgency === urgency)) return [];
    return [
      {
        code: 'CHK004',
        level: 'warning',
        where: { path: name },
        what: `every burn-rate alert of urgency ${urgency} is left out, so ${NOBODY[urgency]}`,
        received: lost.map(({ row, reason }) => `${row.id}: ${reason}`).join('; '),
        allowed: `a burn-rate alert of urgency ${urgency} with a burn rate of at least 1 that errors can reach`,
        change: 'change the target, the period or the burnRatePolicy of the objective',
      },
    ];
  });
}
