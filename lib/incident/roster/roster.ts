import type { BusinessCalendar } from '../../time/business-calendar';
import type { Instant } from '../../time/time';

/**
 * Who answers for a duty, and when. A roster is plain data: people by a short name, roles that they take turns in or
 * hold together, and overrides. It says who has a duty, never how to reach them.
 */

/** How a person can be reached: what is stored in Parameter Store for them. */
export type ContactChannel = 'email' | 'sms' | 'https';

/** Whether a channel wakes somebody: a text message, or a pager behind HTTPS. An e-mail wakes nobody. */
export function canBeWokenBy(channel: ContactChannel): boolean {
  return channel !== 'email';
}

/** Somebody who can be notified. The id is a short name such as `ana`; addresses live in Parameter Store, never here. */
export interface Person {
  readonly id: string;
  readonly title: string;
  readonly channels: readonly ContactChannel[];
}

/**
 * People taking turns. The first of `people` is on from the hand-over on `from` (a local date) on; then every
 * `everyDays` local days at `handoverAt` local time the next one. Nobody is on before.
 */
export interface Rotation {
  readonly timeZone: string;
  readonly people: readonly string[];
  readonly everyDays: number;
  readonly handoverAt: string;
  readonly from: string;
}

/**
 * Part of a role's cover: a rotation, at all hours or only within business hours. The first layer that has somebody
 * at an instant answers.
 */
export interface RosterLayer {
  readonly id: string;
  readonly rotation: Rotation;
  readonly hours?: BusinessCalendar;
}

/**
 * Somebody stands in for whoever a role has, for a while: instants, `until` excluded. The last override in the list
 * that covers an instant wins.
 */
export interface RosterOverride {
  readonly role: string;
  readonly person: string;
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * A duty. Either people take turns (exactly one at an instant) or it is held by all of `standing` at once. A role with
 * both has its standing people only where no layer has anybody.
 */
export interface Role {
  readonly id: string;
  readonly title: string;
  readonly layers?: readonly RosterLayer[];
  readonly standing?: readonly string[];
}

/** Everybody, every duty, and who stands in. */
export interface Roster {
  readonly people: readonly Person[];
  readonly roles: readonly Role[];
  readonly overrides: readonly RosterOverride[];
}

/**
 * The role of an id.
 *
 * @throws RangeError when the roster has none
 */
export function roleOf(roster: Roster, roleId: string): Role {
  const role = roster.roles.find(({ id }) => id === roleId);
  if (role === undefined) throw new RangeError(`the roster has no role ${roleId}`);
  return role;
}
