import type { AnnouncementPolicy } from '../announcements/due-announcements';
import type { RequestPolicy } from '../requests/request-policy';
import type { Roster } from '../roster/roster';
import type { Severity } from '../severity';
import type { EscalationPolicy } from './escalation-policy';
import { isSameAlarm, MONITORING_BLIND_RUNBOOK, type AlarmFacts, type AlarmName } from './incident-event';

/** An alarm that opens incidents. */
export interface KnownAlarm extends AlarmFacts {
  /** The service it is about, or `operations` for day2's own parts: what incidents are grouped by. */
  readonly group: string;
  /** Parameter with the budget record of its objective; absent for alarms that have no budget. */
  readonly budgetParameter?: string;
  /** Its metric is there for as long as what it watches works: without a verdict for long it is reported as blind. Absent: no data is nothing to report. */
  readonly needsData?: true;
  /** Alarms on the short windows it is made of: over before it is; absent where it has none. */
  readonly shortWindows?: readonly ShortWindow[];
}

/** The alarm on a short window of a burn rate, in the region of the alarm it is a part of. */
export interface ShortWindow {
  readonly name: string;
  readonly minutes: number;
}

/** The alarm of that name and region, if the engine was notified of it when it was deployed. */
export function plannedAlarm({ alarms }: Pick<EnginePolicy, 'alarms'>, alarm: AlarmName): KnownAlarm | undefined {
  return alarms.find((each) => isSameAlarm(each, alarm));
}

/** A service, as messages speak of it. */
interface KnownGroup {
  readonly id: string;
  readonly title: string;
  /** Role that answers for it. */
  readonly owner: string;
  /** Groups it cannot work without, directly or through others; absent: none. */
  readonly dependsOn?: readonly string[];
}

/**
 * Everything the incident engine is given when it is deployed; lies as `policy.json` beside its code, so that reading it
 * is no call that could fail at 03:00.
 */
export interface EnginePolicy {
  readonly application: string;
  readonly environment: string;
  /** Region of the engine. */
  readonly region: string;
  /** Regions whose alarms it looks after, its own included. */
  readonly alarmRegions: readonly string[];
  readonly watchdogRegion: string;
  /** Nothing in this environment is more severe; there are no topics above it. */
  readonly highestSeverity: Severity;
  readonly escalation: EscalationPolicy;
  readonly roster: Roster;
  readonly groups: readonly KnownGroup[];
  /** Outside help, named in the pages of S0. */
  readonly externalContacts: readonly ExternalContact[];
  readonly alarms: readonly KnownAlarm[];
  /** Alarms that are part of others and open nothing themselves, by name. */
  readonly partAlarms: readonly string[];
  /** Minutes without a verdict after which monitoring counts as blind. */
  readonly blindAfterMinutes: number;
  /** What is made of findings of security services; absent: they are not heard. */
  readonly security?: SecurityPolicy;
  /** When what is posted to chat; absent: nothing is. */
  readonly announcements?: AnnouncementPolicy;
  /** How requests of people are looked after; absent: none are taken. */
  readonly requests?: RequestPolicy;
  /** Minutes that alarms of a service may outlast the outage of a dependency before they page. Default: {@link OUTLASTS_DEPENDENCY_MINUTES}. */
  readonly outlastsDependencyMinutes?: number;
}

/** Stands in a policy for the region of the engine where its stack may be deployed to any. */
export const DEPLOYED_REGION = '${AWS::Region}';

/** A policy as the engine reads it in the region it was deployed to. */
export function policyIn(policy: EnginePolicy, region: string): EnginePolicy {
  return JSON.parse(JSON.stringify(policy).replaceAll(DEPLOYED_REGION, region)) as EnginePolicy;
}

/**
 * Minutes that alarms of a service may outlast the outage of what it depends on before they page by themselves. A burn-rate
 * alarm clears with its short window, five minutes as a rule; queues that the outage filled need some time more. Our choice.
 */
export const OUTLASTS_DEPENDENCY_MINUTES = 15;

/** Minutes a short window may take longer to clear than it is long: metrics arrive late, and alarms are evaluated by the minute. Our choice. */
export const CLEARS_LATE_MINUTES = 5;

/** What is made of findings of security services. */
export interface SecurityPolicy {
  /** By source and level, as `lib/signals` names them: S0 or S1. What is not there is not heard. */
  readonly severities: Readonly<Record<string, Readonly<Record<string, Severity>>>>;
  /** Role that answers for them. */
  readonly owner: string;
  /** Runbook people start from. */
  readonly runbook: string;
}

/** Somebody outside: cloud support, security response, legal. How they are reached is kept where `reachedBy` says. */
export interface ExternalContact {
  readonly id: string;
  readonly title: string;
  readonly reachedBy: string;
}

