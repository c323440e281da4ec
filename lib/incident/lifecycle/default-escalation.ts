/**
 * The escalation policy everybody starts from, S0 to S4: who is notified when, and what is owed. Where the numbers come from is in
 * default-escalation-sources.ts, field by field.
 */

import { createHash } from 'node:crypto';
import { isMap } from '../../problems/untyped';
import type { BusinessCalendar } from '../../time/business-calendar';
import { SEVERITIES, type Severity } from '../severity';
import type { Delay, EscalationPolicy, EscalationTier, PostmortemClock, SeverityPolicy, TierCondition } from './escalation-policy';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Hexadecimal digits of a version: enough to tell the policies of one application apart. */
const VERSION_DIGITS = 12;

const elapsed = (seconds: number): Delay => ({ kind: 'elapsed', seconds });
const businessDays = (days: number): Delay => ({ kind: 'business days', days });
const tier = (number: number, after: Delay, condition: TierCondition, ...roles: string[]): EscalationTier => ({ tier: number, after, condition, roles });

const ENGINEERING_LEADERSHIP = ['engineering-manager', 'senior-engineering-lead'];
const EXECUTIVES = ['cto', 'vp-engineering'];

/** What every severity has in common: recovery. */
const HOLD_DOWN_SECONDS = 3 * MINUTE;

/** The policy of every severity when nothing is said otherwise. */
export const DEFAULT_SEVERITY_POLICIES: Readonly<Record<Severity, SeverityPolicy>> = {
  S0: {
    severity: 'S0',
    meaning: 'critical',
    examples: ['the system is down', 'data is lost or corrupted', 'a security breach is confirmed'],
    acknowledgeWithin: elapsed(5 * MINUTE),
    resolveWithin: elapsed(4 * HOUR),
    tiers: [
      tier(1, elapsed(0), 'always', 'primary-on-call'),
      tier(2, elapsed(5 * MINUTE), 'not acknowledged', 'secondary-on-call', 'release-manager'),
      tier(3, elapsed(30 * MINUTE), 'not resolved', ...ENGINEERING_LEADERSHIP),
      tier(4, elapsed(HOUR), 'not resolved', ...EXECUTIVES),
    ],
    informed: [...ENGINEERING_LEADERSHIP, 'cto', 'head-of-product'],
    repeatEverySeconds: 15 * MINUTE,
    updateEverySeconds: 30 * MINUTE,
    stale: { kind: 'missed updates', count: 2 },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 30 * MINUTE,
    reopenWithinSeconds: HOUR,
    postmortem: 'required',
    opsItem: { severity: 1, priority: 1 },
    communication: {
      internal: 'leadership, CTO and Head of Product are notified at once',
      external: 'status page within 15 minutes, then every 30 minutes',
    },
  },
  S1: {
    severity: 'S1',
    meaning: 'high',
    examples: ['the service is strongly degraded', 'a major feature is gone', 'users cannot sign in'],
    acknowledgeWithin: elapsed(15 * MINUTE),
    resolveWithin: elapsed(8 * HOUR),
    tiers: [
      tier(1, elapsed(0), 'always', 'primary-operator'),
      tier(2, elapsed(15 * MINUTE), 'not acknowledged', 'secondary-operator', 'operations-lead'),
      tier(3, elapsed(2 * HOUR), 'not resolved', ...ENGINEERING_LEADERSHIP),
      tier(4, elapsed(4 * HOUR), 'not resolved', ...EXECUTIVES),
    ],
    informed: ['release-manager'],
    repeatEverySeconds: 30 * MINUTE,
    updateEverySeconds: 30 * MINUTE,
    stale: { kind: 'missed updates', count: 2 },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 30 * MINUTE,
    reopenWithinSeconds: HOUR,
    postmortem: 'required',
    opsItem: { severity: 2, priority: 2 },
    communication: {
      internal: 'the Release Manager is notified at once',
      external: 'status page within 30 minutes when customers notice',
    },
  },
  S2: {
    severity: 'S2',
    meaning: 'medium',
    examples: ['the service is a little slow', 'a feature that is not critical fails', 'monitoring warns'],
    acknowledgeWithin: elapsed(HOUR),
    resolveWithin: businessDays(3),
    tiers: [
      tier(1, elapsed(0), 'always', 'primary-operator'),
      tier(2, elapsed(HOUR), 'not acknowledged', 'docs-lead', 'secondary-operator'),
      tier(3, elapsed(4 * HOUR), 'not acknowledged', 'operations-lead'),
    ],
    informed: ['product-owner'],
    repeatEverySeconds: 4 * HOUR,
    updateEverySeconds: HOUR,
    stale: { kind: 'elapsed', seconds: 4 * HOUR },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    reopenWithinSeconds: 30 * MINUTE,
    postmortem: 'on request',
    opsItem: { severity: 3, priority: 3 },
    communication: { internal: 'the Product Owner is notified at once', external: 'support channel, to those who ask' },
  },
  S3: {
    severity: 'S3',
    meaning: 'low',
    examples: ['documentation is out of date', 'monitoring needs upkeep', 'something could be improved'],
    acknowledgeWithin: businessDays(1),
    tiers: [tier(1, elapsed(0), 'always', 'operations-queue'), tier(2, businessDays(1), 'not acknowledged', 'operations-lead')],
    informed: [],
    repeatEverySeconds: DAY,
    stale: { kind: 'never' },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    reopenWithinSeconds: 30 * MINUTE,
    postmortem: 'none',
    opsItem: { severity: 4, priority: 4 },
    communication: { internal: 'daily digest', external: 'none: no customer notices' },
  },
  S4: {
    severity: 'S4',
    meaning: 'information',
    examples: ['a deployment has finished', 'a service has scaled', 'the daily report is there'],
    tiers: [],
    informed: [],
    stale: { kind: 'never' },
    holdDownSeconds: HOLD_DOWN_SECONDS,
    resolveAfterRecoverySeconds: 10 * MINUTE,
    postmortem: 'none',
    communication: { internal: 'daily digest', external: 'none: it is no incident' },
  },
};

