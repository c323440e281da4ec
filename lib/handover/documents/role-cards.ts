import type { SeverityPolicy } from '../../incident/lifecycle/escalation-policy';
import { DEPLOYMENT_ACTIVITY, type RaciRow } from '../../incident/lifecycle/raci';
import { peopleOf } from '../../incident/roster/people-of';
import type { Role } from '../../incident/roster/roster';
import { SEVERITIES } from '../../incident/severity';
import { formatCadence } from '../../maintenance/cadence/parse-cadence';
import { code, inlinesOf, joined, list, paragraph, type Block, type HandoverDocument, type Section, type Text } from '../document';
import { open, type HandoverFacts } from '../facts';
import { roleOfOwner, runbookLink } from '../input';
import { whenOf } from './severity-matrix';

/** One thing that somebody with a role does, under the word for it. */
interface Duty {
  readonly duty: string;
  /** What it is about, in the order of the configuration; a card leaves out a duty of nothing. */
  readonly of: readonly Text[];
}

/** What each role of the roster does, from everything that names it: the page that somebody reads who is new in it. Requirements 004-05…08. */
export function roleCardsDocument(facts: HandoverFacts): HandoverDocument {
  return { id: 'role-cards', title: 'Role cards', sections: sectionsOf(facts) };
}

function sectionsOf(facts: HandoverFacts): readonly Section[] {
  const { onCall } = facts.model;
  if (onCall === undefined) return [{ heading: 'Role cards', blocks: [paragraph(['Nobody is on call. ', open(facts, 'on-call')])] }];
  return onCall.roster.roles.map((role) => ({
    heading: `${role.title} (${role.id})`,
    blocks: [paragraph(`Held by ${peopleOf(role).join(', ')}.`), dutiesBlock(facts, role)],
  }));
}

function dutiesBlock(facts: HandoverFacts, role: Role): Block {
  const duties = dutiesOf(facts, role).filter(({ of }) => of.length > 0);
  if (duties.length === 0) return paragraph('Nothing asks anything of this role.');
  return list(duties.map(({ duty, of }) => [`${duty}: `, ...inlinesOf(joined(of, '; '))]));
}

function dutiesOf(facts: HandoverFacts, role: Role): readonly Duty[] {
  const { onCall, maintenance } = facts.model;
  const isOf = (name: string) => name === role.id;
  const activities = (part: 'accountable' | 'responsible' | 'consulted' | 'informed') =>
    (onCall?.raci ?? []).filter((row) => row[part].includes(role.id)).map((row) => activityText(row, part));
  const checklists = maintenance?.checklists ?? [];
  return [
    { duty: 'is paged', of: SEVERITIES.flatMap((severity) => pagesOf(onCall!.escalation.severities[severity], role)) },
    { duty: 'is informed at the start', of: SEVERITIES.filter((severity) => onCall!.escalation.severities[severity].informed.includes(role.id)) },
    { duty: 'does', of: activities('responsible') },
    { duty: 'answers for', of: activities('accountable') },
    { duty: 'is asked when others', of: activities('consulted') },
    { duty: 'is kept informed when others', of: activities('informed') },
    ...checklists
      .filter(({ owner }) => isOf(owner))
      .map(({ title, cadence, items }) => ({ duty: `goes through ${title}, ${formatCadence(cadence)}`, of: items.map(({ text }) => text) })),
    { duty: 'is reminded when somebody is late with', of: checklists.filter(({ lead }) => isOf(lead)).map(({ title }) => title) },
    {
      duty: 'gets the outcome of work on schedule',
      of: (maintenance?.tasks ?? []).filter(({ owner }) => isOf(owner)).map(({ title, cadence }) => `${title}, ${formatCadence(cadence)}`),
    },
    { duty: 'freezes changes', of: (maintenance?.freezes?.rules ?? []).filter(({ owner }) => isOf(owner)).map(({ id, reason }) => `${id}, ${reason}`) },
    { duty: 'keeps the services', of: facts.model.services.filter(({ owner }) => roleOfOwner(facts, owner) === role.id).map(({ title }) => title) },
    { duty: 'keeps the runbooks', of: facts.runbooks.filter((runbook) => isOf(runbook.facts.owner)).map(({ name }) => runbookLink(facts, name)) },
    { duty: 'approves the runbooks', of: facts.runbooks.filter((runbook) => runbook.facts.approvers?.some(isOf)).map(({ name }) => runbookLink(facts, name)) },
    { duty: 'grants access to', of: [...new Set(facts.settings.access.filter(({ grantedBy }) => isOf(grantedBy)).map(({ to }) => to))] },
    { duty: 'keeps the knowledge', of: facts.settings.knowledge.filter(({ owner }) => isOf(owner)).map(({ topic }) => topic) },
  ];
}

/** What an activity is; for whoever answers for changes, with the command that allows one. */
function activityText({ id, title }: RaciRow, part: string): Text {
  return id === DEPLOYMENT_ACTIVITY && part === 'accountable' ? [title, ', with ', code('day2 gate approve')] : title;
}

function pagesOf({ severity, tiers }: SeverityPolicy, role: Role): readonly string[] {
  return tiers.filter(({ roles }) => roles.includes(role.id)).map((tier) => `${severity} ${whenOf(tier)}`);
}
