import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../time/time';

/** Something that happened. */
export interface Happened<Subject> {
  readonly at: Instant;
  /** What it is about: plain data. */
  readonly subject: Subject;
}

/** Something somebody waits for, and when. */
export interface Awaited<Subject> {
  readonly subject: Subject;
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** Which notification answers which expectation. */
export interface NotificationMatches<Expected, Found> {
  readonly answers: ReadonlyMap<Expected, Found>;
  /** What nobody expected, in order. */
  readonly unexpected: readonly Found[];
}

/**
 * Gives every expectation a notification of its own. Those in time first, so that an early or late one never takes
 * what another expectation waits for; of several that wait, the one with the least time left. What is left over goes
 * to the expectation of its kind that it misses by the least.
 *
 * @param notifications in the order they happened
 */
export function matchNotifications<Subject, Expected extends Awaited<Subject>, Found extends Happened<Subject>>(
  expected: readonly Expected[],
  notifications: readonly Found[],
): NotificationMatches<Expected, Found> {
  const answers = new Map<Expected, Found>();
  const waiting = (notification: Found) => expected.filter((each) => !answers.has(each) && isDeepStrictEqual(each.subject, notification.subject));
  const left = notifications.filter((notification) => {
    const inTime = waiting(notification).filter((each) => missesBy(each, notification) === 0);
    const [first] = inTime.sort((a, b) => a.latest - b.latest);
    if (first !== undefined) answers.set(first, notification);
    return first === undefined;
  });
  const unexpected = left.filter((notification) => {
    const [nearest] = waiting(notification).sort((a, b) => missesBy(a, notification) - missesBy(b, notification));
    if (nearest !== undefined) answers.set(nearest, notification);
    return nearest === undefined;
  });
  return { answers, unexpected };
}

/** Milliseconds by which a notification is too early or too late; 0 when it is in time. */
function missesBy({ earliest, latest }: Awaited<unknown>, { at }: Happened<unknown>): number {
  return Math.max(0, earliest - at, at - latest);
}
