import type { SeverityPolicy } from '../../incident/lifecycle/escalation-policy';
import { membersEver, peopleOf } from '../../incident/roster/people-of';
import { canBeWokenBy, roleOf, type Person } from '../../incident/roster/roster';
import { compareSeverity, SEVERITIES } from '../../incident/severity';
import type { OnCallModel, PagedModel } from '../../model/model';
import type { OnCallCode } from '../../problems/catalogue/on-call';
import type { Problem } from '../../problems/problem';

/** What one environment has of those who are on call: nothing above its highest severity ever happens there. */
export interface OnCallScope {
  readonly environment: string;
  /** Region of the services. */
  readonly region: string;
  readonly services: PagedModel['services'];
  readonly onCall: OnCallModel;
  /** The severities that can happen, most severe first. */
  readonly severities: readonly SeverityPolicy[];
}

/** The scope of an environment; undefined when nobody is on call. */
export function onCallScope({ environment, region, services, highestSeverity, onCall }: PagedModel): OnCallScope | undefined {
  if (onCall === undefined) return undefined;
  const severities = SEVERITIES.filter((severity) => compareSeverity(severity, highestSeverity) >= 0);
  return { environment, region, services, onCall, severities: severities.map((severity) => onCall.escalation.severities[severity]) };
}

/** A finding; its place is the environment and a part of on-call.yaml. */
export function onCallError(
  { environment }: OnCallScope,
  code: OnCallCode,
  location: string,
  finding: Pick<Problem, 'what' | 'received' | 'allowed' | 'change'>,
): Problem {
  return { code, level: 'error', where: { path: `${environment} on-call ${location}` }, ...finding };
}

/** Roles that any tier pages, each once. */
export function pagedRoles({ severities }: OnCallScope): string[] {
  return [...new Set(severities.flatMap(({ tiers }) => tiers.flatMap(({ roles }) => roles)))];
}

/**
 * Everybody who may be on duty for one of the roles, those who stand in for a while included, each once: whoever a page
 * can go to has to be one who can be reached.
 *
 * @throws RangeError when the roster has no such role
 */
export function peopleOnDuty({ onCall: { roster } }: OnCallScope, roles: readonly string[]): Person[] {
  const ids = new Set(roles.flatMap((role) => membersEver(roster, role)));
  return roster.people.filter(({ id }) => ids.has(id));
}

/**
 * Everybody who has one of the roles by themselves, each once: who stands in for a while is no backup for the rest of
 * the year.
 *
 * @throws RangeError when the roster has no such role
 */
export function peopleWith({ onCall: { roster } }: OnCallScope, roles: readonly string[]): Person[] {
  const ids = new Set(roles.flatMap((role) => peopleOf(roleOf(roster, role))));
  return roster.people.filter(({ id }) => ids.has(id));
}

/** Whether somebody has a channel that wakes. */
export function canBeWoken({ channels }: Person): boolean {
  return channels.some(canBeWokenBy);
}
