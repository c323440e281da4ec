/**
 * The model: what an operations configuration means, checked and complete. Everything else (plan, documents,
 * commands) starts from it; nobody reads the configuration twice.
 */

import type { CapacityLimit } from '../capacity/capacity-limit';
import type { DashboardSettings } from '../dashboard/dashboard';
import type { AnnouncementPolicy } from '../incident/announcements/due-announcements';
import type { ExternalContact } from '../incident/lifecycle/engine-policy';
import type { SecurityPolicy } from '../incident/lifecycle/engine-policy';
import type { EscalationPolicy } from '../incident/lifecycle/escalation-policy';
import type { RaciRow } from '../incident/lifecycle/raci';
import type { RequestPolicy } from '../incident/requests/request-policy';
import type { Person, Roster } from '../incident/roster/roster';
import type { Severity } from '../incident/severity';
import type { FreezeSettings } from '../maintenance/calendar/freeze-rule';
import type { Checklist } from '../maintenance/checklists/checklist';
import type { MuteSettings } from '../maintenance/mutes/mute';
import type { MaintenanceTask } from '../maintenance/tasks/task';
import type { CostPolicy } from '../signals/cost-signals';
import type { BudgetWindow } from '../slo/budget/budget-window';
import type { Exclusion, ExclusionMeaning } from '../slo/budget/exclusion';
import type { GatePolicy } from '../slo/budget/gate-state';
import type { BurnRateObjective, ObjectiveCategory, PromisedObjective, ServiceLevelAgreement } from '../slo/objective';
import type { Binding } from '../slo/sli/sources';
import type { Baselines } from '../thresholds/baselines';
import type { Threshold } from '../thresholds/threshold';
import type { Instant } from '../time/time';
import type { EvidenceStoreSettings } from './evidence-store';

/** One environment of one application: what is deployed together. */
export interface OperationsModel {
  /** First part of every resource name, such as `edi`. */
  readonly application: string;
  /** `dev`, `staging`, `prod`. */
  readonly environment: string;
  /** Region the services run in. */
  readonly region: string;
  /** Nothing in this environment is more severe than this. */
  readonly highestSeverity: Severity;
  readonly services: readonly Service[];
  /** Who is notified, in which order; absent when nobody is on call. */
  readonly onCall?: OnCallModel;
  /** Why nobody is paged, where the environment says so, and who hears of alarms in chat; absent: it says nothing of it. */
  readonly nobodyIsPaged?: { readonly reason: string; readonly chat: readonly ChatChannel[] };
  /** Pagers that page in place of the incident engine, and who hears of alarms in chat; absent: people are paged as `onCall` says. */
  readonly pagedBy?: { readonly pagers: readonly PagerModel[]; readonly chat: readonly ChatChannel[] };
  /** What runbooks leave to the environment; absent when nothing is said of it. */
  readonly runbooks?: RunbookBindings;
  /** What is done on schedule, and when nothing may be changed; absent when nothing is said of it. */
  readonly maintenance?: MaintenanceModel;
  /** What is made of findings of security services; absent: they are not heard. */
  readonly security?: SecurityPolicy;
  /** What is notified of what the account costs, in a region of the environment; absent: nothing. */
  readonly cost?: CostPolicy & { readonly region: string };
  /** When what is posted to chat; absent: nothing is. */
  readonly announcements?: AnnouncementPolicy;
  /** How people ask for something; absent: no requests are taken. */
  readonly requests?: RequestsModel;
  /** Who supervises what heals by itself; absent: nobody, so that automatic runs are dry runs. */
  readonly supervision?: Supervision;
  /** How a healthy system is expected to do; absent: as DEFAULT_BASELINES says. */
  readonly baselines?: Baselines;
  /** What people look at; absent: no dashboard. */
  readonly dashboards?: DashboardSettings;
  /** Objectives are shown in the console of Application Signals, too; absent: they are not. */
  readonly applicationSignals?: true;
  /** How evidence is kept in the account; absent: it is in the repository only. */
  readonly evidenceStore?: EvidenceStoreSettings;
}

