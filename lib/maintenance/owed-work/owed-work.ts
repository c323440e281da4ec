import type { Instant } from '../../time/time';
import { DAY_MS } from '../../time/zoned-time';

/** Work that somebody owes: a checklist that is open, or a task that failed. It lives in an OpsItem until that is resolved. */
export interface OwedWork {
  /** What it is, unique: `daily 2026-03-02`, `restore-drill 2026-03-03T04:00:00Z`. */
  readonly key: string;
  readonly title: string;
  /** Role that does it. */
  readonly owner: string;
  /** Role that is notified besides when it is overdue. */
  readonly lead: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  /** Reminders and notices that went out. */
  readonly notified: number;
}

/** What goes out about owed work. */
export interface OwedNotice {
  readonly kind: 'reminder' | 'overdue';
  /** Reminders and notices that have gone out with it. */
  readonly notified: number;
}

/** The reminder comes when this share of the time is left, and a day before at the earliest. Our choice. */
const REMINDED_AT_SHARE_LEFT = 1 / 4;
/** Overdue work is said again this often. As for postmortems. */
const OVERDUE_EVERY_MS = DAY_MS;

/** The instant of the nth thing that goes out: the reminder, that it is overdue, and that again every day. */
function noticeAt({ openedAt, dueAt }: Pick<OwedWork, 'openedAt' | 'dueAt'>, index: number): Instant {
  if (index === 0) return dueAt - Math.min((dueAt - openedAt) * REMINDED_AT_SHARE_LEFT, DAY_MS);
  return dueAt + (index - 1) * OVERDUE_EVERY_MS;
}

/** What is due to go out about owed work; undefined: nothing. What was missed meanwhile goes out once, as the latest of it. */
export function noticeDue(work: Pick<OwedWork, 'openedAt' | 'dueAt' | 'notified'>, now: Instant): OwedNotice | undefined {
  let notified = work.notified;
  while (noticeAt(work, notified) <= now) notified += 1;
  return notified === work.notified ? undefined : { kind: notified === 1 ? 'reminder' : 'overdue', notified };
}
