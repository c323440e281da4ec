/** The postmortem of an incident before anybody has written it. Requirements 003-25, 003-45. */

import { stringify } from 'yaml';
import { maskContacts } from '../handover/mask-contacts';
import type { Incident } from '../incident/lifecycle/incident';
import { formatInstant } from '../time/time';
import { summaryOf } from './incident-report';

/**
 * A postmortem in its five sections, as `day2 incident postmortem file` reads it: overview and timeline from the record, causes, lessons and
 * actions for people. It is refused until none of them is empty, and for any incident but those it names.
 */
export function postmortemShell(incident: Incident): string {
  const { id, timeline } = incident;
  const head = [
    `# The postmortem of ${id}. Say why it happened, what was learnt and what follows; correct what stands here. Then:`,
    `#   day2 incident postmortem file ${id} --file <this file>`,
    '# An action: { what: limit the connections, owner: a role or a person, dueAt: 2026-03-20T17:00:00Z, kind: prevent | detect | mitigate | other }',
    '# One of them prevents it from happening again, or noPreventionBecause, in place of actions, says why none does.',
  ];
  const content = {
    automation: { parameters: { incidentIds: [id] } },
    overview: maskContacts(summaryOf(incident)),
    timeline: `${timeline.map(({ at, what }) => `${formatInstant(at)} ${maskContacts(what)}`).join('\n')}\n`,
    rootCause: '',
    lessons: '',
    actions: [],
  };
  return `${head.join('\n')}\n${stringify(content, { lineWidth: 0 })}`;
}
