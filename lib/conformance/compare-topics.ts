import type { LoadedResource } from '../aws/assembly/loaded-stack';
import type { JsonObject } from '../aws/cloudformation/template';
import { RESPONDER_ATTRIBUTE } from '../incident/lifecycle/engine-policy';
import type { ContactPlan, IncidentPlan } from '../plan/incident-plan';
import { Differences, textOf } from './difference';
import type { FoundResources } from './found-resources';
import { storedContacts } from './stored-contacts';

/** Whether every topic of paging is there, is encrypted with a key of its own, and has exactly the planned people. */
export function compareTopics(plan: IncidentPlan, found: FoundResources): void {
  const { region: home } = plan.policy;
  const values = storedContacts(plan);
  for (const { name, subscriptions } of [...plan.tierTopics, ...plan.informedTopics])
    compareTopic(found, { values, region: home, name, subscriptions, isFiltered: true });
  for (const { region, fallbackTopic } of plan.regions) compareTopic(found, { values, region, ...fallbackTopic, isFiltered: false });
  const { region, topicName: name, subscriptions } = plan.watchdog;
  compareTopic(found, { values, region, name, subscriptions, isFiltered: false });
  for (const chat of plan.chat) compareChat(found, home, chat);
}

interface ComparedTopic {
  /** What every contact is in a rehearsal, by the name of its parameter. */
  readonly values: Readonly<Record<string, string>>;
  readonly region: string;
  readonly name: string;
  readonly subscriptions: readonly ContactPlan[];
  /** Whether each person only gets what is for them. */
  readonly isFiltered: boolean;
}

function compareTopic(found: FoundResources, { values, region, name, subscriptions, isFiltered }: ComparedTopic): void {
  const topic = found.named('AWS::SNS::Topic', region, 'TopicName', name);
  if (topic === undefined) return;
  found.attempt(() => {
    const { KmsMasterKeyId: key } = topic.properties;
    const isOwn = found.having('AWS::KMS::Key', region, (resource) => resource.ref === key || resource.attribute('Arn') === key).length === 1;
    if (!isOwn) found.differ(name, topic, [{ what: 'key', planned: 'a key of the templates', found: textOf(key) }]);
  });
  const planned = new Map(subscriptions.map((contact) => [`${contact.channel} ${values[contact.parameterName]}`, contact]));
  const own = found.having('AWS::SNS::Subscription', region, ({ properties }) => properties.TopicArn === topic.ref);
  for (const subscription of own) {
    const { Protocol, Endpoint } = subscription.properties;
    const key = `${textOf(Protocol)} ${textOf(Endpoint)}`;
    const contact = planned.get(key);
    planned.delete(key);
    if (contact === undefined) found.differ(name, subscription, [{ what: 'subscription', planned: 'none', found: key }]);
    else found.differ(name, subscription, subscriptionDifferences(contact, subscription, isFiltered));
  }
  for (const { person, channel } of planned.values()) {
    found.differ(name, topic, [{ what: `subscription of ${person} by ${channel}`, planned: 'exists', found: 'is in no template' }]);
  }
}

function subscriptionDifferences({ person }: ContactPlan, { properties }: LoadedResource, isFiltered: boolean) {
  const filter: JsonObject | undefined = isFiltered ? { [RESPONDER_ATTRIBUTE]: [person] } : undefined;
  const { FilterPolicyScope: scope = 'MessageAttributes' } = properties;
  const differences = new Differences();
  differences.expect('filter policy', textOf(filter), properties.FilterPolicy);
  differences.expect('scope of the filter', 'MessageAttributes', scope);
  return differences.found;
}

function compareChat(found: FoundResources, region: string, { configurationName, topics }: IncidentPlan['chat'][number]): void {
  const chat = found.named('AWS::Chatbot::SlackChannelConfiguration', region, 'ConfigurationName', configurationName);
  if (chat === undefined) return;
  const planned = topics.map((topic) => found.arn('sns', topic.region, topic.name)).sort();
  found.attempt(() => {
    const { SnsTopicArns: heard } = chat.properties;
    const differences = new Differences();
    differences.expect('topics', planned.join(', '), Array.isArray(heard) ? heard.map(textOf).sort().join(', ') : heard);
    found.differ(configurationName, chat, differences.found);
  });
}
