import type { Instant } from '../domain/time';
import type { Notification } from './story';

/** A notification somebody waits for, and when. */
export interface Awaited {
  readonly objective: string;
  readonly severity: string;
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** Which notification answers which expectation. */
export interface NotificationMatches<Expected extends Awaited> {
  readonly answers: ReadonlyMap<Expected, Notification>;
  /** Notifications nobody expected, in order. */
  readonly unexpected: readonly Notification[];
}

/**
 * Gives every expectation a notification of its own. Those in time first, so that an early or late one never takes
 * what another expectation waits for; of several that wait, the one with the least time left. What is left over goes
 * to the expectation of its kind that it misses by the least.
 *
 * @param notifications in the order they happened
 */
export function matchNotifications<Expected extends Awaited>(
  expected: readonly Expected[],
  notifications: readonly Notification[],
): NotificationMatches<Expected> {
  const answers = new Map<Expected, Notification>();
  const waiting = (notification: Notification) =>
    expected.filter(
      (each) => !answers.has(each) && each.objective === notification.objective && each.severity === notification.severity,
    );
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
function missesBy({ earliest, latest }: Awaited, { at }: Notification): number {
  return Math.max(0, earliest - at, at - latest);
}
