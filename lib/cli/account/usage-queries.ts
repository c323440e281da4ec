import type { MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { CapacityLimit } from '../../capacity/capacity-limit';
import { dataQueries } from '../../handlers/budget-ledger/metric-queries';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, type Instant } from '../../time/time';

/** The finest period of which CloudWatch keeps two months. */
const PERIOD_MINUTES = 5;
/** As long as it keeps them, but for an hour: what is older is kept by the hour, and a request that begins there gets nothing else. */
const HISTORY_MINUTES = 63 * MINUTES_PER_DAY - MINUTES_PER_HOUR;

/** The input of `aws cloudwatch get-metric-data`, and of GetMetricData, for the use of limits. */
export interface UsageRequest {
  readonly MetricDataQueries: MetricDataQuery[];
  readonly StartTime: Date;
  readonly EndTime: Date;
  readonly ScanBy: 'TimestampAscending';
}

/** What to ask for the use of limits up to an instant: nine weeks of it, every five minutes. */
export function usageRequest(limits: readonly CapacityLimit[], now: Instant): UsageRequest {
  const periodMs = PERIOD_MINUTES * MINUTE_MS;
  const until = Math.floor(now / periodMs) * periodMs;
  return {
    MetricDataQueries: limits.flatMap((limit) => {
      const returned = returnedIn(limit);
      return dataQueries(limit.measure, PERIOD_MINUTES * 60, prefixOf(limit), (id) => id === returned);
    }),
    StartTime: new Date(until - HISTORY_MINUTES * MINUTE_MS),
    EndTime: new Date(until),
    ScanBy: 'TimestampAscending',
  };
}

/** Id of the query whose result is the use of a limit, unique among the limits of an environment. */
export function usageId(limit: CapacityLimit): string {
  return prefixOf(limit) + returnedIn(limit);
}

/** Names of resources have no underscore, those of measures neither: two limits have two prefixes. */
function prefixOf({ resource, measureId }: CapacityLimit): string {
  return `${resource.replaceAll('-', '_')}_${measureId}_`;
}

function returnedIn({ measure: { steps, metrics } }: CapacityLimit): string {
  return steps.at(-1)?.id ?? Object.keys(metrics)[0]!;
}
