import { alarmNameOf, regionOfArn, resourceOfArn } from '../../aws/arn';
import { contactsByEndpoint, type Contact } from '../../conformance/stored-contacts';
import { plannedAlarm, RESPONDER_ATTRIBUTE } from '../../incident/lifecycle/engine-policy';
import type { ContactChannel } from '../../incident/roster/roster';
import type { Severity } from '../../incident/severity';
import type { IncidentPlan } from '../../plan/incident-plan';
import type { WatchdogAlarmCode } from '../../scenario/scenario-expectations';
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

/**
 * One message of paging that topics accepted. What the engine publishes for people goes to a topic each and then to the topic of
 * the severity: together that is one.
 */
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
  /** What is wrong, of an alarm of the watchdog itself. */
  readonly watchdogAlarm?: WatchdogAlarmCode;
  /** True for an alarm that says that it is over. */
  readonly isOver: boolean;
  /** What the engine said, when it did. */
  readonly message?: EngineMessage;
  /** Whom it is for; empty: everybody who is subscribed. */
  readonly responders: readonly string[];
  readonly deliveries: readonly Delivery[];
  /** What reached those of the responders who were paged by another tier for the same: they are paged once. */
  readonly reachedByAnother: readonly Delivery[];
}

/** People whom a publication made sure were notified, by itself or by the page of another tier for the same. */
export function notifiedBy({ deliveries, reachedByAnother }: Pick<Publication, 'deliveries' | 'reachedByAnother'>): readonly string[] {
  return hearersOf({ deliveries: [...deliveries, ...reachedByAnother] });
}

/** People a publication arrived at, by any channel, in order. */
export function hearersOf({ deliveries }: Pick<Publication, 'deliveries'>): readonly string[] {
  return [...new Set(deliveries.filter(({ failure }) => failure === undefined).map(({ person }) => person))];
}

/** What a topic is for; that of a person is for whatever the message is. */
type KnownPurpose = TopicPurpose | { readonly kind: 'person' };

interface Open {
  readonly call: CallEntry;
  readonly purpose: KnownPurpose;
  readonly topicName: string;
  readonly deliveries: Delivery[];
}

/** What was published to the topic of a person, and not yet to that of its severity. */
interface Waiting {
  /** As it was published: the same for everybody. */
  readonly text: string;
  readonly publication: Publication;
}

/** Pages of one change of an incident follow each other within this time, although messages to a person are kept apart. */
const SAME_CHANGE_MS = 5_000;

/**
 * Reads from the log of an account what topics of paging accepted, and whom it reached. Deliveries of a message follow
 * its publication in the log. What went to people is waited for until the topic of its severity has it, too; a function that dies
 * in between leaves it to {@link finish}, or to a publication later than {@link SAME_CHANGE_MS}.
 */
export class Publications {
  readonly #purposes = new Map<string, { readonly name: string; readonly purpose: KnownPurpose }>();
  readonly #contacts: ReadonlyMap<string, Contact>;
  readonly #policy: IncidentPlan['policy'];
  /** Of fallback alarms, by name. */
  readonly #severities: ReadonlyMap<string, Severity>;
  /** Of the alarms of the watchdog itself, by name. */
  readonly #watchdogAlarms: ReadonlyMap<string, WatchdogAlarmCode>;
  #open: Open | undefined;
  #waiting: readonly Waiting[] = [];
  /** Pages of the last moments. */
  #pages: readonly Publication[] = [];

