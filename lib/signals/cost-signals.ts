import type { Severity } from '../incident/severity';

/** What is notified of what an account costs. */
export interface CostPolicy {
  /** What the account may cost in a month, USD. */
  readonly monthlyBudgetUsd: number;
  /** Costs that are unlike those before; absent: they are not looked for. */
  readonly anomalies?: CostAnomalies;
}

/** Which anomalies are notified. */
export interface CostAnomalies {
  /** Least that an anomaly has cost beyond what was expected, USD. */
  readonly fromUsd: number;
  /** A monitor that is there; absent: one is made. */
  readonly monitorArn?: string;
}

/** When a budget notifies. */
interface BudgetNotice {
  readonly severity: Severity;
  readonly type: 'ACTUAL' | 'FORECASTED';
  /** Of the budget. */
  readonly percent: number;
}

/** Requirement 002-18. What is spent is spent; before that there is something to do about it. The severities are our choice. */
export const BUDGET_NOTICES: readonly BudgetNotice[] = [
  { severity: 'S3', type: 'ACTUAL', percent: 50 },
  { severity: 'S3', type: 'ACTUAL', percent: 80 },
  { severity: 'S3', type: 'FORECASTED', percent: 100 },
  { severity: 'S2', type: 'ACTUAL', percent: 100 },
];

/** Of an anomaly. Our choice. */
export const ANOMALY_SEVERITY: Severity = 'S3';
