import type { NamedScope } from '../incident/lifecycle/engine-policy';
import { schedulerExpression } from '../maintenance/cadence/scheduler-expression';
import type { Checklist } from '../maintenance/checklists/checklist';
import type { WorkEvent } from '../maintenance/owed-work/work-event';
import { checklistsGroupName, lostStartsName } from '../maintenance/tasks/task-names';
import type { BusinessCalendar } from '../time/business-calendar';
import { SCHEDULED_TIME } from './budget-plan';
import type { ChecklistsPlan } from './checklists-plan';
import { incidentNames } from './incident-names';
import type { SchedulePlan } from './task-plan';

/** Reminders go out in the hour in which they are due; tasks that failed have theirs, too. Five minutes past: not with everybody else's. */
const REMINDERS: SchedulePlan = {
  name: 'reminders',
  description: 'Reminds owners of checklists and of tasks that failed',
  expression: 'cron(5 * * * ? *)',
  timeZone: 'UTC',
  input: JSON.stringify({ kind: 'maintenance', what: 'reminders' } satisfies WorkEvent),
};

/**
 * The checklists of an environment as they are deployed, with the reminders of whatever work is open.
 *
 * @param calendar business days of everybody
 */
export function planChecklists(checklists: readonly Checklist[], calendar: BusinessCalendar, scope: NamedScope): ChecklistsPlan {
  const { days, holidays } = calendar;
  const group = checklistsGroupName(scope);
  const schedules = checklists.map((checklist): SchedulePlan => {
    const event: WorkEvent = { kind: 'maintenance', what: 'checklist', checklist, calendar: { days, holidays }, scheduledTime: SCHEDULED_TIME };
    const { id, title, owner, cadence, timeZone } = checklist;
    return { name: id, description: `${title}, for ${owner}`, expression: schedulerExpression(cadence).expression, timeZone, input: JSON.stringify(event) };
  });
  return { group, deadLettersName: lostStartsName(group), engineName: incidentNames(scope).engine, schedules: [...schedules, REMINDERS] };
}
