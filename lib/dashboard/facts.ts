/** What dashboards are made of: parts of the plan, with what the model says to people. */

import type { LinkScope } from '../incident/message/console-links';
import type { Severity } from '../incident/severity';
import type { BudgetWindow } from '../slo/budget/budget-window';
import type { GatePolicy } from '../slo/budget/gate-state';
import type { ObjectiveKind, Sli } from '../slo/sli/sli';

/** Everything that the dashboards of an environment show. */
export interface DashboardFacts extends LinkScope {
  /** Minutes between two runs of a budget ledger: the period of what it publishes. */
  readonly ledgerMinutes: number;
  readonly services: readonly ShownService[];
}

/** A service with everything that is watched of it. */
export interface ShownService {
  readonly id: string;
  readonly title: string;
  /** Role that answers for it. */
  readonly owner: string;
  readonly objectives: readonly ShownObjective[];
}

/** An objective with its budget and its alarms. */
export interface ShownObjective {
  readonly id: string;
  /** `partner-portal/availability`. */
  readonly name: string;
  /** Region of its metrics, so of its alarms and of what is published of its budget. */
  readonly region: string;
  readonly kind: ObjectiveKind;
  /** In percent, as it was written: 99.9. */
  readonly targetPercent: number;
  /** Longest good latency or oldest good message, milliseconds; of latency and freshness only. */
  readonly thresholdMs?: number;
  readonly impact: string;
  /** Name of the runbook, or the address where it stands. */
  readonly runbook: string;
  readonly sli: Sli;
  readonly budget: { readonly window: BudgetWindow; readonly policy: GatePolicy };
  /** Windows whose burn rate the ledger publishes, minutes. */
  readonly burnWindowsMinutes: readonly number[];
  /** Burn rate at which the most urgent burn-rate alert pages; absent: none pages. */
  readonly pagesAtBurnRate?: number;
  /** Alarms that notify, worst first. */
  readonly alarms: readonly ShownAlarm[];
}

/** An alarm that notifies somebody. */
export interface ShownAlarm {
  readonly name: string;
  readonly region: string;
  readonly severity: Severity;
}
