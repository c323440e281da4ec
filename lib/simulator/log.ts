import type { JsonObject } from '../domain/cloudformation/template';
import type { Instant } from '../domain/time';
import type { AlarmState } from './cloudwatch/metric-alarm';
import type { AccessDecision } from './iam/policy';
import type { Principal } from './iam/principal';

/** An alarm, and where its template defines it. */
export interface AlarmIdentity {
  readonly name: string;
  readonly arn: string;
  readonly type: 'metric' | 'composite';
  readonly region: string;
  readonly stackName: string;
  readonly logicalId: string;
  readonly constructPath?: string;
}

/** What holds back the actions of an alarm; the first three are CloudWatch's own words for a suppressor's doing. */
export type ActionHold = 'Alarm' | 'WaitPeriod' | 'ExtensionPeriod' | 'ActionsEnabled';

/** The link of the chain alarm → topic → key that let a notification drop. */
export type BrokenLink = 'region' | 'topic' | 'topic policy' | 'key policy' | 'key state' | 'call failed';

/** One policy that was asked about a call, and what it said. */
export interface AuthorizationCheck {
  readonly link: 'topic policy' | 'key policy' | 'identity policy';
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
}

/** An alarm published to a topic. */
export interface ActionExecutedEntry {
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
export interface ActionSuppressedEntry {
  readonly kind: 'action suppressed';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  readonly actions: readonly string[];
  readonly by: ActionHold;
  readonly reason: string;
}

/** An action ran and its notification was lost. */
export interface ActionDroppedEntry {
  readonly kind: 'action dropped';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  readonly action: string;
  readonly link: BrokenLink;
  readonly reason: string;
}

/** An action was due that the simulator cannot carry out: what would have come of it cannot be told. */
export interface ActionNotSimulatedEntry {
  readonly kind: 'action not simulated';
  readonly at: Instant;
  readonly alarm: AlarmIdentity;
  readonly state: AlarmState;
  readonly action: string;
  readonly reason: string;
}

/** An event arrived on an event bus. */
export interface EventEmittedEntry {
  readonly kind: 'event emitted';
  readonly at: Instant;
  /** Name of the bus, `default` for events of AWS services. */
  readonly bus: string;
  readonly event: JsonObject;
}

/** A rule matched an event; its target is not carried out. */
export interface TargetNotSimulatedEntry {
  readonly kind: 'target not simulated';
  readonly at: Instant;
  readonly rule: { readonly name: string; readonly stackName: string; readonly logicalId: string; readonly constructPath?: string };
  readonly targetArn: string;
  readonly eventId: string;
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
  | TargetNotSimulatedEntry
  | CallEntry;
