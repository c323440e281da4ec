/** What will be deployed for an objective, decided once: constructs translate it, the game day compares with it. */

import type { DashboardPlan } from '../dashboard/dashboard';
import { SEVERITIES, type Severity } from '../incident/severity';
import type { AlertedObjective } from '../model/model';
import type { CostPolicy } from '../signals/cost-signals';
import type { OmittedBurnRateAlert, Urgency } from '../slo/burn-rate';
import type { BurnRateAlert } from '../slo/burn-rate-alerts';
import type { Baselines } from '../thresholds/baselines';
import type { ApplicationSignalsPlan } from './application-signals-plan';
import type { ErrorBudgetPlan } from './budget-plan';
import type { ChatPlan, IncidentPlan, PagerPlan, PagerWatchPlan } from './incident-plan';
import type { MaintenancePlan } from './maintenance-plan';
import type { MetricAlarmPlan } from './metric-alarm-plan';
import type { EvidenceStorePlan } from './plan-evidence-store';
import type { RunbookPlan } from './runbook-plan';
import type { StackPlan } from './stack-plan';
import type { ThresholdAlarmPlan } from './threshold-plan';

/** One composite alarm: everything about an objective that has the same severity, and whom it notifies. */
export interface CompositeAlarmPlan {
  readonly name: string;
  readonly severity: Severity;
  /** `page` when any of its signals is one, `silence` when it only reports missing data. */
  readonly urgency: Urgency | 'silence';
  readonly reason: string;
  readonly description: string;
  /** Fires when all alarms of any one group are in ALARM. Names of metric alarms. */
  readonly firesWhenAllOf: readonly (readonly string[])[];
  /** Name of the topic it publishes to. */
  readonly topicName: string;
  /** It also publishes there when it is over; absent: only when it goes on. */
  readonly notifiesWhenOver?: true;
  /** Its actions are held while this alarm is in ALARM: a ticket says nothing new during a page. */
  readonly suppressor?: { readonly alarmName: string; readonly waitSeconds: number; readonly extensionSeconds: number };
}

/** Everything planned for one objective. */
export interface ObjectiveAlarmsPlan {
  /** `partner-portal/availability`. */
  readonly name: string;
  /** Construct id, unique within the application: `PartnerPortalAvailability`. */
  readonly constructId: string;
  readonly serviceId: string;
  readonly objective: AlertedObjective;
  /** Region of its metrics, so of its alarms. */
  readonly region: string;
  readonly rows: readonly BurnRateAlert[];
  readonly omittedBurnRateAlerts: readonly OmittedBurnRateAlert[];
  readonly metricAlarms: readonly MetricAlarmPlan[];
  /** The one of them that shows whether an automatic run helped; absent where nothing heals by itself. */
  readonly healedAlarm?: string;
  /** Most severe first. */
  readonly compositeAlarms: readonly CompositeAlarmPlan[];
}

/** One SNS topic: where the alarms of a severity publish. */
export interface TopicPlan {
  readonly name: string;
  readonly severity: Severity;
  readonly region: string;
}

/** What is deployed in one region. CloudFront's metrics are in one of their own. */
export interface RegionPlan {
  readonly region: string;
  readonly topics: readonly TopicPlan[];
  readonly objectives: readonly ObjectiveAlarmsPlan[];
  /** Absent in a region without objectives. */
  readonly errorBudget?: ErrorBudgetPlan;
  /** Alarms of thresholds; absent: none. */
  readonly thresholds?: readonly ThresholdAlarmPlan[];
  /** Objectives as Application Signals shows them; absent: it does not. */
  readonly applicationSignals?: ApplicationSignalsPlan;
}

/** The complete plan of one environment. */
export interface OperationsPlan {
  readonly application: string;
  readonly environment: string;
  /** Home region first. */
  readonly regions: readonly RegionPlan[];
  /** What is deployed together; a stack comes after those it names. */
  readonly stacks: readonly StackPlan[];
  /** From alarm to people; absent when nobody is on call. */
  readonly incidents?: IncidentPlan;
  /** Channels that hear the alarms of their severities, in the home region. */
  readonly chat: readonly ChatPlan[];
  /** Pagers that hear the alarms of their severities in place of the incident engine; absent: none. */
  readonly pagers?: readonly PagerPlan[];
  /** Who hears that those pagers were not reached, by region; absent with them. */
  readonly pagerWatches?: readonly PagerWatchPlan[];
  /** Why nobody is paged, where the environment says so. */
  readonly nobodyIsPaged?: string;
  /** What operators start from the console, in the home region. */
  readonly runbooks: readonly RunbookPlan[];
  /** What is done on schedule; absent: nothing. */
  readonly maintenance?: MaintenancePlan;
  /** What is notified of what the account costs, on the topics of a region; absent: nothing. */
  readonly cost?: CostPolicy & { readonly region: string };
  /** Where evidence is kept; absent: in the repository only. */
  readonly evidenceStore?: EvidenceStorePlan;
  /** How a healthy system is expected to do, for whatever shows or certifies it. */
  readonly baselines: Baselines;
  /** What people look at, in a stack of the home region. */
  readonly dashboards: readonly DashboardPlan[];
}

/**
 * Where alarms of a region publish: a topic for every severity there is, worst first, whether or not an alarm has it today. The
 * stack of the topics is deployed before that of the alarms: a topic that went with its last use would go while the
 * alarms deployed so far still publish to it.
 */
export function severityTopics(application: string, environment: string, region: string): TopicPlan[] {
  return SEVERITIES.map((severity) => ({ name: topicName(application, environment, severity), severity, region }));
}

/** Name of the topic of a severity: `edi-prod-s0`. */
export function topicName(application: string, environment: string, severity: Severity): string {
  return `${application}-${environment}-${severity.toLowerCase()}`;
}
