import { formatDurationMinutes, MINUTES_PER_DAY } from '../../time/time';
import type { MetricReference, Sli } from '../sli/sli';
import type { BudgetWindow } from './budget-window';
import type { Exclusion, ExclusionMeaning } from './exclusion';
import type { GatePolicy } from './gate-state';

/**
 * What the budget ledger is given to do. The plan makes it, the template carries it as the input of the schedule (so
 * that it can hold names only CloudFormation knows), the function reads it. JSON, nothing else.
 */
export interface LedgerInput {
  /** The run to measure, an ISO instant: the time the schedule was due, not the time the function started. */
  readonly scheduledAt: string;
  /** Minutes between two runs. A record older than two of them is no longer a state. */
  readonly everyMinutes: number;
  /**
   * Minutes that datapoints are given to arrive: a run measures up to so long before itself.
   * Metrics of AWS services are there within a few minutes; what comes later is taken in by later runs.
   */
  readonly settleMinutes: number;
  readonly application: string;
  readonly environment: string;
  /** Number of the ledger where a region has several; the first one has none. */
  readonly ledger?: number;
  readonly objectives: readonly LedgerTask[];
}

/** One objective the ledger keeps. */
export interface LedgerTask {
  /** `partner-portal/availability`. */
  readonly objective: string;
  /** Parameter that holds its {@link BudgetRecord}. */
  readonly parameterName: string;
  /** Allowed bad share u, a fraction in (0, 1). */
  readonly allowedBadFraction: number;
  readonly window: BudgetWindow;
  /** How to count. */
  readonly sli: Pick<Sli, 'kind' | 'metrics'> & { readonly steps: Sli['steps']; readonly sliceMinutes?: number };
  /**
   * Minutes without any datapoint that are merely quiet; a longer gap is time that nobody measured. Absent when
   * silence is expected for as long as it lasts.
   */
  readonly quietMinutes?: number;
  readonly exclusions: readonly Exclusion[];
  readonly exclusionMeaning: ExclusionMeaning;
  readonly policy: GatePolicy;
  /** Windows whose burn rate is published, minutes. */
  readonly burnWindowsMinutes: readonly number[];
}

/** Longest {@link LedgerTask.quietMinutes}: a silence has to end well within the time of which CloudWatch keeps minutes. */
export const MAX_QUIET_MINUTES = 3 * MINUTES_PER_DAY;

/**
 * Where the ledger publishes. Dimensions: Application, Environment and, but for the heartbeat, Objective. The heartbeats of further
 * ledgers have Ledger, their number.
 */
export const LEDGER_NAMESPACE = 'Day2/ErrorBudget';

/** Names of what the ledger publishes, one datapoint a run at the time the run was scheduled for. */
export const LEDGER_METRICS = {
  /** Share of the budget that remains, percent; negative when overspent. Not published when it cannot be determined. */
  remaining: 'BudgetRemaining',
  /** Burn rate over a window, with the further dimension Window (`1h`, `1d`). */
  burnRate: 'BurnRate',
  /** Share of the window that was measured, percent. */
  coverage: 'Coverage',
  /** Heartbeat: 1 when every objective of the run was recorded and stored, 0 when one was not. */
  complete: 'LedgerComplete',
} as const;

/**
 * A figure of an objective as the ledger publishes it. A run that was made twice may have recorded two; the worse one counts.
 *
 * @param windowMinutes of a burn rate: one of {@link LedgerTask.burnWindowsMinutes}
 */
export function ledgerMetric(
  { application, environment }: Pick<LedgerInput, 'application' | 'environment'>,
  objective: string,
  figure: Exclude<keyof typeof LEDGER_METRICS, 'complete'>,
  windowMinutes?: number,
): MetricReference {
  return {
    namespace: LEDGER_NAMESPACE,
    metricName: LEDGER_METRICS[figure],
    dimensions: {
      Application: application,
      Environment: environment,
      Objective: objective,
      ...(windowMinutes !== undefined && { Window: formatDurationMinutes(windowMinutes) }),
    },
    statistic: figure === 'burnRate' ? 'Maximum' : 'Minimum',
  };
}
