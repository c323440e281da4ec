import { ColumnBounds } from './column-bounds';
import type { MetricInput } from './column-builder';
import type { ExpressionProgram } from './expression-program';
import type { MetricAlarmDefinition } from './metric-alarm-definition';
import type { MetricStore } from './metric-store';
import type { CountBounds } from './prefix-sums';
import type { ReadableSeries } from './readable-series';
import type { SampleCounts } from './sample-counts';
import { meanContribution, type WindowColumn } from './series-component';

/** How an alarm cuts time into buckets. Age 1 is the newest bucket of an evaluation; all ages have the same length. */
export interface BucketGrid {
  readonly periodMinutes: number;
  /** Minutes from one evaluation to the next. */
  readonly stepMinutes: number;
  /** Minutes before the end of the newest bucket whose data has not arrived at the evaluation. */
  readonly unreadableMinutes: number;
  /** Buckets an evaluation fetches. */
  readonly range: number;
}

/** A result column is this many numbers or less, unless the evaluation range itself is longer. */
export const CHUNK_SIZE = 2_048;

/**
 * Reads what an alarm compares with its threshold, many buckets in one pass. NaN is a missing value. Every returned
 * column lies in memory shared by all alarms and is valid until the next call on any of them.
 */
export class BucketReader {
  #series: readonly (ReadableSeries | undefined)[] = [];
  #filledConstants = 0;
  /** What bounds each input, in their order; undefined when one cannot be bounded. */
  #bounding: readonly BoundInput[] | undefined;

  constructor(
    readonly definition: MetricAlarmDefinition,
    readonly program: ExpressionProgram,
    readonly grid: BucketGrid,
  ) {}

  /** Looks up the metrics; needed before a stretch of reading, because metrics can come into being in between. */
  open(store: MetricStore, region: string): void {
    this.#series = this.definition.metrics.map((metric) => store.find({ region, ...metric }, metric.unit));
    this.#filledConstants = 0;
    this.#bounding = this.program.bound === undefined ? undefined : this.#boundInputs();
  }

  /**
   * What is certain about the newest buckets of `size` evaluations, the first ending at `firstEnd`, without reading
   * them. Undefined when nothing is. Valid until the next call on any reader.
   */
  boundsOfNewest(firstEnd: number, size: number): ColumnBounds | undefined {
    if (this.#bounding === undefined) return undefined;
    const { stepMinutes, periodMinutes, unreadableMinutes } = this.grid;
    const firstEndMinute = firstEnd - unreadableMinutes;
    const lastEndMinute = firstEndMinute + (size - 1) * stepMinutes;
    for (const { column, counts, factor, missing } of this.#bounding) {
      counts.boundWindows(firstEndMinute, lastEndMinute, periodMinutes - unreadableMinutes, COUNTS);
      boundInput(column, COUNTS.least, COUNTS.most, factor, missing);
    }
    for (const { column, value } of this.program.constants) BOUNDS.set(column, value, value, 0);
    this.program.bound!(BOUNDS);
    return BOUNDS;
  }

  /** None for a metric without samples, a statistic that is no sum, and a window no data has arrived for. */
  #boundInputs(): readonly BoundInput[] | undefined {
    if (this.grid.unreadableMinutes >= this.grid.periodMinutes) return undefined;
    if (this.program.columnCount > BOUNDS.low.length) BOUNDS = new ColumnBounds(this.program.columnCount);
    const inputs: BoundInput[] = [];
    for (const { column, metric, missing } of this.program.inputs) {
      const { statistic } = this.definition.metrics[metric]!;
      const samples = this.#series[metric]?.boundable(statistic);
      if (samples === undefined || (statistic.kind !== 'Sum' && statistic.kind !== 'SampleCount')) return undefined;
      inputs.push({ column, counts: samples.counts, factor: meanContribution(statistic, samples.distribution), missing });
    }
    return inputs;
  }

  /** Ages that the metric delay leaves incomplete or empty, from 1 up. */
  get youngCount(): number {
    return Math.min(this.grid.range, Math.ceil(this.grid.unreadableMinutes / this.grid.periodMinutes));
  }

  /** The bucket of one age over `size` evaluations, the first ending at `firstEnd`; read as far as data has arrived. */
  valuesOfAge(age: number, firstEnd: number, size: number): Float64Array {
    const { stepMinutes, periodMinutes } = this.grid;
    return this.#compute({ ...this.#readableWindow(age, firstEnd), stepMinutes, size }, firstEnd - age * periodMinutes);
  }

