import { accountOfArn, regionOfArn, resourceOfArn } from '../../../aws/arn';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { ServicePrincipal } from '../../../aws/iam/principal';
import { snsDeliverer } from '../../../aws/sns-deliverer';
import type { Instant } from '../../../time/time';
import type { DeliveryOfMessage, LogEntry } from '../../core/log';
import type { Caller, CallInput } from '../../core/service';
import type { MetricIdentity } from '../cloudwatch/metric-store';
import { queueUrl } from '../sqs/queue-url';
import type { Subscription, Topic } from './topic';
import type { TopicMessage } from './topic-message';

/** What deliveries need of the account. */
export interface DeliveryPorts {
  readonly log: (entry: LogEntry) => void;
  /** Makes a call to another service of the account. */
  readonly call: Caller;
  /** Counts something in a metric. */
  readonly count: (metric: MetricIdentity, value: number) => void;
  /** Whether a scenario cuts off an endpoint at an instant. */
  readonly isUnreachable: (endpoint: string, at: Instant) => boolean;
}

/** A message that a topic accepted, on its way to its subscriptions. */
export interface AcceptedMessage extends TopicMessage {
  readonly at: Instant;
  readonly messageId: string;
}

/** Endpoints of these protocols take what they get; whether a person reads it is not a matter of SNS. */
const DELIVERED_PROTOCOLS = ['email', 'email-json', 'http', 'https', 'sms'];

/** https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html */
type DeliveryMetric =
  | 'NumberOfNotificationsDelivered'
  | 'NumberOfNotificationsFailed'
  | 'NumberOfNotificationsFailedToRedriveToDlq'
  | 'NumberOfNotificationsRedrivenToDlq';

