import { alarmNameOf, regionOfArn, resourceOfArn } from '../../aws/arn';
import { contactsByEndpoint, type Contact } from '../../conformance/stored-contacts';
import { plannedAlarm, RESPONDER_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';
import type { ContactChannel } from '../../incident/roster/roster';
import type { Severity } from '../../incident/severity';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { CallEntry, LogEntry } from '../../simulator/core/log';
import type { Instant } from '../../time/time';
import { parsedFields, readEngineMessage, type EngineMessage } from './engine-message';

/** What a topic of paging is for. */
export type TopicPurpose =
  | { readonly kind: 'tier'; readonly severity: Severity; readonly tier: number }
  | { readonly kind: 'informed'; readonly severity: Severity }
  | { readonly kind: 'fallback' }
  | { readonly kind: 'watchdog' };

/** A message on its way to a person. */
export interface Delivery extends Contact {
  /** Why it did not arrive; absent when it did. */
  readonly failure?: string;
}

/** One message that a topic of paging accepted. */
export interface Publication {
  readonly at: Instant;
  readonly region: string;
  readonly topicName: string;
  readonly purpose: TopicPurpose;
  /** Who published: the engine, or CloudWatch for an alarm. */
  readonly by: 'engine' | 'alarm';
  /** Name of the alarm, when one published. */
  readonly alarmName?: string;
  /** Severity of what burns, of a planned fallback alarm. */
  readonly alarmSeverity?: Severity;
  /** True for an alarm that says that it is over. */
  readonly isOver: boolean;
  /** What the engine said, when it did. */
  readonly message?: EngineMessage;
  /** Whom it is for; empty: everybody who is subscribed. */
  readonly responders: readonly string[];
  readonly deliveries: readonly Delivery[];
}

/** People a publication arrived at, by any channel, in order. */
export function hearersOf({ deliveries }: Pick<Publication, 'deliveries'>): readonly string[] {
  return [...new Set(deliveries.filter(({ failure }) => failure === undefined).map(({ person }) => person))];
}

interface Open {
  readonly call: CallEntry;
  readonly purpose: TopicPurpose;
  readonly topicName: string;
  readonly deliveries: Delivery[];
}

/**
 * Reads from the log of an account what topics of paging accepted, and whom it reached. Deliveries of a message follow
 * its publication in the log.
 */
export class Publications {
  readonly #purposes = new Map<string, { readonly name: string; readonly purpose: TopicPurpose }>();
  readonly #contacts: ReadonlyMap<string, Contact>;
  readonly #policy: IncidentPlan['policy'];
  /** Of fallback alarms, by name. */
  readonly #severities: ReadonlyMap<string, Severity>;
  #open: Open | undefined;

  constructor(plan: IncidentPlan) {
    const { region: home } = plan.policy;
    const add = (region: string, name: string, purpose: TopicPurpose) => void this.#purposes.set(`${region} ${name}`, { name, purpose });
    for (const { name, severity, tier } of plan.tierTopics) add(home, name, { kind: 'tier', severity, tier });
    for (const { name, severity } of plan.informedTopics) add(home, name, { kind: 'informed', severity });
    for (const { region, fallbackTopic } of plan.regions) add(region, fallbackTopic.name, { kind: 'fallback' });
    add(plan.watchdog.region, plan.watchdog.topicName, { kind: 'watchdog' });
    this.#contacts = contactsByEndpoint(plan);
    this.#severities = new Map(plan.regions.flatMap(({ fallbackAlarms }) => fallbackAlarms.map((alarm) => [alarm.name, alarm.severity] as const)));
    this.#policy = plan.policy;
  }

  /** True for a topic that pages, informs, or notifies the watchdog. */
  isTopic(topicArn: string): boolean {
    return this.#topic(topicArn) !== undefined;
  }

  /**
   * Takes the next entry of the log.
   *
   * @returns a publication, once everything that came of it has been read
   */
  add(entry: LogEntry): Publication | undefined {
    if (entry.kind === 'message delivered' || entry.kind === 'delivery failed' || entry.kind === 'delivery not simulated') {
      const contact = this.#contacts.get(entry.endpoint);
      if (this.#open === undefined || contact === undefined || entry.topicArn !== this.#open.call.input.TopicArn) return undefined;
      this.#open.deliveries.push({ ...contact, ...(entry.kind !== 'message delivered' && { failure: entry.reason }) });
      return undefined;
    }
    // A topic stores what it could not deliver as part of the same publication.
    if (entry.kind === 'call' && entry.service === 'sqs') return undefined;
    const done = this.finish();
    if (entry.kind === 'call' && entry.service === 'sns' && entry.operation === 'Publish') this.#begin(entry);
    return done;
  }

  /** The publication that is being read, when the log is over. */
  finish(): Publication | undefined {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return undefined;
    const { call, purpose, topicName, deliveries } = open;
    // A call whose answer is lost has failed for its caller, and notified people all the same.
    if (call.outcome !== 'succeeded' && deliveries.length === 0) return undefined;
    const message = this.#withGroup(readEngineMessage(call.input.Message));
    const alarmArn = typeof call.principal === 'string' ? undefined : call.principal.sourceArn;
    const alarmName = alarmArn === undefined ? undefined : alarmNameOf(alarmArn);
    return {
      at: call.at,
      region: call.region,
      topicName,
      purpose,
      by: alarmArn === undefined ? 'engine' : 'alarm',
      ...(alarmName !== undefined && { alarmName }),
      ...(alarmName !== undefined && this.#severities.has(alarmName) && { alarmSeverity: this.#severities.get(alarmName)! }),
      isOver: alarmArn !== undefined && newStateOf(call.input.Message) === 'OK',
      ...(message !== undefined && { message }),
      responders: respondersOf(call),
      deliveries,
    };
  }

  /** A page without a record says which alarm it is for; the plan says whose alarm that is. */
  #withGroup(message: EngineMessage | undefined): EngineMessage | undefined {
    if (message?.group !== undefined || message?.alarm === undefined) return message;
    const group = plannedAlarm(this.#policy, message.alarm)?.group;
    return group === undefined ? message : { ...message, group };
  }

  #begin(call: CallEntry): void {
    const topic = this.#topic(String(call.input.TopicArn));
    if (topic === undefined) return;
    this.#open = { call, purpose: topic.purpose, topicName: topic.name, deliveries: [] };
  }

  #topic(arn: string): { readonly name: string; readonly purpose: TopicPurpose } | undefined {
    return this.#purposes.get(`${regionOfArn(arn)} ${resourceOfArn(arn)}`);
  }
}

/** `NewStateValue` of what CloudWatch publishes; undefined for a message that is none of CloudWatch's. */
function newStateOf(message: unknown): string | undefined {
  const { NewStateValue } = parsedFields(message) ?? {};
  return typeof NewStateValue === 'string' ? NewStateValue : undefined;
}

function respondersOf({ input }: CallEntry): readonly string[] {
  const { MessageAttributes: attributes } = input as { readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue?: string }>> };
  const value = attributes?.[RESPONDER_ATTRIBUTE]?.StringValue;
  return value === undefined ? [] : (JSON.parse(value) as string[]);
}

/** Used by people who talk of channels: `email, sms`. */
export function channelsOf(deliveries: readonly Delivery[], person: string): readonly ContactChannel[] {
  return deliveries.filter((delivery) => delivery.person === person && delivery.failure === undefined).map(({ channel }) => channel);
}
