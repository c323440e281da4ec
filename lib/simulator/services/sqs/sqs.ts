import { regionOfArn, resourceOfArn } from '../../../aws/arn';
import { knownProperties } from '../../../aws/assembly/known-properties';
import type { LoadedResource, LoadedStack } from '../../../aws/assembly/loaded-stack';
import { allowOnly, booleanOr, objectIn, optionalNumber, optionalText } from '../../../aws/assembly/property';
import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../aws/errors';
import { attachedTo } from '../../../aws/iam/attached-to';
import { policyStatements, type PolicyStatement } from '../../../aws/iam/policy';
import { principalName } from '../../../aws/iam/principal';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../../time/time';
import { outsideTemplates } from '../../core/not-simulated';
import { denialReason, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import { MessageBacklog } from '../cloudwatch/message-backlog';
import { MessagesSent } from '../cloudwatch/messages-sent';
import type { MetricIdentity } from '../cloudwatch/metric-store';
import type { SeriesComponent } from '../cloudwatch/series-component';
import { deadLetterQueueIn } from './dead-letter-queue';
import { attributeBytes, whyAttributesRefused } from './message-attributes';
import type { SQS_OPERATIONS } from './operations';
import type { QueuedMessage } from './ports';
import { SQS_RESOURCES } from './resources';

interface Queue {
  readonly arn: string;
  readonly url: string;
  readonly name: string;
  readonly region: string;
  readonly retentionMs: number;
  /** Largest message, its attributes included. */
  readonly messageBytes: number;
  readonly backlog: MessageBacklog;
  readonly sent: MessagesSent;
  /** True once a message has arrived. */
  isUsed: boolean;
  readonly policy: PolicyStatement[];
}

/** What Simple Queue Service needs of the account it runs in. */
export interface SqsOptions {
  readonly stacks: readonly LoadedStack[];
  readonly nextId: () => string;
  /** Publishes a metric of a queue, which goes on changing. */
  readonly publishMetric: (metric: MetricIdentity, component: SeriesComponent, unit: string) => void;
  /** Called when a published metric has changed. */
  readonly metricChanged: (metric: MetricIdentity) => void;
  /** Why it cannot be determined what becomes of messages of a queue, by its ARN; undefined when it can. */
  readonly doubtAbout: (queueArn: string) => NotSimulatedError | undefined;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const DEFAULT_RETENTION_SECONDS = 345_600;
const MESSAGE_BYTES = { least: 1_024, most: 1_048_576 };
/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const MOST_ATTRIBUTES = 10;
/** What XML does not take as a character. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const NOT_ALLOWED = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/**
 * Simple Queue Service, as far as dead letters and canaries need it: messages are accepted and kept until they expire. Nobody
 * receives them, and a queue that a function takes messages from is not simulated, so the only metrics are
 * ApproximateNumberOfMessagesVisible and NumberOfMessagesSent, one value per minute from the first message on; a queue that
 * never had one publishes nothing, as AWS does for queues without activity.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export class Sqs {
  readonly operations: OperationRuns<typeof SQS_OPERATIONS> = {
    SendMessage: (input, call) => this.#sendMessage(input, call),
  };
  /** Everything accepted, in order. */
  readonly messages: QueuedMessage[] = [];
  readonly #options: SqsOptions;
  /** By URL. */
  readonly #queues = new Map<string, Queue | NotSimulatedError>();
  #unreadPolicy: NotSimulatedError | undefined;

  constructor(options: SqsOptions) {
    this.#options = options;
    const resources = options.stacks.flatMap((stack) => stack.resources);
    for (const resource of resources) if (resource.type === 'AWS::SQS::Queue') this.#addQueue(resource);
    for (const resource of resources) {
      if (resource.type === 'AWS::SQS::QueuePolicy' || resource.type === 'AWS::SQS::QueueInlinePolicy') this.#addPolicy(resource);
    }
  }

  /** Queues are noted when they are used, not when they are read: most queues of an account are nobody's dead letters. */
  #addQueue(resource: LoadedResource): void {
    try {
      this.#queues.set(resource.ref, readQueue(resource));
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      this.#queues.set(queueUrlOr(resource), error);
    }
  }

  /** A statement that cannot be read counts only where it could turn a decision round; a policy that cannot, for its queues. */
  #addPolicy(resource: LoadedResource): void {
    const queues = attachedTo(resource, resource.type === 'AWS::SQS::QueuePolicy' ? 'Queues' : 'Queue');
    if (queues.unread !== undefined) this.#unreadPolicy ??= queues.unread;
    const statements = orDoubt(() => {
      resource.requireCreated();
      return policyStatements(resource.at('PolicyDocument').value, `${resource.stackName}/${resource.logicalId}`);
    });
    for (const url of queues.names) {
      const queue = this.#queues.get(url);
      if (queue === undefined || queue instanceof NotSimulatedError) continue;
      if (statements instanceof NotSimulatedError) this.#queues.set(url, statements);
      else queue.policy.push(...statements);
    }
  }

  /** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
  #sendMessage(input: CallInput, call: CallContext): CallOutput {
    const queue = this.#queue(requiredInput(input, 'QueueUrl'), call);
    const body = requiredInput(input, 'MessageBody');
    const decision = call.authorize('queue policy', { action: 'sqs:SendMessage', resource: queue.arn, resourcePolicy: queue.policy });
    if (decision.outcome !== 'allowed') {
      const reason = denialReason(decision, 'policies');
      throw new ServiceError('AccessDenied', `${principalName(call.principal)} may not sqs:SendMessage to ${queue.arn}: ${reason}`);
    }
    const attributes = isJsonObject(input.MessageAttributes) ? input.MessageAttributes : {};
    checkMessage(body, attributes, queue);
    const doubt = this.#options.doubtAbout(queue.arn);
    if (doubt !== undefined) throw doubt;
    const messageId = this.#options.nextId();
    this.messages.push({ at: call.now, messageId, queueArn: queue.arn, sender: call.principal, body, attributes });
    this.#count(queue, call.now);
    return { MessageId: messageId };
  }

  #queue(url: string, call: CallContext): Queue {
    const queue = this.#queues.get(url);
    if (queue instanceof NotSimulatedError) throw queue;
    if (queue === undefined) throw outsideTemplates('queue', url);
    if (queue.region !== call.region) throw new ServiceError('QueueDoesNotExist', `the queue ${url} is not in ${call.region}`);
    if (this.#unreadPolicy !== undefined) throw this.#unreadPolicy;
    return queue;
  }

  #count(queue: Queue, now: Instant): void {
    const minute = Math.floor(now / MINUTE_MS);
    queue.backlog.add(minute, Math.floor((now + queue.retentionMs) / MINUTE_MS));
    queue.sent.add(minute);
    const metrics = [
      [metricOf(queue, 'ApproximateNumberOfMessagesVisible'), queue.backlog],
      [metricOf(queue, 'NumberOfMessagesSent'), queue.sent],
    ] as const;
    for (const [metric, component] of metrics) {
      if (!queue.isUsed) this.#options.publishMetric(metric, component, 'Count');
      this.#options.metricChanged(metric);
    }
    queue.isUsed = true;
  }
}

function metricOf({ region, name }: Queue, metricName: string): MetricIdentity {
  return { region, namespace: 'AWS/SQS', metricName, dimensions: { QueueName: name } };
}

/** Properties that decide nothing about which messages a queue accepts and keeps while nobody receives any. */
const DISPENSABLE = [
  'KmsDataKeyReusePeriodSeconds',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'SqsManagedSseEnabled',
  'Tags',
  'VisibilityTimeout',
];

