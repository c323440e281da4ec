import type { Span } from '../../time/span';
import { MINUTE_MS } from '../../time/time';
import { DAY_MS, instantOfLocal, localDayAt, parseTimeOfDay } from '../../time/zoned-time';
import { dutyTimeline } from '../roster/duty-timeline';
import type { Roster } from '../roster/roster';

/** When the digest is posted; the roster is posted at each handover. */
export interface AnnouncementPolicy {
  /** Local time of day, `09:00`. */
  readonly digestAt: string;
  readonly timeZone: string;
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
  const at = instantOfLocal(localDayAt(until, timeZone) * DAY_MS + parseTimeOfDay(digestAt)! * MINUTE_MS, timeZone);
  return { handedOver, digest: from < at && at <= until };
}

/** The roles that people take turns at, by id. */
export function takenInTurns({ roles }: Roster): readonly string[] {
  return roles.flatMap(({ id, layers }) => (layers === undefined ? [] : [id]));
}
