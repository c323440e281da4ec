import { DEFAULT_SEVERITY_POLICIES } from '../../incident/lifecycle/default-escalation';
import { ESCALATION_SOURCES, isSourced, type SourcedField } from '../../incident/lifecycle/default-escalation-sources';
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
  check: findings,
};

/** Finds what is looser than a document asks for; product defaults are anybody's to change. */
function findings(scope: OnCallScope): Problem[] {
  const { escalation, acceptedLooser = {} } = scope.onCall;
  return scope.severities
    .filter(({ severity }) => acceptedLooser[severity] === undefined)
    .flatMap((policy) => {
      const { severity } = policy;
      const loosened = [...times(policy, escalation.calendar), ...tiers(policy, escalation.calendar), ...postmortem(policy)];
      return loosened
        .filter(({ field }) => isSourced(severity, field))
        .map(({ field, received, allowed }) =>
          onCallError(scope, 'SEV004', `${severity} ${field}`, {
            what: `${field} of ${severity} is looser than a document asks for: ${ESCALATION_SOURCES[severity][field]}`,
            received,
            allowed: `${allowed}, or stricter`,
            change: `tighten it, or add acceptLooser with the reason to ${severity}`,
          }),
        );
    });
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

function tiers(policy: SeverityPolicy, calendar: BusinessCalendar): Loosened[] {
  return DEFAULT_SEVERITY_POLICIES[policy.severity].tiers.flatMap((standard): Loosened[] => {
    const field = `tier ${standard.tier}` as SourcedField;
    const own = policy.tiers.find(({ tier }) => tier === standard.tier);
    const late = longer(field, own?.after, standard.after, calendar);
    const weaker = own !== undefined && CONDITIONS.indexOf(own.condition) > CONDITIONS.indexOf(standard.condition);
    return weaker ? [...late, { field, received: own.condition, allowed: standard.condition }] : late;
  });
}

function postmortem({ severity, postmortem: own }: SeverityPolicy): Loosened[] {
  const standard = DEFAULT_SEVERITY_POLICIES[severity].postmortem;
  return POSTMORTEMS.indexOf(own) > POSTMORTEMS.indexOf(standard) ? [{ field: 'postmortem', received: own, allowed: standard }] : [];
}
