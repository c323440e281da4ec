import { formatInstant, type Instant } from '../../time/time';
import { isUnanswered } from './answered-alarms';
import { isUnderway, type AttachedAlarm, type Incident } from './incident';
import type { IncidentTransition } from './incident-transition';

/** When the first finding of an incident that is not remedied had to be, of those that nobody was paged about. Requirement 002-55. */
export function remedyDueAt(incident: Incident): Instant | undefined {
  if (!isUnderway(incident)) return undefined;
  const due = incident.alarms.filter(isToBeRemedied).map((alarm) => alarm.remedyDueAt!);
  return due.length === 0 ? undefined : Math.min(...due);
}

function isToBeRemedied(alarm: AttachedAlarm): boolean {
  return alarm.remedyDueAt !== undefined && alarm.remedyOverdue !== true && isUnanswered(alarm);
}

/** Pages the first tier about each finding that is not remedied in time, once, whoever has the incident. */
export function pageOverdueRemedies(transition: IncidentTransition): void {
  const { alarms, policy } = transition.incident;
  const overdue = alarms.filter((alarm) => isToBeRemedied(alarm) && alarm.remedyDueAt! <= transition.now);
  transition.set({ alarms: alarms.map((alarm) => (overdue.includes(alarm) ? { ...alarm, remedyOverdue: true } : alarm)) });
  for (const finding of overdue) {
    transition.note('remedy overdue', `${finding.title} was to be remedied by ${formatInstant(finding.remedyDueAt!)}, and is still on`);
    const [first] = policy.severities[finding.severity].tiers;
    if (first !== undefined) transition.pageAbout(finding, first.tier, first.roles, 'remedy overdue');
  }
}
