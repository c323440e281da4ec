/**
 * Scheduled work, which no scenario plays. A game day is about alarms and people; what a task works on (a backup, a secret) is in no scenario,
 * and whoever is reminded of a checklist would be a surprise in every one.
 */

import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { checklistsGroupName, maintenanceGroupName } from '../maintenance/tasks/task-names';
import type { OperationsPlan } from '../plan/alarm-plan';

/** The stacks without the schedules of tasks and checklists. */
export function stacksWithoutScheduledWork(stacks: readonly LoadedStack[], scope: Pick<OperationsPlan, 'application' | 'environment'>): readonly LoadedStack[] {
  const groups: readonly unknown[] = [maintenanceGroupName(scope), checklistsGroupName(scope)];
  const isLeftOut = ({ type, properties }: LoadedResource) => type === 'AWS::Scheduler::Schedule' && groups.includes(properties.GroupName);
  return stacks.map((stack) => (stack.resources.some(isLeftOut) ? { ...stack, resources: stack.resources.filter((each) => !isLeftOut(each)) } : stack));
}

/** The plan that such stacks are deployed by. */
export function planWithoutScheduledWork(plan: OperationsPlan): OperationsPlan {
  const { tasks: _tasks, checklists: _checklists, ...maintenance } = plan.maintenance ?? {};
  return { ...plan, maintenance };
}
