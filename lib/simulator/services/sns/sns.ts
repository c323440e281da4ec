import { accountOfArn, regionOfArn, resourceOfArn } from '../../../aws/arn';
import { knownProperties } from '../../../aws/assembly/known-properties';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, optionalText, requiredText, textsOf } from '../../../aws/assembly/property';
import { parseJsonText } from '../../../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../aws/errors';
import { attachedTo } from '../../../aws/iam/attached-to';
import { policyStatements } from '../../../aws/iam/policy';
import { principalName } from '../../../aws/iam/principal';
import { outsideTemplates, type NotSimulatedParts } from '../../core/not-simulated';
import { takePage } from '../../core/page';
import {
  BrokenLinkError,
  denialReason,
  optionalInput,
  requiredInput,
  type CallContext,
  type CallInput,
  type CallOutput,
  type OperationRuns,
} from '../../core/service';
import type { KeyUse } from '../kms/ports';
import { keyContext } from './key-context';
import { MessageDelivery, type DeliveryPorts } from './message-delivery';
import type { SNS_OPERATIONS } from './operations';
import type { PublishedMessage } from './ports';
import { SNS_RESOURCES } from './resources';
import { inlineSubscriptions, readTopic, subscribe, type SubscribeOptions, type Subscription, type Topic } from './topic';
import { isSubject, readMessage } from './topic-message';

/** What Simple Notification Service needs of the account it runs in. */
export interface SnsOptions extends DeliveryPorts, SubscribeOptions {
  readonly stacks: readonly LoadedStack[];
  readonly kms: KeyUse;
  readonly nextId: () => string;
  readonly notSimulated: NotSimulatedParts;
}

/** Where Amazon Q Developer in chat applications gets the messages of its topics. https://docs.aws.amazon.com/chatbot/latest/adminguide/what-is.html */
const CHAT_ENDPOINT = 'https://global.sns-api.chatbot.amazonaws.com';

