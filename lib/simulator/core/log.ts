import type { DeployedIdentity } from '../../aws/assembly/loaded-stack';
import type { JsonObject } from '../../aws/cloudformation/template';
import type { AccessDecision } from '../../aws/iam/policy';
import type { Principal } from '../../aws/iam/principal';
import type { Instant } from '../../time/time';
import type { AlarmState } from '../services/cloudwatch/metric-alarm';

/** Severity of a line that a function prints. */
export type PrintLevel = 'debug' | 'error' | 'info' | 'log' | 'trace' | 'warn';

/** An alarm, and where its template defines it. */
export interface AlarmIdentity extends DeployedIdentity {
  readonly type: 'metric' | 'composite';
}

/** What holds back the actions of an alarm; the first three are CloudWatch's own words for a suppressor's doing. */
export type ActionHold = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod' | 'ActionsEnabled' | 'AlarmMuteRule';

/** The link of the chain alarm → topic → key that let a notification drop. */
export type BrokenLink = 'region' | 'topic policy' | 'key policy' | 'key state' | 'call failed';

/** One policy that was asked about a call, and what it said. */
export interface AuthorizationCheck {
  readonly link: 'topic policy' | 'key policy' | 'queue policy' | 'function policy' | 'trust policy' | 'identity policy';
  readonly action: string;
  readonly resource: string;
  readonly decision: AccessDecision;
}

/** An alarm changed its state. */
export interface AlarmStateChangedEntry {
  readonly kind: 'alarm state changed';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly from: AlarmState;
  readonly to: AlarmState;
  readonly reason: string;
  readonly cause: 'evaluation' | 'creation' | 'SetAlarmState';
  /** Set when the actions of the change are held back. */
  readonly actionsSuppressedBy?: ActionHold;
  /** Set when a mute rule holds them, with the end of its window. */
  readonly mutedUntil?: Instant;
}

/** An alarm published to a topic. */
interface ActionExecutedEntry {
  readonly kind: 'action executed';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  /** ARN of the topic. */
  readonly action: string;
  readonly messageId: string;
  /** Subscriptions that receive the message; zero means that nobody will hear of it. */
  readonly subscriptions: number;
}

/** Actions of a state were due and held back. */
interface ActionSuppressedEntry {
  readonly kind: 'action suppressed';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  readonly actions: readonly string[];
  readonly by: ActionHold;
  readonly reason: string;
}

/** An action ran and its notification was lost. */
interface ActionDroppedEntry {
  readonly kind: 'action dropped';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  readonly action: string;
  readonly link: BrokenLink;
  readonly reason: string;
}

/** An action was due that the simulator cannot carry out: what would have come of it cannot be determined. */
interface ActionNotSimulatedEntry {
  readonly kind: 'action not simulated';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  readonly action: string;
  readonly reason: string;
}

/** An event arrived on an event bus. */
interface EventEmittedEntry {
  readonly kind: 'event emitted';
  readonly at: Instant;
  /** Name of the bus, `default` for events of AWS services. */
  readonly bus: string;
  readonly event: JsonObject;
  /** Region of the bus, when the event came from a bus of another region. */
  readonly forwardedTo?: string;
}

/** A scenario lost, doubled or delayed an event between its bus and the targets of its rules. */
interface EventDisturbedEntry {
  readonly kind: 'event disturbed';
  readonly at: Instant;
  readonly bus: string;
  readonly eventId: string;
  readonly detailType: string;
  readonly disturbance: 'lose' | 'duplicate' | 'delay';
}

/** A rule matched an event; its target is not carried out. */
interface TargetNotSimulatedEntry {
  readonly kind: 'target not simulated';
  readonly at: Instant;
  readonly rule: Pick<DeployedIdentity, 'name' | 'stackName' | 'logicalId' | 'constructPath'>;
  readonly targetArn: string;
  readonly eventId: string;
  /** What of it is not simulated. */
  readonly reason?: string;
}

/** Lambda began an attempt to process an event. */
interface FunctionStartedEntry {
  readonly kind: 'function started';
  readonly at: Instant;
  readonly function: DeployedIdentity;
  /** The same for all attempts of one event. */
  readonly requestId: string;
  /** From 1 up. */
  readonly attempt: number;
  /** The event, JSON. */
  readonly event: string;
}

