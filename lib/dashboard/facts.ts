/** What dashboards are made of: parts of the plan, with what the model says to people. */

import type { CapacityLimit } from '../capacity/capacity-limit';
import type { SecurityPolicy } from '../incident/lifecycle/engine-policy';
import type { LinkScope } from '../incident/message/console-links';
import type { Severity } from '../incident/severity';
import type { CostPolicy } from '../signals/cost-signals';
import type { BudgetWindow } from '../slo/budget/budget-window';
import type { GatePolicy } from '../slo/budget/gate-state';
import type { MathStep, MetricReference, ObjectiveKind, Sli } from '../slo/sli/sli';
import type { Measure, MeasureId } from '../thresholds/measure';
import type { Span } from '../time/span';

/** Everything that the dashboards of an environment show. */
export interface DashboardFacts extends LinkScope {
  /** Names of the runbooks that are deployed: nothing leads to any other. */
  readonly runbooks: readonly string[];
  /** Minutes between two runs of a budget ledger: the period of what it publishes. */
  readonly ledgerMinutes: number;
  readonly services: readonly ShownService[];
  /** Signals for pipelines: while one is in ALARM, changes have to ask. */
  readonly budgetSignals: readonly AlarmLocation[];
  /** From alarm to people; absent: there is no incident engine. */
  readonly paging?: ShownPaging;
  /** Findings that page, with the rules that bring them; absent: they are not heard. */
  readonly security?: { readonly policy: SecurityPolicy; readonly rules: readonly ShownRule[] };
  /** What the account may cost; absent: nothing is said of it. */
  readonly cost?: CostPolicy;
  /** When changes are frozen and when alarms page nobody, in the order in which it begins. */
  readonly closedTimes: readonly ClosedTime[];
}

/** A service with everything that is watched of it. */
export interface ShownService {
  readonly id: string;
  readonly title: string;
  /** Role that answers for it. */
  readonly owner: string;
  readonly objectives: readonly ShownObjective[];
  /** What is watched of its resources beyond the objectives, by resource and measure. */
  readonly measures: readonly ShownMeasure[];
  /** What limits its resources; all of them are in the home region. */
  readonly limits: readonly CapacityLimit[];
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
  /** True where its paging alarms start a runbook by themselves. */
  readonly healsItself: boolean;
  /** Alarms that notify, worst first. */
  readonly alarms: readonly ShownAlarm[];
}

/** A measure of a resource with everything that is watched of it. */
export interface ShownMeasure {
  readonly resource: string;
  readonly measureId: MeasureId;
  readonly measure: Measure;
  readonly region: string;
  readonly metrics: Readonly<Record<string, MetricReference>>;
  readonly steps: readonly MathStep[];
  readonly periodSeconds: number;
  readonly alarms: readonly (ShownAlarm & {
    /** What beyond it means: `warning`, `proactive capacity`. */
    readonly meaning: string;
    /** In the unit of the metric; of a band, how many standard deviations it reaches. */
    readonly threshold: number;
    readonly isBand: boolean;
    readonly runbook: string;
  })[];
}

/** An alarm by its name and region. */
export interface AlarmLocation {
  readonly name: string;
  readonly region: string;
}

/** An alarm that notifies somebody. */
export interface ShownAlarm extends AlarmLocation {
  readonly severity: Severity;
}

/** A rule of EventBridge by its name and region. */
export interface ShownRule {
  readonly name: string;
  readonly region: string;
}

/** The way from alarm to people. */
export interface ShownPaging {
  /** Those that incidents of the environment can have, worst first. */
  readonly severities: readonly Severity[];
  readonly canary: { readonly metric: MetricReference; readonly region: string; readonly everyMinutes: number };
  /** Alarms on paging itself and on what watches it. */
  readonly alarms: readonly AlarmLocation[];
  /** Name of the runbook that acknowledges. */
  readonly acknowledgeRunbook: string;
}

/** A time in which changes are frozen, or alarms page nobody. */
export interface ClosedTime extends Span {
  readonly kind: 'freeze' | 'mute';
  /** Why. */
  readonly label: string;
}
