import type { TimeCell } from '../../slo/budget/budget-counts';
import type { ExcludedPart } from '../../slo/budget/excluded-time';
import type { HourlyCounts } from '../../slo/budget/hourly-record';
import { measuredBuckets } from '../../slo/budget/quiet-runs';
import { floorToHour, HOUR_MS } from '../../slo/budget/window-interval';
import { formatInstant, MINUTE_MS, MINUTES_PER_HOUR, type Instant } from '../../time/time';
import type { MeasuringPlan } from './measuring-plan';
import { measuredSteps, metricsBehind, type MeasuredStep } from './metric-queries';
import type { Series } from './series';

/** What a run knows of an objective after its series are read. */
export interface Measured {
  /** From the first hour ever measured, or the start of what counts, to the end. */
  readonly cells: readonly TimeCell[];
  /** What the next run has to know of these hours. */
  readonly hours: HourlyCounts;
  /** Minutes without any datapoint up to the end. */
  readonly silentMinutes: number;
}

/** Thrown when series do not make sense: a gap in what can have none, or counts that cannot be. */
export class ImpossibleDataError extends Error {
  override readonly name = 'ImpossibleDataError';
}

/** Series by the id they have in the indicator. */
type SeriesById = ReadonlyMap<string, Series>;

/** Counts of one bucket or hour. */
interface Counted {
  /** Has any metric a datapoint? */
  readonly present: boolean;
  readonly bad: number;
  readonly total: number;
}

interface Hour {
  readonly at: Instant;
  /** Measured buckets, and of slices the bad ones. */
  readonly measured: number;
  readonly bad: number;
}

/** How far bad may be above total: trimmed counts are estimates, and sums of fractions round. */
const ROUNDING = 1e-9;

/**
 * Puts together what was read finely, what was read by the hour, and what the record knows of older hours.
 *
 * @param stored undefined when nothing was stored before
 * @throws ImpossibleDataError, and NotMeasurableError for an indicator that cannot be asked for
 */
export function measureObjective(plan: MeasuringPlan, stored: HourlyCounts | undefined, fine: SeriesById, hourly: SeriesById | undefined): Measured {
  const { task, end, leadFrom, fineFrom, countedFrom, bucketMinutes } = plan;
  const bucketMs = bucketMinutes * MINUTE_MS;
  const read = countedBuckets(plan, fine, leadFrom, end, bucketMinutes);
  const { measured, silentMinutes } = measuredBuckets(
    read.map(({ present }) => present),
    bucketMinutes,
    task.quietMinutes,
  );
  const older = hourly === undefined ? [] : countedBuckets(plan, hourly, countedFrom, fineFrom, MINUTES_PER_HOUR);

  const first = firstHour(plan, stored?.first, read, older);
  if (first === undefined || first >= end) return { cells: [], hours: noHours(plan), silentMinutes };

  const hours: Hour[] = [];
  const cells: TimeCell[] = [];
  for (let at = first; at < Math.min(fineFrom, end); at += HOUR_MS) {
    const counted = older[(at - countedFrom) / HOUR_MS];
    const hour = storedHour(stored, at) ?? unstoredHour(plan, at, counted);
    hours.push(hour);
    cells.push(hourCell(plan, stored, hour, counted));
  }
  for (let hour = Math.max(first, fineFrom); hour < end; hour += HOUR_MS) {
    const buckets: TimeCell[] = [];
    for (let at = hour; at < Math.min(hour + HOUR_MS, end); at += bucketMs) {
      const index = (at - leadFrom) / bucketMs;
      buckets.push(bucketCell(plan, at, read[index]!, measured[index]!));
    }
    hours.push(sumOfHour(plan, hour, buckets));
    cells.push(...buckets);
  }
  return { cells, hours: hourlyCounts(plan, first, hours, partsOf(plan, stored, cells)), silentMinutes };
}

