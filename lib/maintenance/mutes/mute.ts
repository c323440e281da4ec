import { muteWindows, type MuteScheduleText, type MuteWindow } from '../../aws/schedule/mute-schedule';
import type { Severity } from '../../incident/severity';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, type Instant } from '../../time/time';
import { instantOfLocal, localTimeAt, type LocalTime } from '../../time/zoned-time';
import { horizonEnd } from '../calendar/freeze-rule';

/** When a mute mutes, on the clocks of its zone: once, or again and again by a cron expression of five fields. */
export type MuteTimes =
  | { readonly kind: 'once'; readonly from: LocalTime; readonly until: LocalTime }
  | { readonly kind: 'repeated'; readonly fields: string; readonly minutes: number };

/** Planned work during which the alarms of services page nobody. */
export interface PlannedMute {
  /** Unique among the mutes, such as `database-move`. */
  readonly id: string;
  /** What is muted: services, or objectives such as `partner-portal/availability`. */
  readonly on: readonly string[];
  /** Only alarms of these; absent: of all. */
  readonly severities?: readonly Severity[];
  /** Why, for whoever asks why nobody was paged. */
  readonly reason: string;
  /** The role that answers for it; never a person. */
  readonly owner: string;
  /** IANA zone of its times. */
  readonly timeZone: string;
  readonly times: MuteTimes;
  /** False: what is bad in its windows is excluded from the error budget. Nobody but the author can know, so there is no default. */
  readonly countsAgainstBudget: boolean;
}

/**
 * The mutes of a configuration, and the time they are for. Both ends are stated, and not read from a clock: the same configuration
 * mutes, and excludes from budgets, the same windows on every day.
 */
export interface MuteSettings {
  /** No window begins before this. */
  readonly from: Instant;
  /** No window begins this many days later, or after that: then everything pages again. */
  readonly horizonDays: number;
  readonly rules: readonly PlannedMute[];
}

/** The most windows of one mute that are looked at; a mute that opens more often in its horizon is refused. */
export const MOST_MUTE_WINDOWS = 1_000;

/** The schedule of the mute rule, as its properties write it. */
export function muteSchedule({ times, timeZone }: Pick<PlannedMute, 'times' | 'timeZone'>, settings: Omit<MuteSettings, 'rules'>): MuteScheduleText {
  if (times.kind === 'once') {
    const minutes = (instantOfLocal(times.until, timeZone) - instantOfLocal(times.from, timeZone)) / MINUTE_MS;
    return { expression: `at(${localText(times.from)})`, duration: durationText(minutes), timeZone };
  }
  return {
    expression: `cron(${times.fields})`,
    duration: durationText(times.minutes),
    timeZone,
    startDate: localText(localTimeAt(settings.from, timeZone)),
    expireDate: localText(localTimeAt(horizonEnd(settings), timeZone)),
  };
}

/**
 * The windows of a mute, oldest first, at most {@link MOST_MUTE_WINDOWS} and one.
 *
 * @throws ServiceError NotSimulatedError for a schedule that CloudWatch refuses, or of which it is not documented what it means
 */
export function windowsOfMute(mute: Pick<PlannedMute, 'times' | 'timeZone'>, settings: Omit<MuteSettings, 'rules'>): readonly MuteWindow[] {
  return muteWindows(muteSchedule(mute, settings), { from: settings.from, until: horizonEnd(settings) }, MOST_MUTE_WINDOWS + 1);
}

/** Whether a mute is about an objective of a service. */
export function mutesObjective({ on }: Pick<PlannedMute, 'on'>, serviceId: string, objectiveId: string): boolean {
  return on.some((name) => name === serviceId || name === `${serviceId}/${objectiveId}`);
}

/** `2026-12-05T22:00`. */
export function localText(local: LocalTime): string {
  return new Date(local).toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length);
}

/** `PT4H`, `P1DT30M`. */
function durationText(minutes: number): string {
  const days = Math.floor(minutes / MINUTES_PER_DAY);
  const hours = Math.floor((minutes % MINUTES_PER_DAY) / MINUTES_PER_HOUR);
  const rest = minutes % MINUTES_PER_HOUR;
  const time = `${hours > 0 ? `${hours}H` : ''}${rest > 0 ? `${rest}M` : ''}`;
  return `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
