import type { Instant } from '../time/time';

/** What a notification, or a change of state, is about. */
export interface Subject {
  /** Absent for what is about no objective. */
  readonly objective?: string;
  /** Of what is not about burn rates or silence: a level of the budget, the ledger, a state. */
  readonly signal?: string;
  readonly severity?: string;
}

/** Something that happened. */
export interface Happened extends Subject {
  readonly at: Instant;
}

/** Something somebody waits for, and when. */
export interface Awaited extends Subject {
  readonly earliest: Instant;
  readonly latest: Instant;
}

/** Which notification answers which expectation. */
export interface NotificationMatches<Expected extends Awaited, Found extends Happened> {
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
export function matchNotifications<Expected extends Awaited, Found extends Happened>(
  expected: readonly Expected[],
  notifications: readonly Found[],
): NotificationMatches<Expected, Found> {
  const answers = new Map<Expected, Found>();
  const waiting = (notification: Found) => expected.filter((each) => !answers.has(each) && isSame(each, notification));
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

function isSame(one: Subject, other: Subject): boolean {
  return one.objective === other.objective && one.signal === other.signal && one.severity === other.severity;
}

/** Milliseconds by which a notification is too early or too late; 0 when it is in time. */
function missesBy({ earliest, latest }: Awaited, { at }: Happened): number {
  return Math.max(0, earliest - at, at - latest);
}