/** The environment that commands are for where nothing names another and there are several. */
export const PRODUCTION = 'prod';

/** The group of what day2 has to say about itself. */
export const OPERATIONS_GROUP = 'operations';

/** The group of findings of security services. */
export const SECURITY_GROUP = 'security';

/** Namespace of the metrics the engine publishes. */
export const ENGINE_NAMESPACE = 'Day2/Incidents';
/** Published each minute in which everything could be looked after; in every region that listens for it. */
export const HEARTBEAT_METRIC = 'EngineHeartbeat';

/** Name of the topic of a tier: `edi-prod-s0-tier-1`. */
export function tierTopicName({ application, environment }: NamedScope, severity: Severity, tier: number): string {
  return `${application}-${environment}-${severity.toLowerCase()}-tier-${tier}`;
}

/** Name of the topic of those who are notified, asked nothing: `edi-prod-s0-informed`. */
export function informedTopicName({ application, environment }: NamedScope, severity: Severity): string {
  return `${application}-${environment}-${severity.toLowerCase()}-informed`;
}

/** Name of the topic of a person, to which everything for them is published: `edi-prod-person-ana`. */
export function personTopicName({ application, environment }: NamedScope, person: string): string {
  return `${application}-${environment}-person-${person}`;
}

/** Name of the key of the topics of paging, by which stacks that do not have it refer to it: `alias/edi-prod-paging`. */
export function pagingKeyAlias({ application, environment }: NamedScope): string {
  return `alias/${application}-${environment}-paging`;
}

/** Name of the topic CloudWatch itself pages while the engine is silent: `edi-prod-fallback`. */
export function fallbackTopicName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-fallback`;
}

/** Name of the watchdog's topic: `edi-prod-watchdog`. */
export function watchdogTopicName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-watchdog`;
}

/** Minutes between two canaries of the paging path. Our choice: SNS may use a data key for as long after its key is taken away. */
export const CANARY_EVERY_MINUTES = 5;

/** Name of the topic at home that the canary is published to, and of the queue beside the watchdog in which it arrives: `edi-prod-canary`. */
export function canaryName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-canary`;
}

/** Detail type of the event by which Systems Manager says that a run of a document changed its state. */
export const RUN_CHANGE = 'EC2 Automation Execution Status-change Notification';

/** Detail type of the event by which it says so of a step. */
export const STEP_CHANGE = 'EC2 Automation Step Status-change Notification';

/** What a step that asks for an approval is called, and what it ends with when nobody gives it. */
export const UNAPPROVED = { action: 'aws:approve', status: 'TimedOut' } as const;

/** Name of the table of incidents: `edi-prod-incidents`. */
export function incidentTableName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-incidents`;
}

/** Name of the table of requests of people: `edi-prod-requests`. */
export function requestTableName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-requests`;
}

/** The runbook with which an operator acknowledges, by the name of its folder: every page links to it. */
export const ACKNOWLEDGE_RUNBOOK = 'acknowledge-incident';

/** Name of the runbook for what is wrong with paging itself. */
export const ENGINE_RUNBOOK = 'incident-engine';
/** Name of the runbook for what is wrong with the ledgers of error budgets. */
export const LEDGER_RUNBOOK = 'budget-ledger';

/** What pages of day2's own alarms lead to. */
export const OWN_RUNBOOKS: readonly string[] = [ENGINE_RUNBOOK, LEDGER_RUNBOOK, MONITORING_BLIND_RUNBOOK];

/** Name of the document of {@link ACKNOWLEDGE_RUNBOOK}: `edi-prod-acknowledge-incident`. */
export function acknowledgeDocumentName({ application, environment }: NamedScope): string {
  return `${application}-${environment}-${ACKNOWLEDGE_RUNBOOK}`;
}

/** Name of the parameter by which people take over from everything that runs by itself: `/edi-prod/automation/override`. */
export function overrideParameterName({ application, environment }: NamedScope): string {
  return `/${application}-${environment}/automation/override`;
}

/** Name of the message attribute, on topics of severities, that says whom a message is for: pagers and integrations may filter on it. */
export const RESPONDER_ATTRIBUTE = 'responder';

/**
 * Name of the message attribute that says whether a message wakes nobody, `true` or `false`: text messages of somebody with another
 * channel ask for `false`. It is always there: a message without attributes passes no filter, not even one for what is absent.
 * https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
 */
export const QUIET_ATTRIBUTE = 'quiet';

/** Where a contact is stored: `/edi/prod/contacts/ana/email`. */
export function contactParameterName({ application, environment }: NamedScope, person: string, channel: string): string {
  return `/${application}/${environment}/contacts/${person}/${channel}`;
}

/** What names begin with. */
export interface NamedScope {
  readonly application: string;
  readonly environment: string;
}
