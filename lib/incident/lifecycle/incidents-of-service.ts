import { isUnderway, type Incident } from './incident';

/** An incident that somebody works on, or should. */
export interface IncidentUnderway extends Pick<Incident, 'id' | 'severity'> {
  readonly acknowledgedBy?: string;
}

/** What of an incident says whether it is about a service. */
type ConcerningIncident = Pick<Incident, 'id' | 'severity' | 'acknowledgement' | 'group' | 'affected' | 'drill' | 'state'>;

/**
 * The incidents underway of a service, and of services it depends on that explain its alarms. Drills are none, and what a mute
 * holds back is planned work.
 */
export function incidentsOfService(incidents: readonly ConcerningIncident[], service: string): readonly IncidentUnderway[] {
  return incidents
    .filter(
      ({ group, affected = [], drill, state }) => !drill && isUnderway({ state }) && (group === service || affected.some((alarm) => alarm.group === service)),
    )
    .map(({ id, severity, acknowledgement }) => ({ id, severity, ...(acknowledgement !== undefined && { acknowledgedBy: acknowledgement.by }) }));
}
