/** What will be deployed to get from alarm to people, decided once. */

import type { JsonObject } from '../aws/cloudformation/template';
import type { EnginePolicy } from '../incident/lifecycle/engine-policy';
import type { IntakePolicy } from '../incident/requests/intake-policy';
import type { ContactChannel } from '../incident/roster/roster';
import type { Severity } from '../incident/severity';
import type { SenderPolicy } from '../pagers/send-message';
import type { MetricAlarmSettings } from './metric-alarm-plan';

/** A contact that is subscribed: a parameter an operator stores before the deployment, in the region of the topic. */
export interface ContactPlan {
  readonly person: string;
  readonly channel: ContactChannel;
  /** `/edi/prod/contacts/ana/email`, a String of Parameter Store. */
  readonly parameterName: string;
}

/** What an operator stores in Parameter Store before the deployment. */
export interface StoredParameterPlan {
  readonly region: string;
  readonly name: string;
  /** Regular expression its value has to match. Absent where we know of none. */
  readonly allowedPattern?: string;
  /** Stored as a SecureString, which no template reads. */
  readonly isSecret?: true;
  /** Who stores it at all; absent: everybody. */
  readonly onlyFor?: string;
}

/** A contact of a person's own topic. */
export interface PersonContactPlan extends ContactPlan {
  /** Gets only what wakes somebody: text messages of whoever has another channel. */
  readonly onlyWakes: boolean;
}

/** The topic of a person, to which everything for them is published; in the home region. */
export interface PersonTopicPlan {
  readonly name: string;
  readonly person: string;
  readonly subscriptions: readonly PersonContactPlan[];
}

/** People who share a stack of a region, with what reaches them there. A person never changes the group. */
export interface PeopleGroupPlan {
  readonly region: string;
  readonly isHome: boolean;
  /** From 1. */
  readonly group: number;
  /** Empty outside of the home region. */
  readonly topics: readonly PersonTopicPlan[];
  readonly fallback: IncidentRegionPlan['fallbackTopic'];
}

/** A topic of a severity, for pagers, chat and integrations, and whom the engine publishes there for. Nobody is subscribed by day2. */
export interface PagingTopicPlan {
  readonly name: string;
  readonly severity: Severity;
  /** Everybody who can ever be meant, in the order of the roster. */
  readonly people: readonly string[];
}

/** One tier of one severity. */
export interface TierTopicPlan extends PagingTopicPlan {
  readonly tier: number;
}

/** A channel of Slack or Teams that hears of alarms and incidents, through Amazon Q Developer in chat applications. */
export interface ChatPlan {
  /** `governor-ops`. */
  readonly channelName: string;
  /** Name of its configuration, unique in the account: `edi-prod-governor-ops`. */
  readonly configurationName: string;
  /** Parameters with the ids, which are not for a template: `/edi/prod/chat/governor-ops/workspace`, or `…/team`, and `…/channel`. */
  readonly workspaceParameter: string;
  readonly channelParameter: string;
  /** `…/tenant`, where it is a channel of Teams; absent: it is one of Slack. */
  readonly tenantParameter?: string;
  /** Severities whose alarms and incidents are heard there. */
  readonly severities: readonly Severity[];
  /** Topics it is subscribed to: the feeds of its severities in every region, and who is informed of incidents. */
  readonly topics: readonly { readonly region: string; readonly name: string }[];
}

/** A pager of others that hears topics. */
export type PagerPlan = SubscribedPagerPlan | SentPagerPlan;

interface HearingPager {
  /** `pagerduty`. */
  readonly id: string;
  readonly severities: readonly Severity[];
  readonly topics: readonly { readonly region: string; readonly name: string }[];
}

/** A pager that is subscribed by its own address for SNS. */
export interface SubscribedPagerPlan extends HearingPager {
  readonly sentBy: 'sns';
  /** Parameter with the address, in every region of the topics: `/edi/prod/pagers/pagerduty/endpoint`. */
  readonly parameterName: string;
}

/** A pager that a function of day2 posts to: one in every region of the topics. */
export interface SentPagerPlan extends HearingPager {
  readonly sentBy: 'day2';
  /** `edi-prod-pager-pagerduty`. */
  readonly functionName: string;
  /** Lies beside its code. */
  readonly policy: SenderPolicy;
}

