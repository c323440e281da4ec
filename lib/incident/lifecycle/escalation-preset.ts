/**
 * Default escalation policies by the size of a team. The one for twenty is written out in default-escalation.ts; a smaller team has
 * the same times, conditions and severities, and fewer roles to fill. All of it is a product default.
 */

import { SEVERITIES, type Severity } from '../severity';
import { DEFAULT_INCIDENT_LEAD, DEFAULT_POSTMORTEM_CLOCK, DEFAULT_SEVERITY_POLICIES } from './default-escalation';
import type { EscalationTier, PostmortemClock, SeverityPolicy } from './escalation-policy';
import { DEFAULT_RACI, type RaciRow } from './raci';

/** Names of the default escalation policies, from the smallest team on. */
export const ESCALATION_PRESETS = ['for two', 'for five', 'for twenty'] as const;
export type EscalationPreset = (typeof ESCALATION_PRESETS)[number];

/** Role that everybody has together. A policy for a small team names it; nobody has to write it down. */
export const EVERYBODY = 'everybody';

/** What holds of a team where it says nothing else. */
export interface EscalationDefaults {
  readonly severities: Readonly<Record<Severity, SeverityPolicy>>;
  readonly postmortem: PostmortemClock;
  /** Role that is asked when the acknowledger does not answer a reminder. */
  readonly incidentLead: string;
  readonly raci: readonly RaciRow[];
}

/** What the roles of the policy for twenty are in a small team; a role that is not here is {@link EVERYBODY}. */
const ROLES_OF_SMALL_TEAMS: Readonly<Record<Exclude<EscalationPreset, 'for twenty'>, Readonly<Record<string, string>>>> = {
  'for two': { 'primary-on-call': 'primary-on-call', 'primary-operator': 'primary-on-call' },
  'for five': {
    'primary-on-call': 'primary-on-call',
    'primary-operator': 'primary-on-call',
    'secondary-on-call': 'secondary-on-call',
    'secondary-operator': 'secondary-on-call',
  },
};

/** The default escalation policy and table for a team. */
export function escalationDefaults(preset: EscalationPreset = 'for twenty'): EscalationDefaults {
  if (preset === 'for twenty') {
    return { severities: DEFAULT_SEVERITY_POLICIES, postmortem: DEFAULT_POSTMORTEM_CLOCK, incidentLead: DEFAULT_INCIDENT_LEAD, raci: DEFAULT_RACI };
  }
  const named = (roles: readonly string[]) => rolesIn(ROLES_OF_SMALL_TEAMS[preset], roles);
  const { owners, lead, ...clock } = DEFAULT_POSTMORTEM_CLOCK;
  return {
    severities: Object.fromEntries(SEVERITIES.map((severity) => [severity, forSmallTeam(DEFAULT_SEVERITY_POLICIES[severity], named)])) as Record<
      Severity,
      SeverityPolicy
    >,
    postmortem: { ...clock, owners: named(owners), lead: named(lead) },
    incidentLead: named([DEFAULT_INCIDENT_LEAD])[0]!,
    // Whoever could be asked or notified is one of those who do it.
    raci: DEFAULT_RACI.map((row) => ({ ...row, accountable: named(row.accountable), responsible: named(row.responsible), consulted: [], informed: [] })),
  };
}

/** Everybody only where nobody in particular is meant: the secondary on call is paged before everybody is. */
function rolesIn(known: Readonly<Record<string, string>>, roles: readonly string[]): string[] {
  const particular = roles.flatMap((role) => (Object.hasOwn(known, role) ? [known[role]!] : []));
  return particular.length === 0 ? [EVERYBODY] : [...new Set(particular)];
}

/** Nobody is only informed, and a tier that would page the same roles as the one before it is left out. */
function forSmallTeam(policy: SeverityPolicy, named: (roles: readonly string[]) => string[]): SeverityPolicy {
  const tiers = policy.tiers.map((tier) => ({ ...tier, roles: named(tier.roles) }));
  return {
    ...policy,
    tiers: tiers.filter((tier, index) => index === 0 || !hasSameRoles(tier, tiers[index - 1]!)),
    informed: [],
    communication: { ...policy.communication, internal: 'none: those who answer are the whole team' },
  };
}

function hasSameRoles(one: EscalationTier, other: EscalationTier): boolean {
  return one.roles.join(' ') === other.roles.join(' ');
}
