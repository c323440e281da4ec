/** Events of the timeline about people: who was paged or notified, and what became of an incident. */

import type { Incident } from '../../incident/lifecycle/incident';
import { compareSeverity } from '../../incident/severity';
import type { TimelineFacts } from '../timeline-events';
import type { WrittenRecord } from './incident-records';
import { channelsOf, notifiedBy, type Publication } from './publications';

/** What a message was, and whom it reached. */
export function publicationEvent(publication: Publication): TimelineFacts {
  const { purpose, message, alarmName, topicName, isOver } = publication;
  const people = notifiedBy(publication);
  const deliveries = [...publication.deliveries, ...publication.reachedByAnother];
  const failed = [...new Set(deliveries.flatMap(({ person, failure }) => (failure === undefined ? [] : [person])))];
  const recipients = {
    reached: people.map((person) => ({ person, channels: channelsOf(deliveries, person) })),
    unreached: failed.filter((person) => !people.includes(person)),
  };
  const about = message?.incidentId ?? alarmName ?? topicName;
  const reason = message === undefined ? {} : { reason: message.reason };
  switch (purpose.kind) {
    case 'tier':
      return { code: 'page-published', severity: purpose.severity, tier: purpose.tier, about, ...(message?.reason !== 'tier due' && reason), ...recipients };
    case 'fallback':
      return { code: 'fallback-page-published', about, isOver, ...recipients };
    case 'informed':
      return { code: 'notice-published', severity: purpose.severity, about, ...reason, ...recipients };
    case 'watchdog': {
      const what = message === undefined ? about : message.incidentId;
      return { code: 'watchdog-notified', ...reason, ...(what !== undefined && { about: what }), isOver, ...recipients };
    }
  }
}

/** What a write changed, as far as people would want to see it. */
export function recordEvents({ incident, before }: WrittenRecord): TimelineFacts[] {
  const { id: incidentId, severity, title, state, round } = incident;
  if (before === undefined)
    return [{ code: 'incident-opened', severity, incidentId, title, isSuppressed: state === 'suppressed', isLate: incident.late, isDrill: incident.drill }];
  const events: TimelineFacts[] = [];
  if (round > before.round)
    events.push({ code: 'escalation-restarted', incidentId, because: restartOf(incident, before), from: before.severity, to: severity, round });
  else if (severity !== before.severity) events.push({ code: 'severity-changed', incidentId, from: before.severity, to: severity });
  const { acknowledgement, lastUpdate, resolution, postmortem } = incident;
  if (acknowledgement !== undefined && before.acknowledgement?.at !== acknowledgement.at)
    events.push({ code: 'incident-acknowledged', incidentId, by: acknowledgement.by, via: acknowledgement.via });
  if (lastUpdate !== undefined && before.lastUpdate?.at !== lastUpdate.at)
    events.push({ code: 'incident-updated', incidentId, by: lastUpdate.by, update: lastUpdate.text });
  if (before.state === 'suppressed' && state === 'open') events.push({ code: 'incident-unmuted', severity, incidentId });
  if (state === 'monitoring' && before.state !== state) events.push({ code: 'incident-recovered', incidentId });
  if (resolution !== undefined && before.resolution?.at !== resolution.at)
    events.push({ code: 'incident-resolved', incidentId, by: resolution.by, resolution: resolution.text });
  if (postmortem !== undefined && before.postmortem?.status !== postmortem.status)
    events.push({ code: 'postmortem-changed', incidentId, status: postmortem.status });
  for (const { item, by } of incident.checklist.slice(before.checklist.length)) events.push({ code: 'checklist-item-done', incidentId, item, by });
  if (state === 'closed' && before.state !== state) events.push({ code: 'incident-closed', incidentId });
  return events;
}

function restartOf(incident: Incident, before: Incident): 'reopened' | 'promoted' | 'stale' {
  if (before.state === 'resolved') return 'reopened';
  return compareSeverity(incident.severity, before.severity) < 0 ? 'promoted' : 'stale';
}
