import { ServiceError } from '../../../aws/errors';
import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../../../time/time';
import { optionalInput, type CallInput, type CallOutput } from '../../core/service';
import { allow, objectOf, textOf } from './metric-queries';
import type { MetricIdentity, MetricStore } from './metric-store';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
const PAGE = 500;
const LISTED_MINUTES = 14 * MINUTES_PER_DAY;

/** Metrics that got data in the last two weeks, filtered; a dimension without a value stands for any. */
export function listMetrics(store: MetricStore, input: CallInput, region: string, now: Instant): CallOutput {
  const namespace = optionalInput(input, 'Namespace');
  const metricName = optionalInput(input, 'MetricName');
  const wanted = readFilters(input.Dimensions);
  const nowMinute = Math.floor(now / MINUTE_MS) + 1;
  const count = new Float64Array(1);
  const listed: MetricIdentity[] = [];
  for (const [metric, series] of store.entries()) {
    if (metric.region !== region || (namespace ?? metric.namespace) !== metric.namespace || (metricName ?? metric.metricName) !== metric.metricName) continue;
    if (!wanted.every(({ name, value }) => Object.hasOwn(metric.dimensions, name) && (value ?? metric.dimensions[name]) === metric.dimensions[name])) continue;
    series.read({ kind: 'SampleCount' }, { firstEndMinute: nowMinute, lengthMinutes: LISTED_MINUTES, stepMinutes: 1, size: 1 }, count, 0);
    if (count[0]! > 0) listed.push(metric);
  }
  const token = optionalInput(input, 'NextToken') ?? '0';
  const from = /^\d+$/.test(token) ? Number(token) : NaN;
  if (!(from <= listed.length)) throw new ServiceError('InvalidParameterValue', 'The value for parameter NextToken is invalid.');
  return {
    Metrics: listed.slice(from, from + PAGE).map((metric) => ({
      Namespace: metric.namespace,
      MetricName: metric.metricName,
      Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(from + PAGE < listed.length ? { NextToken: String(from + PAGE) } : {}),
  };
}

function readFilters(given: unknown): { readonly name: string; readonly value?: string }[] {
  if (given === undefined) return [];
  if (!Array.isArray(given)) throw new ServiceError('InvalidParameterValue', 'Dimensions must be a list');
  return given.map(objectOf).map((filter) => {
    allow(filter, ['Name', 'Value'], 'cloudwatch:ListMetrics');
    return { name: textOf(filter, 'Name'), value: filter.Value === undefined ? undefined : textOf(filter, 'Value') };
  });
}
