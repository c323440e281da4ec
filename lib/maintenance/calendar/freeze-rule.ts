import type { BusinessCalendar, Weekday } from '../../time/business-calendar';
import type { Span } from '../../time/span';
import type { Instant } from '../../time/time';
import { DAY_MS, type LocalDay, type LocalTime } from '../../time/zoned-time';

/** A time of a week on the clocks of a zone. */
export interface WeeklyTime {
  readonly weekday: Weekday;
  /** Minutes since midnight, up to 1440 for the end of the day. */
  readonly minutes: number;
}

/**
 * When a rule closes changes: every week, on dates, once for longer, outside of business hours, all on the clocks of its zone, or
 * during the events of a calendar of somebody else.
 */
export type FreezeTimes =
  | { readonly kind: 'weekly'; readonly from: WeeklyTime; readonly until: WeeklyTime }
  | { readonly kind: 'dates'; readonly dates: readonly LocalDay[] }
  | { readonly kind: 'range'; readonly from: LocalTime; readonly until: LocalTime }
  | { readonly kind: 'outside'; readonly hours: BusinessCalendar }
  | { readonly kind: 'events'; readonly events: readonly Span[] };

/** A rule by which changes are frozen. */
export interface FreezeRule {
  /** Unique among the rules, such as `weekends`. */
  readonly id: string;
  /** Why, for whoever wants to change something. */
  readonly reason: string;
  /** The role that answers for it; never a person. */
  readonly owner: string;
  /** IANA zone of its times. */
  readonly timeZone: string;
  readonly times: FreezeTimes;
}

/**
 * What is frozen, and for how long that is written into the calendar: a change calendar holds single events, so it ends somewhere.
 * The first instant is stated, and not read from a clock: the same configuration gives the same calendar on every day.
 */
export interface FreezeSettings {
  /** The calendar begins here. */
  readonly from: Instant;
  /** It ends this many days later. */
  readonly horizonDays: number;
  readonly rules: readonly FreezeRule[];
}

/** The instant at which the time ends that freezes, or mutes, are for: nothing is frozen or muted after it. */
export function horizonEnd({ from, horizonDays }: Pick<FreezeSettings, 'from' | 'horizonDays'>): Instant {
  return from + horizonDays * DAY_MS;
}
