import { ledgerAlarmsOf, type BudgetAlarmPlan, type ErrorBudgetPlan, type LedgerPlan, type ObjectiveBudgetPlan } from '../../plan/budget-plan';
import { formatBudgetWindow } from '../../plan/plan-error-budget';
import { formatPercent } from '../../slo/burn-rate';
import { formatDurationMinutes, formatInstant, MINUTE_MS } from '../../time/time';
import { printCondition } from './condition-text';

/** The error budgets of a region as people read them: the ledgers, the signals, the alarms on ledgers, then every budget. */
export function printErrorBudget(plan: ErrorBudgetPlan): string[] {
  const lines = plan.ledgers.map((ledger) => printLedger(ledger, plan));
  for (const signal of plan.signals) lines.push(`    ${signal.name} notifies nobody: a signal for pipelines`, `      ${signal.reason}`);
  for (const alarm of ledgerAlarmsOf(plan)) lines.push(...printAlarm(alarm));
  for (const objective of plan.objectives) lines.push(...printObjectiveBudget(plan, objective));
  return lines;
}

function printLedger({ number, input, schedule }: LedgerPlan, { ledgers, parameterPath }: ErrorBudgetPlan): string {
  const which = ledgers.length === 1 ? '' : `, ${input.objectives.length} of them by ledger ${number}`;
  return `  error budgets${which}: measured every ${formatDurationMinutes(input.everyMinutes)}, ${schedule.expression} UTC; records below ${parameterPath}`;
}

function printObjectiveBudget({ ledgers }: ErrorBudgetPlan, plan: ObjectiveBudgetPlan): string[] {
  const tasks = ledgers.flatMap(({ input }) => input.objectives);
  const meaning = tasks.find(({ objective }) => objective === plan.name)?.exclusionMeaning;
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