/** Every bucket of a range, with or without datapoints. */
function countedBuckets({ task }: MeasuringPlan, series: SeriesById, from: Instant, to: Instant, minutes: number): Counted[] {
  const metrics = Object.keys(task.sli.metrics).map((id) => series.get(id)!);
  const steps = new Map(measuredSteps(task.sli).map((step) => [step, stepReader(task.sli, series, step)]));
  const badAt = steps.get('bad')!;
  const totalAt = steps.get('total');
  const counted: Counted[] = [];
  for (let at = from; at < to; at += minutes * MINUTE_MS) {
    const present = metrics.some((metric) => metric.has(at));
    const bad = badAt(at);
    const total = totalAt?.(at) ?? 1;
    refuseImpossible(bad, total, totalAt !== undefined, at);
    counted.push(present ? { present, bad, total } : { present, bad: task.sli.kind === 'slices' ? bad : 0, total: 0 });
  }
  return counted;
}

/**
 * Reads a step at an instant. A step without a value means no events, as long as none of the metrics behind it has one
 * either: whether FILL makes values of a series without any is not documented.
 */
function stepReader(sli: MeasuringPlan['task']['sli'], series: SeriesById, step: MeasuredStep): (at: Instant) => number {
  const values = series.get(step)!;
  const behind = metricsBehind(sli, step).map((id) => series.get(id)!);
  return (at) => {
    const value = values.get(at);
    if (value === undefined && behind.some((metric) => metric.has(at)))
      throw new ImpossibleDataError(`${step} has no value at ${formatInstant(at)} although its metrics have`);
    return value ?? 0;
  };
}

function refuseImpossible(bad: number, total: number, hasTotal: boolean, at: Instant): void {
  const possible = hasTotal ? bad >= 0 && total >= 0 && bad <= total + ROUNDING * Math.max(1, total) : bad === 0 || bad === 1;
  if (!possible || !Number.isFinite(bad) || !Number.isFinite(total)) {
    throw new ImpossibleDataError(
      hasTotal ? `${bad} of ${total} events are bad at ${formatInstant(at)}` : `the slice at ${formatInstant(at)} is ${bad}, not 0 or 1`,
    );
  }
}

/**
 * The first hour that can be expected to be measured: the one of the first datapoint ever seen. Where silence is
 * expected, it is the first that could be read: the quiet weeks before the first dead letter were measured, and the
 * budget of a month must not hang on the hours since the ledger was deployed.
 */
function firstHour(
  { task, leadFrom, fineFrom, countedFrom, bucketMinutes }: MeasuringPlan,
  known: Instant | undefined,
  read: readonly Counted[],
  older: readonly Counted[],
): Instant | undefined {
  // Also when an hour is known: the first datapoint may have come after later ones. Of the lead-in nothing is counted,
  // but a datapoint there says that what follows was measured, and silent.
  const seen = read.findIndex(({ present }) => present);
  const seenHourly = older.findIndex(({ present }) => present);
  const candidates = [
    ...(known === undefined ? [] : [known]),
    ...(seen < 0 ? [] : [Math.max(fineFrom, floorToHour(leadFrom + seen * bucketMinutes * MINUTE_MS))]),
    ...(seenHourly < 0 ? [] : [countedFrom + seenHourly * HOUR_MS]),
  ];
  if (task.quietMinutes === undefined) candidates.push(task.sli.kind === 'slices' ? fineFrom : countedFrom);
  return candidates.length === 0 ? undefined : Math.max(countedFrom, Math.min(...candidates));
}

function storedHour(stored: HourlyCounts | undefined, at: Instant): Hour | undefined {
  if (stored?.first === undefined) return undefined;
  const index = (at - stored.first) / HOUR_MS;
  const measured = stored.measured[index];
  return measured === undefined ? undefined : { at, measured, bad: stored.bad?.[index] ?? 0 };
}

/** An hour nobody stored: of events its datapoints tell, by the hour; of slices nothing does. */
function unstoredHour({ task, bucketMinutes }: MeasuringPlan, at: Instant, counted: Counted | undefined): Hour {
  const isMeasured = counted !== undefined && (counted.present || task.quietMinutes === undefined);
  return { at, measured: isMeasured ? MINUTES_PER_HOUR / bucketMinutes : 0, bad: 0 };
}

