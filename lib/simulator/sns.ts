import { isJsonObject, type JsonObject } from '../domain/cloudformation/template';
import type { Instant } from '../domain/time';
import { accountOfArn } from './arn';
import { NotSimulatedError } from './errors';
import { compileFilterPolicy, type MessageFilter } from './filter-policy';
import type { RequestContext } from './iam/condition';
import { policyStatements, type PolicyStatement } from './iam/policy';
import { principalName, type Principal } from './iam/principal';
import type { Kms } from './kms';
import type { LoadedResource, LoadedStack } from './loaded-stack';
import type { NotSimulatedParts } from './not-simulated';
import { booleanOr, listOf, optionalText, requiredText, textsOf } from './property';
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

/**
 * Simple Notification Service: who may publish to which topic. Messages are accepted and kept, not delivered.
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
    readAll('AWS::SNS::TopicPolicy', (resource) => this.#addPolicy(resource, textsOf(resource.properties, 'Topics')));
    readAll('AWS::SNS::TopicInlinePolicy', (resource) =>
      this.#addPolicy(resource, [requiredText(resource.properties, 'TopicArn')]),
    );
  }

  /** Number of subscriptions that received a message. */
  recipientCount(messageId: string): number {
    return this.published.findLast((message) => message.messageId === messageId)?.recipients.length ?? 0;
  }

  #addTopic(resource: LoadedResource): void {
    const { properties } = resource;
    if (booleanOr(properties, 'FifoTopic', false)) throw new NotSimulatedError('FIFO topics');
    const arn = resource.ref;
    const document = defaultTopicPolicy(arn);
    const topic: Topic = {
      arn,
      displayName: optionalText(properties, 'DisplayName') ?? '',
      keyId: optionalText(properties, 'KmsMasterKeyId'),
      policy: { document, statements: policyStatements(document, `default policy of ${arn}`) },
      subscriptions: [],
    };
    this.#topics.set(arn, topic);
    for (const subscription of listOf(properties, 'Subscription')) {
      if (!isJsonObject(subscription)) throw new NotSimulatedError('a Subscription that is not an object');
      subscribe(topic, subscription);
    }
  }

  /** Subscriptions to topics of other people are none of ours. */
  #addSubscription({ properties }: LoadedResource): void {
    const topic = this.#topics.get(requiredText(properties, 'TopicArn'));
    if (topic !== undefined) subscribe(topic, properties);
  }

  /** An attached policy replaces the default one. */
  #addPolicy(resource: LoadedResource, topicArns: readonly string[]): void {
    const { PolicyDocument: document } = resource.properties;
    const source = `${resource.stackName}/${resource.logicalId}`;
    const statements = policyStatements(document, source);
    for (const topic of topicArns.map((arn) => this.#topics.get(arn))) {
      if (topic === undefined) continue;
      if (topic.policy.source !== undefined) {
        throw new NotSimulatedError(`a second policy for ${topic.arn} beside ${topic.policy.source}, as the one deployed last wins`);
      }
      topic.policy = { document: document as JsonObject, statements, source };
    }
  }

  #publish(input: CallInput, call: CallContext): CallOutput {
    const message = requiredInput(input, 'Message');
    const topic = this.#authorizedTopic(input, 'sns:Publish', call);
    if (topic.keyId !== undefined) this.#kms.authorizeTopicUse(topic.keyId, call, keyContext(call.principal));
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
    const topic = this.#topics.get(arn);
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
 */
function keyContext(principal: Principal): RequestContext {
  const isOtherService = typeof principal !== 'string' && principal.service !== 'cloudwatch.amazonaws.com';
  return isOtherService ? { 'aws:sourcearn': undefined, 'aws:sourceaccount': undefined, 'aws:sourceowner': undefined } : {};
}

function subscribe(topic: Topic, properties: JsonObject): void {
  const protocol = requiredText(properties, 'Protocol');
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
