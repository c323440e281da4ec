import { compareSeverity } from '../severity';
import { isActive, isUnderway, type Incident } from './incident';
import type { GiveWayEvent, TickEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';
import { resolve } from './resolution';

/**
 * Drills give way: what is played never calls anybody away from what is real. As soon as something real that is at least
 * as severe calls people, of whatever service, a drill is over: the people are the same.
 */

/** The real incident that a drill of a severity has to give way to, the worst of them; undefined when there is none. */
export function realBefore(severity: Incident['severity'], incidents: readonly Incident[]): Incident | undefined {
  return incidents
    .filter((each) => !each.drill && isUnderway(each) && callsPeople(each) && compareSeverity(each.severity, severity) <= 0)
    .sort((a, b) => compareSeverity(a.severity, b.severity))[0];
}

function callsPeople({ policy, severity }: Incident): boolean {
  return policy.severities[severity].tiers.length > 0;
}

/**
 * What time does to an incident: whatever is due is done; but a drill gives way before it does anything.
 *
 * @param active every active incident there is
 */
export function eventOfTime(incident: Incident, active: readonly Incident[]): TickEvent | GiveWayEvent {
  const real = incident.drill && isActive(incident) ? realBefore(incident.severity, active) : undefined;
  return real === undefined ? { kind: 'tick' } : { kind: 'give way', to: { id: real.id, severity: real.severity } };
}

/** The drill is over, and everybody who knows of it reads why. */
export function giveWay(transition: IncidentTransition, { to }: GiveWayEvent): void {
  if (!transition.incident.drill || !isActive(transition.incident)) return;
  const why = `${to.id} (${to.severity}) is real`;
  transition.note('gave way', `the drill gives way: ${why}`);
  resolve(transition, 'day2', `the drill is over: ${why}`, 'gave way');
}