function readQueue(resource: LoadedResource): Queue {
  const { region } = resource;
  const { properties } = knownProperties(resource, DISPENSABLE);
  const arn = resource.attribute('Arn');
  allowOnly(properties, SQS_RESOURCES['AWS::SQS::Queue']);
  if (booleanOr(properties, 'FifoQueue', false)) throw new NotSimulatedError(`FIFO queue ${arn}`);
  const key = optionalText(properties, 'KmsMasterKeyId') ?? 'alias/aws/sqs';
  if (!/(^|:)alias\/aws\/sqs$/.test(key)) throw new NotSimulatedError(`queue ${arn} encrypted with a key of its own`);
  if ((optionalNumber(properties, 'DelaySeconds') ?? 0) !== 0) throw new NotSimulatedError(`DelaySeconds of queue ${arn}`);
  const retentionMs = (optionalNumber(properties, 'MessageRetentionPeriod') ?? DEFAULT_RETENTION_SECONDS) * SECOND_MS;
  const { least, most } = MESSAGE_BYTES;
  const messageBytes = optionalNumber(properties, 'MaximumMessageSize') ?? most;
  if (!Number.isInteger(messageBytes) || messageBytes < least || messageBytes > most) {
    throw new NotSimulatedError(`MaximumMessageSize ${messageBytes} of queue ${arn}, which is not ${least} to ${most}`);
  }
  checkRedrive(properties, arn);
  return {
    arn,
    url: resource.ref,
    name: resourceOfArn(arn),
    region,
    retentionMs,
    messageBytes,
    backlog: new MessageBacklog(),
    sent: new MessagesSent(),
    isUsed: false,
    policy: [],
  };
}

/** @throws NotSimulatedError for a queue that SQS would not create: one whose own dead letters leave its region */
function checkRedrive(properties: JsonObject, arn: string): void {
  const { RedrivePolicy: written } = properties;
  const policy = typeof written === 'string' ? (parseJsonObject(written) ?? {}) : objectIn(properties, 'RedrivePolicy');
  const target = optionalText(policy, 'deadLetterTargetArn');
  if (target !== undefined) deadLetterQueueIn(regionOfArn(arn), target);
}

/** @throws ServiceError for a message that SQS refuses */
function checkMessage(body: string, attributes: JsonObject, { messageBytes }: Queue): void {
  if (body === '') throw new ServiceError('InvalidParameterValue', 'MessageBody must not be empty');
  const refused = whyAttributesRefused(attributes);
  if (refused !== undefined) throw new ServiceError('InvalidParameterValue', refused);
  const count = Object.keys(attributes).length;
  if (count > MOST_ATTRIBUTES) throw new ServiceError('InvalidParameterValue', `${count} message attributes, where a message has ${MOST_ATTRIBUTES}`);
  if (Buffer.byteLength(body) + attributeBytes(attributes) > messageBytes) {
    throw new ServiceError('InvalidParameterValue', `One or more parameters are invalid. Reason: Message must be shorter than ${messageBytes} bytes.`);
  }
  const invalid = NOT_ALLOWED.exec(body);
  if (invalid !== null) {
    const code = invalid[0].codePointAt(0)!.toString(16);
    throw new ServiceError('InvalidMessageContents', `Invalid characters found. #x${code} is no character that a message may have`);
  }
}

function queueUrlOr(resource: LoadedResource): string {
  try {
    return resource.ref;
  } catch (error) {
    if (error instanceof NotSimulatedError) return '';
    throw error;
  }
}