/** An attempt to process an event ended. */
export interface FunctionEndedEntry {
  readonly kind: 'function ended';
  readonly at: Instant;
  readonly function: DeployedIdentity;
  readonly requestId: string;
  readonly attempt: number;
  /** `not simulated`: the function needed something the simulator does not know, whatever it made of it. */
  readonly outcome: 'succeeded' | 'failed' | 'timed out' | 'not simulated';
  readonly durationMs: number;
  /** Name and message of what it threw, or of what is not simulated. */
  readonly error?: { readonly name: string; readonly message: string };
  /** What it answered to somebody who waited; absent for what nobody waited for. */
  readonly answer?: unknown;
}

/** A function wrote a line to its log. */
interface FunctionPrintedEntry {
  readonly kind: 'function printed';
  readonly at: Instant;
  readonly function: DeployedIdentity;
  readonly requestId: string;
  readonly level: PrintLevel;
  readonly text: string;
}

/** A function sent a request to somebody outside of AWS. Without its headers, which say who it is. */
export interface RequestSentEntry {
  readonly kind: 'request sent';
  readonly at: Instant;
  readonly function: DeployedIdentity;
  readonly requestId: string;
  readonly method: string;
  readonly url: string;
  readonly body: string;
  /** The status of the answer; `none`: nobody answers. */
  readonly answer: number | 'none';
}

/**
 * An invocation was given up: by a schedule or a rule that could not hand it over, by Lambda after the last attempt, or
 * because its target cannot be simulated. The request of a rule is the id of the event.
 */
interface InvocationGivenUpEntry {
  readonly kind: 'invocation given up';
  readonly at: Instant;
  readonly source: DeployedIdentity;
  readonly requestId: string;
  readonly reason: string;
  /** ARNs of the queues and topics that have it now; none means that it is gone unless `lost` says more. */
  readonly keptIn: readonly string[];
  /** ARNs of those that should have got it, each with why it did not. */
  readonly lost: readonly string[];
  /** ARNs of those of which it cannot be determined whether they got it, each with why. Absent: there is no doubt. */
  readonly unknown?: readonly string[];
}

/** A message on its way from a topic to one of its subscriptions. */
export interface DeliveryOfMessage {
  readonly at: Instant;
  readonly topicArn: string;
  readonly messageId: string;
  readonly subscriptionArn: string;
  /** `email`, `sms`, `sqs`, … */
  readonly protocol: string;
  readonly endpoint: string;
  readonly subject?: string;
  /** The text for the protocol, whole. */
  readonly text: string;
  /** As given to Publish: `{ tier: { DataType: 'Number', StringValue: '2' } }`. */
  readonly attributes: JsonObject;
}

/** A subscription got a message. */
interface MessageDeliveredEntry extends DeliveryOfMessage {
  readonly kind: 'message delivered';
}

/** A subscription did not get a message. */
interface DeliveryFailedEntry extends DeliveryOfMessage {
  readonly kind: 'delivery failed';
  readonly reason: string;
  /** ARN of the dead-letter queue that has it now. */
  readonly keptIn?: string;
  /** ARN of the dead-letter queue that should have got it, and why it did not. */
  readonly lost?: string;
}

/** A message went to a subscription of a kind that is not simulated: what would have come of it cannot be determined. */
interface DeliveryNotSimulatedEntry extends DeliveryOfMessage {
  readonly kind: 'delivery not simulated';
  readonly reason: string;
}

/** A call to a service of the account, whoever made it. */
export interface CallEntry {
  readonly kind: 'call';
  readonly at: Instant;
  readonly principal: Principal;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Policies asked, in order. Empty when the call failed before any was. */
  readonly checks: readonly AuthorizationCheck[];
  readonly outcome: 'succeeded' | 'failed' | 'not simulated';
  /** Set when it failed for its caller only: it had its effect. */
  readonly isAnswerLost?: true;
  /** Name and message of the service's error, when it failed. */
  readonly error?: { readonly name: string; readonly message: string };
}

/** Anything worth telling that happened in a simulated account. */
export type LogEntry =
  | AlarmStateChangedEntry
  | ActionExecutedEntry
  | ActionSuppressedEntry
  | ActionDroppedEntry
  | ActionNotSimulatedEntry
  | EventEmittedEntry
  | EventDisturbedEntry
  | TargetNotSimulatedEntry
  | FunctionStartedEntry
  | FunctionEndedEntry
  | FunctionPrintedEntry
  | RequestSentEntry
  | InvocationGivenUpEntry
  | MessageDeliveredEntry
  | DeliveryFailedEntry
  | DeliveryNotSimulatedEntry
  | CallEntry;