  constructor(plan: IncidentPlan) {
    const { region: home } = plan.policy;
    const add = (region: string, name: string, purpose: KnownPurpose) => void this.#purposes.set(`${region} ${name}`, { name, purpose });
    for (const { name, severity, tier } of plan.tierTopics) add(home, name, { kind: 'tier', severity, tier });
    for (const { name, severity } of plan.informedTopics) add(home, name, { kind: 'informed', severity });
    for (const { name } of plan.personTopics) add(home, name, { kind: 'person' });
    for (const { region, fallbackTopic } of plan.regions) add(region, fallbackTopic.name, { kind: 'fallback' });
    add(plan.watchdog.region, plan.watchdog.topicName, { kind: 'watchdog' });
    this.#contacts = contactsByEndpoint(plan);
    this.#severities = new Map(plan.regions.flatMap(({ fallbackAlarms }) => fallbackAlarms.map((alarm) => [alarm.name, alarm.severity] as const)));
    const { alarm, canary } = plan.watchdog;
    this.#watchdogAlarms = new Map([
      [alarm.name, 'engine silent'],
      [canary.alarm.name, 'canary missing'],
    ]);
    this.#policy = plan.policy;
  }

  /** True for a topic that pages, informs, or notifies the watchdog. */
  isTopic(topicArn: string): boolean {
    return this.#topic(topicArn) !== undefined;
  }

  /**
   * Takes the next entry of the log.
   *
   * @returns publications of which everything has been read
   */
  add(entry: LogEntry): readonly Publication[] {
    // What the entry ends has to wait with the others that belong to it before they are given up together.
    const done = this.#take(entry);
    return [...this.#giveUp(entry.at), ...done];
  }

  #take(entry: LogEntry): readonly Publication[] {
    if (entry.kind === 'message delivered' || entry.kind === 'delivery failed' || entry.kind === 'delivery not simulated') {
      const contact = this.#contacts.get(entry.endpoint);
      if (this.#open === undefined || contact === undefined || entry.topicArn !== this.#open.call.input.TopicArn) return [];
      this.#open.deliveries.push({ ...contact, ...(entry.kind !== 'message delivered' && { failure: entry.reason }) });
      return [];
    }
    // A topic starts functions, and stores what it could not deliver, as part of the same publication.
    if (entry.kind === 'call' && (entry.service === 'sqs' || isBySns(entry))) return [];
    const done = this.#settle();
    if (entry.kind === 'call' && entry.service === 'sns' && entry.operation === 'Publish') this.#begin(entry);
    return done;
  }

  /** What is being read, when the log is over. */
  finish(): readonly Publication[] {
    return [...this.#settle(), ...this.#giveUp(Infinity)];
  }

  /** Ends what is open: a message for a person waits for that of the severity, which takes all of them along. */
  #settle(): readonly Publication[] {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return [];
    const publication = this.#read(open);
    const text = String(open.call.input.Message);
    if (open.purpose.kind === 'person') {
      if (publication !== undefined) this.#waiting = [...this.#waiting, { text, publication }];
      return [];
    }
    const own = this.#waiting.filter((each) => each.text === text).map((each) => each.publication);
    this.#waiting = this.#waiting.filter((each) => each.text !== text);
    if (own.length === 0 && publication === undefined) return [];
    return this.#joined(own, publication);
  }

  /** What has waited for too long was not followed by the topic of its severity. */
  #giveUp(now: Instant): readonly Publication[] {
    const late = this.#waiting.filter(({ publication }) => now - publication.at > SAME_CHANGE_MS);
    this.#waiting = this.#waiting.filter((each) => !late.includes(each));
    const texts = [...new Set(late.map(({ text }) => text))];
    return texts.flatMap((text) =>
      this.#joined(
        late.filter((each) => each.text === text).map((each) => each.publication),
        undefined,
      ),
    );
  }

  /** One publication of what went to everybody's topic; whoever got it twice, got another one. */
  #joined(own: readonly Publication[], ofSeverity: Publication | undefined): readonly Publication[] {
    const first = own.filter(({ topicName }, index) => own.findIndex((each) => each.topicName === topicName) === index);
    const again = own.filter((each) => !first.includes(each));
    const parts = [...first, ...(ofSeverity === undefined ? [] : [ofSeverity])];
    const base = ofSeverity ?? parts[0]!;
    const deliveries = parts.flatMap((each) => each.deliveries);
    const joined = { ...base, at: parts[0]!.at, deliveries, reachedByAnother: this.#reachedByAnother(base, hearersOf({ deliveries })) };
    if (joined.purpose.kind === 'tier') this.#pages = [...this.#pages.filter(({ at }) => joined.at - at <= SAME_CHANGE_MS), joined];
    return [joined, ...again];
  }

  #reachedByAnother({ purpose, message, responders, at }: Publication, hearers: readonly string[]): readonly Delivery[] {
    if (purpose.kind !== 'tier' || message?.incidentId === undefined) return [];
    const left = responders.filter((person) => !hearers.includes(person));
    const others = this.#pages.filter(
      (page) => at - page.at <= SAME_CHANGE_MS && page.message?.incidentId === message.incidentId && page.message?.round === message.round,
    );
    return left.flatMap((person) => others.find((page) => hearersOf(page).includes(person))?.deliveries.filter((each) => each.person === person) ?? []);
  }

  /** Undefined for a call that brought nothing to anybody. */
  #read({ call, purpose, topicName, deliveries }: Open): Publication | undefined {
    // A call whose answer is lost has failed for its caller, and notified people all the same.
    if (call.outcome !== 'succeeded' && deliveries.length === 0) return undefined;
    const message = this.#withGroup(readEngineMessage(call.input.Message));
    const alarmArn = typeof call.principal === 'string' ? undefined : call.principal.sourceArn;
    const alarmName = alarmArn === undefined ? undefined : alarmNameOf(alarmArn);
    return {
      at: call.at,
      region: call.region,
      topicName,
      purpose: purpose.kind === 'person' ? purposeOf(message) : purpose,
      by: alarmArn === undefined ? 'engine' : 'alarm',
      ...(alarmName !== undefined && { alarmName }),
      ...(alarmName !== undefined && this.#severities.has(alarmName) && { alarmSeverity: this.#severities.get(alarmName)! }),
      ...(alarmName !== undefined && this.#watchdogAlarms.has(alarmName) && { watchdogAlarm: this.#watchdogAlarms.get(alarmName)! }),
      isOver: alarmArn !== undefined && newStateOf(call.input.Message) === 'OK',
      ...(message !== undefined && { message }),
      responders: respondersOf(call),
      deliveries,
      reachedByAnother: [],
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

  #topic(arn: string): { readonly name: string; readonly purpose: KnownPurpose } | undefined {
    return this.#purposes.get(`${regionOfArn(arn)} ${resourceOfArn(arn)}`);
  }
}

function isBySns({ principal }: CallEntry): boolean {
  return typeof principal !== 'string' && principal.service.startsWith('sns.');
}

/** What a message for a person is; what cannot be read counts as a notice, which answers for nothing. */
function purposeOf(message: EngineMessage | undefined): TopicPurpose {
  const { kind, severity = 'S4', tier = 1 } = message ?? { kind: 'inform' };
  return kind === 'page' || kind === 'undeduplicated page' ? { kind: 'tier', severity, tier } : { kind: 'informed', severity };
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
