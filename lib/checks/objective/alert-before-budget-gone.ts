import type { Problem } from '../../problems/problem';
import { allowedBadFraction, formatPercent } from '../../slo/burn-rate';
import { deriveBurnRateAlerts } from '../../slo/burn-rate-alerts';
import type { Check } from '../check';
import type { CheckedObjective } from './checked-objective';
import { ALERT_DELAY_MINUTES } from './outage-within-budget';

export const alertBeforeBudgetGone: Check<CheckedObjective> = {
  code: 'CHK007',
  requirement: 'every alert fires for a full outage before the error budget is gone',
  why: 'a burn-rate alert that comes when nothing is left to save is no alert',
  check: findings,
};

/** Finds burn-rate alerts that are notified of a full outage only when the whole budget is gone. */
function findings({ name, objective }: CheckedObjective): Problem[] {
  const delayShare = ALERT_DELAY_MINUTES / (allowedBadFraction(objective.targetPercent) * objective.periodMinutes);
  // Then no burn-rate alert can be in time, and the objective has a finding of its own.
  if (delayShare > 1) return [];
  const late = deriveBurnRateAlerts(objective).rows.filter((row) => row.budgetFractionToFire + delayShare > 1);
  return late.map((row) => ({
    code: 'CHK007',
    level: 'warning',
    where: { path: name },
    what: `burn-rate alert ${row.id} reports a full outage when the error budget is gone already`,
    received: `${formatPercent(Number((row.budgetFractionToFire + delayShare).toPrecision(3)))} of the budget when somebody is notified`,
    allowed: 'less than the whole budget',
    change:
      row.budgetFractionToFire > row.budgetFraction
        ? 'lengthen the period or lower the target: at this traffic the budget is a few events; or add a canary that makes traffic'
        : 'give the burn-rate alert a smaller share of the budget',
  }));
}
