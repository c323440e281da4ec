/** The report of an incident, from its record. Requirements 003-24, 003-34. */

import { list, paragraph, table, type Block, type Section, type Text } from '../handover/document';
import { pagedPeople, type Incident } from '../incident/lifecycle/incident';
import { postmortemDeadline } from '../incident/lifecycle/postmortem-clock';
import { owedItems } from '../incident/lifecycle/resolution';
import { formatDurationSeconds, formatInstant, SECOND_MS, type Instant } from '../time/time';
import { resolutionDueAt } from './resolved-in-time';

/** The sections of a report, in the order in which they stand. */
export const REPORT_SECTIONS = ['Incident summary', 'Timeline', 'Root cause', 'Action items'] as const;

/**
 * What happened, when, why, and what follows: exactly the sections of {@link REPORT_SECTIONS}. What nobody has said yet stands there as
 * such, with the time by which it is due.
 */
export function incidentReport(incident: Incident): readonly Section[] {
  const blocks: readonly (readonly Block[])[] = [
    [paragraph(summaryOf(incident)), table(['What', 'Value'], factsOf(incident))],
    [
      table(
        ['At', 'What happened'],
        incident.timeline.map(({ at, what }) => [formatInstant(at), what]),
      ),
      ...omittedLines(incident),
    ],
    [paragraph(rootCauseOf(incident))],
    actionsOf(incident),
  ];
  return REPORT_SECTIONS.map((heading, index) => ({ heading, blocks: blocks[index]! }));
}

/** What happened in one or two sentences, as the first of a postmortem, too. */
export function summaryOf({ title, impact, resolution, openedAt, drill }: Incident): string {
  const over = resolution === undefined ? 'It is not over' : `It was resolved after ${elapsed(openedAt, resolution.at)}`;
  return `${drill ? 'A drill. ' : ''}${sentence(impact.trim() === '' ? title : `${title}: ${impact}`)} ${over}${resolution === undefined ? '' : ` by ${resolution.by}: ${resolution.text}`}.`;
}

function factsOf(incident: Incident): (readonly Text[])[] {
  const { id, group, severity, peakSeverity, state, openedAt, startedAt, declaredBy, firstAcknowledgedAt, resolution, alarms, paged } = incident;
  const due = resolutionDueAt(incident);
  const inTime = resolution === undefined || due === undefined ? '' : `, ${resolution.at <= due ? 'in time' : 'late'}: due at ${formatInstant(due)}`;
  const firstPage = paged[0]?.at;
  const people = pagedPeople(incident);
  return [
    ['Incident', { code: id }],
    ['Service', { code: group }],
    ['Severity', peakSeverity === severity ? severity : `${severity}, at its worst ${peakSeverity}`],
    ['State', state],
    ['Began', formatInstant(startedAt)],
    ['Detected', `${formatInstant(openedAt)}, ${declaredBy === undefined ? 'by an alarm' : `declared by ${declaredBy}`}`],
    [
      'Acknowledged',
      firstAcknowledgedAt === undefined
        ? 'by nobody'
        : `${formatInstant(firstAcknowledgedAt)}, ${elapsed(firstPage ?? openedAt, firstAcknowledgedAt)} after ${firstPage === undefined ? 'it was detected' : 'the first page'}`,
    ],
    ['Resolved', resolution === undefined ? 'not yet' : `${formatInstant(resolution.at)}${inTime}`],
    ['Paged', people.length === 0 ? 'nobody' : people.join(', ')],
    ['Alarms', alarms.length === 0 ? 'none' : alarms.map(({ name }) => name).join(', ')],
  ];
}

function omittedLines({ omitted }: Incident): Block[] {
  return omitted?.timeline === undefined ? [] : [paragraph(`${omitted.timeline} lines from the middle had no room in the record.`)];
}

function rootCauseOf(incident: Incident): string {
  const { postmortem } = incident;
  if (postmortem?.content !== undefined) return postmortem.content.rootCause;
  if (postmortem?.status === 'waived')
    return `Not looked for: ${postmortem.decidedBy} decided that no postmortem is owed. ${sentence(postmortem.reason ?? '')}`;
  if (!owedItems(incident).includes('postmortem'))
    return `Not looked for: no postmortem is owed for ${incident.peakSeverity}${incident.drill ? ', or of a drill' : ''}.`;
  const due = postmortemDeadline(incident);
  return `Not known yet. The postmortem that says it is due${due === undefined ? ' once the incident is resolved' : ` at ${formatInstant(due)}`}.`;
}

function actionsOf({ postmortem }: Incident): readonly Block[] {
  const actions = postmortem?.content?.actions ?? [];
  if (actions.length === 0) return [paragraph(postmortem?.content?.noPreventionBecause ?? 'None so far.')];
  return [list(actions.map(({ what, owner, dueAt, kind, status }) => `${what} (${kind}): ${owner}, by ${formatInstant(dueAt)}, ${status}`))];
}

function elapsed(from: Instant, to: Instant): string {
  return formatDurationSeconds(Math.round((to - from) / SECOND_MS));
}

/** With a closing period, and nothing of nothing. */
function sentence(text: string): string {
  const trimmed = text.trim();
  return trimmed === '' || /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
