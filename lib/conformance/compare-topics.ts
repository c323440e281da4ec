import type { JsonObject } from '../aws/cloudformation/template';
import { QUIET_ATTRIBUTE } from '../incident/lifecycle/engine-policy';
import type { OperationsPlan } from '../plan/alarm-plan';
import { incidentNames } from '../plan/incident-names';
import type { ChatPlan, ContactPlan, IncidentPlan, PagerPlan, PersonContactPlan } from '../plan/incident-plan';
import { comparePagerSender } from './compare-pager-sender';
import type { Comparison } from './comparison';
import type { DeployedSubscription } from './deployed-resources';
import { Differences, textOf } from './difference';
import { keysNamed } from './keys-named';
import { storedContacts, storedParameters } from './stored-contacts';

/** Whether every topic of paging is there, is encrypted with a key of its own, and has exactly the planned people: none where pagers and integrations subscribe. */
export function compareTopics(plan: IncidentPlan, found: Comparison): void {
  const { region: home } = plan.policy;
  const values = storedContacts(plan);
  // In an account, pagers and integrations of others are subscribed to these.
  const isOpen = found.source === 'account';
  const { pagers = [] } = plan;
  for (const { name } of [...plan.tierTopics, ...plan.informedTopics]) {
    const functions = pagers.flatMap(({ functionName, topics }) => (topics.some((topic) => topic.name === name) ? [functionName] : []));
    compareTopic(found, { values, region: home, name, subscriptions: [], functions, isOpen });
  }
  for (const pager of pagers) comparePagerSender(found, pager, plan.names.subscriptionDeadLetters);
  for (const { name, subscriptions } of plan.personTopics) compareTopic(found, { values, region: home, name, subscriptions });
  for (const { region, fallbackTopic } of plan.regions) compareTopic(found, { values, region, ...fallbackTopic });
  const { region, topicName: name, subscriptions } = plan.watchdog;
  compareTopic(found, { values, region, name, subscriptions });
}

/** Whose a subscription is. */
type Subscriber = Omit<ContactPlan, 'parameterName' | 'channel'> &
  Pick<Partial<PersonContactPlan>, 'onlyWakes'> & { readonly channel: ContactPlan['channel'] | 'lambda' };

interface ComparedTopic {
  /** What every contact is in a rehearsal, by the name of its parameter. */
  readonly values: Readonly<Record<string, string>>;
  readonly region: string;
  readonly name: string;
  readonly subscriptions: readonly (ContactPlan | PersonContactPlan)[];
  /** Names of functions that are subscribed. Default: none. */
  readonly functions?: readonly string[];
  /** Anybody may be subscribed beside those. Default: nobody. */
  readonly isOpen?: boolean;
}

function compareTopic(found: Comparison, { values, region, name, subscriptions, functions = [], isOpen = false }: ComparedTopic): void {
  const topic = found.named('topic', region, name);
  if (topic === undefined) return;
  const { kmsMasterKeyId: key } = topic;
  const isOwn = keysNamed(found, region, key).length === 1 || found.mayBeThere('key', region);
  if (!isOwn) found.differ(name, topic, [{ what: 'key', planned: `a key of the ${found.source}`, found: textOf(key) }]);
  const { addresses: planned, unread } = addressesOf(found, region, subscriptions, values);
  for (const each of functions) planned.set(`lambda ${found.arn('lambda', region, `function:${each}`)}`, { person: each, channel: 'lambda' });
  const own = found.having('subscription', region, ({ topicArn }) => topicArn === topic.arn);
  for (const subscription of own) {
    const channel = textOf(subscription.protocol);
    const address = `${channel} ${textOf(subscription.endpoint)}`;
    const contact = planned.get(address);
    planned.delete(address);
    if (contact !== undefined) found.differ(name, subscription, subscriptionDifferences(contact, subscription));
    // Whose address is not known may have this one.
    else if (!isOpen && !unread.has(channel)) {
      const shown = found.source === 'templates' ? address : `${channel}, of nobody in the plan`;
      found.differ(name, subscription, [{ what: 'subscription', planned: 'none', found: shown }]);
    }
  }
  if (found.mayBeThere('subscription', region, topic.name)) return;
  for (const { person, channel } of planned.values()) {
    found.differ(name, topic, [{ what: `subscription of ${person} by ${channel}`, planned: 'exists', found: found.absent }]);
  }
}

/** Contacts by `channel address`, and the channels of those whose address is not known. */
function addressesOf(found: Comparison, region: string, contacts: ComparedTopic['subscriptions'], values: ComparedTopic['values']) {
  const addresses = new Map<string, Subscriber>();
  const unread = new Set<string>();
  for (const contact of contacts) {
    const stored = found.deployed.parameter?.(region, contact.parameterName) ?? { value: values[contact.parameterName] };
    const address = found.known(stored);
    if (address === undefined) unread.add(contact.channel);
    else addresses.set(`${contact.channel} ${address}`, contact);
  }
  return { addresses, unread };
}

function subscriptionDifferences({ onlyWakes = false }: Subscriber, { filterPolicy, filterPolicyScope }: DeployedSubscription) {
  const filter: JsonObject | undefined = onlyWakes ? { [QUIET_ATTRIBUTE]: ['false'] } : undefined;
  const differences = new Differences();
  differences.expect('filter policy', textOf(filter), filterPolicy);
  differences.expect('scope of the filter', 'MessageAttributes', filterPolicyScope);
  return differences.found;
}

/** Whether the feeds of alarms have exactly the planned pagers, and who hears that one was not reached. */
export function comparePagers(found: Comparison, pagers: readonly PagerPlan[], plan: OperationsPlan): void {
  const values = storedParameters(plan);
  for (const { region, name } of plan.regions.flatMap(({ topics }) => topics)) {
    const heard = pagers.filter(({ topics }) => topics.some((topic) => topic.region === region && topic.name === name));
    const subscriptions = heard.flatMap((pager) =>
      pager.sentBy === 'sns' ? [{ person: pager.id, channel: 'https' as const, parameterName: pager.parameterName }] : [],
    );
    const functions = heard.flatMap((pager) => (pager.sentBy === 'day2' ? [pager.functionName] : []));
    compareTopic(found, { values, region, name, subscriptions, functions });
  }
  const deadLetters = incidentNames(plan).subscriptionDeadLetters;
  for (const pager of pagers) if (pager.sentBy === 'day2') comparePagerSender(found, pager, deadLetters);
  for (const { region, alarm, contact } of plan.pagerWatches ?? []) compareTopic(found, { values, region, name: alarm.topicName, subscriptions: [contact] });
}

/** Whether a channel of chat is there, and hears exactly the planned topics. */
export function compareChat(found: Comparison, region: string, { configurationName, topics }: ChatPlan): void {
  const chat = found.named('chat configuration', region, configurationName);
  if (chat === undefined) return;
  const planned = topics.map((topic) => found.arn('sns', topic.region, topic.name)).sort();
  const { snsTopicArns: heard } = chat;
  const differences = new Differences();
  differences.expect('topics', planned.join(', '), Array.isArray(heard) ? heard.map(textOf).sort().join(', ') : heard);
  found.differ(configurationName, chat, differences.found);
}
