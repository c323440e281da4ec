import { accountOfArn, regionOfArn } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { ServicePrincipal } from '../../../aws/iam/principal';
import { SECOND_MS, type Instant } from '../../../time/time';
import type { VirtualClock } from '../../core/clock';
import { FUNCTION_ORDER } from '../../core/instant-order';
import type { LogEntry } from '../../core/log';
import type { Caller, CallInput } from '../../core/service';
import type { MetricIdentity } from '../cloudwatch/metric-store';
import { queueUrl } from '../sqs/queue-url';
import { deliveryErrorCode, isWorthRepeating, ThirdRegionError } from './delivery-error';
import type { Rule } from './rule';
import type { KnownTarget } from './target';

/** What deliveries need of the account. */
export interface DeliveryPorts {
  readonly clock: VirtualClock;
  readonly log: (entry: LogEntry) => void;
  readonly call: Caller;
  /** Publishes a datapoint of a metric at the present instant. */
  readonly count: (metric: MetricIdentity, value: number) => void;
  /** Marks the input of a PutEvents call as that of an event of another region, which arrives unchanged. */
  readonly forward: (input: CallInput, event: JsonObject) => void;
}

/** One event on its way to one target. */
export interface Delivery {
  readonly rule: Rule;
  readonly target: KnownTarget;
  readonly event: JsonObject;
  /** True for an event that came from a bus of another region. */
  readonly isForwarded: boolean;
  readonly acceptedAt: Instant;
  /** Attempts made so far. */
  attempts: number;
}

/**
 * Waits between attempts: AWS says that they grow exponentially, with jitter, and no more. Our assumption is that they
 * double from a second and stop at a minute, without jitter, so that a run is the same every time. With it 185 attempts
 * take about three hours.
 */
const FIRST_WAIT_SECONDS = 1;
const LONGEST_WAIT_SECONDS = 60;

type Metric = 'Invocations' | 'FailedInvocations' | 'InvocationsSentToDlq' | 'InvocationsFailedToBeSentToDlq';

/**
 * Carries events to targets. A delivery is done once the target's service has accepted the event; an error that may
 * pass is repeated by the retry policy. A missing permission or target is not: such an event goes to the dead-letter
 * queue at once, and is lost without one.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-event-delivery.html
 */
export class TargetDelivery {
  readonly #ports: DeliveryPorts;

  constructor(ports: DeliveryPorts) {
    this.#ports = ports;
  }

  /** Puts the first attempt on the clock: targets hear of an event after everything else of its instant. */
  start(delivery: Delivery, at: Instant): void {
    this.#ports.clock.schedule(at, () => this.#attempt(delivery), FUNCTION_ORDER);
  }

