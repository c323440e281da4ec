import type { Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, localDayAt, parseTimeOfDay, type LocalDay } from '../../time/zoned-time';
import { dutyTimeline } from '../roster/duty-timeline';
import type { Roster } from '../roster/roster';

/** When the digest is posted; the roster is posted at each handover. */
export interface AnnouncementPolicy {
  /** Local time of day, `09:00`. */
  readonly digestAt: string;
  readonly timeZone: string;
  /** What else the digest lists, by the ids of `lib/signals`: deployments and scaling. Absent: nothing. */
  readonly information?: readonly string[];
}

/** What is to be posted in a time. */
export interface DueAnnouncements {
  /** Roles that other people have since; empty: the roster is not posted. */
  readonly handedOver: readonly string[];
  readonly digest: boolean;
}

/**
 * What is due in a time, its beginning excluded and its end included, so that times that follow each other post each thing once.
 * Requirement 004-01. A duty whose holders change by an override is handed over, too.
 *
 * @throws RangeError when a rotation, calendar or zone is none
 */
export function dueAnnouncements({ digestAt, timeZone }: AnnouncementPolicy, roster: Roster, { from, until }: Span): DueAnnouncements {
  const handedOver = takenInTurns(roster).filter((role) => dutyTimeline(roster, role, { from, until: until + 1 }).some((stretch) => stretch.from > from));
  const at = digestOf({ digestAt, timeZone }, localDayAt(until, timeZone));
  return { handedOver, digest: from < at && at <= until };
}

/** When the digest before that of an instant was due: 23, 24 or 25 hours earlier. */
export function digestBefore(policy: AnnouncementPolicy, at: Instant): Instant {
  return digestOf(policy, localDayAt(at, policy.timeZone) - 1);
}

function digestOf({ digestAt, timeZone }: AnnouncementPolicy, day: LocalDay): Instant {
  return instantOfLocal(day * DAY_MS + parseTimeOfDay(digestAt)! * MINUTE_MS, timeZone);
}

/** The roles that people take turns at, by id. */
export function takenInTurns({ roles }: Roster): readonly string[] {
  return roles.flatMap(({ id, layers }) => (layers === undefined ? [] : [id]));
}