function hourCell({ task, excluded, bucketMinutes }: MeasuringPlan, stored: HourlyCounts | undefined, hour: Hour, counted: Counted | undefined): TimeCell {
  const measuredMinutes = hour.measured * bucketMinutes;
  const [bad, total] = task.sli.kind === 'slices' ? [hour.bad, hour.measured] : [counted?.bad ?? 0, counted?.total ?? 0];
  const minutes = excluded.minutesOfHour(hour.at, bucketMinutes);
  const part = stored?.parts.get(hour.at);
  const isPart = part !== undefined && part.minutes === minutes;
  const left = minutes === MINUTES_PER_HOUR ? { minutes, measuredMinutes, bad, total } : isPart ? part : undefined;
  return { from: hour.at, minutes: MINUTES_PER_HOUR, measuredMinutes, bad, total, excluded: left };
}

function bucketCell({ task, excluded, bucketMinutes }: MeasuringPlan, from: Instant, counted: Counted, isMeasured: boolean): TimeCell {
  const measuredMinutes = isMeasured ? bucketMinutes : 0;
  const isSlice = task.sli.kind === 'slices';
  const bad = isSlice && !isMeasured ? 0 : counted.bad;
  const total = isSlice ? Number(isMeasured) : counted.total;
  const whole: ExcludedPart | undefined = excluded.covers(from, bucketMinutes) ? { minutes: bucketMinutes, measuredMinutes, bad, total } : undefined;
  return { from, minutes: bucketMinutes, measuredMinutes, bad, total, excluded: whole };
}

function sumOfHour({ bucketMinutes }: MeasuringPlan, at: Instant, buckets: readonly TimeCell[]): Hour {
  let measuredMinutes = 0;
  let bad = 0;
  for (const bucket of buckets) {
    measuredMinutes += bucket.measuredMinutes;
    bad += bucket.bad;
  }
  return { at, measured: measuredMinutes / bucketMinutes, bad };
}

/** What is excluded of hours that are excluded in part: what was just read of them, or what was read when it could be. */
function partsOf(
  { excluded, fineFrom, countedFrom, bucketMinutes }: MeasuringPlan,
  stored: HourlyCounts | undefined,
  cells: readonly TimeCell[],
): Map<Instant, ExcludedPart> {
  const parts = new Map<Instant, ExcludedPart>();
  for (const [hour, part] of stored?.parts ?? []) {
    if (hour >= countedFrom && hour < fineFrom && part.minutes === excluded.minutesOfHour(hour, bucketMinutes)) parts.set(hour, part);
  }
  for (const hour of excluded.edgeHours()) {
    const inHour = cells.filter((cell) => cell.excluded !== undefined && cell.from >= Math.max(hour, fineFrom) && cell.from < hour + HOUR_MS);
    if (inHour.length === 0) continue;
    const sum = (of: (part: ExcludedPart) => number) => inHour.reduce((total, cell) => total + of(cell.excluded!), 0);
    parts.set(hour, {
      minutes: sum(({ minutes }) => minutes),
      measuredMinutes: sum(({ measuredMinutes }) => measuredMinutes),
      bad: sum(({ bad }) => bad),
      total: sum(({ total }) => total),
    });
  }
  return parts;
}

function hourlyCounts({ task, bucketMinutes }: MeasuringPlan, first: Instant, hours: readonly Hour[], parts: ReadonlyMap<Instant, ExcludedPart>): HourlyCounts {
  const measured = hours.map((hour) => hour.measured);
  return task.sli.kind === 'slices' ? { first, bucketMinutes, measured, bad: hours.map(({ bad }) => bad), parts } : { first, bucketMinutes, measured, parts };
}

function noHours({ task }: MeasuringPlan): HourlyCounts {
  return task.sli.kind === 'slices' ? { measured: [], bad: [], parts: new Map() } : { measured: [], parts: new Map() };
}
