/** Lines of the timeline about people: who was paged, told or not heard of, and what became of an incident. */

import type { Incident } from '../../incident/lifecycle/incident';
import { compareSeverity } from '../../incident/severity';
import type { WrittenRecord } from './incident-records';
import { channelsOf, hearersOf, type Publication } from './publications';

/** `PAGED S0 tier 1 partner-portal-1: ana (email, sms)`. */
export function publicationText(publication: Publication): string {
  const hearers = hearersOf(publication);
  const failed = [...new Set(publication.deliveries.flatMap(({ person, failure }) => (failure === undefined ? [] : [person])))].filter((person) => !hearers.includes(person));
  const unheard = failed.length === 0 ? '' : `, not ${failed.join(', ')}`;
  if (hearers.length === 0) return `UNHEARD ${subjectText(publication)}: ${failed.length === 0 ? 'nobody is subscribed who it is for' : `it did not reach ${failed.join(', ')}`}`;
  const people = hearers.map((person) => `${person} (${channelsOf(publication.deliveries, person).join(', ')})`);
  return `${verbOf(publication)} ${subjectText(publication)}: ${people.join(', ')}${unheard}`;
}

function verbOf({ purpose, isOver }: Publication): string {
  if (isOver) return 'OVER ';
  switch (purpose.kind) {
    case 'tier':
    case 'fallback':
      return 'PAGED';
    case 'informed':
      return 'INFORMED';
    case 'watchdog':
      return 'FAULT';
  }
}

/** What it is about, without the people. */
function subjectText({ purpose, message, alarmName, topicName }: Publication): string {
  const about = message?.incidentId ?? alarmName ?? topicName;
  switch (purpose.kind) {
    case 'tier': {
      const why = message === undefined || message.reason === 'tier due' ? '' : ` (${message.reason})`;
      return `${purpose.severity} tier ${purpose.tier} ${about}${why}`;
    }
    case 'informed':
      return `${purpose.severity} ${about} ${message?.reason ?? ''}`.trimEnd();
    case 'fallback':
      return `by CloudWatch ${about}`;
    case 'watchdog':
      return message === undefined ? about : [message.reason, message.incidentId].filter((part) => part !== undefined).join(' ');
  }
}

/** What a write changed, for people; empty when it changed nothing they would want to see. */
export function recordTexts({ incident, before }: WrittenRecord): string[] {
  const { id, severity, title, state, generation } = incident;
  if (before === undefined) return [`OPEN  ${severity} ${id}: ${title}${state === 'suppressed' ? ', suppressed' : ''}${incident.late ? ', found late' : ''}${incident.drill ? ', a drill' : ''}`];
  const lines: string[] = [];
  if (generation > before.generation) lines.push(`${generationVerb(incident, before)} ${id}${severity === before.severity ? '' : ` ${before.severity} -> ${severity}`}, generation ${generation}`);
  else if (severity !== before.severity) lines.push(`CHANGED ${id} ${before.severity} -> ${severity}`);
  const { acknowledgement } = incident;
  if (acknowledgement !== undefined && before.acknowledgement?.at !== acknowledgement.at) lines.push(`ACK   ${id} by ${acknowledgement.by} (${acknowledgement.via})`);
  const { lastUpdate, resolution, postmortem } = incident;
  if (lastUpdate !== undefined && before.lastUpdate?.at !== lastUpdate.at) lines.push(`UPDATE ${id} by ${lastUpdate.by}: ${lastUpdate.text}`);
  if (before.state === 'suppressed' && state === 'open') lines.push(`OPEN  ${severity} ${id}: the mute is over`);
  if (state === 'monitoring' && before.state !== state) lines.push(`QUIET ${id}`);
  if (resolution !== undefined && before.resolution?.at !== resolution.at) lines.push(`RESOLVED ${id} by ${resolution.by}: ${resolution.text}`);
  if (postmortem !== undefined && before.postmortem?.status !== postmortem.status) lines.push(`POSTMORTEM ${id} ${postmortem.status}`);
  if (incident.checklist.length > before.checklist.length) lines.push(...incident.checklist.slice(before.checklist.length).map(({ item, by }) => `DONE  ${id} ${item} by ${by}`));
  if (state === 'closed' && before.state !== state) lines.push(`CLOSED ${id}`);
  return lines;
}

function generationVerb(incident: Incident, before: Incident): string {
  if (before.state === 'resolved') return 'REOPENED';
  return compareSeverity(incident.severity, before.severity) < 0 ? 'PROMOTED' : 'STALE';
}