  #attempt(delivery: Delivery): void {
    delivery.attempts += 1;
    try {
      this.#deliver(delivery);
      this.#count(delivery.rule, 'Invocations');
    } catch (error) {
      if (error instanceof ServiceError) this.#repeatOrGiveUp(delivery, error);
      else if (error instanceof NotSimulatedError) this.#tellNotSimulated(delivery, error);
      else throw error;
    }
  }

  #deliver({ rule, target, event, isForwarded }: Delivery): void {
    const { call } = this.#ports;
    const { region, name } = rule.identity;
    const principal = principalOf(rule);
    const payload = target.payloadOf(event);
    switch (target.kind) {
      case 'function':
        call(principal, 'lambda', 'Invoke', { FunctionName: target.arn, InvocationType: 'Event', Payload: payload }, region);
        return;
      case 'queue':
        call(principal, 'sqs', 'SendMessage', { QueueUrl: queueUrl(target.arn), MessageBody: payload }, region);
        return;
      case 'topic':
        call(principal, 'sns', 'Publish', { TopicArn: target.arn, Message: payload }, region);
        return;
      case 'bus': {
        if (isForwarded) throw new ThirdRegionError(target.arn);
        call(principal, 'sts', 'AssumeRole', { RoleArn: target.roleArn!, RoleSessionName: name }, region);
        const { source, 'detail-type': detailType, resources, detail } = event;
        const entry = { EventBusName: target.arn, Source: source, DetailType: detailType, Resources: resources, Detail: JSON.stringify(detail) };
        const input = { Entries: [entry] };
        this.#ports.forward(input, event);
        call(target.roleArn!, 'events', 'PutEvents', input, regionOfArn(target.arn));
      }
    }
  }

  #repeatOrGiveUp(delivery: Delivery, error: ServiceError): void {
    const { clock } = this.#ports;
    const { target, acceptedAt, attempts } = delivery;
    if (!isWorthRepeating(error)) return this.#giveUp(delivery, error);
    if (attempts > target.maximumRetryAttempts) return this.#giveUp(delivery, error, 'MaximumRetryAttempts');
    const next = clock.now + Math.min(FIRST_WAIT_SECONDS * 2 ** (attempts - 1), LONGEST_WAIT_SECONDS) * SECOND_MS;
    if (next > acceptedAt + target.maximumEventAgeSeconds * SECOND_MS) return this.#giveUp(delivery, error, 'MaximumEventAgeInSeconds');
    this.start(delivery, next);
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html */
  #giveUp(delivery: Delivery, error: ServiceError, condition?: string): void {
    const { rule, target, event, attempts } = delivery;
    const { log, clock, call } = this.#ports;
    const { deadLetterArn } = target;
    this.#count(rule, 'Invocations');
    this.#count(rule, 'FailedInvocations');
    const reason = [condition, error.name, error.message].filter((part) => part !== undefined).join(': ');
    const entry = { kind: 'invocation given up', at: clock.now, source: rule.identity, requestId: String(event.id), reason } as const;
    if (deadLetterArn === undefined) return log({ ...entry, keptIn: [], lost: [] });
    const attributes: Readonly<Record<string, string>> = {
      RULE_ARN: rule.identity.arn,
      TARGET_ARN: target.arn,
      ERROR_CODE: deliveryErrorCode(error),
      ERROR_MESSAGE: error.message,
      ...(condition !== undefined && { EXHAUSTED_RETRY_CONDITION: condition }),
      RETRY_ATTEMPTS: String(attempts - 1),
    };
    const MessageAttributes = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]));
    const input = { QueueUrl: queueUrl(deadLetterArn), MessageBody: JSON.stringify(event), MessageAttributes };
    try {
      call(principalOf(rule), 'sqs', 'SendMessage', input, rule.identity.region);
    } catch (lost) {
      if (lost instanceof NotSimulatedError) return log({ ...entry, keptIn: [], lost: [], unknown: [`${deadLetterArn}: ${lost.message}`] });
      if (!(lost instanceof ServiceError)) throw lost;
      this.#count(rule, 'InvocationsFailedToBeSentToDlq');
      return log({ ...entry, keptIn: [], lost: [`${deadLetterArn}: ${lost.name}: ${lost.message}`] });
    }
    this.#count(rule, 'InvocationsSentToDlq');
    log({ ...entry, keptIn: [deadLetterArn], lost: [] });
  }

  #tellNotSimulated({ rule, target, event }: Delivery, error: NotSimulatedError): void {
    const { log, clock } = this.#ports;
    log({ kind: 'target not simulated', at: clock.now, rule: rule.identity, targetArn: target.arn, eventId: String(event.id), reason: error.message });
  }

  /**
   * Metrics of a rule; those of rules of other buses than the default one name the bus as well.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
   */
  #count({ identity, bus }: Rule, metricName: Metric): void {
    const dimensions = { ...(bus === 'default' ? {} : { EventBusName: bus }), RuleName: identity.name };
    this.#ports.count({ region: identity.region, namespace: 'AWS/Events', metricName, dimensions }, 1);
  }
}

function principalOf({ identity }: Rule): ServicePrincipal {
  return { service: 'events.amazonaws.com', sourceArn: identity.arn, sourceAccount: accountOfArn(identity.arn) };
}