/** Channels of chats that messages of topics reach. */
const CHATS = ['AWS::Chatbot::SlackChannelConfiguration', 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration'] as const;

/** Properties that decide nothing about who gets a message at once. */
const DISPENSABLE_OF_SUBSCRIPTIONS = ['DeliveryPolicy', 'SubscriptionRoleArn'];

/** Topics or subscriptions on a page of a list. https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
const PAGES = { sizeKey: 'MaxResults', most: 100, usual: 100, sizeError: 'InvalidParameterException', tokenError: 'InvalidParameterException' } as const;

/**
 * Simple Notification Service: who may publish to which topic, and what reaches whom. Every subscription of a template
 * is confirmed unless the account says otherwise. Of the metrics of a topic those about deliveries are published.
 *
 * A call to a topic that no template has, that cannot be simulated, or whose policy cannot be determined throws
 * NotSimulatedError.
 */
export class Sns {
  readonly operations: OperationRuns<typeof SNS_OPERATIONS> = {
    Publish: (input, call) => this.#publish(input, call),
    ListTopics: (input, call) => this.#listTopics(input, call),
    DeleteTopic: (input, call) => this.#deleteTopic(input, call),
    Subscribe: (input, call) => this.#subscribeByCall(input, call),
    ListSubscriptionsByTopic: (input, call) => this.#listSubscriptions(input, call),
    GetTopicAttributes: (input, call) => this.#getAttributes(input, call),
    GetSubscriptionAttributes: (input, call) => this.#getSubscription(input, call),
    Unsubscribe: (input, call) => this.#unsubscribe(input, call),
  };
  /** Everything published, in order. */
  readonly published: PublishedMessage[] = [];
  readonly #topics = new Map<string, Topic>();
  /** ARNs of topics that are there no more. */
  readonly #deleted = new Set<string>();
  /** Why nobody can tell what becomes of a call to a topic, by its ARN. */
  readonly #doubts = new Map<string, NotSimulatedError>();
  /** Set when a policy could not be read: it may be attached to any topic that no other policy is attached to. */
  #unreadPolicy: NotSimulatedError | undefined;
  readonly #options: SnsOptions;
  readonly #delivery: MessageDelivery;

  constructor(options: SnsOptions) {
    this.#options = options;
    this.#delivery = new MessageDelivery(options);
    const resources = options.stacks.flatMap((stack) => stack.resources);
    const readAll = (type: string, read: (resource: LoadedResource) => void) =>
      resources.filter((resource) => resource.type === type).forEach((resource) => options.notSimulated.attempt(resource, () => read(resource)));
    readAll('AWS::SNS::Topic', (resource) => this.#addTopic(resource));
    readAll('AWS::SNS::Subscription', (resource) => {
      const { properties } = knownProperties(resource, DISPENSABLE_OF_SUBSCRIPTIONS);
      const topicArn = requiredText(properties, 'TopicArn');
      if (this.#topics.has(topicArn)) checkRegion(topicArn, optionalText(properties, 'Region') ?? resource.region);
      this.#subscribe(topicArn, properties);
    });
    for (const type of CHATS) readAll(type, (resource) => this.#addChat(resource, type));
    readAll('AWS::SNS::TopicPolicy', (resource) => this.#addPolicy(resource, 'Topics'));
    readAll('AWS::SNS::TopicInlinePolicy', (resource) => this.#addPolicy(resource, 'TopicArn'));
  }

  /** Number of subscriptions that received a message. */
  recipientCount(messageId: string): number {
    return this.published.findLast((message) => message.messageId === messageId)?.recipients.length ?? 0;
  }

  #addTopic(resource: LoadedResource): void {
    const arn = resource.ref;
    try {
      const topic = readTopic(resource);
      this.#topics.set(arn, topic);
      const { notSimulated } = this.#options;
      for (const read of notSimulated.attempt(resource, () => inlineSubscriptions(resource)) ?? []) {
        notSimulated.attempt(resource, () => subscribe(topic, read(), this.#options));
      }
    } catch (error) {
      if (error instanceof NotSimulatedError) this.#doubts.set(arn, error);
      throw error;
    }
  }

  #addChat({ properties }: LoadedResource, type: (typeof CHATS)[number]): void {
    allowOnly(properties, SNS_RESOURCES[type]);
    for (const arn of textsOf(properties, 'SnsTopicArns')) this.#subscribe(arn, { Protocol: 'https', Endpoint: CHAT_ENDPOINT });
  }

  /** Subscriptions to topics of other people are none of ours. */
  #subscribe(topicArn: string, properties: JsonObject): void {
    const topic = this.#topics.get(topicArn);
    if (topic !== undefined) subscribe(topic, properties, this.#options);
  }

  /** An attached policy replaces the default one. One that cannot be read is a doubt about the topics it names, and about no other. */
  #addPolicy(resource: LoadedResource, property: 'Topics' | 'TopicArn'): void {
    const topics = attachedTo(resource, property);
    if (topics.unread !== undefined) this.#unreadPolicy ??= topics.unread;
    const policy = orDoubt(() => readPolicy(resource));
    let doubt = policy instanceof NotSimulatedError ? policy : topics.unread;
    for (const arn of topics.names) {
      const topic = this.#topics.get(arn);
      if (topic === undefined) continue;
      if (policy instanceof NotSimulatedError) this.#doubts.set(arn, policy);
      else if (topic.policy.source === undefined) topic.policy = policy;
      else {
        doubt = new NotSimulatedError(`a second policy for ${arn} beside ${topic.policy.source}, as the one deployed last wins`);
        this.#doubts.set(arn, doubt);
      }
    }
    if (doubt !== undefined) throw doubt;
  }

  #publish(input: CallInput, call: CallContext): CallOutput {
    const subject = optionalInput(input, 'Subject');
    // A service knows what SNS takes; what it makes of the name of an alarm that is none is not documented.
    if (typeof call.principal !== 'string' && subject !== undefined && !isSubject(subject)) {
      throw new NotSimulatedError(`subject ${JSON.stringify(subject)} of ${principalName(call.principal)}`);
    }
    const message = readMessage(input);
    const topic = this.#authorizedTopic(input, 'sns:Publish', call);
    if (topic.keyId !== undefined) this.#options.kms.authorizeTopicUse(topic.keyId, call, keyContext(call));
    const confirmed = topic.subscriptions.filter(({ status }) => status === 'confirmed');
    if (message.hasStructure && confirmed.some(({ filter }) => filter?.scope === 'MessageBody')) {
      throw new NotSimulatedError('MessageStructure json with a filter on the body of messages', topic.arn);
    }
    const accepting = confirmed.filter(({ accepts }) => accepts(message.message, message.attributes));
    const accepted = { ...message, at: call.now, messageId: this.#options.nextId() };
    const recipients = accepting.filter((subscription) => this.#delivery.deliver(topic, accepted, subscription));
    this.published.push({
      at: call.now,
      messageId: accepted.messageId,
      topicArn: topic.arn,
      publisher: call.principal,
      subject: message.subject,
      message: message.message,
      attributes: message.attributes,
      recipients,
    });
    return { MessageId: accepted.messageId };
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
  #listTopics(input: CallInput, call: CallContext): CallOutput {
    const decision = call.authorize('identity policy', { action: 'sns:ListTopics', resource: '*' });
    if (decision.outcome !== 'allowed') {
      const reason = `${principalName(call.principal)} may not sns:ListTopics: ${denialReason(decision, 'identity policy')}`;
      throw new ServiceError('AuthorizationErrorException', reason);
    }
    const doubt = [...this.#doubts].find(([arn]) => regionOfArn(arn) === call.region);
    if (doubt !== undefined) throw doubt[1];
    const own = [...this.#topics.keys()].filter((arn) => regionOfArn(arn) === call.region);
    const { items, rest } = takePage(own, undefined, input.NextToken, PAGES);
    return { ...rest, Topics: items.map((TopicArn) => ({ TopicArn })) };
  }

  /**
   * Subscribes, or asks again for the confirmation of what is pending. An endpoint that is subscribed keeps its attributes:
   * others are refused. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
   */
  #subscribeByCall(input: CallInput, call: CallContext): CallOutput {
    const topic = this.#authorizedTopic(input, 'sns:Subscribe', call);
    const [Protocol, Endpoint] = [requiredInput(input, 'Protocol'), requiredInput(input, 'Endpoint')];
    const known = topic.subscriptions.find(({ protocol, endpoint }) => protocol === Protocol && endpoint === Endpoint);
    if (known === undefined) subscribe(topic, { TopicArn: topic.arn, Protocol, Endpoint, ...attributesIn(input) }, this.#options);
    else if (input.Attributes !== undefined) throw new NotSimulatedError('sns:Subscribe with attributes of an endpoint that is subscribed', topic.arn);
    const { arn, status } = known ?? topic.subscriptions.at(-1)!;
    return { SubscriptionArn: status === 'pending' && input.ReturnSubscriptionArn !== true ? 'pending confirmation' : arn };
  }

  #listSubscriptions(input: CallInput, call: CallContext): CallOutput {
    const topic = this.#authorizedTopic(input, 'sns:ListSubscriptionsByTopic', call);
    const { items, rest } = takePage(topic.subscriptions, undefined, input.NextToken, PAGES);
    return {
      ...rest,
      Subscriptions: items.map(({ arn, protocol, endpoint, status }) => ({
        SubscriptionArn: status === 'pending' ? 'PendingConfirmation' : arn,
        Owner: accountOfArn(topic.arn),
        Protocol: protocol,
        Endpoint: endpoint,
        TopicArn: topic.arn,
      })),
    };
  }

  #getAttributes(input: CallInput, call: CallContext): CallOutput {
    const topic = this.#authorizedTopic(input, 'sns:GetTopicAttributes', call);
    const pending = topic.subscriptions.filter(({ status }) => status === 'pending').length;
    if (topic.displayName instanceof NotSimulatedError) throw topic.displayName;
    return {
      Attributes: {
        TopicArn: topic.arn,
        Owner: accountOfArn(topic.arn),
        DisplayName: topic.displayName,
        Policy: JSON.stringify(topic.policy.document()),
        SubscriptionsConfirmed: String(topic.subscriptions.length - pending),
        SubscriptionsPending: String(pending),
        SubscriptionsDeleted: String(topic.subscribed - topic.subscriptions.length),
        ...(topic.keyId === undefined ? {} : { KmsMasterKeyId: topic.keyId }),
      },
    };
  }

  /**
   * A topic and its subscriptions are gone at once, although SNS takes a while for some; to delete it again changes nothing.
   * https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html
   */
  #deleteTopic(input: CallInput, call: CallContext): CallOutput {
    const arn = requiredInput(input, 'TopicArn');
    if (this.#deleted.has(arn)) return {};
    this.#topics.delete(this.#authorizedTopic(input, 'sns:DeleteTopic', call).arn);
    this.#deleted.add(arn);
    return {};
  }

  #noTopic(arn: string): Error {
    return this.#deleted.has(arn) ? new ServiceError('NotFoundException', 'Topic does not exist') : outsideTemplates('topic', arn);
  }

  /** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
  #getSubscription(input: CallInput, call: CallContext): CallOutput {
    const { topic, subscription } = this.#authorizedSubscription(input, 'sns:GetSubscriptionAttributes', call);
    const { arn, protocol, endpoint, status, filter, isRaw, deadLetterQueueArn } = subscription;
    return {
      Attributes: {
        SubscriptionArn: arn,
        TopicArn: topic.arn,
        Owner: accountOfArn(topic.arn),
        Protocol: protocol,
        Endpoint: endpoint,
        PendingConfirmation: String(status === 'pending'),
        RawMessageDelivery: String(isRaw),
        ...(filter !== undefined && { FilterPolicy: JSON.stringify(filter.policy), FilterPolicyScope: filter.scope }),
        ...(deadLetterQueueArn !== undefined && { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterQueueArn }) }),
      },
    };
  }

  /** https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html */
  #unsubscribe(input: CallInput, call: CallContext): CallOutput {
    const { topic, subscription } = this.#authorizedSubscription(input, 'sns:Unsubscribe', call);
    if (subscription.status === 'pending') throw new NotSimulatedError('sns:Unsubscribe of a pending subscription', subscription.arn);
    topic.subscriptions.splice(topic.subscriptions.indexOf(subscription), 1);
    return {};
  }

  #authorizedSubscription(input: CallInput, action: string, call: CallContext): { topic: Topic; subscription: Subscription } {
    const arn = requiredInput(input, 'SubscriptionArn');
    const topicArn = arn.slice(0, arn.lastIndexOf(':'));
    if (regionOfArn(arn) !== call.region || !/^[^:]+$/.test(resourceOfArn(topicArn))) {
      throw new ServiceError('InvalidParameterException', `Invalid parameter: SubscriptionArn ${arn} is no subscription of ${call.region}`);
    }
    const decision = call.authorize('identity policy', { action, resource: topicArn });
    if (decision.outcome !== 'allowed') {
      const reason = `${principalName(call.principal)} may not ${action} on ${topicArn}: ${denialReason(decision, 'identity policy')}`;
      throw new ServiceError('AuthorizationErrorException', reason);
    }
    const doubt = this.#doubts.get(topicArn);
    if (doubt !== undefined) throw doubt;
    const topic = this.#topics.get(topicArn);
    if (topic === undefined) throw this.#noTopic(topicArn);
    const subscription = topic.subscriptions.find((candidate) => candidate.arn === arn);
    if (subscription === undefined) throw new ServiceError('NotFoundException', 'Subscription does not exist');
    return { topic, subscription };
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
    if (topic === undefined) throw this.#noTopic(arn);
    const decision = call.authorize('topic policy', { action, resource: arn, resourcePolicy: topic.policy.statements });
    if (decision.outcome !== 'allowed') {
      const reason = `${principalName(call.principal)} may not ${action} to ${arn}: ${denialReason(decision, 'topic policy')}`;
      throw new BrokenLinkError('topic policy', 'AuthorizationErrorException', reason);
    }
    return topic;
  }
}

/**
 * CloudFormation subscribes in the region of the stack, unless the subscription names that of the topic.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sns-subscription.html
 *
 * @throws NotSimulatedError for a topic of another region: the deployment fails
 */
function checkRegion(topicArn: string, region: string): void {
  if (regionOfArn(topicArn) === region) return;
  throw new NotSimulatedError(`a subscription to ${topicArn} that CloudFormation makes in ${region}, as its Region says no other`);
}

/** Attributes of Subscribe, which are texts, as the properties of a subscription. */
function attributesIn({ Attributes: attributes }: CallInput): JsonObject {
  if (attributes === undefined) return {};
  if (!isJsonObject(attributes)) throw new ServiceError('InvalidParameterException', 'Invalid parameter: Attributes');
  return Object.fromEntries(
    Object.entries(attributes).map(([name, text]) => {
      const value = typeof text === 'string' ? parseJsonText(text) : undefined;
      if (value === undefined) throw new ServiceError('InvalidParameterException', `Invalid parameter: ${name}`);
      return [name, value];
    }),
  );
}

/** @throws NotSimulatedError for what is no policy, or none that is known; gaps inside of statements stay */
function readPolicy(resource: LoadedResource): Topic['policy'] {
  resource.requireCreated();
  const source = `${resource.stackName}/${resource.logicalId}`;
  const node = resource.at('PolicyDocument');
  return { document: () => node.json(), statements: policyStatements(node.value, source), source };
}
