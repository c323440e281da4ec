import type { Instant } from '../../time/time';
import type { Severity } from '../severity';
import type { REQUESTS_GROUP } from './request-policy';

/** Ways by which a request arrives. */
export const REQUEST_WAYS = ['https', 'mail'] as const;
export type RequestWay = (typeof REQUEST_WAYS)[number];

/** What somebody asks for, as it was sent. */
export interface ReceivedRequest {
  /** Names what was sent, the same however often it is delivered. */
  readonly key: string;
  readonly via: RequestWay;
  /** Who sent it: an address, or the ARN of a caller. */
  readonly from: string;
  readonly title: string;
  /** What they wrote; absent: nothing, or it stands in the mail. */
  readonly text?: string;
  /** Service it is about, as the sender says; absent: none is named. */
  readonly service?: string;
  /** Whoever sent it cannot go on working. */
  readonly blocking: boolean;
}

/** How far a request is. An escalated one lives on as an incident. */
export type RequestState = 'received' | 'acknowledged' | 'triaged' | 'escalated' | 'answered';

/** A clock of a request that can run out. */
export type RequestClock = 'acknowledge' | 'triage' | 'answer';

/** Why people are notified of a request. */
export const REQUEST_REASONS = ['request received', 'request not acknowledged', 'request not triaged', 'request not answered', 'request escalated'] as const;
export type RequestReason = (typeof REQUEST_REASONS)[number];

/** What has to leave the engine for a request. Recorded before it is executed. */
export type RequestEffect =
  | { readonly kind: 'notify'; readonly key: string; readonly reason: RequestReason }
  | { readonly kind: 'ops item'; readonly key: string }
  | { readonly kind: 'declare'; readonly key: string; readonly severity: Severity };

/** An effect that is recorded and not known to be done. */
export interface PendingEffect {
  readonly effect: RequestEffect;
  /** Nobody else tries before: whoever wrote it is at it. */
  readonly notBefore: Instant;
}

/** A step that somebody took. */
export interface RequestStep {
  readonly by: string;
  readonly at: Instant;
}

/** The record of a request: everything that is known of it, its audit trail included. */
export interface SupportRequest extends ReceivedRequest {
  /** `requests-7`. */
  readonly id: string;
  readonly group: typeof REQUESTS_GROUP;
  readonly sequence: number;
  readonly version: number;
  readonly state: RequestState;
  readonly receivedAt: Instant;
  /** When each clock runs out, counted in the hours of the channel; absent: it does not run. */
  readonly dueAt: Readonly<Partial<Record<RequestClock, Instant>>>;
  /** Clocks that ran out, of which people were notified. */
  readonly late: readonly RequestClock[];
  readonly acknowledged?: RequestStep;
  readonly triaged?: RequestStep & { readonly severity: Severity };
  readonly answered?: RequestStep & { readonly text: string };
  /** The incident it became, or stands in. */
  readonly incidentId?: string;
  readonly opsItemId?: string;
  readonly outbox: readonly PendingEffect[];
}

/** True for a request that somebody still has to do something about. */
export function isOpenRequest({ state }: Pick<SupportRequest, 'state'>): boolean {
  return state !== 'answered' && state !== 'escalated';
}
