/**
 * From alarm to people. Alarms publish to the feed of their severity, where chat listens; EventBridge brings the same
 * alarms to one engine in the home region, which pages people on a topic each, and publishes the same on a topic per severity and tier. What judges the engine
 * stands outside of it: CloudWatch's own way around a silent engine in every region with alarms, and a watchdog in a
 * region of its own.
 */

import {
  acknowledgeDocumentName,
  fallbackTopicName,
  incidentTableName,
  informedTopicName,
  personTopicName,
  requestTableName,
  tierTopicName,
  watchdogTopicName,
  type NamedScope,
} from '../incident/lifecycle/engine-policy';
import type { EscalationPolicy } from '../incident/lifecycle/escalation-policy';
import { compareSeverity, SEVERITIES, wakesSomebody, type Severity } from '../incident/severity';
import { checklistsGroupName, lostStartsName, maintenanceGroupName } from '../maintenance/tasks/task-names';
import type { OnCallModel, PagedModel, RequestsModel } from '../model/model';
import type { RegionPlan } from './alarm-plan';
import { incidentNames } from './incident-names';
import type {
  ContactPlan,
  EngineSchedulePlan,
  IncidentPlan,
  IncidentRegionPlan,
  PagingTopicPlan,
  PersonTopicPlan,
  RequestIntakePlan,
  StoredParameterPlan,
  TierTopicPlan,
  WatchdogPlan,
} from './incident-plan';
import { planCanary } from './plan-canary';
import { chatParameters } from './plan-chat';
import { contactPattern, contactsOf, everybodyWith, personContacts } from './plan-contacts';
import { planEnginePolicy } from './plan-engine-policy';
import { planEngineSilent, planFallbackAlarms } from './plan-fallback';
import { planPagersOfTiers, secretsOf } from './plan-pagers';
import { planPagingAlarms, SMS_SPEND_LIMIT_USD } from './plan-paging-alarms';
import { planPeopleGroups } from './plan-people-groups';
import { planSignalRules } from './plan-signal-rules';
import { scheduledWork } from './scheduled-work';

/**
 * When the engine ticks. What Scheduler cannot hand over within a minute, the least it takes, is the next tick's to do.
 * A run may take 50 seconds, so that two ticks do not overlap. Events of alarms wait inside of Lambda for an hour at
 * most: what is older, reconciliation has found long before.
 * Source: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
export const ENGINE_SCHEDULE: EngineSchedulePlan = {
  expression: 'rate(1 minute)',
  handOverSeconds: 60,
  handOverRetries: 2,
  timeoutSeconds: 50,
  retries: 2,
  eventAgeSeconds: 3_600,
};

/**
 * What EventBridge does by itself on a default bus, written down: it is less on newer custom ones.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 */
export const ALARM_RULE_RETRIES = { retries: 185, eventAgeSeconds: 86_400 } as const;

/** Plans everything between alarms and people. The regions are those of the alarms, home first. */
export function planIncidents(model: PagedModel, onCall: OnCallModel, regions: readonly RegionPlan[]): IncidentPlan {
  const { highestSeverity, region: home } = model;
  const scope: NamedScope = { application: model.application, environment: model.environment };
  const { escalation, roster } = onCall;
  const severities = SEVERITIES.filter((severity) => compareSeverity(severity, highestSeverity) >= 0);
  const names = incidentNames(scope);
  const tierTopics = severities.flatMap((severity) => planTiers(severity, onCall, scope));
  const everybody = everybodyWith(roster, [
    ...rolesOf(escalation),
    ...(model.requests === undefined ? [] : [model.requests.policy.owner, model.requests.policy.lead]),
  ]);
  const informedTopics = severities.map((severity): PagingTopicPlan => ({
    name: informedTopicName(scope, severity),
    severity,
    people: everybody.map(({ id }) => id),
  }));
  const personTopics = everybody.map((person): PersonTopicPlan => ({
    name: personTopicName(scope, person.id),
    person: person.id,
    subscriptions: personContacts(person, scope),
  }));
  const incidentRegions = regions.map((region) =>
    planRegion(region, region.region === home, onCall, { ...scope, security: model.security, announcements: model.announcements }),
  );
  const watchdog = planWatchdog(onCall, scope);
  const pagers = onCall.pagers && planPagersOfTiers(onCall.pagers, scope, { home, tierTopics, informedTopics });
  const tableName = incidentTableName(scope);
  const pagingAlarms = planPagingAlarms({
    ...scope,
    region: home,
    highestSeverity,
    names,
    tableName,
    tierTopics,
    personTopics,
    regions: incidentRegions,
    smsSpendLimitUsd: onCall.smsSpendLimitUsd ?? SMS_SPEND_LIMIT_USD,
    lostStarts: lostStartsOf(model),
    takesRequests: model.requests !== undefined,
  });
  return {
    policy: planEnginePolicy(model, onCall, { regions, incidentRegions, pagingAlarms, watchdog }),
    names,
    tableName,
    acknowledgeDocumentName: acknowledgeDocumentName(scope),
    schedule: ENGINE_SCHEDULE,
    rule: ALARM_RULE_RETRIES,
    tierTopics,
    informedTopics,
    personTopics,
    peopleGroups: planPeopleGroups(personTopics, incidentRegions),
    regions: incidentRegions,
    pagingAlarms,
    ...(pagers !== undefined && { pagers }),
    watchdog,
    budgetParameterPath: `/${scope.application}/${scope.environment}/error-budget`,
    ...(model.requests !== undefined && { requests: planRequests(model, model.requests) }),
    storedParameters: storedParameters(home, personTopics, incidentRegions, watchdog, [
      ...chatParameters(onCall.chat, scope, home),
      ...(pagers ?? []).flatMap((pager) => secretsOf(pager, home)),
    ]),
  };
}

