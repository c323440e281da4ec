import type { Weekday } from '../../time/business-calendar';
import { parseTimeOfDay } from '../../time/zoned-time';
import type { Cadence, DayOfMonth } from './cadence';

/** How EventBridge Scheduler is asked for a cadence. */
export interface SchedulerExpression {
  /** `cron(0 8 ? * MON *)`, in the zone of the cadence. */
  readonly expression: string;
  /** Whether it starts on more days than the cadence names: Scheduler knows no holidays, and whoever is started has to look. */
  readonly isWider: boolean;
}

/** The days of a month among which the first business day is looked for: a longer row of holidays is no calendar of ours. */
export const MOST_DAYS_BEFORE_BUSINESS_DAY = 10;

/**
 * The cron expression of a cadence. It never misses an occurrence whose local time is shown by the clock, and starts once on a night
 * on which it is shown twice. Scheduler leaves out a time that clocks skip: `daysWithoutTime` finds those, and a check refuses them.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function schedulerExpression(cadence: Cadence): SchedulerExpression {
  const minutes = parseTimeOfDay(cadence.at)!;
  const time = `${minutes % 60} ${Math.floor(minutes / 60)}`;
  switch (cadence.kind) {
    case 'daily':
      return { expression: `cron(${time} * * ? *)`, isWider: false };
    case 'weekly':
      return { expression: `cron(${time} ? * ${shortName(cadence.on)} *)`, isWider: false };
    case 'monthly':
      return inMonths(time, '*', cadence.on);
    case 'quarterly':
      return inMonths(time, '1,4,7,10', cadence.on);
    case 'every':
      return { expression: `cron(${time} * * ? *)`, isWider: true };
  }
}

function inMonths(time: string, months: string, on: DayOfMonth): SchedulerExpression {
  if (on === 'first business day') return { expression: `cron(${time} 1-${MOST_DAYS_BEFORE_BUSINESS_DAY} ${months} ? *)`, isWider: true };
  const weekday = on.slice('first '.length) as Weekday;
  return { expression: `cron(${time} ? ${months} ${shortName(weekday)}#1 *)`, isWider: false };
}

function shortName(weekday: Weekday): string {
  return weekday.slice(0, 3).toUpperCase();
}
