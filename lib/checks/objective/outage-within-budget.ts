import type { Problem } from '../../problems/problem';
import { allowedBadFraction, formatPercent } from '../../slo/burn-rate';
import { formatDurationSeconds } from '../../time/time';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';

/**
 * From the first bad event until CloudWatch can act on it: a minute until its datapoint is complete, a minute until
 * that can be read, a minute until the next evaluation.
 */
export const ALERT_DELAY_MINUTES = 3;

/** Above this share of the budget an alarm still limits the damage, but not by much. Our choice; nobody fixes one. */
const LARGE_BUDGET_SHARE = 0.2;

/** No alarm can defend an objective whose budget a full outage uses up before the page. */
export const outageWithinBudget: Check<CheckedObjective> = {
  code: 'CHK001',
  requirement: 'a full outage leaves some of the error budget when somebody is notified',
  why: 'no alarm could defend the objective',
  check: (checked) => (budgetShareOfDelay(checked) > 1 ? [finding(checked, 'CHK001')] : []),
};

/** Above a share of the budget an alarm still limits the damage, but not by much. */
export const outageLeavesBudget: Check<CheckedObjective> = {
  code: 'CHK002',
  requirement: 'a full outage leaves most of the error budget when somebody is notified',
  why: 'an alarm would limit the damage, but not by much',
  check: (checked) => {
    const share = budgetShareOfDelay(checked);
    return share > LARGE_BUDGET_SHARE && share <= 1 ? [finding(checked, 'CHK002')] : [];
  },
};

function budgetMinutesOf({ objective }: CheckedObjective): number {
  return allowedBadFraction(objective.targetPercent) * objective.periodMinutes;
}

function budgetShareOfDelay(checked: CheckedObjective): number {
  return ALERT_DELAY_MINUTES / budgetMinutesOf(checked);
}

function finding(checked: CheckedObjective, code: 'CHK001' | 'CHK002'): Problem {
  const gone = code === 'CHK001';
  const delay = formatDurationSeconds(ALERT_DELAY_MINUTES * 60);
  const budget = formatDurationSeconds(budgetMinutesOf(checked) * 60);
  return {
    code,
    level: gone ? 'error' : 'warning',
    where: { path: checked.name },
    what: gone
      ? `a full outage uses up the error budget in ${budget}, and nobody can be notified before ${delay}`
      : `a full outage uses up ${formatPercent(budgetShareOfDelay(checked))} of the error budget before anybody can be notified`,
    received: `a budget of ${budget}`,
    allowed: `a budget of at least ${formatDurationSeconds((ALERT_DELAY_MINUTES / LARGE_BUDGET_SHARE) * 60)}, or ${delay} with this warning`,
    change: 'lower the target or lengthen the period; a service that has to be this good needs automatic recovery',
  };
}