/**
 * Delivers messages to subscriptions, at the instant they are published, and logs what became of each. A text is
 * delivered whole, however many short messages it takes. What fails is not tried again: SNS does so over hours, which
 * comes too late for whoever waits, and so the message goes to the dead-letter queue at once.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export class MessageDelivery {
  readonly #ports: DeliveryPorts;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** Delivers a message to one subscription; false when it did not get it. What is not simulated counts as got. */
  deliver(topic: Topic, message: AcceptedMessage, subscription: Subscription): boolean {
    const { log } = this.#ports;
    const { arn: subscriptionArn, protocol, endpoint } = subscription;
    const { at, messageId, subject, attributes } = message;
    const delivery: DeliveryOfMessage = {
      at,
      topicArn: topic.arn,
      messageId,
      subscriptionArn,
      protocol,
      endpoint,
      ...(subject !== undefined && { subject }),
      text: message.textFor(protocol),
      attributes,
    };
    const failure = this.#failure(delivery, subscription);
    if (failure instanceof NotSimulatedError) {
      log({ kind: 'delivery not simulated', ...delivery, reason: failure.message });
      return true;
    }
    if (failure === undefined) {
      log({ kind: 'message delivered', ...delivery });
      this.#count('NumberOfNotificationsDelivered', topic.arn);
      return true;
    }
    log({ kind: 'delivery failed', ...delivery, reason: failure, ...this.#keep(delivery, subscription) });
    this.#count('NumberOfNotificationsFailed', topic.arn);
    return false;
  }

  /** Why a delivery fails, or cannot be determined; undefined when it succeeds. */
  #failure(delivery: DeliveryOfMessage, { protocol, endpoint, isRaw }: Subscription): string | NotSimulatedError | undefined {
    if (this.#ports.isUnreachable(endpoint, delivery.at)) return 'the endpoint cannot be reached in this scenario';
    if (DELIVERED_PROTOCOLS.includes(protocol)) return undefined;
    if (protocol === 'lambda') return this.#invoke(endpoint, delivery);
    if (protocol !== 'sqs') return new NotSimulatedError(`deliveries of protocol ${protocol}`);
    return this.#send(endpoint, delivery, isRaw);
  }

  /** Starts a function for the topic: the policy of the function decides. What comes of the run is Lambda's. */
  #invoke(functionArn: string, delivery: DeliveryOfMessage): string | NotSimulatedError | undefined {
    const input = { FunctionName: functionArn, InvocationType: 'Event', Payload: functionEvent(delivery) };
    return this.#callFor(delivery.topicArn, functionArn, 'lambda', 'Invoke', input);
  }

  #keep(delivery: DeliveryOfMessage, { deadLetterQueueArn, isRaw }: Subscription): { readonly keptIn?: string; readonly lost?: string } {
    if (deadLetterQueueArn === undefined) return {};
    const failure = this.#send(deadLetterQueueArn, delivery, isRaw);
    if (failure === undefined) {
      this.#count('NumberOfNotificationsRedrivenToDlq', delivery.topicArn);
      return { keptIn: deadLetterQueueArn };
    }
    this.#count('NumberOfNotificationsFailedToRedriveToDlq', delivery.topicArn);
    return { lost: `${deadLetterQueueArn}: ${typeof failure === 'string' ? failure : failure.message}` };
  }

  /** Sends to a queue for the topic: the policy of the queue decides. */
  #send(queueArn: string, delivery: DeliveryOfMessage, isRaw: boolean): string | NotSimulatedError | undefined {
    const body = isRaw ? { MessageBody: delivery.text, MessageAttributes: delivery.attributes } : { MessageBody: envelope(delivery) };
    return this.#callFor(delivery.topicArn, queueArn, 'sqs', 'SendMessage', { QueueUrl: queueUrl(queueArn), ...body });
  }

  /** Why a call for a topic to the service of a subscriber fails, or cannot be determined; undefined when it succeeds. */
  #callFor(topicArn: string, subscriberArn: string, service: string, operation: string, input: CallInput): string | NotSimulatedError | undefined {
    const region = regionOfArn(subscriberArn);
    const deliverer = snsDeliverer(regionOfArn(topicArn), region);
    const principal: ServicePrincipal = { service: deliverer, sourceArn: topicArn, sourceAccount: accountOfArn(topicArn) };
    try {
      this.#ports.call(principal, service, operation, input, region);
      return undefined;
    } catch (error) {
      if (error instanceof NotSimulatedError) return error;
      if (error instanceof ServiceError) return `${error.name}: ${error.message}`;
      throw error;
    }
  }

  #count(metricName: DeliveryMetric, topicArn: string): void {
    const dimensions = { TopicName: resourceOfArn(topicArn) };
    this.#ports.count({ region: regionOfArn(topicArn), namespace: 'AWS/SNS', metricName, dimensions }, 1);
  }
}

/** What a queue gets, without its signature. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function envelope({ at, topicArn, messageId, subject, text, attributes }: DeliveryOfMessage): string {
  const values = envelopeAttributes(attributes);
  return JSON.stringify({
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject,
    Message: text,
    Timestamp: new Date(at).toISOString(),
    ...(Object.keys(values).length > 0 && { MessageAttributes: values }),
  });
}

/** What a function is started with, without its signature: one record an event. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
function functionEvent({ at, topicArn, messageId, subscriptionArn, subject, text, attributes }: DeliveryOfMessage): string {
  const Sns = {
    Type: 'Notification',
    MessageId: messageId,
    TopicArn: topicArn,
    Subject: subject ?? null,
    Message: text,
    Timestamp: new Date(at).toISOString(),
    MessageAttributes: envelopeAttributes(attributes),
  };
  return JSON.stringify({ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', EventSubscriptionArn: subscriptionArn, Sns }] });
}

function envelopeAttributes(attributes: JsonObject): JsonObject {
  const values = Object.entries(attributes).map(([name, attribute]) => {
    const { DataType: type = 'String', StringValue: value = '' } = isJsonObject(attribute) ? attribute : {};
    return [name, { Type: type, Value: value }];
  });
  return Object.fromEntries(values) as JsonObject;
}
