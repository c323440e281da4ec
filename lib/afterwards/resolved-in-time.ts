import { endOfDelay } from '../incident/lifecycle/delay';
import type { Incident } from '../incident/lifecycle/incident';
import type { Instant } from '../time/time';

/** When an incident had to be resolved, by the worst it ever was; undefined where its severity promises no time. Requirement 003-33. */
export function resolutionDueAt({ policy, peakSeverity, openedAt }: Pick<Incident, 'policy' | 'peakSeverity' | 'openedAt'>): Instant | undefined {
  const { resolveWithin } = policy.severities[peakSeverity];
  return resolveWithin === undefined ? undefined : endOfDelay(resolveWithin, openedAt, policy.calendar);
}

/** Whether an incident was resolved in time; undefined where no time is promised, and while there is time left. */
export function isResolvedInTime(incident: Incident, now: Instant): boolean | undefined {
  const due = resolutionDueAt(incident);
  if (due === undefined) return undefined;
  if (incident.resolution !== undefined) return incident.resolution.at <= due;
  return now > due ? false : undefined;
}
