import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, type Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import type { CallInput, CallOutput } from '../../core/service';
import type { AlarmMetric } from './metric-alarm-definition';
import { compileMetricQueries, type ReturnedQuery } from './metric-queries';
import { requireStated, type MetricStore } from './metric-store';
import type { ReadableSeries } from './readable-series';

/** Datapoints one answer can hold. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_DATAPOINTS = 100_800;

/** How long CloudWatch keeps datapoints of a period; a longer period is kept as long as the next line says. Minutes. */
const RETENTION = [
  { periodMinutes: 1, keptMinutes: 15 * MINUTES_PER_DAY },
  { periodMinutes: 5, keptMinutes: 63 * MINUTES_PER_DAY },
  { periodMinutes: MINUTES_PER_HOUR, keptMinutes: 455 * MINUTES_PER_DAY },
] as const;

/** Where GetMetricData is called. */
export interface GetMetricDataCall {
  readonly now: Instant;
  readonly region: string;
  /** True while a scenario lets answers be incomplete. */
  readonly isPartial: boolean;
}

/** The buckets of one request and period, as minutes since the epoch. */
interface Buckets {
  readonly firstMinute: number;
  readonly periodMinutes: number;
  readonly size: number;
  /** Buckets all of whose minutes can be read. */
  readonly completeCount: number;
  /** Minutes that can be read of the bucket after those. */
  readonly partMinutes: number;
  /** First bucket that is still kept in this period. */
  readonly firstKept: number;
}

interface Result {
  readonly query: ReturnedQuery;
  readonly timestamps: readonly Date[];
  readonly values: readonly number[];
}

/** A request seldom changes but for its times: what it compiles to is kept. */
const COMPILED_REQUESTS = 64;

/**
 * GetMetricData over the metric store: statistics of buckets that begin at multiples of the period, and metric math
 * over them. A minute can be read once the metric delay has passed; a bucket holds what can be read of it.
 *
 * Where AWS leaves open what becomes of a StartTime or EndTime inside a bucket, the call is refused by name.
 */
export class GetMetricData {
  readonly #store: MetricStore;
  readonly #assumptions: Assumptions;
  readonly #accountId: string;
  readonly #compiled = new Map<string, readonly ReturnedQuery[]>();

  constructor(store: MetricStore, assumptions: Assumptions, accountId: string) {
    this.#store = store;
    this.#assumptions = assumptions;
    this.#accountId = accountId;
  }

  /**
   * Answers a request, page by page. The page that ends within a result says PartialData for it, and its rest comes
   * with the NextToken.
   *
   * @throws ServiceError ValidationError, InvalidNextToken
   * @throws NotSimulatedError see `compileMetricQueries`, and for times inside a bucket
   */
  run(input: CallInput, call: GetMetricDataCall): CallOutput {
    const start = instantOf(input, 'StartTime');
    const end = instantOf(input, 'EndTime');
    if (start >= end) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
    const { ScanBy: order = 'TimestampDescending', MaxDatapoints: most = MAX_DATAPOINTS } = input;
    if (order !== 'TimestampDescending' && order !== 'TimestampAscending') throw invalid(`ScanBy ${String(order)} is not one`);
    if (typeof most !== 'number' || !Number.isInteger(most) || most < 1 || most > MAX_DATAPOINTS) {
      throw invalid(`MaxDatapoints must be 1 to ${MAX_DATAPOINTS}`);
    }
    const grids = new Map<number, Grid>();
    const results = this.#compile(input.MetricDataQueries).map((query) => {
      const { periodMinutes } = query;
      const grid = grids.get(periodMinutes) ?? new Grid(this.#buckets(start, end, periodMinutes, call.now), order === 'TimestampDescending');
      grids.set(periodMinutes, grid);
      return grid.resultOf(query, this.#valuesOf(query, grid, call.region));
    });
    return call.isPartial ? partialAnswer(results) : pageOf(results, most, input.NextToken);
  }

