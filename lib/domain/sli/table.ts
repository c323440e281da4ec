import { badAndTotal, sumOf, type EventSli, type MetricReference } from './sli';

/** A DynamoDB table and the operations the service uses; DynamoDB has one series per operation and no total. */
export interface TableBinding {
  readonly source: 'table';
  readonly tableName: string;
  /** Such as `GetItem`, `Query`. At most {@link MAX_TABLE_OPERATIONS}: an alarm has room for ten metrics. */
  readonly operations: readonly string[];
}

/** Two metrics an operation, ten metrics an alarm. */
export const MAX_TABLE_OPERATIONS = 5;

const NAMESPACE = 'AWS/DynamoDB';

/**
 * Requests DynamoDB answered, of those it answered or failed itself (HTTP 500). Successful requests have no counter;
 * their latency has one sample each.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export function tableAvailability(binding: TableBinding): EventSli {
  const metrics: Record<string, MetricReference> = {};
  const successes: string[] = [];
  const errors: string[] = [];
  for (const operation of binding.operations) {
    const name = operation.toLowerCase();
    const shared = { namespace: NAMESPACE, dimensions: { TableName: binding.tableName, Operation: operation } };
    metrics[`ok${name}`] = { ...shared, metricName: 'SuccessfulRequestLatency', statistic: 'SampleCount' };
    metrics[`errors${name}`] = { ...shared, metricName: 'SystemErrors', statistic: 'Sum' };
    successes.push(`ok${name}`);
    errors.push(`errors${name}`);
  }
  return {
    kind: 'events',
    source: 'table',
    metrics,
    steps: badAndTotal(sumOf(errors), sumOf([...successes, ...errors])),
    notes: [
      'DynamoDB counts per operation: only the operations listed are measured',
      'throttled requests are not in this ratio: the client retries them',
    ],
  };
}
