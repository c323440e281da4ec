import type { BusinessCalendar } from '../../time/business-calendar';
import type { Severity } from '../severity';

/**
 * How long something may take: elapsed time, which no clock change touches, or until the close of the nth business day
 * after the one it began on.
 */
export type Delay = { readonly kind: 'elapsed'; readonly seconds: number } | { readonly kind: 'business days'; readonly days: number };

/** What has to be true of an incident, at the time of a tier, for the tier to be paged. */
export type TierCondition = 'always' | 'not acknowledged' | 'not resolved';

/** One tier of the escalation. */
export interface EscalationTier {
  /** From 1 up. */
  readonly tier: number;
  /** From the start of the incident, or of its latest escalation round. */
  readonly after: Delay;
  readonly condition: TierCondition;
  /** Roles; who has them is looked up when the tier is paged. */
  readonly roles: readonly string[];
}

/** When an acknowledgement counts no more, because nothing was heard since. */
export type StaleRule =
  | { readonly kind: 'missed updates'; readonly count: number }
  | { readonly kind: 'elapsed'; readonly seconds: number }
  | { readonly kind: 'never' };

/** Whether a postmortem is owed, by the peak severity. */
export type PostmortemRule = 'required' | 'on request' | 'none';

/** What a severity means for an incident: who is notified when, and what is owed. */
export interface SeverityPolicy {
  readonly severity: Severity;
  /** What it is, one or two words: `critical`. */
  readonly meaning: string;
  /** Situations of this severity, at least one. */
  readonly examples: readonly string[];
  /** Latest acknowledgement; absent when none is expected. */
  readonly acknowledgeWithin?: Delay;
  /** Latest resolution that is still on target; absent when there is none. */
  readonly resolveWithin?: Delay;
  /** Times increase; none for information that goes into the digest. */
  readonly tiers: readonly EscalationTier[];
  /** Roles that are notified at the start and are asked to do nothing. */
  readonly informed: readonly string[];
  /** After the last tier that waits for an acknowledgement, it is paged again this often; absent: once. */
  readonly repeatEverySeconds?: number;
  /** Status updates are due this often while the incident is open; absent: on change. */
  readonly updateEverySeconds?: number;
  readonly stale: StaleRule;
  /** Alarms that are over wait this long before anybody believes it. */
  readonly holdDownSeconds: number;
  /** Quiet this long after the hold-down, the incident resolves itself. */
  readonly resolveAfterRecoverySeconds: number;
  /** Back within this time of the resolution it is the same incident; absent: always a new one. */
  readonly reopenWithinSeconds?: number;
  readonly postmortem: PostmortemRule;
  /** Severity and priority of the OpsItem; absent: none is opened. */
  readonly opsItem?: { readonly severity: 1 | 2 | 3 | 4; readonly priority: 1 | 2 | 3 | 4 | 5 };
  /** What is said inside and outside, each a sentence, or `none: ` with the reason. */
  readonly communication: { readonly internal: string; readonly external: string };
}

/** When a postmortem has to be filed, and who is reminded. Seconds after the resolution. */
export interface PostmortemClock {
  readonly draftSeconds: number;
  readonly reminderSeconds: readonly number[];
  readonly dueSeconds: number;
  /** From the breach on, again this often. */
  readonly overdueEverySeconds: number;
  /** Roles that are reminded, and roles that hear of the breach. */
  readonly owners: readonly string[];
  readonly lead: readonly string[];
}

/** The rules an incident lives by, copied into it when it opens: later changes touch later incidents only. */
export interface EscalationPolicy {
  /** Changes with any of the rules, so that a record says by which it was run. */
  readonly version: string;
  readonly severities: Readonly<Record<Severity, SeverityPolicy>>;
  readonly calendar: BusinessCalendar;
  readonly postmortem: PostmortemClock;
  /** Unanswered repeats after which the escalation counts as exhausted: the watchdog is notified, then hourly for ever. */
  readonly repeatsUntilExhausted: number;
  readonly exhaustedEverySeconds: number;
  /** Role that is asked when the acknowledger does not answer a reminder. */
  readonly incidentLead: string;
}