/** Postmortem within 72 hours of the resolution (000-12); draft, reminders and the daily repetition are product defaults. */
export const DEFAULT_POSTMORTEM_CLOCK: PostmortemClock = {
  draftSeconds: 24 * HOUR,
  reminderSeconds: [24 * HOUR, 48 * HOUR, 66 * HOUR],
  dueSeconds: 72 * HOUR,
  overdueEverySeconds: DAY,
  owners: ['operations-lead'],
  lead: ENGINEERING_LEADERSHIP,
};

/** Product defaults: after the ninth unanswered repeat the watchdog is notified, and everybody again each hour. */
const REPEATS_UNTIL_EXHAUSTED = 9;
const EXHAUSTED_EVERY_SECONDS = HOUR;
const INCIDENT_LEAD = 'operations-lead';

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

/** What is different from the default escalation policy. */
export interface EscalationChanges {
  readonly severities?: Partial<Readonly<Record<Severity, SeverityChanges>>>;
  /** Roles of the default escalation policy that go by another name here, by their default name. */
  readonly roleAliases?: Readonly<Record<string, string>>;
}

/**
 * the default escalation policy with changes; its version is a hash of all it says.
 *
 * @throws RangeError for a new tier that leaves out its time, its condition or its roles
 */
export function escalationPolicy(changes: EscalationChanges, calendar: BusinessCalendar): EscalationPolicy {
  const named = (roles: readonly string[]) => aliased(roles, changes.roleAliases);
  const severities = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, changedSeverity(DEFAULT_SEVERITY_POLICIES[severity], changes.severities?.[severity], named)]),
  ) as Record<Severity, SeverityPolicy>;
  const clock = DEFAULT_POSTMORTEM_CLOCK;
  const content: Omit<EscalationPolicy, 'version'> = {
    severities,
    calendar,
    postmortem: { ...clock, owners: named(clock.owners), lead: named(clock.lead) },
    repeatsUntilExhausted: REPEATS_UNTIL_EXHAUSTED,
    exhaustedEverySeconds: EXHAUSTED_EVERY_SECONDS,
    incidentLead: named([INCIDENT_LEAD])[0]!,
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
