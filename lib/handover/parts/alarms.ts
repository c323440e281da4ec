import { ENGINE_RUNBOOK, LEDGER_RUNBOOK } from '../../incident/lifecycle/engine-policy';
import { compareSeverity, type Severity } from '../../incident/severity';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { ledgerAlarmsOf } from '../../plan/budget-plan';
import { thresholdName } from '../../plan/threshold-plan';

/** An alarm that notifies somebody, as documents speak of it. */
export interface DocumentedAlarm {
  readonly name: string;
  readonly region: string;
  readonly severity: Severity;
  /** What it watches: `partner-portal/availability`. */
  readonly watches: string;
  /** When it fires, one sentence. */
  readonly firesWhen: string;
  /** Name of the runbook people start from. */
  readonly runbook: string;
}

/** Every alarm of a plan that notifies somebody by itself, worst first; parts of others are not among them. Requirement 001-06. */
export function alarmsOf(plan: OperationsPlan): readonly DocumentedAlarm[] {
  const runbookOf = new Map(plan.regions.flatMap(({ objectives }) => objectives.map(({ name, objective }) => [name, objective.runbook] as const)));
  const all = plan.regions.flatMap(({ region, objectives, errorBudget, thresholds = [] }): DocumentedAlarm[] => [
    ...objectives.flatMap(({ name: watches, objective, compositeAlarms }) =>
      compositeAlarms.map(({ name, severity, reason }) => ({
        name,
        region,
        severity,
        watches,
        firesWhen: reason,
        runbook: objective.runbook,
      })),
    ),
    ...(errorBudget?.objectives ?? []).flatMap(({ name: watches, alarms }) =>
      alarms.map(({ name, severity, reason }) => ({
        name,
        region,
        severity,
        watches: `error budget of ${watches}`,
        firesWhen: reason,
        runbook: runbookOf.get(watches) ?? LEDGER_RUNBOOK,
      })),
    ),
    ...(errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget)).map(({ name, severity, reason }) => ({
      name,
      region,
      severity,
      watches: 'budget ledger',
      firesWhen: reason,
      runbook: LEDGER_RUNBOOK,
    })),
    ...thresholds.map((alarm) => ({
      name: alarm.name,
      region,
      severity: alarm.severity,
      watches: thresholdName(alarm),
      firesWhen: alarm.reason,
      runbook: alarm.watches.runbook,
    })),
  ]);
  const paging = (plan.incidents?.pagingAlarms ?? []).map(({ name, region, severity, watches, reason }) => ({
    name,
    region,
    severity,
    watches: `paging: ${watches}`,
    firesWhen: reason,
    runbook: ENGINE_RUNBOOK,
  }));
  return [...all, ...paging].sort((a, b) => compareSeverity(a.severity, b.severity) || (a.name < b.name ? -1 : 1));
}
