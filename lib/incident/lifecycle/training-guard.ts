import type { Instant } from '../../time/time';
import { atMost } from '../severity';
import type { AlarmEvent } from './incident-event';

/** An alarm event at an instant: what CloudWatch still learns is a ticket, however severe it will be. Requirement 002-64. */
export function guardTraining(event: AlarmEvent, now: Instant): AlarmEvent {
  const { alarm } = event;
  if (alarm.trainedFrom === undefined || now >= alarm.trainedFrom) return event;
  return { ...event, alarm: { ...alarm, severity: atMost(alarm.severity, 'S3') } };
}