/** How often, and how long, a function that posts to a pager is started. */
export interface SenderLimits {
  /** How long one run may take, seconds: three posts, the waits between them, and reading what is stored. */
  readonly timeoutSeconds: number;
  /** How many times Lambda starts a failed run again: after one minute, and after two more. */
  readonly retries: number;
  /** How long a message may wait inside of Lambda, seconds. A page that is later is no page: it becomes a dead letter, and an e-mail says so. */
  readonly eventAgeSeconds: number;
}

/** Who hears, and how, that a pager did not take what it was sent: by a topic and an address of their own, in one region. */
export interface PagerWatchPlan {
  readonly region: string;
  /** On the dead letters of the pagers; publishes to the topic of the watch. */
  readonly alarm: PagingAlarmPlan;
  /** The e-mail address, which an operator stores. */
  readonly contact: ContactPlan;
}

/** What an alarm on a part of paging itself is on. */
export const PAGING_ALARM_SUBJECTS = [
  'engine errors',
  'engine throttles',
  'engine dead letters',
  'rule failures',
  'rule dead letters',
  'rule dead letters lost',
  'schedule failures',
  'subscription dead letters',
  'pager dead letters',
  'notifications failed',
  'SMS spend',
  'table throttles',
  'lost starts',
  'intake errors',
] as const;
export type PagingAlarmSubject = (typeof PAGING_ALARM_SUBJECTS)[number];

/** An alarm on a part of paging itself. */
export interface PagingAlarmPlan extends MetricAlarmSettings {
  readonly watches: PagingAlarmSubject;
  /** Construct id, unique within the region. */
  readonly constructId: string;
  readonly region: string;
  readonly severity: Severity;
  /** Name of the topic it publishes to, the feed of its severity. */
  readonly topicName: string;
  /** Set where the engine may be what is broken: it also publishes to the fallback topic, for an engine that cannot page. */
  readonly pagesWithoutEngine: boolean;
  /** Why it may be silent when its data is missing, one sentence. */
  readonly silenceReason: string;
}

/** A part of a fallback alarm whose rule would be too long; notifies nobody. */
interface FallbackPartPlan {
  readonly name: string;
  readonly description: string;
  /** Composite alarms of objectives. */
  readonly anyOf: readonly string[];
}

/** `edi-prod-fallback-s0-partner-portal`: an objective of a service is burning and the engine is silent. */
export interface FallbackAlarmPlan {
  readonly name: string;
  readonly serviceId: string;
  readonly description: string;
  readonly severity: Severity;
  /** Alarms, any of which sets it off while the engine is silent: composites of objectives, or the parts below. */
  readonly anyOf: readonly string[];
  /** Empty where one rule holds everything. */
  readonly parts: readonly FallbackPartPlan[];
}

/** A rule of EventBridge that brings what no alarm reports. */
export interface SignalRulePlan {
  /** Findings page people; information is listed in the digest and wakes nobody. */
  readonly brings: 'findings' | 'information';
  /** `edi-prod-guard-duty-findings`. */
  readonly name: string;
  /** Construct id, unique within the region. */
  readonly constructId: string;
  readonly pattern: JsonObject;
}

/** What one region that has alarms needs. */
export interface IncidentRegionPlan {
  readonly region: string;
  readonly isHome: boolean;
  /** Rules that bring findings of security services, and what the digest lists, to the engine. */
  readonly signalRules: readonly SignalRulePlan[];
  /** The heartbeat as seen from here; notified to nobody by itself. */
  readonly silenceAlarm: MetricAlarmSettings;
  readonly fallbackAlarms: readonly FallbackAlarmPlan[];
  /** Where fallback alarms publish; everybody of the first tiers that page, unfiltered: CloudWatch does not know who is on call. */
  readonly fallbackTopic: { readonly name: string; readonly subscriptions: readonly ContactPlan[] };
}

/** The canary of the paging path: what the engine publishes for nobody, and what counts what arrives of it. */
export interface CanaryPlan {
  /** Of the topic at home, and of the queue in the watchdog's region. */
  readonly name: string;
  readonly everyMinutes: number;
  /** In the watchdog's region; it notifies the watchdog's people. */
  readonly alarm: MetricAlarmSettings;
}

