import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Span } from '../../time/span';
import { MINUTE_MS, MINUTES_PER_HOUR } from '../../time/time';
import { hourlyPart, MAX_DATAPOINTS, type MeasuringPlan } from './measuring-plan';
import { metricQueries } from './metric-queries';

/** One objective's series over one time in one period: what has to stay within one request. */
export interface MetricRead extends Span {
  readonly periodMinutes: number;
  /** Starts the ids of its queries, and of no other read's. */
  readonly prefix: string;
  readonly queries: readonly MetricDataQuery[];
}

/** The reads of an objective: the fine part, and of events the whole hours before it. */
export interface ObjectiveReads {
  readonly fine: MetricRead;
  readonly hourly?: MetricRead;
}

/** One GetMetricData request: reads whose times are put together. */
export interface MetricRequest extends Span {
  readonly reads: readonly MetricRead[];
}

/** Most queries of one GetMetricData request. */
const MAX_QUERIES = 500;

/**
 * @param index number of the objective in its run; it makes the ids unique
 * @throws NotMeasurableError, MetricMathSyntaxError for an indicator that cannot be asked for
 */
export function readsOf(plan: MeasuringPlan, index: number): ObjectiveReads {
  const read = (times: Span, periodMinutes: number, prefix: string): MetricRead => ({
    from: times.from,
    until: times.until,
    periodMinutes,
    prefix,
    queries: metricQueries(plan.task.sli, periodMinutes * 60, prefix),
  });
  const hours = hourlyPart(plan);
  return {
    fine: read({ from: plan.leadFrom, until: plan.end }, plan.bucketMinutes, `o${index}f_`),
    ...(hours === undefined ? {} : { hourly: read(hours, MINUTES_PER_HOUR, `o${index}h_`) }),
  };
}

/**
 * Puts reads together into as few requests as their limits allow. A request has one start, and how old it is decides
 * which periods CloudWatch answers: minutes, five minutes and hours are therefore never mixed.
 */
export function packReads(reads: readonly MetricRead[]): MetricRequest[] {
  return [1, 5, MINUTES_PER_HOUR].flatMap((grain) =>
    packed(reads.filter(({ periodMinutes }) => grainOf(periodMinutes) === grain).sort((a, b) => a.from - b.from)),
  );
}

function grainOf(periodMinutes: number): number {
  if (periodMinutes % MINUTES_PER_HOUR === 0) return MINUTES_PER_HOUR;
  return periodMinutes % 5 === 0 ? 5 : 1;
}

function packed(reads: readonly MetricRead[]): MetricRequest[] {
  const requests: MetricRequest[] = [];
  for (const read of reads) {
    const last = requests.at(-1);
    const joined = requestOf([...(last?.reads ?? []), read]);
    if (last !== undefined && fits(joined)) requests[requests.length - 1] = joined;
    else requests.push(requestOf([read]));
  }
  return requests;
}

function requestOf(reads: readonly MetricRead[]): MetricRequest {
  return { from: Math.min(...reads.map(({ from }) => from)), until: Math.max(...reads.map(({ until }) => until)), reads };
}

function fits({ from, until, reads }: MetricRequest): boolean {
  const queries = reads.reduce((sum, each) => sum + each.queries.length, 0);
  const points = reads.reduce((sum, each) => sum + datapointsOf({ ...each, from, until }), 0);
  return queries <= MAX_QUERIES && points <= MAX_DATAPOINTS;
}

/** Most datapoints that a read can bring. */
export function datapointsOf(read: MetricRead): number {
  return returned(read) * Math.ceil((read.until - read.from) / (read.periodMinutes * MINUTE_MS));
}

function returned({ queries }: MetricRead): number {
  return queries.filter(({ ReturnData: isReturned }) => isReturned).length;
}
