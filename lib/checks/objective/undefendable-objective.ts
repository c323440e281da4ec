import { allowedBadFraction, formatPercent } from '../../slo/burn-rate';
import type { AlertedObjective } from '../../model/model';
import type { Problem } from '../../problems/problem';
import { formatDurationSeconds } from '../../time/time';
import { ALERT_DELAY_MINUTES } from './alert-delay';

/** Above this share of the budget an alarm still limits the damage, but not by much. Our choice; nobody fixes one. */
const LARGE_BUDGET_SHARE = 0.2;

/** Finds objectives so strict that no alarm can defend them: the budget of a full outage is gone before the page. */
export function undefendableObjective(name: string, objective: AlertedObjective): Problem[] {
  const budgetMinutes = allowedBadFraction(objective.targetPercent) * objective.periodMinutes;
  const budgetShare = ALERT_DELAY_MINUTES / budgetMinutes;
  if (budgetShare <= LARGE_BUDGET_SHARE) return [];
  const gone = budgetShare > 1;
  const delay = formatDurationSeconds(ALERT_DELAY_MINUTES * 60);
  const budget = formatDurationSeconds(budgetMinutes * 60);
  return [
    {
      code: gone ? 'CHK001' : 'CHK002',
      level: gone ? 'error' : 'warning',
      where: { path: name },
      what: gone
        ? `a full outage uses up the error budget in ${budget}, and nobody can be told before ${delay}`
        : `a full outage uses up ${formatPercent(budgetShare)} of the error budget before anybody can be told`,
      received: `a budget of ${budget}`,
      allowed: `a budget of at least ${formatDurationSeconds((ALERT_DELAY_MINUTES / LARGE_BUDGET_SHARE) * 60)}, or ${delay} with this warning`,
      change: 'lower the target or lengthen the period; a service that has to be this good needs automatic recovery',
    },
  ];
}