/** How requests of people arrive, and how they are looked after. */
export interface RequestsModel {
  readonly policy: RequestPolicy;
  /** IAM roles and users that may post them, ARNs; empty: there is no address. */
  readonly callers: readonly string[];
  /** Addresses whose mail is taken as requests, and the receipt rule set of the account that gets a rule; absent: none is. */
  readonly mail?: { readonly recipients: readonly string[]; readonly ruleSet: string };
}

/** What runbooks leave to an environment. */
export interface RunbookBindings {
  /** IAM roles and users who approve, by role of the roster: `role/NAME` and `user/NAME` of the account, or ARNs. */
  readonly approvers: Readonly<Record<string, readonly string[]>>;
  /** Values of parameters, by their name, in every runbook that leaves them to the environment. */
  readonly values: Readonly<Record<string, string>>;
}

/** Maintenance of one environment. */
export interface MaintenanceModel {
  /** When changes are frozen; absent: there is no change calendar. */
  readonly freezes?: FreezeSettings;
  /** What runbooks do on schedule; absent: nothing. */
  readonly tasks?: readonly MaintenanceTask[];
  /** What people do on schedule; absent: nothing. */
  readonly checklists?: readonly Checklist[];
  /** When alarms page nobody; absent: they always do. What does not count against budgets stands in the exclusions of the objectives, too. */
  readonly mutes?: MuteSettings;
}

/** Who supervises automatic runs, and since when. */
export interface Supervision {
  /** Of the roster, at least one. */
  readonly people: readonly string[];
  readonly since: Instant;
}

/** Who is notified of incidents and by which rules. */
export interface OnCallModel {
  readonly roster: Roster;
  readonly escalation: EscalationPolicy;
  readonly chat: readonly ChatChannel[];
  /** Pagers of others that hear pages beside people; absent: none. */
  readonly pagers?: readonly Pick<PagerModel, 'id' | 'severities'>[];
  readonly watchdog: WatchdogModel;
  /** What SNS may spend on text messages in a month, USD. Default: 1, the first quota of an account. */
  readonly smsSpendLimitUsd?: number;
  /** Outside help, by what it is for. */
  readonly externalContacts: readonly ExternalContact[];
  /** Who answers for what; absent when nothing is said of it. */
  readonly raci?: readonly RaciRow[];
  /** Why these are all the people there are, as somebody accepted it: the rules that more people would satisfy are not applied. */
  readonly acceptedSmallTeam?: string;
  /** Why a severity is looser than the documents ask for, as somebody accepted it. */
  readonly acceptedLooser?: Partial<Readonly<Record<Severity, string>>>;
}

/** Who is on call, with what may be left out: {@link OnCallModel} once it is known where. */
export interface OnCall extends Omit<OnCallModel, 'chat' | 'watchdog' | 'externalContacts'> {
  readonly watchdog: Omit<WatchdogModel, 'region'> & Partial<Pick<WatchdogModel, 'region'>>;
  readonly chat?: OnCallModel['chat'];
  readonly externalContacts?: OnCallModel['externalContacts'];
}

/** What of an environment paging is planned from. */
export interface PagedModel extends Omit<OperationsModel, 'services'> {
  readonly services: readonly PagedService[];
}

/** A service, as far as paging has to know it. */
export interface PagedService extends Pick<Service, 'id' | 'title' | 'owner' | 'dependsOn'> {
  readonly objectives: readonly AlertedObjective[];
}

/** What watches over paging. */
export interface WatchdogModel {
  /** A region in which nothing else runs. */
  readonly region: string;
  /** None of those who are on call, unless that was accepted; those then have only the channels that wake. */
  readonly people: readonly Person[];
  /** Why somebody may watch over paging who is paged, as somebody accepted it. */
  readonly acceptedPaged?: string;
}

