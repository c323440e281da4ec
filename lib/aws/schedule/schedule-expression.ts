import { MINUTE_MS, parseInstant, type Instant } from '../../time/time';
import { instantOfLocal, type LocalTime } from '../../time/zoned-time';
import { ServiceError } from '../errors';
import { Cron } from './cron';

/** When a schedule is due. */
export interface ScheduleExpression {
  /** True for `at(...)`: due once, and StartDate and EndDate do not count. */
  readonly isOneTime: boolean;
  /** The next instant after another one, undefined when there is none. */
  nextAfter(after: Instant): Instant | undefined;
}

/** What a rate counts in. */
export type RateUnit = 'minute' | 'hour' | 'day';

/** Length of each unit of a rate; a day is 24 hours, whatever clocks do. */
export const UNIT_MINUTES: Readonly<Record<RateUnit, number>> = { minute: 1, hour: 60, day: 1_440 };

/**
 * Reads `rate(15 minutes)`, `cron(0 8 ? * MON-FRI *)` and `at(2026-03-02T08:00:00)`.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 *
 * A rate counts from `begin`, which is due itself: AWS invokes the target at StartDate, or at once when there is none.
 * A day of a rate is 24 hours, whatever clocks do.
 *
 * @param timeZone IANA name of a zone
 * @param begin StartDate, or when the schedule was created
 * @throws ServiceError ValidationException for what is none of them
 * @throws NotSimulatedError for parts of a cron expression that are not simulated
 */
export function parseScheduleExpression(text: string, timeZone: string, begin: Instant): ScheduleExpression {
  const match = /^(rate|cron|at)\((.*)\)$/.exec(text.trim());
  switch (match?.[1]) {
    case 'rate':
      return rate(match[2]!, begin);
    case 'cron': {
      const cron = new Cron(match[2]!);
      return { isOneTime: false, nextAfter: (after) => cron.nextAfter(after, timeZone) };
    }
    case 'at':
      return once(match[2]!, timeZone);
    default:
      throw refused(text);
  }
}

/** The text between the brackets of `rate(...)`; undefined when it is not a whole number and a unit. */
export function parseRate(text: string): { readonly value: number; readonly unit: RateUnit; readonly isPlural: boolean } | undefined {
  const [, value, unit, plural] = /^(0|[1-9]\d*) (minute|hour|day)(s?)$/.exec(text.trim()) ?? [];
  return unit === undefined ? undefined : { value: Number(value), unit: unit as RateUnit, isPlural: plural === 's' };
}

/** The local time between the brackets of `at(...)`, undefined when it is none. */
export function parseAt(text: string): LocalTime | undefined {
  return text.includes('.') ? undefined : parseInstant(`${text.trim()}Z`);
}

function rate(text: string, begin: Instant): ScheduleExpression {
  const parsed = parseRate(text);
  if (parsed === undefined || parsed.value === 0) throw refused(`rate(${text})`);
  const intervalMs = parsed.value * UNIT_MINUTES[parsed.unit] * MINUTE_MS;
  return {
    isOneTime: false,
    nextAfter: (after) => (after < begin ? begin : begin + (Math.floor((after - begin) / intervalMs) + 1) * intervalMs),
  };
}

function once(text: string, timeZone: string): ScheduleExpression {
  const local = parseAt(text);
  if (local === undefined) throw refused(`at(${text})`);
  const due = instantOfLocal(local, timeZone, { inGap: 'never' });
  return { isOneTime: true, nextAfter: (after) => (due !== undefined && due > after ? due : undefined) };
}

function refused(text: string): ServiceError {
  return new ServiceError('ValidationException', `Invalid Schedule Expression ${text}`);
}
