/** What will be deployed to keep error budgets in one region, decided once: the construct translates it. */

import type { Severity } from '../incident/severity';
import type { BudgetWindow } from '../slo/budget/budget-window';
import type { Exclusion } from '../slo/budget/exclusion';
import type { GatePolicy } from '../slo/budget/gate-state';
import type { LedgerInput } from '../slo/budget/ledger-input';
import type { MetricAlarmSettings } from './metric-alarm-plan';

/** What an alarm about a budget, or about the ledger that measures it, watches for. */
export type BudgetAlarmRole =
  | { readonly kind: 'budget'; readonly level: 'caution' | 'restricted' | 'exhausted'; readonly windowMinutes: number }
  | { readonly kind: 'ledger'; readonly signal: 'stopped' | 'dead-letters'; readonly windowMinutes: number };

/** A metric alarm that publishes by itself: its severity is its own, so no composite alarm stands above it. */
export interface BudgetAlarmPlan extends MetricAlarmSettings {
  readonly role: BudgetAlarmRole;
  readonly severity: Severity;
  /** Name of the topic it publishes to. */
  readonly topicName: string;
  /** It also publishes there when it is over; absent: only when it goes on. */
  readonly notifiesWhenOver?: true;
  /** Why it may be silent when its data is missing, one sentence; absent when missing data breaches. */
  readonly silenceReason?: string;
}

/** The budget of one objective and the alarms at its levels, mildest first. */
export interface ObjectiveBudgetPlan {
  /** `partner-portal/availability`. */
  readonly name: string;
  readonly serviceId: string;
  /** Construct id, unique within the application: `PartnerPortalAvailability`. */
  readonly constructId: string;
  /** Parameter that holds the record of its budget. */
  readonly parameterName: string;
  readonly window: BudgetWindow;
  readonly policy: GatePolicy;
  readonly exclusions: readonly Exclusion[];
  readonly alarms: readonly BudgetAlarmPlan[];
}

/** A composite alarm that notifies nobody: a signal for pipelines, in ALARM when any of its children is. */
export interface BudgetSignalPlan {
  readonly name: string;
  /** The service whose alarms it looks at; absent where it looks at signals of several, or at several services. */
  readonly serviceId?: string;
  readonly reason: string;
  readonly description: string;
  /** Names of alarms. */
  readonly firesWhenAnyOf: readonly string[];
}

/** When the ledger runs, and what becomes of a run that fails. */
export interface LedgerSchedulePlan {
  /** Minutes from the beginning of a period to its run. */
  readonly offsetMinutes: number;
  /** EventBridge Scheduler's form, UTC. */
  readonly expression: string;
  /** How long Scheduler goes on handing a run over to Lambda, seconds. */
  readonly handOverSeconds: number;
  /** How many times Scheduler tries again to hand over. */
  readonly handOverRetries: number;
  /** How long a run that was handed over may wait, or wait to be tried again, inside of Lambda, seconds. */
  readonly eventAgeSeconds: number;
  /** How many times Lambda starts a failed run again. */
  readonly retries: number;
  /** How long one run may take, seconds. */
  readonly timeoutSeconds: number;
}

/** One ledger: a function that measures some of the budgets of a region, and its schedule. */
export interface LedgerPlan {
  /** 1, and more where one ledger has too much to do. */
  readonly number: number;
  /** What the schedule hands to it, but for the run. */
  readonly input: Omit<LedgerInput, 'scheduledAt'>;
  readonly schedule: LedgerSchedulePlan;
  /** About the ledger itself: it has stopped, it lost a run. */
  readonly alarms: readonly BudgetAlarmPlan[];
}

/** Everything planned to keep the error budgets of one region. */
export interface ErrorBudgetPlan {
  readonly region: string;
  /** First levels of every parameter's name: `/edi/prod/error-budget`. */
  readonly parameterPath: string;
  readonly ledgers: readonly [LedgerPlan, ...LedgerPlan[]];
  readonly objectives: readonly ObjectiveBudgetPlan[];
  /** Signals of services, and parts of the signal where one rule cannot hold it, then the signal itself: exhausted, or burning fast. */
  readonly signals: readonly [...BudgetSignalPlan[], BudgetSignalPlan];
}

/** The alarms about all ledgers of a region. */
export function ledgerAlarmsOf({ ledgers }: Pick<ErrorBudgetPlan, 'ledgers'>): BudgetAlarmPlan[] {
  return ledgers.flatMap(({ alarms }) => alarms);
}

/**
 * Stands for the name of the ledger's dead-letter queue in the dimensions of a planned metric: CloudFormation names
 * the queue.
 */
export const DEAD_LETTER_QUEUE_NAME = '${DeadLetterQueue.QueueName}';

/** What Scheduler replaces by the instant a run was due. */
export const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';