  #compile(queries: unknown): readonly ReturnedQuery[] {
    const key = JSON.stringify(queries) ?? '';
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const compiled = compileMetricQueries(queries, this.#assumptions, this.#accountId);
    if (this.#compiled.size >= COMPILED_REQUESTS) this.#compiled.clear();
    this.#compiled.set(key, compiled);
    return compiled;
  }

  #buckets(start: Instant, end: Instant, periodMinutes: number, now: Instant): Buckets {
    const nowMinute = Math.floor(now / MINUTE_MS);
    const readableMinute = nowMinute - this.#assumptions.metricDelayMinutes;
    const firstMinute = roundedStart(Math.floor(start / MINUTE_MS), nowMinute);
    const endMinute = Math.ceil(end / MINUTE_MS);
    if (firstMinute % periodMinutes !== 0) {
      throw new NotSimulatedError(`StartTime of cloudwatch:GetMetricData inside a bucket of ${periodMinutes * 60} s`);
    }
    if (endMinute % periodMinutes !== 0 && endMinute < readableMinute) {
      throw new NotSimulatedError(`EndTime of cloudwatch:GetMetricData inside a bucket of ${periodMinutes * 60} s that is over`);
    }
    const size = Math.ceil((endMinute - firstMinute) / periodMinutes);
    const readable = Math.min(Math.max(0, readableMinute - firstMinute), size * periodMinutes);
    const completeCount = Math.floor(readable / periodMinutes);
    const kept = RETENTION.findLast((line) => periodMinutes % line.periodMinutes === 0)!.keptMinutes;
    return {
      firstMinute,
      periodMinutes,
      size,
      completeCount,
      partMinutes: readable - completeCount * periodMinutes,
      firstKept: Math.max(0, Math.ceil((nowMinute - kept - firstMinute) / periodMinutes)),
    };
  }

  /** NaN where there is no value. */
  #valuesOf({ metrics, program }: ReturnedQuery, { buckets, columnsRead }: Grid, region: string): Float64Array {
    const { size, firstMinute, periodMinutes } = buckets;
    const read = (metric: AlarmMetric): Float64Array => {
      requireStated(this.#store, { region, ...metric });
      const known = columnsRead.get(metric) ?? readBuckets(this.#store.find({ region, ...metric }, metric.unit), metric, buckets);
      columnsRead.set(metric, known);
      return known;
    };
    if (program === undefined) return read(metrics[0]!);
    const columns = Array.from({ length: program.columnCount }, () => new Float64Array(size));
    for (const { column, value } of program.constants) columns[column]!.fill(value);
    for (const { column, metric, missing } of program.inputs) copyColumn(read(metrics[metric]!), missing, columns[column]!);
    program.run({ columns, size, firstStartMinute: firstMinute, stepMinutes: periodMinutes });
    return columns[program.resultColumn]!;
  }
}

/** Copies a column, with something else where it has no value. */
function copyColumn(column: Float64Array, missing: number, out: Float64Array): void {
  out.set(column);
  if (Number.isNaN(missing)) return;
  for (let index = 0; index < out.length; index += 1) if (Number.isNaN(out[index]!)) out[index] = missing;
}

/** The values of a metric bucket by bucket, NaN where there is none. */
function readBuckets(series: ReadableSeries | undefined, { statistic }: AlarmMetric, buckets: Buckets): Float64Array {
  const { size, firstMinute, periodMinutes, completeCount, partMinutes, firstKept } = buckets;
  const out = new Float64Array(size).fill(NaN);
  if (series === undefined) return out;
  const first = Math.min(firstKept, completeCount);
  if (completeCount > first) {
    const windows = {
      firstEndMinute: firstMinute + (first + 1) * periodMinutes,
      lengthMinutes: periodMinutes,
      stepMinutes: periodMinutes,
      size: completeCount - first,
    };
    series.read(statistic, windows, out.subarray(first));
  }
  if (partMinutes > 0 && completeCount >= firstKept) {
    const firstEndMinute = firstMinute + completeCount * periodMinutes + partMinutes;
    series.read(statistic, { firstEndMinute, lengthMinutes: partMinutes, stepMinutes: 1, size: 1 }, out.subarray(completeCount));
  }
  return out;
}

/**
 * Results of one period share the timestamps of their buckets, and the list of them where no bucket misses; and what was
 * read of a metric, which is usually returned and computed with.
 */
class Grid {
  /** By metrics as they stand in the compiled request. */
  readonly columnsRead = new Map<AlarmMetric, Float64Array>();
  readonly #timestamps: readonly Date[];
  readonly #isDescending: boolean;