/** A channel of a chat and what is heard there. */
export interface ChatChannel {
  readonly name: string;
  /** Microsoft Teams; absent: Slack. */
  readonly app?: 'teams';
  readonly severities: readonly Severity[];
}

/** A pager that people have already, and what it hears. */
export interface PagerModel {
  /** One of `lib/pagers`: `pagerduty`. */
  readonly id: string;
  readonly severities: readonly Severity[];
  /** Who hands it what topics publish: SNS, to the pager's own intake, as it is; or a function of day2, in the pager's event format. */
  readonly sentBy: PagerTransport;
}

export const PAGER_TRANSPORTS = ['sns', 'day2'] as const;
export type PagerTransport = (typeof PAGER_TRANSPORTS)[number];

/** A part of the application with its own objectives. */
export interface Service {
  readonly id: string;
  readonly title: string;
  /** The role that answers for it; never a person. */
  readonly owner: string;
  /** Services it cannot work without, by id; absent: none. */
  readonly dependsOn?: readonly string[];
  readonly objectives: readonly Objective[];
  /** What alarms watch beyond the objectives; absent: nothing. */
  readonly thresholds?: readonly Threshold[];
  /** What limits its resources; absent: nothing is said of it. */
  readonly limits?: readonly CapacityLimit[];
}

/** What alerting has to know about an objective, wherever it came from. */
export interface AlertedObjective extends BurnRateObjective {
  /** Unique within its service, such as `availability`. */
  readonly id: string;
  /** What a user notices when the objective is missed. */
  readonly impact: string;
  /** Name of the runbook an operator starts from. */
  readonly runbook: string;
  /** Tier 2 follows this long after tier 1 if nobody acknowledged, seconds; absent: as the severity says. */
  readonly handoverAfterSeconds?: number;
  readonly severity: { readonly page: Severity; readonly ticket: Severity };
  /** Absent: quality. */
  readonly category?: ObjectiveCategory;
  /** What it means when no data arrives. */
  readonly noData: NoDataMeaning;
  /** The runbook that its paging alarms start by themselves; absent: people are paged at once. */
  readonly selfHealing?: ObjectiveHealing;
}

/** How the alarms that page for an objective are healed by themselves. */
export interface ObjectiveHealing {
  /** Name of the runbook. */
  readonly runbook: string;
  /** What its runs are started with, beside what the incident engine says itself. */
  readonly parameters: Readonly<Record<string, readonly string[]>>;
  /** Runs within an hour. */
  readonly maxPerHour: number;
  /** After the start of a run, in which no other starts. */
  readonly coolDownMinutes: number;
  /** How long the first page may wait for a run. */
  readonly mayDelayPageMinutes: number;
}

/** A promise about a service, over a period. */
export interface Objective extends AlertedObjective, PromisedObjective {
  /** The resource measured. */
  readonly binding: Binding;
  /** Events in a minute, as the mean over a day; also the traffic of rehearsals. */
  readonly typicalEventsPerMinute: number;
  readonly budget: ObjectiveBudget;
  readonly category: ObjectiveCategory;
  /** Absent: customers are promised nothing about it. */
  readonly sla?: ServiceLevelAgreement;
}

/** How the error budget of an objective is counted, and what its states are. */
export interface ObjectiveBudget {
  /** What the budget is for: the rolling period of the objective, or a week, month or quarter of the calendar. */
  readonly window: BudgetWindow;
  readonly exclusions: readonly Exclusion[];
  /** What the exclusions mean; without any it means nothing. */
  readonly exclusionMeaning: ExclusionMeaning;
  readonly policy: GatePolicy;
}

/** Silence is either an alarm of its own, or expected for a stated reason; never healthy by default. */
export type NoDataMeaning =
  | { readonly kind: 'alarm'; readonly afterMinutes: number; readonly severity: Severity }
  | { readonly kind: 'expected'; readonly reason: string };
