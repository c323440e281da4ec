import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { Comparison } from '../../../conformance/comparison';
import type { Answer, DeployedResources } from '../../../conformance/deployed-resources';
import type { MetricActivity } from '../../../conformance/verify/account-check';
import { plannedAlarmFacts } from '../../../conformance/verify/alarm-facts';
import { metricIdentity, neededMetrics, windowMinutes } from '../../../conformance/verify/verify-alarms';
import type { OperationsPlan } from '../../../plan/alarm-plan';
import type { MetricReference } from '../../../slo/sli/sli';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, SECOND_MS, type Instant } from '../../../time/time';
import type { LiveReader } from './live-reader';

/** Most queries of one call. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
const QUERIES_PER_CALL = 500;

/**
 * How a metric is looked for. A call answers with 100,800 datapoints at most: 500 metrics for three hours by the minute, or for a week by
 * the hour.
 */
interface Look {
  readonly periodMinutes: number;
  readonly minutes: number;
}
const BY_MINUTE: Look = { periodMinutes: 1, minutes: 3 * MINUTES_PER_HOUR };
const BY_HOUR: Look = { periodMinutes: MINUTES_PER_HOUR, minutes: 7 * MINUTES_PER_DAY };

interface AskedMetric {
  readonly identity: string;
  readonly metric: Omit<MetricReference, 'statistic'>;
  readonly look: Look;
}

/** Reads when each metric that an alarm needs last had data: by the minute, and by the hour where that is long ago or the alarm looks back long. */
export async function readActivity(reader: LiveReader, plan: OperationsPlan, deployed: DeployedResources, at: Instant): Promise<MetricActivity> {
  const newest = new Map<string, Answer<Instant | undefined>>();
  for (const [region, metrics] of metricsByRegion(plan, deployed)) {
    const byMinute = metrics.filter(({ look }) => look === BY_MINUTE);
    await readNewest(reader, region, byMinute, BY_MINUTE, at, newest);
    const isSilent = ({ identity }: AskedMetric) => {
      const answer = newest.get(`${region} ${identity}`);
      return answer !== undefined && 'value' in answer && answer.value === undefined;
    };
    await readNewest(reader, region, [...metrics.filter(({ look }) => look === BY_HOUR), ...byMinute.filter(isSilent)], BY_HOUR, at, newest);
  }
  return { newestDatapoint: (region, metric) => newest.get(`${region} ${metric}`) ?? { couldNotTell: `${metric} in ${region} was not asked for` } };
}

/** Every metric once; one that several alarms need is looked for as long as the longest of them looks back. */
function metricsByRegion(plan: OperationsPlan, deployed: DeployedResources): ReadonlyMap<string, readonly AskedMetric[]> {
  const comparison = new Comparison(deployed);
  const regions = new Map<string, Map<string, AskedMetric>>();
  for (const { region, metric: alarm } of neededMetrics(plannedAlarmFacts(plan))) {
    const look = windowMinutes(alarm) < BY_MINUTE.minutes / 2 ? BY_MINUTE : BY_HOUR;
    const asked = regions.get(region) ?? new Map<string, AskedMetric>();
    regions.set(region, asked);
    for (const planned of Object.values(alarm.metrics)) {
      const identity = metricIdentity(planned, region, { comparison });
      const dimensions = Object.fromEntries(Object.entries(planned.dimensions).map(([name, value]) => [name, comparison.fill(region, value)]));
      if (asked.get(identity)?.look !== BY_HOUR) asked.set(identity, { identity, metric: { ...planned, dimensions }, look });
    }
  }
  return new Map([...regions].map(([region, asked]) => [region, [...asked.values()]]));
}

async function readNewest(
  reader: LiveReader,
  region: string,
  metrics: readonly AskedMetric[],
  look: Look,
  at: Instant,
  newest: Map<string, Answer<Instant | undefined>>,
): Promise<void> {
  for (let start = 0; start < metrics.length; start += QUERIES_PER_CALL) {
    const batch = metrics.slice(start, start + QUERIES_PER_CALL);
    const results = await ask(reader, region, batch, look, at);
    for (const [index, { identity }] of batch.entries()) newest.set(`${region} ${identity}`, newestOf(results, idOf(index), look, `${identity} in ${region}`));
  }
}

async function ask(reader: LiveReader, region: string, metrics: readonly AskedMetric[], look: Look, at: Instant): Promise<Answer<MetricDataResult>[]> {
  const { GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
  const client = await reader.account.reading('cloudwatch', region);
  const periodMs = look.periodMinutes * MINUTE_MS;
  const end = Math.ceil(at / periodMs) * periodMs;
  const input = {
    StartTime: new Date(end - look.minutes * MINUTE_MS),
    EndTime: new Date(end),
    ScanBy: 'TimestampDescending' as const,
    MetricDataQueries: metrics.map(({ metric }, index) => ({
      Id: idOf(index),
      MetricStat: {
        Metric: {
          Namespace: metric.namespace,
          MetricName: metric.metricName,
          Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
        },
        Period: periodMs / SECOND_MS,
        Stat: 'SampleCount',
      },
    })),
  };
  return reader.askAll(
    'cloudwatch:GetMetricData',
    region,
    (token) => client.send(new GetMetricDataCommand({ ...input, NextToken: token })),
    ({ MetricDataResults: items = [], NextToken: next }: { MetricDataResults?: MetricDataResult[]; NextToken?: string }) => ({ items, next }),
  );
}

/** The end of the newest period with data: that of a datapoint is its beginning. What is not answered to the end is not known to be silent. */
function newestOf(results: readonly Answer<MetricDataResult>[], id: string, look: Look, what: string): Answer<Instant | undefined> {
  const pieces = results.flatMap((result) => ('value' in result && result.value.Id === id ? [result.value] : []));
  const times = pieces.flatMap(({ Timestamps: each = [] }) => each.map((time) => new Date(time).getTime()));
  const latest = times.reduce<Instant | undefined>((newest, time) => (newest === undefined || time > newest ? time : newest), undefined);
  if (latest !== undefined) return { value: latest + look.periodMinutes * MINUTE_MS };
  const unread = results.find((result) => 'couldNotTell' in result);
  if (unread !== undefined) return unread;
  const status = pieces.at(-1)?.StatusCode;
  return status === 'Complete' ? { value: undefined } : { couldNotTell: `cloudwatch:GetMetricData did not complete ${what}: ${status ?? 'no result'}` };
}

/** Ids begin with a lower-case letter. */
function idOf(index: number): string {
  return `m${index}`;
}
