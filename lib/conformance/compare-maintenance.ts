import type { OperationsPlan } from '../plan/alarm-plan';
import type { Comparison } from './comparison';
import { Differences, textOf } from './difference';

/** Whether everything that is done on schedule has its schedule, at the planned times: what never starts is missed by nobody until it is needed. */
export function compareMaintenance({ maintenance, regions }: Pick<OperationsPlan, 'maintenance' | 'regions'>, found: Comparison): void {
  const { tasks, checklists } = maintenance ?? {};
  const { region } = regions[0]!;
  const planned = [
    ...(tasks?.tasks ?? []).map(({ schedule }) => ({ schedule, group: tasks?.group })),
    ...(checklists?.schedules ?? []).map((schedule) => ({ schedule, group: checklists?.group })),
  ];
  for (const { schedule, group } of planned) {
    const deployed = found.named('schedule', region, schedule.name);
    if (deployed === undefined) continue;
    const differences = new Differences();
    differences.expect('group', group ?? 'default', deployed.groupName);
    differences.expect('schedule', schedule.expression, deployed.scheduleExpression);
    differences.expect('time zone', zoneName(schedule.timeZone), zoneName(textOf(deployed.scheduleExpressionTimezone)));
    differences.expect('state', 'ENABLED', deployed.state);
    found.differ(schedule.name, deployed, differences.found);
  }
}

/** UTC has two names. */
function zoneName(zone: string): string {
  return zone === 'UTC' ? 'Etc/UTC' : zone;
}