  constructor(
    readonly buckets: Buckets,
    isDescending: boolean,
  ) {
    const { firstMinute, periodMinutes, size } = buckets;
    this.#isDescending = isDescending;
    const ascending = Array.from({ length: size }, (_, index) => new Date((firstMinute + index * periodMinutes) * MINUTE_MS));
    this.#timestamps = isDescending ? ascending.reverse() : ascending;
  }

  resultOf(query: ReturnedQuery, ascending: Float64Array): Result {
    const column = this.#isDescending ? ascending.toReversed() : ascending;
    const timestamps = this.#timestamps;
    const values: number[] = [];
    for (let index = 0; index < column.length; index += 1) if (column[index] === column[index]) values.push(column[index]!);
    if (values.length === column.length) return { query, values, timestamps };
    return { query, values, timestamps: timestamps.filter((_timestamp, index) => !Number.isNaN(column[index]!)) };
  }
}

/**
 * CloudWatch rounds StartTime down: to the minute, to five minutes when it is more than 15 days ago, to the hour when
 * it is more than 63 days ago.
 */
function roundedStart(minute: number, nowMinute: number): number {
  const age = nowMinute - minute;
  const step = age > RETENTION[1].keptMinutes ? MINUTES_PER_HOUR : age > RETENTION[0].keptMinutes ? RETENTION[1].periodMinutes : 1;
  return Math.floor(minute / step) * step;
}

/** The token is the number of datapoints on the pages before. */
function pageOf(results: readonly Result[], most: number, token: unknown): CallOutput {
  const total = results.reduce((sum, { values }) => sum + values.length, 0);
  const from = token === undefined ? 0 : typeof token === 'string' && /^\d+$/.test(token) ? Number(token) : NaN;
  if (!(from < total || from === 0)) throw new ServiceError('InvalidNextToken', 'The next token specified is invalid.');
  const to = from + most;
  let position = 0;
  const MetricDataResults = results.flatMap(({ query, timestamps, values }) => {
    const begin = Math.max(from - position, 0);
    const end = Math.min(to - position, values.length);
    const isHere = values.length === 0 ? from <= position && (position < to || to >= total) : begin < end;
    position += values.length;
    if (!isHere) return [];
    const isWhole = begin === 0 && end === values.length;
    return {
      Id: query.id,
      Label: query.label,
      Timestamps: isWhole ? timestamps : timestamps.slice(begin, end),
      Values: isWhole ? values : values.slice(begin, end),
      StatusCode: end < values.length ? 'PartialData' : 'Complete',
    };
  });
  return { MetricDataResults, Messages: [], ...(to < total ? { NextToken: String(to) } : {}) };
}

/** Only the first half of every result, and no way to get at the rest. */
function partialAnswer(results: readonly Result[]): CallOutput {
  return {
    MetricDataResults: results.map(({ query, timestamps, values }) => {
      const half = Math.floor(values.length / 2);
      return { Id: query.id, Label: query.label, Timestamps: timestamps.slice(0, half), Values: values.slice(0, half), StatusCode: 'PartialData' };
    }),
    Messages: [],
  };
}

function instantOf(input: CallInput, key: string): Instant {
  const value = input[key];
  const instant = value instanceof Date ? value.getTime() : NaN;
  if (Number.isNaN(instant)) throw invalid(`The parameter ${key} is required and must be a date.`);
  return instant;
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}
