import { isJsonObject, type JsonObject } from '../domain/cloudformation/template';
import type { Instant } from '../domain/time';
import { accountOfArn, regionOfArn } from './arn';
import { NotSimulatedError } from './errors';
import { compileFilterPolicy, type MessageFilter } from './filter-policy';
import type { RequestContext } from './iam/condition';
import { policyStatements, type PolicyStatement } from './iam/policy';
import { principalName, type Principal } from './iam/principal';
import type { Kms } from './kms';
import type { LoadedResource, LoadedStack } from './loaded-stack';
import type { NotSimulatedParts } from './not-simulated';
import { allowOnly, booleanOr, listOf, optionalText, requiredText, textsOf } from './property';
import {
  BrokenLinkError,
  denialReason,
  optionalInput,
  requiredInput,
  type CallContext,
  type CallInput,
  type CallOutput,
  type Operation,
  type SimulatedService,
} from './service';

/** A subscription of a topic. The simulated account takes every subscription as confirmed by its owner. */
export interface Subscription {
  readonly arn: string;
  /** `email`, `sms`, `lambda`, `sqs`, … */
  readonly protocol: string;
  readonly endpoint: string;
  /** Whether the filter policy of the subscription lets a message through; everything passes without one. */
  readonly accepts: MessageFilter;
}

/** A message that a topic accepted. */
export interface PublishedMessage {
  readonly at: Instant;
  readonly messageId: string;
  readonly topicArn: string;
  readonly publisher: Principal;
  readonly subject?: string;
  readonly message: string;
  readonly attributes: JsonObject;
  /** Subscriptions that received it. */
  readonly recipients: readonly Subscription[];
}

interface Topic {
  readonly arn: string;
  readonly displayName: string;
  readonly keyId?: string;
  /** The policy document, as text for GetTopicAttributes and as statements. */
  policy: { readonly document: JsonObject; readonly statements: readonly PolicyStatement[]; readonly source?: string };
  readonly subscriptions: Subscription[];
}

/** Properties of AWS::SNS::Topic that decide nothing about who may publish and who receives, or are read below. */
const TOPIC_PROPERTIES = [
  'DeliveryStatusLogging', 'DisplayName', 'FifoTopic', 'KmsMasterKeyId', 'SignatureVersion', 'Subscription', 'Tags', 'TopicName',
  'TracingConfig',
];
/** How a message travels and is retried is not simulated, only who receives it. */
const SUBSCRIPTION_PROPERTIES = [
  'DeliveryPolicy', 'Endpoint', 'FilterPolicy', 'FilterPolicyScope', 'Protocol', 'RawMessageDelivery', 'RedrivePolicy', 'Region',
  'SubscriptionRoleArn', 'TopicArn',
];
/** https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const PROTOCOLS = ['application', 'email', 'email-json', 'firehose', 'http', 'https', 'lambda', 'sms', 'sqs'];

/**
 * Simple Notification Service: who may publish to which topic. Messages are accepted and kept, not delivered.
 *
 * A topic that a template has and that cannot be simulated, or whose policy cannot be told, is not the same as one
 * that does not exist: a call to it throws NotSimulatedError.
 */
