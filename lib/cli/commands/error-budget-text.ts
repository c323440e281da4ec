import type { BudgetAlarmPlan, ErrorBudgetPlan, ObjectiveBudgetPlan } from '../../plan/budget-plan';
import { formatBudgetWindow } from '../../plan/plan-error-budget';
import { formatPercent } from '../../slo/burn-rate';
import { formatDurationMinutes, formatInstant, MINUTE_MS } from '../../time/time';
import { printCondition } from './condition-text';

/** The error budgets of a region as people read them: the ledger, its alarms, the signal, then every budget. */
export function printErrorBudget(plan: ErrorBudgetPlan): string[] {
  const { ledger, schedule, parameterPath } = plan;
  const lines = [`  error budgets: measured every ${formatDurationMinutes(ledger.everyMinutes)}, ${schedule.expression} UTC; records below ${parameterPath}`];
  for (const signal of plan.signals) lines.push(`    ${signal.name} notifies nobody: a signal for pipelines`, `      ${signal.reason}`);
  for (const alarm of plan.ledgerAlarms) lines.push(...printAlarm(alarm));
  for (const objective of plan.objectives) lines.push(...printObjectiveBudget(plan, objective));
  return lines;
}

function printObjectiveBudget({ ledger }: ErrorBudgetPlan, plan: ObjectiveBudgetPlan): string[] {
  const meaning = ledger.objectives.find(({ objective }) => objective === plan.name)?.exclusionMeaning;
  const { coverageLimit, leaveFrozen, stableMinutes } = plan.policy;
  const lines = [
    '',
    `  ${plan.name} budget: ${formatBudgetWindow(plan.window)}; unknown below ${formatPercent(coverageLimit)} coverage; frozen until ${formatPercent(leaveFrozen)} remain for ${formatDurationMinutes(stableMinutes)}`,
  ];
  for (const alarm of plan.alarms) lines.push(...printAlarm(alarm));
  for (const { from, to, reason, author } of plan.exclusions) {
    lines.push(`    excluded (${meaning}): ${formatInstant(from)} for ${formatDurationMinutes((to - from) / MINUTE_MS)}, ${reason}; decided by ${author}`);
  }
  return lines;
}

function printAlarm(alarm: BudgetAlarmPlan): string[] {
  return [`    ${alarm.name}: ${printCondition(alarm)}, notifies ${alarm.topicName}`, `      ${alarm.reason}`];
}
