import { occurrencesOf } from '../../maintenance/cadence/cadence';
import { staggered } from '../../maintenance/tasks/stagger';
import { resourcesOf, startParameters, type MaintenanceTask } from '../../maintenance/tasks/task';
import type { Problem } from '../../problems/problem';
import { formatInstant, MINUTE_MS, type Instant } from '../../time/time';
import type { Check } from '../check';
import { placeOf, runbookOf, tasksOf, type CheckedMaintenance } from './checked-maintenance';

/** Any year does: with 366 days, and every day of the week at every beginning of a quarter of some zone. */
const LOOKED_AT = { from: Date.UTC(2028, 0, 1), until: Date.UTC(2029, 0, 1) };

interface LiveTask extends MaintenanceTask {
  readonly resources: readonly string[];
  readonly expectedMinutes: number;
  readonly starts: readonly Instant[];
}

/** Two tasks do not change the same thing at once. */
export const oneAtATime: Check<CheckedMaintenance> = {
  code: 'MNT004',
  requirement: 'no task that changes something starts while another one on the same resource is expected to be under way',
  why: 'a restore of a table whose key is being rotated fails, or what it shows is wrong',
  check: (checked) => {
    const live = liveTasks(checked);
    return live.flatMap((task, index) => live.slice(index + 1).flatMap((other): Problem[] => overlapOf(task, other)));
  },
};

function liveTasks(checked: CheckedMaintenance): readonly LiveTask[] {
  const { application, environment } = checked.model;
  return staggered(tasksOf(checked)).flatMap((task) => {
    const runbook = runbookOf(checked, task);
    if (task.mode !== 'live' || runbook === undefined) return [];
    const calendar = { timeZone: task.timeZone, days: [], holidays: [] };
    return [
      {
        ...task,
        resources: resourcesOf({ parameters: startParameters(task, `${application}-${environment}`) }),
        expectedMinutes: runbook.facts.expectedMinutes,
        starts: occurrencesOf(task.cadence, calendar, LOOKED_AT).map(({ at }) => at),
      },
    ];
  });
}

function overlapOf(task: LiveTask, other: LiveTask): Problem[] {
  const shared = task.resources.find((resource) => other.resources.includes(resource));
  if (shared === undefined) return [];
  const isUnderWay = (one: LiveTask, start: Instant, at: Instant) => at >= start && at < start + one.expectedMinutes * MINUTE_MS;
  const first = task.starts.find((at) => other.starts.some((start) => isUnderWay(other, start, at) || isUnderWay(task, at, start)));
  if (first === undefined) return [];
  return [
    {
      code: 'MNT004',
      level: 'error',
      where: placeOf(other),
      what: `${other.id} and ${task.id} both change ${shared}, and one starts while the other is expected to be under way`,
      received: `both around ${formatInstant(first)}`,
      allowed: `starts at least ${Math.max(task.expectedMinutes, other.expectedMinutes)} minutes apart`,
      change: 'give one of them another time or day',
    },
  ];
}
