import type { OperationsPlan } from '../plan/alarm-plan';
import type { Comparison } from './comparison';
import { Differences, textOf } from './difference';

/**
 * Whether exactly the planned mute rules are there: without one people are paged during planned work, and one too many pages nobody at all.
 *
 * @param isPlanned whether an alarm of a name is one of the plan, be it of an objective, a budget or of paging itself
 */
export function compareMutes(
  { stacks, maintenance }: Pick<OperationsPlan, 'stacks' | 'maintenance'>,
  found: Comparison,
  isPlanned: (alarmName: string) => boolean,
): void {
  const mutes = maintenance?.mutes ?? [];
  for (const { region, name, schedule, alarmNames } of mutes) {
    const rule = found.named('mute rule', region, name);
    if (rule === undefined) continue;
    const differences = new Differences();
    differences.expect('expression of the mute', schedule.expression, rule.expression);
    differences.expect('duration of the mute', schedule.duration, rule.duration);
    differences.expect('time zone of the mute', schedule.timeZone, rule.timezone);
    // In which zone an account answers with them is not documented.
    if (found.source === 'templates') {
      differences.expect('start of the mute rule', schedule.startDate ?? 'nothing', rule.startDate);
      differences.expect('end of the mute rule', schedule.expireDate ?? 'nothing', rule.expireDate);
    }
    const deployed = rule.alarmNames.map(textOf);
    for (const alarm of alarmNames) if (!deployed.includes(alarm)) differences.add('muted alarm', alarm, 'not muted');
    for (const alarm of deployed) if (!alarmNames.includes(alarm)) differences.add('muted alarm', 'not muted', alarm);
    found.differ(name, rule, differences.found);
  }
  for (const region of new Set(stacks.map((stack) => stack.region))) {
    const unplanned = found.having('mute rule', region, (rule) => mutes.every((mute) => mute.region !== region || mute.name !== rule.name));
    for (const rule of unplanned) {
      const muted = rule.alarmNames.map(textOf).filter(isPlanned);
      if (muted.length > 0) found.differ(rule.name, rule, [{ what: 'mute rule', planned: 'none of this name', found: `mutes ${muted.join(', ')}` }]);
    }
  }
}
