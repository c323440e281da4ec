import { MINUTE_MS, type Instant } from '../../time/time';
import { compareSeverity, type Severity } from '../severity';
import { isActive, isUnderway, type AffectedAlarm, type Incident } from './incident';
import { isSameAlarm, type AffectedEvent, type AlarmName } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { holdsIncident } from './recovery';

/**
 * A service that cannot work without another goes down with it, and one outage is one incident: while a dependency has an
 * incident that is as severe, alarms of the service stand in that incident as affected and page nobody. They are no alarms
 * of it: they neither keep it open nor make it escalate. What outlasts the outage pages by itself.
 */

/** Affected alarms that a record lists; one that is not listed is held all the same while the outage goes on. 200 bytes each. */
const MOST_LISTED = 300;

/** Until when an incident explains alarms of services that depend on its service. */
export type Explanation = { readonly kind: 'goes on' } | { readonly kind: 'until'; readonly at: Instant } | { readonly kind: 'nothing' };

/**
 * What an incident of a dependency means to an alarm that depends on it. It explains alarms that are not more severe, for
 * as long as its own alarms are on and for a while afterwards; without alarms, for as long as nobody resolves it. What is
 * played explains nothing, nor does what is muted or closed.
 *
 * @param outlastsMinutes how long alarms may outlast it
 */
export function explanationBy(incident: Incident, severity: Severity, outlastsMinutes: number): Explanation {
  const { state, alarms, drill, recoveredSince, resolution } = incident;
  if (drill || state === 'suppressed' || state === 'closed' || compareSeverity(incident.severity, severity) > 0) return { kind: 'nothing' };
  const until = (over: Instant): Explanation => ({ kind: 'until', at: over + outlastsMinutes * MINUTE_MS });
  if (!isActive(incident)) return resolution === undefined ? { kind: 'nothing' } : until(resolution.at);
  if (recoveredSince !== undefined) return until(recoveredSince);
  const holding = alarms.filter((alarm) => holdsIncident(incident, alarm));
  const isDown = alarms.length === 0 || holding.some((alarm) => alarm.state !== 'deleted');
  return isDown ? { kind: 'goes on' } : until(Math.max(...alarms.map(({ transitionAt }) => transitionAt)));
}

/** True while an incident keeps an alarm of a service that depends on its service from paging: one that it lists, or a new one. */
export function isExplained(incident: Incident, alarm: AlarmName & { readonly severity: Severity }, outlastsMinutes: number, now: Instant): boolean {
  const explanation = explanationBy(incident, alarm.severity, outlastsMinutes);
  if (explanation.kind !== 'until') return explanation.kind === 'goes on';
  // What is resolved takes in nothing new.
  return explanation.at > now && (isUnderway(incident) || listsAffected(incident, alarm));
}

/** True when an incident lists an alarm as affected. */
export function listsAffected({ affected = [] }: Pick<Incident, 'affected'>, alarm: AlarmName): boolean {
  return affected.some((each) => isSameAlarm(each, alarm));
}

/** The groups of the services an incident affects besides its own, each once. */
export function affectedGroups({ affected = [] }: Pick<Incident, 'affected'>): readonly string[] {
  return [...new Set(affected.map(({ group }) => group))];
}

/** An alarm of a service that depends on this one's is on, or does not belong here any more. */
export function hearAffected(transition: IncidentTransition, { group, alarm, change, reason }: AffectedEvent): void {
  const { affected = [], id } = transition.incident;
  const isListed = listsAffected({ affected }, alarm);
  if (change === 'left') {
    if (!isListed) return;
    transition.set({ affected: affected.filter((each) => !isSameAlarm(each, alarm)) });
    transition.note('dependent left', `${alarm.name} of ${group} is no longer counted as affected: ${reason}`);
    return;
  }
  if (isListed || affected.length >= MOST_LISTED) return;
  const { name, region, severity } = alarm;
  const entry: AffectedAlarm = { group, name, region, severity, since: transition.now };
  transition.set({ affected: [...affected, entry] });
  if (!affectedGroups({ affected }).includes(group)) transition.note('dependent affected', `${group} is affected by ${id}: ${name}, ${reason}`);
}
