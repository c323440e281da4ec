import type { Instant } from '../../time/time';
import { endOfDelay } from './delay';
import type { Incident } from './incident';
import type { IncidentTransition } from './incident-transition';

/** The first acknowledgement: how long it took, and whether that was in time. Requirement 002-54. */
export function measureAcknowledgement(transition: IncidentTransition): void {
  transition.measure('SecondsToAcknowledge');
  const due = acknowledgementDueAt(transition.incident);
  if (due !== undefined) transition.measure('AckWithinTarget', transition.now <= due ? 100 : 0);
}

/** It is over, people were paged, and nobody acknowledged in time. */
export function measureMissedAcknowledgement(transition: IncidentTransition): void {
  const { firstAcknowledgedAt, paged, notifiesOnce } = transition.incident;
  const due = acknowledgementDueAt(transition.incident);
  if (firstAcknowledgedAt !== undefined || paged.length === 0 || notifiesOnce === true || due === undefined || transition.now <= due) return;
  transition.measure('AckWithinTarget', 0);
}

/** When somebody has to have it: counted from the first page, as nobody can acknowledge what they do not know of. */
export function acknowledgementDueAt({ policy, severity, paged, openedAt }: Incident): Instant | undefined {
  const { acknowledgeWithin } = policy.severities[severity];
  return acknowledgeWithin === undefined ? undefined : endOfDelay(acknowledgeWithin, paged[0]?.at ?? openedAt, policy.calendar);
}
