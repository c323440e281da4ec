import { parseInstant, type Instant } from '../../time/time';
import type { GateDecision } from '../budget/decide-gate';
import type { Permit } from './permit';

/** What somebody wants to deploy something for. */
export const CHANGE_PURPOSES = ['change', 'rollback', 'incident-fix', 'security-fix'] as const;
export type ChangePurpose = (typeof CHANGE_PURPOSES)[number];

/** A change as the gate is asked about it. */
export interface ChangeRequest {
  readonly service: string;
  readonly purpose: ChangePurpose;
  /** Of a fix: the incident it ends, such as `partner-portal-7`. */
  readonly incident?: string;
  /** Of a fix: who approves it. Default: whoever acknowledged the incident. */
  readonly approvedBy?: string;
}

/** Severities whose incidents hold other changes of their service. */
export const HOLDING_SEVERITIES: readonly string[] = ['S0', 'S1'];

/** An incident of the service, or one that it is affected by; neither resolved nor a drill. */
export interface OpenIncident {
  readonly id: string;
  /** `S0` to `S4`. */
  readonly severity: string;
  readonly acknowledgedBy?: string;
}

/** What cannot be read, and why. */
export interface Unreadable {
  readonly unreadable: string;
}

/** What the change calendar says. `none`: the environment has no calendar. */
export type CalendarStanding = { readonly state: 'open' } | { readonly state: 'closed'; readonly until?: Instant } | { readonly state: 'none' } | Unreadable;

/** What `ssm:GetCalendarState` answers, as far as the gate needs it. */
interface CalendarAnswer {
  readonly State?: unknown;
  readonly NextTransitionTime?: unknown;
}

/** The standing that an answer of `ssm:GetCalendarState` gives; an override is in it, as it is in the calendar's text. */
export function standingOf({ State: state, NextTransitionTime: next }: CalendarAnswer): CalendarStanding {
  if (state === 'OPEN') return { state: 'open' };
  const until = typeof next === 'string' ? parseInstant(next) : undefined;
  return { state: 'closed', ...(until !== undefined && { until }) };
}

/** All that the gate decides by, as read at one instant. */
export interface GateFacts {
  /** Every budget of the service; none when nothing keeps them. */
  readonly budgets: readonly { readonly objective: string; readonly decision: GateDecision }[] | Unreadable;
  readonly incidents: readonly OpenIncident[] | Unreadable;
  readonly calendar: CalendarStanding;
  /** What people allowed, whether it still counts or not; one that cannot be read allows nothing. */
  readonly permits: readonly Permit[];
}

/** True for what could not be read. */
export function isUnreadable(value: object): value is Unreadable {
  return 'unreadable' in value;
}