export class Sns implements SimulatedService {
  readonly name = 'sns';
  readonly operations: Readonly<Record<string, Operation>> = {
    Publish: {
      inputKeys: ['TopicArn', 'Message', 'Subject', 'MessageAttributes'],
      run: (input, call) => this.#publish(input, call),
    },
    ListSubscriptionsByTopic: { inputKeys: ['TopicArn'], run: (input, call) => this.#listSubscriptions(input, call) },
    GetTopicAttributes: { inputKeys: ['TopicArn'], run: (input, call) => this.#getAttributes(input, call) },
  };
  /** Everything published, in order. */
  readonly published: PublishedMessage[] = [];
  readonly #topics = new Map<string, Topic>();
  /** Why nobody can tell what becomes of a call to a topic, by its ARN. */
  readonly #doubts = new Map<string, NotSimulatedError>();
  /** Set when a policy could not be read: it may be attached to any topic that no other policy is attached to. */
  #unreadPolicy: NotSimulatedError | undefined;
  readonly #kms: Kms;
  readonly #nextId: () => string;

  constructor(stacks: readonly LoadedStack[], kms: Kms, nextId: () => string, notSimulated: NotSimulatedParts) {
    this.#kms = kms;
    this.#nextId = nextId;
    const resources = stacks.flatMap((stack) => stack.resources);
    const readAll = (type: string, read: (resource: LoadedResource) => void) =>
      resources
        .filter((resource) => resource.type === type)
        .forEach((resource) => notSimulated.attempt(resource, () => read(resource)));
    readAll('AWS::SNS::Topic', (resource) => this.#addTopic(resource));
    readAll('AWS::SNS::Subscription', (resource) => this.#addSubscription(resource));
    readAll('AWS::SNS::TopicPolicy', (resource) => this.#addPolicy(resource, ({ properties }) => textsOf(properties, 'Topics')));
    readAll('AWS::SNS::TopicInlinePolicy', (resource) =>
      this.#addPolicy(resource, ({ properties }) => [requiredText(properties, 'TopicArn')]),
    );
  }

  /** Number of subscriptions that received a message. */
  recipientCount(messageId: string): number {
    return this.published.findLast((message) => message.messageId === messageId)?.recipients.length ?? 0;
  }

  #addTopic(resource: LoadedResource): void {
    const arn = resource.ref;
    try {
      this.#topics.set(arn, readTopic(arn, resource.properties));
    } catch (error) {
      if (error instanceof NotSimulatedError) this.#doubts.set(arn, error);
      throw error;
    }
  }

  /** Subscriptions to topics of other people are none of ours. */
  #addSubscription({ properties }: LoadedResource): void {
    const topic = this.#topics.get(requiredText(properties, 'TopicArn'));
    if (topic !== undefined) subscribe(topic, properties);
  }

  /** An attached policy replaces the default one. */
  #addPolicy(resource: LoadedResource, topicArnsOf: (resource: LoadedResource) => readonly string[]): void {
    const { topicArns, ...policy } = this.#readPolicy(resource, topicArnsOf);
    for (const topic of topicArns.map((arn) => this.#topics.get(arn))) {
      if (topic === undefined) continue;
      if (topic.policy.source !== undefined) {
        const what = `a second policy for ${topic.arn} beside ${topic.policy.source}, as the one deployed last wins`;
        const error = new NotSimulatedError(what);
        this.#doubts.set(topic.arn, error);
        throw error;
      }
      topic.policy = policy;
    }
  }

  #readPolicy(resource: LoadedResource, topicArnsOf: (resource: LoadedResource) => readonly string[]) {
    try {
      const source = `${resource.stackName}/${resource.logicalId}`;
      const { PolicyDocument: document } = resource.properties;
      const statements = policyStatements(document, source);
      return { topicArns: topicArnsOf(resource), document: document as JsonObject, statements, source };
    } catch (error) {
      if (error instanceof NotSimulatedError) this.#unreadPolicy ??= error;
      throw error;
    }
  }

  #publish(input: CallInput, call: CallContext): CallOutput {
    const message = requiredInput(input, 'Message');
    const topic = this.#authorizedTopic(input, 'sns:Publish', call);
    if (topic.keyId !== undefined) this.#kms.authorizeTopicUse(topic.keyId, call, keyContext(call));
    const messageId = this.#nextId();
    const attributes = isJsonObject(input.MessageAttributes) ? input.MessageAttributes : {};
    this.published.push({
      at: call.now,
      messageId,
      topicArn: topic.arn,
      publisher: call.principal,
      subject: optionalInput(input, 'Subject'),
      message,
      attributes,
      recipients: topic.subscriptions.filter(({ accepts }) => accepts(message, attributes)),
    });
    return { MessageId: messageId };
  }

  #listSubscriptions(input: CallInput, call: CallContext): CallOutput {
    const topic = this.#authorizedTopic(input, 'sns:ListSubscriptionsByTopic', call);
    return {
      Subscriptions: topic.subscriptions.map(({ arn, protocol, endpoint }) => ({
        SubscriptionArn: arn,
        Owner: accountOfArn(topic.arn),
        Protocol: protocol,
        Endpoint: endpoint,
        TopicArn: topic.arn,
      })),
    };
  }

