import { isActive } from './incident';
import type { CalendarFaultEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';

/** Text of an OpsItem by which incidents are found whose fix went on without a calendar. */
const FLAG = 'calendarUnread';

/** The fix of an incident goes on although nobody could read the change calendar: the next freeze may be overlooked as well. Requirement 000-06. */
export function recordCalendarFault(transition: IncidentTransition, { why }: CalendarFaultEvent): void {
  const { incident } = transition;
  if (!isActive(incident)) return;
  transition.note('calendar unread', `its fix goes on although the change calendar cannot be read: ${why}`);
  transition.updateOpsItem(incident.acknowledgement === undefined ? 'Open' : 'InProgress', [FLAG]);
}
