import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { metricQueries } from '../../handlers/budget-ledger/metric-queries';
import type { CountedSince } from '../../slo/release-check';
import type { Sli } from '../../slo/sli/sli';
import type { Span } from '../../time/span';
import { MINUTE_MS } from '../../time/time';
import type { AccountClient } from './account-client';
import { readMetricData } from './metric-data';

/** Period in which events are counted, minutes: CloudWatch keeps it for 63 days. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
export const COUNTED_MINUTES = 5;

/**
 * Bad and all events, or slices, of a time; undefined where not one metric of the indicator has a value.
 *
 * @param span whole multiples of {@link COUNTED_MINUTES}
 * @throws ProblemsError AWS001 to AWS004 when CloudWatch does not answer
 */
export async function readCounts(account: AccountClient, region: string, sli: Sli, { from, until }: Span): Promise<CountedSince> {
  const periodMinutes = sli.kind === 'slices' ? sli.sliceMinutes : COUNTED_MINUTES;
  const queries = metricQueries(sli, periodMinutes * 60, '');
  const results = await readMetricData(account, region, {
    MetricDataQueries: queries,
    StartTime: new Date(from),
    EndTime: new Date(until),
    ScanBy: 'TimestampAscending',
  });
  const isMeasured = results.some(({ Id: id, Values: values = [] }) => id !== undefined && Object.hasOwn(sli.metrics, id) && values.length > 0);
  if (!isMeasured) return undefined;
  const bad = sumOf(results, 'bad');
  return { bad, total: sli.kind === 'slices' ? Math.floor((until - from) / (periodMinutes * MINUTE_MS)) : sumOf(results, 'total') };
}

/** A result that goes on on the next page is there twice. */
function sumOf(results: readonly MetricDataResult[], step: string): number {
  return results.filter(({ Id: id }) => id === step).reduce((sum, { Values: values = [] }) => values.reduce((total, value) => total + value, sum), 0);
}
