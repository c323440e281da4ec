import type { Subscription } from '@aws-sdk/client-sns';
import { isArn, resourceArn } from '../../../aws/arn';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import type { JsonValue } from '../../../aws/cloudformation/template';
import type { Answer, DeployedKey, DeployedSubscription } from '../../../conformance/deployed-resources';
import type { OperationsPlan } from '../../../plan/alarm-plan';
import type { LiveLists } from './live-lists';
import type { LiveReader } from './live-reader';

interface Location {
  readonly region: string;
  /** Empty where nothing said which account it is. */
  readonly accountId: string;
}

/** A subscription of Amazon Q Developer in chat applications, which has its own configuration. */
const CHAT_ENDPOINT = /^https:\/\/global\.sns-api\.chatbot\.amazonaws\.com\b/;

/** An alias of a key that AWS manages for a service: nobody can change what it lets whom do, and it is none of the environment. */
const OF_AWS = /(?:^|:)alias\/aws\//;

/** Reads the planned topics of a region with their subscriptions and keys. */
export async function readTopics(reader: LiveReader, plan: OperationsPlan, location: Location, lists: LiveLists): Promise<void> {
  const { region, accountId } = location;
  const names = [...new Set(topicsOf(plan).flatMap((topic) => (topic.region === region ? [topic.name] : [])))];
  const keys = new Set<string>();
  for (const name of names) {
    const key = await readTopic(reader, name, location, lists);
    if (key !== undefined) keys.add(key);
  }
  for (const key of keys) if (!OF_AWS.test(key)) await readKey(reader, key, region, lists);
  if (names.length > 0 && accountId === '') lists.add('topic', region, { couldNotTell: `topics in ${region}: no call said which account it is` });
}

function topicsOf({ regions, incidents, pagerWatches = [] }: OperationsPlan): readonly { readonly region: string; readonly name: string }[] {
  const feeds = [...regions.flatMap(({ topics }) => topics), ...pagerWatches.map(({ region, alarm }) => ({ region, name: alarm.topicName }))];
  if (incidents === undefined) return feeds;
  const { policy, tierTopics, informedTopics, personTopics, watchdog } = incidents;
  const atHome = [...tierTopics, ...informedTopics, ...personTopics, watchdog.canary].map(({ name }) => ({ region: policy.region, name }));
  const fallbacks = incidents.regions.map(({ region, fallbackTopic: { name } }) => ({ region, name }));
  return [...feeds, ...atHome, ...fallbacks, { region: watchdog.region, name: watchdog.topicName }];
}

/** Returns the key of the topic. */
async function readTopic(reader: LiveReader, name: string, { region, accountId }: Location, lists: LiveLists): Promise<string | undefined> {
  if (accountId === '') return undefined;
  const { GetTopicAttributesCommand } = await import('@aws-sdk/client-sns');
  const arn = resourceArn('sns', region, accountId, name);
  const client = await reader.account.reading('sns', region);
  const missing = ['NotFound', 'NotFoundException'];
  const read = await reader.askFor('sns:GetTopicAttributes', region, missing, () => client.send(new GetTopicAttributesCommand({ TopicArn: arn })), name);
  if ('couldNotTell' in read) {
    lists.add('topic', region, read);
    lists.add('subscription', region, read);
    return undefined;
  }
  if (read.value === undefined) return undefined;
  const { KmsMasterKeyId: kmsMasterKeyId, Policy: policy = '', SubscriptionsConfirmed = '', SubscriptionsPending = '' } = read.value.Attributes ?? {};
  lists.add('topic', region, { value: { name, region, arn, policy: parseJsonText(policy), ...(kmsMasterKeyId !== undefined && { kmsMasterKeyId }) } });
  if (Number(SubscriptionsConfirmed) + Number(SubscriptionsPending) !== 0) await readSubscriptions(reader, name, arn, region, lists);
  return kmsMasterKeyId;
}

async function readSubscriptions(reader: LiveReader, topicName: string, topicArn: string, region: string, lists: LiveLists): Promise<void> {
  const { ListSubscriptionsByTopicCommand } = await import('@aws-sdk/client-sns');
  const client = await reader.account.reading('sns', region);
  const listed = await reader.askAll(
    'sns:ListSubscriptionsByTopic',
    region,
    (token) => client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken: token })),
    ({ Subscriptions: items = [], NextToken: next }: { Subscriptions?: Subscription[]; NextToken?: string }) => ({ items, next }),
    topicName,
  );
  for (const each of listed) {
    if ('couldNotTell' in each) lists.add('subscription', region, each);
    else if (!CHAT_ENDPOINT.test(each.value.Endpoint ?? '') && each.value.SubscriptionArn !== 'Deleted') {
      lists.add('subscription', region, await subscription(reader, each.value, topicName, region));
    }
  }
}

/** What is not confirmed has no ARN yet, and no attributes. */
async function subscription(reader: LiveReader, listed: Subscription, topicName: string, region: string): Promise<Answer<DeployedSubscription>> {
  const { SubscriptionArn: arn = '', TopicArn: topicArn, Protocol: protocol, Endpoint: endpoint } = listed;
  const facts = { name: arn, region, topicArn, protocol, endpoint, isPending: !isArn(arn) };
  if (facts.isPending) return { value: { ...facts, filterPolicyScope: 'MessageAttributes' } };
  const { GetSubscriptionAttributesCommand } = await import('@aws-sdk/client-sns');
  const client = await reader.account.reading('sns', region);
  const send = () => client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
  const read = await reader.ask('sns:GetSubscriptionAttributes', region, send, topicName);
  if ('couldNotTell' in read) return read;
  const { FilterPolicy: filter, FilterPolicyScope: filterPolicyScope = 'MessageAttributes' } = read.value.Attributes ?? {};
  return { value: { ...facts, filterPolicyScope, ...(filter !== undefined && { filterPolicy: parseJsonText(filter) }) } };
}

/** The key of a topic, by id, ARN or alias; keys that AWS manages are nobody's to change, and none of the environment. */
async function readKey(reader: LiveReader, keyId: string, region: string, lists: LiveLists): Promise<void> {
  const { DescribeKeyCommand, GetKeyPolicyCommand } = await import('@aws-sdk/client-kms');
  const client = await reader.account.reading('kms', region);
  const read = await reader.askFor('kms:DescribeKey', region, ['NotFoundException'], () => client.send(new DescribeKeyCommand({ KeyId: keyId })), keyId);
  if ('couldNotTell' in read) return lists.add('key', region, read);
  const { Arn: arn = '', KeyId: name = '', KeyState: state, KeyManager: manager } = read.value?.KeyMetadata ?? {};
  if (arn === '' || manager === 'AWS') return;
  if (keyId.includes('alias/')) lists.add('key alias', region, { value: { name: keyId.slice(keyId.indexOf('alias/')), region, targetKeyId: name } });
  // Some topics name it by its ARN, others by its alias.
  if (lists.known('key', region).some((known) => known.arn === arn)) return;
  const send = () => client.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }));
  const policy = await reader.ask('kms:GetKeyPolicy', region, send, name);
  const document: Answer<JsonValue> = 'couldNotTell' in policy ? policy : { value: parseJsonText(policy.value.Policy ?? '') ?? null };
  const key: DeployedKey = { name, region, arn, ...(state !== undefined && { state }), policy: document };
  lists.add('key', region, { value: key });
}
