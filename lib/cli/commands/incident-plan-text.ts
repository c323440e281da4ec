import type { OperationsPlan } from '../../plan/alarm-plan';
import type {
  ChatPlan,
  ContactPlan,
  IncidentPlan,
  IncidentRegionPlan,
  PagingAlarmPlan,
  PersonContactPlan,
  StoredParameterPlan,
} from '../../plan/incident-plan';
import { chatParameters } from '../../plan/plan-chat';
import { pagerParameters } from '../../plan/plan-pagers';
import { formatDurationMinutes } from '../../time/time';
import { printCondition } from './condition-text';

/** From alarm to people, as people read it: topics with who is subscribed, what watches paging, and what has to be stored. */
export function printIncidentPlan(plan: IncidentPlan): string[] {
  const { policy, schedule, tierTopics, informedTopics, personTopics, peopleGroups, regions, pagingAlarms, watchdog, storedParameters } = plan;
  return [
    `incident engine ${plan.names.engine} in ${policy.region}: ${schedule.expression}, and the alarms of ${policy.alarmRegions.join(' and ')}; records in ${plan.tableName}`,
    `  rules ${policy.escalation.version}; ${policy.alarms.length} alarms open incidents; an operator acknowledges with ${plan.acknowledgeDocumentName}`,
    ...tierTopics.map(({ name, people }) => `  ${name}: ${people.join(', ') || 'nobody'}`),
    ...informedTopics.map(({ name, people }) => `  ${name}: ${people.length} people, everybody who can be notified anything`),
    ...(plan.pagers ?? []).map(({ id, severities, functionName }) => `  ${id}: pages of ${severities.join(', ')}, posted by ${functionName}`),
    ...personTopics.map(({ name, subscriptions }) => `  ${name}: ${channelsOf(subscriptions)}`),
    `  people are in ${peopleGroups.length} ${peopleGroups.length === 1 ? 'stack' : 'stacks'}: ${peopleGroups.map(({ group, isHome, region }) => `people-${group}${isHome ? '' : `-${region}`}`).join(', ')}`,
    ...regions.flatMap((region) => printRegion(region)),
    ...pagingAlarms.flatMap((alarm) => printPagingAlarm(alarm)),
    '',
    `watchdog in ${watchdog.region}: ${watchdog.topicName}: ${subscribed(watchdog)}`,
    ...[watchdog.alarm, watchdog.canary.alarm].flatMap((alarm) => [`  ${alarm.name}: ${printCondition(alarm)}`, `    ${alarm.reason}`]),
    '',
    ...printStoredParameters(storedParameters),
  ];
}

/** Pagers and channels of chat with what each hears, and what has to be stored for them where there is no engine. */
export function printFeeds({ application, environment, regions, incidents, chat, pagers = [], pagerWatches = [], nobodyIsPaged }: OperationsPlan): string[] {
  const home = regions[0]?.region ?? '';
  const listed = (topics: ChatPlan['topics']) => topics.map(({ name, region }) => (region === home ? name : `${name} of ${region}`)).join(', ');
  const channels = chat.map(({ channelName, topics }) => `  #${channelName}: ${listed(topics)}`);
  const ids = chatParameters(
    chat.map(({ channelName: name, tenantParameter }) => ({ name, ...(tenantParameter !== undefined && { app: 'teams' as const }) })),
    { application, environment },
    home,
  );
  const parameters = incidents === undefined ? [...pagerParameters(pagers, pagerWatches), ...ids] : [];
  return [
    ...(nobodyIsPaged === undefined ? [] : [`nobody is paged: ${nobodyIsPaged}`]),
    ...(pagers.length === 0
      ? []
      : ['paged by:', ...pagers.map((pager) => `  ${pager.id}: ${listed(pager.topics)}${pager.sentBy === 'day2' ? `, posted by ${pager.functionName}` : ''}`)]),
    ...(pagerWatches.length === 0
      ? []
      : [
          'a pager that is not reached is reported by e-mail:',
          ...pagerWatches.flatMap(({ region, alarm }) => [`  ${alarm.name} of ${region}: ${printCondition(alarm)}`]),
        ]),
    ...(channels.length === 0 ? [] : ['chat:', ...channels]),
    ...(parameters.length === 0 ? [] : printStoredParameters(parameters)),
  ];
}

function printStoredParameters(parameters: readonly StoredParameterPlan[]): string[] {
  return [
    'to store in Parameter Store before the deployment, each with its --value; what does not match its pattern is refused there:',
    ...parameters.map(storeCommand),
  ];
}

/** The command that stores a parameter, but for its value. */
function storeCommand({ region, name, allowedPattern, isSecret, onlyFor }: StoredParameterPlan): string {
  const pattern = allowedPattern === undefined ? '' : ` --allowed-pattern '${allowedPattern}'`;
  const whose = onlyFor === undefined ? '' : `  # only for ${onlyFor}`;
  return `  aws ssm put-parameter --region ${region} --type ${isSecret === true ? 'SecureString' : 'String'} --name ${name}${pattern}${whose}`;
}

function channelsOf(subscriptions: readonly PersonContactPlan[]): string {
  return subscriptions.map(({ channel, onlyWakes }) => (onlyWakes ? `${channel} of what wakes somebody` : channel)).join(', ');
}

function subscribed({ subscriptions }: { readonly subscriptions: readonly ContactPlan[] }): string {
  const people = [...new Set(subscriptions.map(({ person }) => person))];
  const contacts = people.map(
    (person) =>
      `${person} (${subscriptions
        .filter((each) => each.person === person)
        .map(({ channel }) => channel)
        .join(', ')})`,
  );
  return contacts.join(', ') || 'nobody is subscribed';
}

function printRegion({ region, silenceAlarm, fallbackAlarms, fallbackTopic }: IncidentRegionPlan): string[] {
  if (fallbackAlarms.length === 0) return [];
  return [
    `  ${region}: ${silenceAlarm.name}: ${printCondition(silenceAlarm)}, ${formatDurationMinutes((silenceAlarm.evaluationPeriods * silenceAlarm.periodSeconds) / 60)} in all`,
    ...fallbackAlarms.map(
      ({ name, severity, anyOf }) =>
        `    ${name} notifies ${fallbackTopic.name} of ${severity} while it is on; looks at ${anyOf.length === 1 ? '1 alarm' : `${anyOf.length} alarms`}`,
    ),
    `    ${fallbackTopic.name}: ${subscribed(fallbackTopic)}`,
  ];
}

function printPagingAlarm(alarm: PagingAlarmPlan): string[] {
  const also = alarm.pagesWithoutEngine ? ' and everybody of the first tiers' : '';
  return [`  ${alarm.name} (${alarm.region}): ${printCondition(alarm)}, notifies ${alarm.topicName}${also}`, `    ${alarm.reason}`];
}
