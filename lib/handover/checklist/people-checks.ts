import type { Check } from '../../checks/check';
import { onCallScope, pagedRoles, type OnCallScope } from '../../checks/on-call/on-call-scope';
import { oneRoleAccountable } from '../../checks/on-call/one-role-accountable';
import { roleAlwaysCovered } from '../../checks/on-call/role-always-covered';
import { rolesShareWork } from '../../checks/on-call/roles-share-work';
import { rosterHorizon } from '../../checks/on-call/roster-horizon';
import { severityIsDescribed } from '../../checks/on-call/severity-is-described';
import { tierHasTwoChannels, tierHasTwoPeople } from '../../checks/on-call/tier-has-backup';
import { tiersInOrder } from '../../checks/on-call/tiers-in-order';
import { communicationTemplates, PLACEHOLDERS } from '../../incident/message/communication-templates';
import { singlePointsOfFailure } from '../../incident/roster/single-points-of-failure';
import { SEVERITIES, wakesSomebody } from '../../incident/severity';
import { roleOfOwner, type HandoverInput } from '../input';
import { knowledgeGaps } from '../proficiency/proficiency';
import { failed, passed, unlessAny, type Judgement } from './judgement';

const NOBODY = failed('nobody is on call');

/** What checks of the people on call say, as they do in `day2 check`. */
function ofChecks(checks: readonly Check<OnCallScope>[], otherwise: string): (input: HandoverInput) => Judgement {
  return ({ model }) => {
    const scope = onCallScope(model);
    if (scope === undefined) return NOBODY;
    return unlessAny(
      checks.flatMap(({ check }) => check(scope).map(({ what }) => what)),
      otherwise,
    );
  };
}

/** Requirement 000-19. */
export function severitiesAnswered(input: HandoverInput): Judgement {
  const scope = onCallScope(input.model);
  if (scope === undefined) return NOBODY;
  const unanswered = scope.severities.filter(({ tiers, acknowledgeWithin }) => tiers.length > 0 && acknowledgeWithin === undefined);
  const silent = severityIsDescribed.check(scope).map(({ what }) => what);
  return unlessAny(
    [...unanswered.map(({ severity }) => `nothing says by when somebody answers ${severity}`), ...silent],
    `${scope.severities.length} severities`,
  );
}

export const escalationHolds = ofChecks([tiersInOrder, tierHasTwoPeople, tierHasTwoChannels], 'every tier has two people and two channels');
export const rosterCovers = ofChecks([roleAlwaysCovered], 'every role that is paged has somebody for 13 months');

/** Requirement 000-18. Without a table nobody answers for anything. */
export function workShared(input: HandoverInput): Judgement {
  if (input.model.onCall !== undefined && (input.model.onCall.raci ?? []).length === 0) return failed('no table says who answers for what');
  return ofChecks([oneRoleAccountable, rolesShareWork], 'exactly one role answers for each activity')(input);
}

/** Any time will do for a roster that is the same at all times. */
const ANY_TIME = { from: 0, until: 1 };

/** Duties that would be with nobody if somebody were gone: the role, and whoever it hangs on. */
export interface LonelyDuty {
  readonly role: string;
  readonly people: readonly string[];
}

/** What the watchdog is called among duties: its people have no role for it. */
const WATCHDOG = 'watchdog';

/**
 * Duties that rest on one person: of every role that is paged, answers for something or does it, leads incidents or postmortems, answers
 * findings, keeps a service or a runbook, approves one, owns or leads work on schedule, or owns a freeze; and of the watchdog. To be
 * informed is no duty. Requirement 000-13.
 */
export function lonelyDuties({ model, runbooks }: Pick<HandoverInput, 'model' | 'runbooks'>): readonly LonelyDuty[] {
  const scope = onCallScope(model);
  if (scope === undefined) return [];
  const { roster, raci = [], watchdog } = scope.onCall;
  const { tasks = [], checklists = [], freezes } = model.maintenance ?? {};
  const { incidentLead, postmortem } = scope.onCall.escalation;
  const named = new Set([
    ...pagedRoles(scope),
    ...raci.flatMap(({ accountable, responsible }) => [...accountable, ...responsible]),
    ...runbooks.flatMap(({ facts: { owner, approvers = [] } }) => [owner, ...approvers]),
    ...[...tasks, ...checklists, ...(freezes?.rules ?? [])].map(({ owner }) => owner),
    ...checklists.map(({ lead }) => lead),
    ...model.services.map(({ owner }) => roleOfOwner({ model }, owner)),
    incidentLead,
    ...postmortem.owners,
    ...postmortem.lead,
    model.security?.owner,
  ]);
  const { from, until } = rosterHorizon(roster) ?? ANY_TIME;
  const ofRoles = roster.roles
    .filter(({ id }) => named.has(id))
    .map(({ id }) => ({ role: id, people: singlePointsOfFailure(roster, id, from, until) }))
    .filter(({ people }) => people.length > 0);
  return watchdog.people.length === 1 ? [...ofRoles, { role: WATCHDOG, people: watchdog.people.map(({ id }) => id) }] : ofRoles;
}

export function nobodyAlone(input: HandoverInput): Judgement {
  if (input.model.onCall === undefined) return NOBODY;
  const lonely = lonelyDuties(input);
  return unlessAny(
    lonely.map(({ role, people }) =>
      role === WATCHDOG ? `without ${people[0]} nobody would watch over paging` : `without ${people.join(' or ')} nobody would have the role ${role}`,
    ),
    'every duty is covered without any one person',
  );
}

/** Texts can be filled, and somebody reads them who is not paged. Requirements 001-10 and 001-12. */
export function textsCanBeFilled({ model: { onCall } }: HandoverInput): Judgement {
  if (onCall === undefined) return NOBODY;
  const texts = communicationTemplates(onCall.escalation).flatMap((template) => ('none' in template ? [] : [`${template.subject} ${template.text}`]));
  const unknown = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => (Object.hasOwn(PLACEHOLDERS, name!) ? [] : [name!])));
  const unheard = SEVERITIES.filter((severity) => wakesSomebody(severity) && onCall.escalation.severities[severity].informed.length === 0);
  return unlessAny(
    [...unknown.map((name) => `nothing fills {${name}}`), ...unheard.map((severity) => `nobody but whoever is paged is informed of ${severity}`)],
    `${texts.length} texts`,
  );
}

/** Requirement 002-86. Where no topic is listed it is for people to say, which the item asks for in any case. */
export function topicsKnown(input: HandoverInput): Judgement {
  const { length } = input.settings.knowledge;
  return length === 0 ? passed('no topic is listed') : unlessAny(knowledgeGaps(input, 'topic'), `everybody knows ${length} topics`);
}

/** Requirement 002-10. Where no tool is listed it is for people to say, which the item asks for in any case. */
export function toolsKnown(input: HandoverInput): Judgement {
  const { length } = input.settings.tools;
  return length === 0 ? passed('no tool is listed') : unlessAny(knowledgeGaps(input, 'tool'), `everybody can use ${length} tools`);
}

/** Requirement 002-46. */
export function outsideNamed({ model: { onCall } }: HandoverInput): Judgement {
  if (onCall === undefined) return NOBODY;
  return onCall.externalContacts.length === 0 ? failed('nobody outside is named') : passed(onCall.externalContacts.map(({ title }) => title).join(', '));
}
