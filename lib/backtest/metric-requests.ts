/** Requests of GetMetricData for the stretches of a recording. */

import { printStatistic } from '../simulator/services/cloudwatch/statistic';
import { MINUTE_MS } from '../time/time';
import type { RecordedStretch } from './recording';
import type { WantedStretch } from './recording-plan';
import { stretchOfPoints, type Point } from './stretch-of-points';

/** Limits of one request. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;
/** List price of a metric that is asked for, USD. https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11-20) */
const USD_PER_METRIC = 0.01 / 1_000;

/** Stretches of one region and time, which one request asks for. */
export interface MetricRequest {
  readonly region: string;
  readonly wanted: readonly WantedStretch[];
}

/** What is asked of a list of stretches costs, USD. */
export function usdOf(wanted: readonly WantedStretch[]): number {
  return wanted.length * USD_PER_METRIC;
}

/** Stretches in requests, oldest first: what is about to be thrown away is saved first. */
export function requestsFor(wanted: readonly WantedStretch[]): MetricRequest[] {
  const ordered = [...wanted].sort((a, b) => a.fromMinute - b.fromMinute);
  const open = new Map<string, { region: string; wanted: WantedStretch[]; datapoints: number }>();
  const requests: MetricRequest[] = [];
  for (const each of ordered) {
    const { needed, periodMinutes, fromMinute, toMinute } = each;
    const { region } = needed.metric;
    const key = `${region} ${fromMinute} ${toMinute} ${periodMinutes}`;
    const datapoints = (toMinute - fromMinute) / periodMinutes;
    const last = open.get(key);
    if (last !== undefined && last.wanted.length < MAX_QUERIES && last.datapoints + datapoints <= MAX_DATAPOINTS) {
      last.wanted.push(each);
      last.datapoints += datapoints;
      continue;
    }
    const request = { region, wanted: [each], datapoints };
    open.set(key, request);
    requests.push(request);
  }
  return requests;
}

/** The input of GetMetricData for a request: query `m0` is its first stretch. */
export function inputOf({ wanted }: MetricRequest) {
  const [first] = wanted as readonly [WantedStretch, ...WantedStretch[]];
  return {
    StartTime: new Date(first.fromMinute * MINUTE_MS),
    EndTime: new Date(first.toMinute * MINUTE_MS),
    ScanBy: 'TimestampAscending' as const,
    MetricDataQueries: wanted.map(({ needed: { metric, statistic, unit }, periodMinutes }, index) => ({
      Id: `m${index}`,
      ...(metric.account !== undefined && { AccountId: metric.account }),
      MetricStat: {
        Metric: {
          Namespace: metric.namespace,
          MetricName: metric.metricName,
          Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodMinutes * 60,
        Stat: printStatistic(statistic),
        ...(unit !== undefined && { Unit: unit as 'None' }),
      },
    })),
  };
}

/** One result of GetMetricData, of any page. */
export interface MetricResult {
  readonly Id?: string | undefined;
  readonly Timestamps?: readonly Date[] | undefined;
  readonly Values?: readonly number[] | undefined;
  readonly StatusCode?: string | undefined;
}

/**
 * What the pages of an answer say, stretch by stretch. A result whose last piece is not complete is left out: what is missing of it would
 * be taken for what never happened.
 */
export function stretchesOf({ wanted }: MetricRequest, results: readonly MetricResult[]): RecordedStretch[] {
  return wanted.flatMap(({ needed: { metric, statistic, unit }, periodMinutes, fromMinute, toMinute }, index) => {
    const pieces = results.filter(({ Id }) => Id === `m${index}`);
    if (pieces.at(-1)?.StatusCode !== 'Complete') return [];
    const points = pieces.flatMap(({ Timestamps = [], Values = [] }) =>
      Timestamps.map((at, position): Point => ({ minute: at.getTime() / MINUTE_MS, value: Values[position]! })),
    );
    const about = { metric, statistic: printStatistic(statistic), ...(unit !== undefined && { unit }), periodMinutes };
    return [stretchOfPoints(about, points, { fromMinute, toMinute })];
  });
}