  /** Complete buckets, the first ending at `firstEnd`, then one per step. */
  completeValues(firstEnd: number, size: number): Float64Array {
    const { stepMinutes, periodMinutes } = this.grid;
    return this.#compute({ firstEndMinute: firstEnd, lengthMinutes: periodMinutes, stepMinutes, size }, firstEnd - periodMinutes);
  }

  /** What evaluations judge last when all their data has arrived: the newest bucket of each, the first ending at `firstEnd`. */
  newestValues(firstEnd: number, size: number): Float64Array {
    if (this.program.isPointwise) return this.completeValues(firstEnd, size);
    return Float64Array.from({ length: size }, (_, index) => this.valuesOfRange(firstEnd + index * this.grid.stepMinutes).at(-1)!);
  }

  /** All buckets of the evaluation whose newest bucket ends at `end`, oldest first. */
  valuesOfRange(end: number): Float64Array {
    const { periodMinutes, range } = this.grid;
    const youngCount = this.youngCount;
    const columns = this.#columns(range);
    const complete: WindowColumn = {
      firstEndMinute: end - (range - 1) * periodMinutes,
      lengthMinutes: periodMinutes,
      stepMinutes: periodMinutes,
      size: range - youngCount,
    };
    for (const input of this.program.inputs) {
      const column = columns[input.column]!;
      this.#read(input, complete, column);
      for (let age = 1; age <= youngCount; age += 1) this.#read(input, this.#single(age, end), column.subarray(range - age));
    }
    this.program.run({ columns, size: range, firstStartMinute: end - range * periodMinutes, stepMinutes: periodMinutes });
    return columns[this.program.resultColumn]!.subarray(0, range);
  }

  /** Samples of the only metric of a single-metric alarm in the bucket of one age. */
  sampleCount(age: number, end: number): number {
    const count = new Float64Array(1);
    this.#series[0]?.read({ kind: 'SampleCount' }, this.#single(age, end), count, 0);
    return count[0]!;
  }

  #single(age: number, end: number): WindowColumn {
    return { ...this.#readableWindow(age, end), stepMinutes: 1, size: 1 };
  }

  #readableWindow(age: number, end: number): Pick<WindowColumn, 'firstEndMinute' | 'lengthMinutes'> {
    const { periodMinutes, unreadableMinutes } = this.grid;
    const firstEndMinute = end - Math.max((age - 1) * periodMinutes, unreadableMinutes);
    return { firstEndMinute, lengthMinutes: Math.max(0, firstEndMinute - (end - age * periodMinutes)) };
  }

  #compute(windows: WindowColumn, firstStartMinute: number): Float64Array {
    const { size, stepMinutes } = windows;
    const columns = this.#columns(size);
    for (const input of this.program.inputs) this.#read(input, windows, columns[input.column]!);
    this.program.run({ columns, size, firstStartMinute, stepMinutes });
    return columns[this.program.resultColumn]!;
  }

  #read({ metric, missing }: MetricInput, windows: WindowColumn, out: Float64Array): void {
    const series = this.#series[metric];
    if (series === undefined || windows.lengthMinutes === 0) out.fill(missing, 0, windows.size);
    else series.read(this.definition.metrics[metric]!.statistic, windows, out, missing);
  }

  #columns(size: number): readonly Float64Array[] {
    const { columnCount, constants } = this.program;
    const columns = scratchColumns(columnCount, size);
    if (size > this.#filledConstants) {
      for (const { column, value } of constants) columns[column]!.fill(value, 0, size);
      this.#filledConstants = size;
    }
    return columns;
  }
}

interface BoundInput {
  readonly column: number;
  readonly counts: SampleCounts;
  readonly factor: number;
  readonly missing: number;
}

/** Bounds of a metric that is read with `missing` (NaN to stay missing) in a window without samples. */
function boundInput(column: number, least: number, most: number, factor: number, missing: number): void {
  const low = factor < 0 ? most * factor : least * factor;
  const high = factor < 0 ? least * factor : most * factor;
  if (least > 0) BOUNDS.set(column, low, high, 0);
  else if (missing !== missing) BOUNDS.set(column, low, high, 1);
  else BOUNDS.set(column, Math.min(low, missing), Math.max(high, missing), 0);
}

/** Shared as the working memory below is. */
let BOUNDS = new ColumnBounds(32);
const COUNTS: CountBounds = { least: 0, most: 0 };

/** Working memory of whichever alarm is being read: thousands take turns, and none keeps anything in it. */
const SCRATCH: Float64Array[] = [];

function scratchColumns(count: number, size: number): readonly Float64Array[] {
  for (let index = 0; index < count; index += 1) {
    const column = SCRATCH[index];
    if (column === undefined || column.length < size) SCRATCH[index] = new Float64Array(Math.max(size, CHUNK_SIZE));
  }
  return SCRATCH;
}
