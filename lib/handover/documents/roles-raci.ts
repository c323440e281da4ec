import { peopleOf } from '../../incident/roster/people-of';
import type { Roster } from '../../incident/roster/roster';
import { roleOf } from '../../incident/roster/roster';
import type { OnCallModel } from '../../model/model';
import { paragraph, subheading, table, type Block, type HandoverDocument } from '../document';
import { open, type HandoverFacts } from '../facts';
import { roleTitle } from '../input';
import { levelOf } from '../parts/operators';

/** Every role with its level, its people, and who stands in. */
function rolesTable({ onCall }: { readonly onCall: OnCallModel }): Block {
  const { roster } = onCall;
  return table(
    ['Role', 'Level', 'How it is held', 'People'],
    roster.roles.map((role) => [role.title, levelOf(onCall, role.id) ?? 'not paged', heldBy(roster, role.id), peopleOf(role).join(', ')]),
  );
}

function heldBy(roster: Roster, id: string): string {
  const { layers = [], standing } = roleOf(roster, id);
  const turns = layers.map(({ rotation }) => `turns of ${rotation.everyDays} days, handed over at ${rotation.handoverAt} ${rotation.timeZone}`);
  return [...turns, ...(standing === undefined ? [] : ['all of them at once'])].join('; ');
}

/** Who answers for what: one A in every row. */
function raciTable(facts: HandoverFacts): Block {
  const names = (roles: readonly string[]) => (roles.length === 0 ? 'nobody' : roles.map((role) => roleTitle(facts, role)).join(', '));
  return table(
    ['Activity', 'Accountable', 'Responsible', 'Consulted', 'Informed'],
    (facts.model.onCall?.raci ?? []).map(({ title, accountable, responsible, consulted, informed }) => [
      title,
      names(accountable),
      names(responsible),
      names(consulted),
      names(informed),
    ]),
  );
}

/** Roles and table, or the question who there is. */
export function raciBlocks(facts: HandoverFacts): readonly Block[] {
  const { onCall } = facts.model;
  if (onCall === undefined) return [paragraph(['Nobody is on call. ', open(facts, 'on-call')])];
  return [
    paragraph('L1 answers first, L2 is engineering leadership, L3 are executives: by the tier of the escalation that pages a role first.'),
    rolesTable({ onCall }),
    subheading('Who answers for what'),
    raciTable(facts),
  ];
}

/** Roles, and who answers for what. Requirements 000-01, 000-18. */
export function rolesRaciDocument(facts: HandoverFacts): HandoverDocument {
  return { id: 'roles-raci', title: 'Roles and RACI', sections: [{ heading: 'Roles and RACI', blocks: raciBlocks(facts) }] };
}