/** The watchdog: another region, another key, other people. */
export interface WatchdogPlan {
  readonly application: string;
  readonly environment: string;
  readonly region: string;
  readonly topicName: string;
  /** Stored in the watchdog's own region. */
  readonly subscriptions: readonly ContactPlan[];
  /** On the heartbeat. */
  readonly alarm: MetricAlarmSettings;
  readonly canary: CanaryPlan;
}

/** Names of resources that metrics, policies and commands refer to; the same in every region. */
export interface IncidentNames {
  /** `edi-prod-incident-engine`: the function, its role, and the group of its schedule. */
  readonly engine: string;
  /** Rule that brings alarms: to the engine at home, to the home region elsewhere. */
  readonly rule: string;
  /** Ticks and events that the engine failed on, and ticks that never reached it. */
  readonly engineDeadLetters: string;
  /** Events that the rule could not hand over. */
  readonly ruleDeadLetters: string;
  /** Rule that brings changes of automatic runs; what it cannot hand over goes to the same queue. */
  readonly runRule: string;
  /** Rule that brings approvals that were asked for by runbooks and not given; what it cannot hand over goes to the same queue. */
  readonly approvalRule: string;
  /** Function that takes requests of people in, and its role. */
  readonly requestIntake: string;
  /** Messages that SNS could not hand over to somebody. */
  readonly subscriptionDeadLetters: string;
}

/** When the engine ticks, and what becomes of a tick that fails. */
export interface EngineSchedulePlan {
  /** EventBridge Scheduler's form. */
  readonly expression: string;
  /** How long Scheduler goes on handing a tick over to Lambda, seconds. */
  readonly handOverSeconds: number;
  /** How many times Scheduler tries again to hand over. */
  readonly handOverRetries: number;
  /** How long one run may take, seconds. */
  readonly timeoutSeconds: number;
  /** How many times Lambda starts a failed run again. */
  readonly retries: number;
  /** How long an event may wait inside of Lambda, seconds. */
  readonly eventAgeSeconds: number;
}

/** How requests of people arrive, in the home region. */
export interface RequestIntakePlan {
  readonly policy: IntakePolicy;
  readonly tableName: string;
  /** Name of the function that takes them in, and of its role. */
  readonly functionName: string;
  /** IAM roles and users that may post them, ARNs. */
  readonly callers: readonly string[];
  /** Addresses whose mail becomes requests, with the rule that the active receipt rule set gets; absent: none does. */
  readonly mail?: { readonly recipients: readonly string[]; readonly ruleSet: string; readonly ruleName: string };
}

/** From alarm to people, for one environment. */
export interface IncidentPlan {
  readonly policy: EnginePolicy;
  readonly names: IncidentNames;
  readonly tableName: string;
  readonly acknowledgeDocumentName: string;
  readonly schedule: EngineSchedulePlan;
  /** Retries of the rules that bring alarms. */
  readonly rule: { readonly retries: number; readonly eventAgeSeconds: number };
  readonly tierTopics: readonly TierTopicPlan[];
  readonly informedTopics: readonly PagingTopicPlan[];
  /** Everybody who can ever be notified of an incident, with a topic each. */
  readonly personTopics: readonly PersonTopicPlan[];
  /** The same people by stack, with the subscriptions of the fallback topics. */
  readonly peopleGroups: readonly PeopleGroupPlan[];
  readonly regions: readonly IncidentRegionPlan[];
  readonly pagingAlarms: readonly PagingAlarmPlan[];
  /** Pagers of others that hear the topics of tiers beside people; absent: none. */
  readonly pagers?: readonly SentPagerPlan[];
  readonly watchdog: WatchdogPlan;
  /** First levels of the budget records the engine reads: `/edi/prod/error-budget`. */
  readonly budgetParameterPath: string;
  /** How requests of people arrive; absent: none are taken. */
  readonly requests?: RequestIntakePlan;
  /** Everything an operator stores in Parameter Store before the deployment, by region. */
  readonly storedParameters: readonly StoredParameterPlan[];
}
