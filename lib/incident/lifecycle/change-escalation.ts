/** The escalation policy of an application: the default one for its team, with what it changes. */

import { createHash } from 'node:crypto';
import { isMap } from '../../problems/untyped';
import type { BusinessCalendar } from '../../time/business-calendar';
import { SEVERITIES, type Severity } from '../severity';
import type { EscalationPolicy, EscalationTier, SeverityPolicy } from './escalation-policy';
import { escalationDefaults, type EscalationPreset } from './escalation-preset';

/** Hexadecimal digits of a version: enough to tell the policies of one application apart. */
const VERSION_DIGITS = 12;

/** Product defaults: after the ninth unanswered repeat the watchdog is notified, and everybody again each hour. */
const REPEATS_UNTIL_EXHAUSTED = 9;
const EXHAUSTED_EVERY_SECONDS = 3_600;

/** What is different about a tier; one that the default does not have says everything. */
export type TierChanges = Partial<Omit<EscalationTier, 'tier'>>;

/** What is different about a severity. */
export interface SeverityChanges extends Partial<
  Pick<SeverityPolicy, 'acknowledgeWithin' | 'resolveWithin' | 'informed' | 'repeatEverySeconds' | 'updateEverySeconds' | 'examples' | 'postmortem'>
> {
  /** By number of the tier, from 1. */
  readonly tiers?: Readonly<Record<number, TierChanges>>;
  readonly communication?: Partial<SeverityPolicy['communication']>;
}

/** What is different from a default escalation policy. */
export interface EscalationChanges {
  /** The default escalation policy that the changes are about. Default: the one for twenty */
  readonly preset?: EscalationPreset;
  readonly severities?: Partial<Readonly<Record<Severity, SeverityChanges>>>;
  /** Roles of the default escalation policy that go by another name here, by their default name. */
  readonly roleAliases?: Readonly<Record<string, string>>;
}

/**
 * A default escalation policy with changes; its version is a hash of all it says.
 *
 * @throws RangeError for a new tier that leaves out its time, its condition or its roles
 */
export function escalationPolicy(changes: EscalationChanges, calendar: BusinessCalendar): EscalationPolicy {
  const named = (roles: readonly string[]) => aliased(roles, changes.roleAliases);
  const defaults = escalationDefaults(changes.preset);
  const severities = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, changedSeverity(defaults.severities[severity], changes.severities?.[severity], named)]),
  ) as Record<Severity, SeverityPolicy>;
  const clock = defaults.postmortem;
  const content: Omit<EscalationPolicy, 'version'> = {
    severities,
    calendar,
    postmortem: { ...clock, owners: named(clock.owners), lead: named(clock.lead) },
    repeatsUntilExhausted: REPEATS_UNTIL_EXHAUSTED,
    exhaustedEverySeconds: EXHAUSTED_EVERY_SECONDS,
    incidentLead: named([defaults.incidentLead])[0]!,
  };
  return { version: versionOf(content), ...content };
}

/** An escalation policy in which tiers are paged at other times; its version is another one. A tier that there is not changes nothing. */
export function withTierTimes(
  policy: EscalationPolicy,
  times: readonly { readonly severity: Severity; readonly tier: number; readonly seconds: number }[],
): EscalationPolicy {
  if (times.length === 0) return policy;
  const { version: _version, ...content } = policy;
  const severities = { ...content.severities };
  for (const { severity, tier, seconds } of times) {
    const { tiers, ...others } = severities[severity];
    severities[severity] = { ...others, tiers: tiers.map((each) => (each.tier === tier ? { ...each, after: { kind: 'elapsed', seconds } } : each)) };
  }
  const changed = { ...content, severities };
  return { version: versionOf(changed), ...changed };
}

/** Roles by the names they have here, each once; what is no default name stays as it is. */
export function aliased(roles: readonly string[], aliases: EscalationChanges['roleAliases'] = {}): string[] {
  return [...new Set(roles.map((role) => (Object.hasOwn(aliases, role) ? aliases[role]! : role)))];
}

function changedSeverity(standard: SeverityPolicy, changes: SeverityChanges = {}, named: (roles: readonly string[]) => string[]): SeverityPolicy {
  const { tiers = {}, communication, ...others } = changes;
  return {
    ...standard,
    informed: named(standard.informed),
    ...others,
    tiers: changedTiers(
      standard.tiers.map((each) => ({ ...each, roles: named(each.roles) })),
      tiers,
    ),
    communication: { ...standard.communication, ...communication },
  };
}

function changedTiers(standard: readonly EscalationTier[], changes: Readonly<Record<number, TierChanges>>): EscalationTier[] {
  const added = Object.keys(changes)
    .map(Number)
    .filter((number) => standard.every((each) => each.tier !== number));
  return [...standard.map((each) => ({ ...each, ...changes[each.tier] })), ...added.map((number) => newTier(number, changes[number]!))].sort(
    (a, b) => a.tier - b.tier,
  );
}

function newTier(number: number, { after, condition, roles }: TierChanges): EscalationTier {
  if (after === undefined || condition === undefined || roles === undefined) {
    throw new RangeError(`tier ${number} is new, so it needs a time, a condition and roles`);
  }
  return { tier: number, after, condition, roles };
}

/** The same for the same rules, in whichever order they were written. */
function versionOf(content: object): string {
  const sorted = (_: string, value: unknown): unknown =>
    isMap(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
  return createHash('sha256').update(JSON.stringify(content, sorted)).digest('hex').slice(0, VERSION_DIGITS);
}