  #getAttributes(input: CallInput, call: CallContext): CallOutput {
    const topic = this.#authorizedTopic(input, 'sns:GetTopicAttributes', call);
    return {
      Attributes: {
        TopicArn: topic.arn,
        Owner: accountOfArn(topic.arn),
        DisplayName: topic.displayName,
        Policy: JSON.stringify(topic.policy.document),
        SubscriptionsConfirmed: String(topic.subscriptions.length),
        SubscriptionsPending: '0',
        SubscriptionsDeleted: '0',
        ...(topic.keyId === undefined ? {} : { KmsMasterKeyId: topic.keyId }),
      },
    };
  }

  #authorizedTopic(input: CallInput, action: string, call: CallContext): Topic {
    const arn = requiredInput(input, 'TopicArn');
    if (regionOfArn(arn) !== call.region) {
      const reason = `${arn} is no topic of ${call.region}, where the call was made`;
      throw new BrokenLinkError('region', 'InvalidParameterException', reason);
    }
    const topic = this.#topics.get(arn);
    const hasDefaultPolicy = topic !== undefined && topic.policy.source === undefined;
    const doubt = this.#doubts.get(arn) ?? (hasDefaultPolicy ? this.#unreadPolicy : undefined);
    if (doubt !== undefined) throw doubt;
    if (topic === undefined) throw new BrokenLinkError('topic', 'NotFoundException', `no template has the topic ${arn}`);
    const decision = call.authorize('topic policy', { action, resource: arn, resourcePolicy: topic.policy.statements });
    if (decision.outcome !== 'allowed') {
      const reason = `${principalName(call.principal)} may not ${action} to ${arn}: ${denialReason(decision, 'topic policy')}`;
      throw new BrokenLinkError('topic policy', 'AuthorizationErrorException', reason);
    }
    return topic;
  }
}

/**
 * CloudWatch hands the source of a message on to KMS; other services do not, so a key grant of theirs must not ask
 * for it. https://aws.github.io/modern-data-architecture-accelerator/typedocs/functions/_aws-mdaa_cloudwatch-constructs.grantCloudWatchAlarmsTopicAccess.html
 * For a role, SNS asks KMS on its behalf; what kms:ViaService is for a service that publishes is not documented.
 * https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service
 */
function keyContext({ principal, region }: CallContext): RequestContext {
  if (typeof principal === 'string') return { 'kms:viaservice': `sns.${region}.amazonaws.com` };
  const handsSourceOn = principal.service === 'cloudwatch.amazonaws.com';
  return handsSourceOn ? {} : { 'aws:sourcearn': undefined, 'aws:sourceaccount': undefined, 'aws:sourceowner': undefined };
}

function readTopic(arn: string, properties: JsonObject): Topic {
  if (booleanOr(properties, 'FifoTopic', false)) throw new NotSimulatedError('FIFO topics');
  allowOnly(properties, TOPIC_PROPERTIES);
  const document = defaultTopicPolicy(arn);
  const topic: Topic = {
    arn,
    displayName: optionalText(properties, 'DisplayName') ?? '',
    keyId: optionalText(properties, 'KmsMasterKeyId'),
    policy: { document, statements: policyStatements(document, `default policy of ${arn}`) },
    subscriptions: [],
  };
  for (const subscription of listOf(properties, 'Subscription')) {
    if (!isJsonObject(subscription)) throw new NotSimulatedError('a Subscription that is not an object');
    subscribe(topic, subscription);
  }
  return topic;
}

function subscribe(topic: Topic, properties: JsonObject): void {
  allowOnly(properties, SUBSCRIPTION_PROPERTIES);
  const protocol = requiredText(properties, 'Protocol');
  if (!PROTOCOLS.includes(protocol)) throw new NotSimulatedError(`subscription protocol ${protocol}`);
  const endpoint = requiredText(properties, 'Endpoint');
  const accepts = compileFilterPolicy(properties.FilterPolicy, optionalText(properties, 'FilterPolicyScope'), topic.arn);
  const number = topic.subscriptions.length + 1;
  topic.subscriptions.push({ arn: `${topic.arn}:simulated-subscription-${number}`, protocol, endpoint, accepts });
}

const OWNER_ACTIONS = [
  'GetTopicAttributes', 'SetTopicAttributes', 'AddPermission', 'RemovePermission', 'DeleteTopic', 'Subscribe',
  'ListSubscriptionsByTopic', 'Publish',
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
