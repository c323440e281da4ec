import { DEFAULT_SEVERITY_POLICIES } from '../../incident/lifecycle/default-escalation';
import { documentedAs, type SourcedField } from '../../incident/lifecycle/default-escalation-sources';
import { formatDelay } from '../../incident/lifecycle/delay';
import type { Delay, PostmortemRule, SeverityPolicy, TierCondition } from '../../incident/lifecycle/escalation-policy';
import type { Problem } from '../../problems/problem';
import type { BusinessCalendar } from '../../time/business-calendar';
import type { Check } from '../check';
import { isNeverLonger } from './compare-delays';
import { onCallError, type OnCallScope } from './on-call-scope';

/** From the strictest on. */
const CONDITIONS: readonly TierCondition[] = ['always', 'not resolved', 'not acknowledged'];
const POSTMORTEMS: readonly PostmortemRule[] = ['required', 'on request', 'none'];

interface Loosened {
  readonly field: SourcedField;
  readonly received: string;
  readonly allowed: string;
}

export const asStrictAsDocuments: Check<OnCallScope> = {
  code: 'SEV004',
  requirement: 'no severity is looser than a document asks for, unless somebody accepted that',
  why: 'a default that a document fixes would be changed unseen',
  check: (scope) => findings(scope, (policy, calendar) => [...times(policy, calendar), ...laterTiers(policy, calendar), ...postmortem(policy)]),
};

/** Finds tiers that are not there: with fewer people there is nobody left to page. */
export const tiersAsDocuments: Check<OnCallScope> = {
  code: 'SEV004',
  requirement: 'no severity has fewer tiers than a document asks for, unless somebody accepted that',
  why: 'an incident that nobody resolves would reach nobody else',
  countsPeople: true,
  check: (scope) => findings(scope, missingTiers),
};

/** Finds what is looser than a document asks for; product defaults are anybody's to change. */
function findings(scope: OnCallScope, loosened: (policy: SeverityPolicy, calendar: BusinessCalendar) => Loosened[]): Problem[] {
  const { escalation, acceptedLooser = {} } = scope.onCall;
  return scope.severities
    .filter(({ severity }) => acceptedLooser[severity] === undefined)
    .flatMap((policy) =>
      loosened(policy, escalation.calendar).flatMap(({ field, received, allowed }) => {
        const { severity } = policy;
        const asked = documentedAs(severity, field);
        if (asked === undefined) return [];
        return [
          onCallError(scope, 'SEV004', `${severity} ${field}`, {
            what: `${field} of ${severity} is looser than the default escalation policy: ${asked}`,
            received,
            allowed: `${allowed}, or stricter`,
            change: `tighten it, or add acceptLooser with the reason to ${severity}`,
          }),
        ];
      }),
    );
}

function times(policy: SeverityPolicy, calendar: BusinessCalendar): Loosened[] {
  const standard = DEFAULT_SEVERITY_POLICIES[policy.severity];
  const update = (seconds: number | undefined): Delay | undefined => (seconds === undefined ? undefined : { kind: 'elapsed', seconds });
  return [
    ...longer('acknowledgeWithin', policy.acknowledgeWithin, standard.acknowledgeWithin, calendar),
    ...longer('updateEvery', update(policy.updateEverySeconds), update(standard.updateEverySeconds), calendar),
  ];
}

function longer(field: SourcedField, received: Delay | undefined, standard: Delay | undefined, calendar: BusinessCalendar): Loosened[] {
  if (standard === undefined || (received !== undefined && isNeverLonger(received, standard, calendar))) return [];
  return [{ field, received: received === undefined ? 'never' : formatDelay(received), allowed: formatDelay(standard) }];
}

function missingTiers(policy: SeverityPolicy): Loosened[] {
  return DEFAULT_SEVERITY_POLICIES[policy.severity].tiers
    .filter((standard) => policy.tiers.every(({ tier }) => tier !== standard.tier))
    .map(({ tier, after }) => ({ field: `tier ${tier}` as SourcedField, received: 'never', allowed: formatDelay(after) }));
}

function laterTiers(policy: SeverityPolicy, calendar: BusinessCalendar): Loosened[] {
  return DEFAULT_SEVERITY_POLICIES[policy.severity].tiers.flatMap((standard): Loosened[] => {
    const field = `tier ${standard.tier}` as SourcedField;
    const own = policy.tiers.find(({ tier }) => tier === standard.tier);
    if (own === undefined) return [];
    const late = longer(field, own.after, standard.after, calendar);
    const weaker = CONDITIONS.indexOf(own.condition) > CONDITIONS.indexOf(standard.condition);
    return weaker ? [...late, { field, received: own.condition, allowed: standard.condition }] : late;
  });
}

function postmortem({ severity, postmortem: own }: SeverityPolicy): Loosened[] {
  const standard = DEFAULT_SEVERITY_POLICIES[severity].postmortem;
  return POSTMORTEMS.indexOf(own) > POSTMORTEMS.indexOf(standard) ? [{ field: 'postmortem', received: own, allowed: standard }] : [];
}
