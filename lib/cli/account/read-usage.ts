import type { MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { CapacityLimit } from '../../capacity/capacity-limit';
import type { ReadUsage } from '../../capacity/capacity-status';
import type { Instant } from '../../time/time';
import type { AccountClient } from './account-client';
import { readMetricData } from './metric-data';
import { usageId, usageRequest } from './usage-queries';

/** A result of GetMetricData, or as the command line of AWS prints one: times are texts there. */
export interface UsageResult extends Pick<MetricDataResult, 'Id' | 'Values' | 'StatusCode'> {
  readonly Timestamps?: readonly (Date | string)[];
}

/**
 * What an account has of the use of limits.
 *
 * @throws ProblemsError AWS001 to AWS004 when it does not answer
 */
export function readUsage(account: AccountClient, region: string, limits: readonly CapacityLimit[], now: Instant): Promise<readonly UsageResult[]> {
  return readMetricData(account, region, usageRequest(limits, now));
}

/** What results say of the use of a limit. Half of a series may be without its peaks: nobody can tell from it. */
export function usageOf(limit: CapacityLimit, results: readonly UsageResult[]): ReadUsage {
  const id = usageId(limit);
  const pieces = results.filter(({ Id }) => Id === id);
  // A piece that another page goes on with is PartialData; only the last one has to be complete.
  const status = pieces.at(-1)?.StatusCode;
  if (status !== 'Complete') return { fault: `CloudWatch did not complete ${id}: ${status ?? 'no result'}` };
  const points = pieces.flatMap(({ Timestamps: times = [], Values: values = [] }) =>
    times.map((time, index) => ({ at: new Date(time).getTime(), value: (values[index] ?? NaN) / limit.measure.metricUnits })),
  );
  const isWhole = points.every(({ at, value }) => Number.isFinite(at) && Number.isFinite(value));
  return isWhole ? { points } : { fault: `a datapoint of ${id} has no time or no value` };
}
