import { accountOfArn, regionOfArn } from '../../../aws/arn';
import { knownProperties } from '../../../aws/assembly/known-properties';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { allowOnly, booleanOr, optionalText, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';
import { compileFilterPolicy, type FilterAssumptions, type MessageFilter } from '../../../aws/events/filter-policy';
import { policyStatements, type PolicyStatement } from '../../../aws/iam/policy';
import { deadLetterQueueIn } from '../sqs/dead-letter-queue';
import { SNS_RESOURCES } from './resources';

/** A subscription of a topic. */
export interface Subscription {
  readonly arn: string;
  /** `email`, `sms`, `lambda`, `sqs`, … */
  readonly protocol: string;
  readonly endpoint: string;
  /** Until its owner confirms it, a subscription receives nothing. */
  readonly status: 'confirmed' | 'pending';
  /** Whether the filter policy of the subscription lets a message through; everything passes without one. */
  readonly accepts: MessageFilter;
  readonly filter?: { readonly policy: JsonObject; readonly scope: string };
  /** True for a queue that gets the text alone, without the envelope that names the topic. */
  readonly isRaw: boolean;
  /** ARN of the queue that gets what could not be delivered. */
  readonly deadLetterQueueArn?: string;
}

/** A topic with its policy and subscriptions. */
export interface Topic {
  readonly arn: string;
  /** An error when it is only known at deployment. */
  readonly displayName: string | NotSimulatedError;
  readonly keyId?: string;
  /** The policy: the document for GetTopicAttributes, which throws NotSimulatedError for gaps in it, and the statements. */
  policy: { readonly document: () => JsonValue | undefined; readonly statements: readonly PolicyStatement[]; readonly source?: string };
  readonly subscriptions: Subscription[];
  /** Subscriptions the topic ever had; they are numbered. */
  subscribed: number;
}

/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const PROTOCOLS = ['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs'];

/** Properties that decide nothing about who gets a message. Subscriptions are read one by one. */
const DISPENSABLE = ['DeliveryStatusLogging', 'DisplayName', 'SignatureVersion', 'Subscription', 'Tags', 'TracingConfig'];

/**
 * Reads a topic, without the subscriptions that stand in it.
 *
 * @throws NotSimulatedError
 */
export function readTopic(resource: LoadedResource): Topic {
  const arn = resource.ref;
  const { properties, gaps } = knownProperties(resource, DISPENSABLE);
  if (booleanOr(properties, 'FifoTopic', false)) throw new NotSimulatedError('FIFO topics');
  allowOnly(properties, SNS_RESOURCES['AWS::SNS::Topic']);
  const document = defaultTopicPolicy(arn);
  return {
    arn,
    displayName: gaps.get('DisplayName') ?? optionalText(properties, 'DisplayName') ?? '',
    keyId: optionalText(properties, 'KmsMasterKeyId'),
    policy: { document: () => document, statements: policyStatements(document, `default policy of ${arn}`) },
    subscriptions: [],
    subscribed: 0,
  };
}

/**
 * The subscriptions that stand in a topic itself, each with a reader of its properties.
 *
 * @throws NotSimulatedError when the list cannot be resolved; the readers throw it for a subscription that cannot
 */
export function inlineSubscriptions(resource: LoadedResource): readonly (() => JsonObject)[] {
  return resource
    .at('Subscription')
    .list()
    .map((node) => () => {
      const subscription = node.json();
      if (!isJsonObject(subscription)) throw new NotSimulatedError('a Subscription that is not an object');
      return subscription;
    });
}

/** What subscriptions are made with. */
export interface SubscribeOptions {
  /** Endpoints whose owners do not confirm. */
  readonly pendingEndpoints: readonly string[];
  readonly assumptions: FilterAssumptions;
}

/**
 * Adds a subscription to a topic.
 *
 * @throws NotSimulatedError for what is not simulated, and for what SNS would refuse
 */
export function subscribe(topic: Topic, properties: JsonObject, { pendingEndpoints, assumptions }: SubscribeOptions): void {
  allowOnly(properties, SNS_RESOURCES['AWS::SNS::Subscription']);
  const protocol = requiredText(properties, 'Protocol');
  if (!PROTOCOLS.includes(protocol)) throw new NotSimulatedError(`subscription protocol ${protocol}`);
  const endpoint = requiredText(properties, 'Endpoint');
  const { FilterPolicy: policy } = properties;
  const scope = optionalText(properties, 'FilterPolicyScope');
  topic.subscribed += 1;
  topic.subscriptions.push({
    arn: `${topic.arn}:simulated-subscription-${topic.subscribed}`,
    protocol,
    endpoint,
    status: pendingEndpoints.includes(endpoint) ? 'pending' : 'confirmed',
    accepts: compileFilterPolicy(policy, scope, topic.arn, assumptions),
    ...(isJsonObject(policy) && Object.keys(policy).length > 0 && { filter: { policy, scope: scope ?? 'MessageAttributes' } }),
    isRaw: booleanOr(properties, 'RawMessageDelivery', false),
    ...deadLetterQueue(topic.arn, properties),
  });
}

function deadLetterQueue(topicArn: string, { RedrivePolicy: policy }: JsonObject): Pick<Subscription, 'deadLetterQueueArn'> {
  if (policy === undefined) return {};
  if (!isJsonObject(policy)) throw new NotSimulatedError('a RedrivePolicy that is not an object');
  allowOnly(policy, ['deadLetterTargetArn']);
  return { deadLetterQueueArn: deadLetterQueueIn(regionOfArn(topicArn), requiredText(policy, 'deadLetterTargetArn')) };
}

const OWNER_ACTIONS = [
  'GetTopicAttributes',
  'SetTopicAttributes',
  'AddPermission',
  'RemovePermission',
  'DeleteTopic',
  'Subscribe',
  'ListSubscriptionsByTopic',
  'Publish',
] as const;

/**
 * The policy of a topic nobody attached one to: everything for the owner, through services that act for the owner's
 * resources too. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
function defaultTopicPolicy(topicArn: string): JsonObject {
  return {
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: OWNER_ACTIONS.map((name) => `SNS:${name}`),
        Resource: topicArn,
        Condition: { StringEquals: { 'AWS:SourceOwner': accountOfArn(topicArn) } },
      },
    ],
  };
}
