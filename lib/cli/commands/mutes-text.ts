import type { MuteRulePlan } from '../../plan/mute-plan';

/** Mute rules as people read them: when, which alarms, why, and what it means for the budget. */
export function printMutes(mutes: readonly MuteRulePlan[]): string[] {
  return ['mutes:', ...mutes.flatMap(printMute)];
}

function printMute({ name, region, schedule, mute, alarmNames }: MuteRulePlan): string[] {
  const { expression, duration, timeZone, startDate, expireDate } = schedule;
  const limits = startDate === undefined ? '' : `, from ${startDate} until ${expireDate}`;
  return [
    `  ${name} (${region}): ${expression} for ${duration} in ${timeZone}${limits}`,
    `    mutes ${alarmNames.join(', ')}`,
    `    ${mute.reason}; decided by ${mute.owner}; ${mute.countsAgainstBudget ? 'counts against the budget' : 'excluded from the budget'}`,
  ];
}