function planTiers(severity: Severity, { escalation, roster }: OnCallModel, scope: NamedScope): TierTopicPlan[] {
  return escalation.severities[severity].tiers.map(({ tier, roles }) => ({
    name: tierTopicName(scope, severity, tier),
    severity,
    tier,
    people: everybodyWith(roster, roles).map(({ id }) => id),
  }));
}

/** Every role that can be notified of anything: also of the severities below, whose people hear how a promoted incident goes on. */
function rolesOf({ severities, postmortem, incidentLead }: EscalationPolicy): string[] {
  const ofSeverities = Object.values(severities).flatMap(({ tiers, informed }) => [...tiers.flatMap(({ roles }) => roles), ...informed]);
  return [...ofSeverities, ...postmortem.owners, ...postmortem.lead, incidentLead];
}

function planRegion(
  { region, objectives }: RegionPlan,
  isHome: boolean,
  { escalation, roster }: OnCallModel,
  { security, announcements, ...scope }: NamedScope & Pick<PagedModel, 'security' | 'announcements'>,
): IncidentRegionPlan {
  const silence = `${scope.application}-${scope.environment}-engine-silent`;
  const firstTiers = SEVERITIES.filter(wakesSomebody).flatMap((severity) => escalation.severities[severity].tiers.slice(0, 1));
  const people = everybodyWith(
    roster,
    firstTiers.flatMap(({ roles }) => roles),
  );
  return {
    region,
    isHome,
    signalRules: planSignalRules({ security, announcements }, { region, isHome }, scope),
    silenceAlarm: planEngineSilent(scope, silence, 'alarms that burn go to the fallback topic'),
    fallbackAlarms: planFallbackAlarms(objectives, silence, { ...scope, region }),
    fallbackTopic: { name: fallbackTopicName(scope), subscriptions: contactsOf(people, scope) },
  };
}

function planWatchdog({ watchdog }: OnCallModel, scope: NamedScope): WatchdogPlan {
  const name = `${scope.application}-${scope.environment}-engine-silent-watchdog`;
  return {
    ...scope,
    region: watchdog.region,
    topicName: watchdogTopicName(scope),
    subscriptions: contactsOf(watchdog.people, scope),
    alarm: planEngineSilent(scope, name, 'look whether its region is there, and who is notified now'),
    canary: planCanary(scope),
  };
}

function storedParameters(
  home: string,
  personTopics: readonly PersonTopicPlan[],
  regions: readonly IncidentRegionPlan[],
  watchdog: WatchdogPlan,
  others: readonly StoredParameterPlan[],
): IncidentPlan['storedParameters'] {
  const contactsIn = (region: string, contacts: readonly ContactPlan[]): StoredParameterPlan[] =>
    contacts.map(({ parameterName: name, channel }) => ({ region, name, allowedPattern: contactPattern(channel) }));
  const all: StoredParameterPlan[] = [
    ...personTopics.flatMap(({ subscriptions }) => contactsIn(home, subscriptions)),
    ...regions.flatMap(({ region, fallbackTopic }) => contactsIn(region, fallbackTopic.subscriptions)),
    ...contactsIn(watchdog.region, watchdog.subscriptions),
    ...others,
  ];
  const unique = new Map(all.map((each) => [`${each.region} ${each.name}`, each]));
  return [...unique.values()];
}

function planRequests({ services, ...scope }: PagedModel, { policy: requests, callers, mail }: RequestsModel): RequestIntakePlan {
  const { application, environment } = scope;
  return {
    policy: { application, environment, requests, services: services.map(({ id }) => id) },
    tableName: requestTableName(scope),
    functionName: incidentNames(scope).requestIntake,
    callers,
    ...(mail !== undefined && { mail: { ...mail, ruleName: incidentNames(scope).requestIntake } }),
  };
}

/** Queues of starts on schedule that could not be handed over. */
function lostStartsOf(model: PagedModel): readonly string[] {
  const { tasks, checklists } = scheduledWork(model);
  const groups = [...(tasks === undefined ? [] : [maintenanceGroupName(model)]), ...(checklists === undefined ? [] : [checklistsGroupName(model)])];
  return groups.map(lostStartsName);
}
