import { Token } from 'aws-cdk-lib';
import type { ContactPlan, PagingTopicPlan, PersonTopicPlan, TierTopicPlan } from '../plan/incident-plan';

const CHANNELS: readonly string[] = ['email', 'sms', 'https'];

interface CheckedTopics {
  readonly tierTopics: readonly TierTopicPlan[];
  readonly informedTopics: readonly PagingTopicPlan[];
  readonly fallback: { readonly name: string };
}

/**
 * @throws RangeError with everything that is wrong, each with what is allowed
 */
export function checkEscalationTiers({ tierTopics, informedTopics, fallback }: CheckedTopics): void {
  const topics = [
    ...tierTopics.map((topic, index) => [`tierTopics[${index}]`, topic] as const),
    ...informedTopics.map((topic, index) => [`informedTopics[${index}]`, topic] as const),
    ['fallback', fallback] as const,
  ];
  const mistakes = topics.flatMap(([property, topic], index) => {
    const found = nameMistakes(property, topic);
    if (topics.findIndex(([, other]) => other.name === topic.name) !== index) {
      found.push(`${property}.name is ${topic.name}: allowed is a name that no other topic has`);
    }
    return found;
  });
  mistakes.push(
    ...tierTopics.flatMap(({ tier }, index) =>
      Number.isInteger(tier) && tier >= 1 ? [] : [`tierTopics[${index}].tier is ${tier}: allowed are whole numbers from 1`],
    ),
  );
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}

/**
 * @throws RangeError with everything that is wrong, each with what is allowed
 */
export function checkPeopleOnCall(
  topics: readonly PersonTopicPlan[],
  fallback: { readonly name: string; readonly subscriptions: readonly ContactPlan[] },
): void {
  const mistakes = topics.flatMap((topic, index) => {
    const found = topicMistakes(`topics[${index}]`, topic);
    const other = topic.subscriptions.findIndex(({ person }) => person !== topic.person);
    if (other >= 0) found.push(`topics[${index}].subscriptions[${other}].person is ${topic.subscriptions[other]!.person}: allowed is ${topic.person}`);
    if (topics.findIndex(({ person }) => person === topic.person) !== index)
      found.push(`topics[${index}].person is ${topic.person}: allowed is one topic for each person`);
    return found;
  });
  mistakes.push(...topicMistakes('fallback', fallback));
  if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
}

/** Source: https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
function nameMistakes(property: string, { name }: { readonly name: string }): string[] {
  const isAllowed = Token.isUnresolved(name) || /^[\w-]{1,256}$/.test(name);
  return isAllowed ? [] : [`${property}.name is ${JSON.stringify(name)}: allowed are 1 to 256 letters, digits, hyphens and underscores`];
}

/** What is wrong with a topic and its contacts. */
export function topicMistakes(property: string, topic: { readonly name: string; readonly subscriptions: readonly ContactPlan[] }): string[] {
  const { subscriptions } = topic;
  return [
    ...nameMistakes(property, topic),
    ...subscriptions.flatMap((contact, index) => contactMistakes(`${property}.subscriptions[${index}]`, contact, subscriptions.slice(0, index))),
  ];
}

/** Source of the names: https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html */
function contactMistakes(property: string, { person, channel, parameterName }: ContactPlan, before: readonly ContactPlan[]): string[] {
  const mistakes: string[] = [];
  if (!/^\w[\w-]*$/.test(person)) mistakes.push(`${property}.person is ${JSON.stringify(person)}: allowed are letters, digits, hyphens and underscores`);
  if (!CHANNELS.includes(channel)) mistakes.push(`${property}.channel is ${JSON.stringify(channel)}: allowed are ${CHANNELS.join(', ')}`);
  if (!/^\/?[\w.-]+(?:\/[\w.-]+)*$/.test(parameterName)) {
    mistakes.push(
      `${property}.parameterName is ${JSON.stringify(parameterName)}: allowed is the name of a stored parameter, such as /shop/prod/contacts/ana/email, never the address itself`,
    );
  }
  if (before.some((other) => other.person === person && other.channel === channel)) {
    mistakes.push(`${property} is ${channel} of ${person}: allowed is one subscription for each person and channel`);
  }
  return mistakes;
}
