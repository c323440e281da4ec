import { ExcludedTime } from '../../slo/budget/excluded-time';
import type { HourlyCounts } from '../../slo/budget/hourly-record';
import type { LedgerInput, LedgerTask } from '../../slo/budget/ledger-input';
import { floorToHour, HOUR_MS, intervalAt } from '../../slo/budget/window-interval';
import type { Span } from '../../time/span';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, type Instant } from '../../time/time';
import { measuredSteps } from './metric-queries';

/**
 * Which times of an objective a run reads, and how finely.
 *
 * ```
 * countedFrom            leadFrom   fineFrom                        end
 *     |- whole hours --------|-- lead --|- five minutes, or slices --|
 * ```
 *
 * The last day is always read finely: there data is still late, and runs of silence still grow. So is whatever lies
 * between the last run that was stored and this one, and whatever an exclusion cuts through, as far as CloudWatch
 * still has it. Older hours of events are read whole; older hours of slices, and how much of an hour was measured,
 * come from the record. The lead-in is read to know how long a silence had lasted when the fine part begins.
 */
export interface MeasuringPlan {
  readonly task: LedgerTask;
  /** Newest instant measured. */
  readonly end: Instant;
  /** Start of the first hour that counts for the window or for a burn rate. */
  readonly countedFrom: Instant;
  readonly leadFrom: Instant;
  readonly fineFrom: Instant;
  readonly bucketMinutes: number;
  readonly excluded: ExcludedTime;
}

/** Buckets of events. The shortest period CloudWatch keeps for the length of a usual window. */
const EVENT_BUCKET_MINUTES = 5;

/** How long what was read finely is read again, hours. */
const REREAD_HOURS = 24;

/** Most datapoints of one GetMetricData request. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const MAX_DATAPOINTS = 100_800;

/**
 * How far back datapoints of a bucket can be read, days: a day less than CloudWatch keeps them, because a run may be
 * worked on long after it was due. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
function readableDays(bucketMinutes: number): number {
  if (bucketMinutes % 60 === 0) return 454;
  return bucketMinutes % 5 === 0 ? 62 : 14;
}

/** The newest instant a run measures: what came before the settling time, in whole buckets. */
export function measuredEnd({ settleMinutes }: Pick<LedgerInput, 'settleMinutes'>, { sli }: Pick<LedgerTask, 'sli'>, scheduledAt: Instant): Instant {
  const floorTo = (minutes: number, instant: Instant): Instant => Math.floor(instant / (minutes * MINUTE_MS)) * minutes * MINUTE_MS;
  return floorTo(bucketMinutesOf(sli), floorTo(EVENT_BUCKET_MINUTES, scheduledAt - settleMinutes * MINUTE_MS));
}

/**
 * @param hours what the record knows, and up to when it was measured; undefined when nothing is stored
 */
export function planMeasuring(task: LedgerTask, end: Instant, stored: { readonly hours: HourlyCounts; readonly end: Instant } | undefined): MeasuringPlan {
  const bucketMinutes = bucketMinutesOf(task.sli);
  const excluded = new ExcludedTime(task.exclusions);
  const countedFrom = floorToHour(Math.min(intervalAt(task.window, end).from, end - Math.max(0, ...task.burnWindowsMinutes) * MINUTE_MS));
  const quietHours = Math.ceil((task.quietMinutes ?? 0) / MINUTES_PER_HOUR) + 1;
  const earliest = earliestFine(task, bucketMinutes, end) + quietHours * HOUR_MS;
  const reread = Math.max(REREAD_HOURS, quietHours) * HOUR_MS;
  const known = stored?.hours.first === undefined ? countedFrom : floorToHour(stored.end) - reread;
  const cut = excluded.edgeHours().find((hour) => hour >= Math.max(countedFrom, earliest) && hour < end) ?? end;
  const fineFrom = Math.max(countedFrom, earliest, Math.min(known, cut, floorToHour(end) - reread));
  return { task, end, countedFrom, leadFrom: fineFrom - quietHours * HOUR_MS, fineFrom, bucketMinutes, excluded };
}

/** The whole hours of events before the fine part; undefined when there are none, and for slices. */
export function hourlyPart({ task, countedFrom, fineFrom }: MeasuringPlan): Span | undefined {
  return task.sli.kind === 'events' && countedFrom < fineFrom ? { from: countedFrom, until: fineFrom } : undefined;
}

/** Length of what is counted, minutes: of a slice, or the five of events. */
export function bucketMinutesOf(sli: LedgerTask['sli']): number {
  return sli.kind === 'slices' ? sli.sliceMinutes! : EVENT_BUCKET_MINUTES;
}

/** The first full hour from which all series of the objective fit into one request and are still kept. */
function earliestFine({ sli }: LedgerTask, bucketMinutes: number, end: Instant): Instant {
  const series = Object.keys(sli.metrics).length + measuredSteps(sli).length;
  const minutes = Math.min(readableDays(bucketMinutes) * MINUTES_PER_DAY, Math.floor(MAX_DATAPOINTS / series) * bucketMinutes);
  return Math.ceil((end - minutes * MINUTE_MS) / HOUR_MS) * HOUR_MS;
}
