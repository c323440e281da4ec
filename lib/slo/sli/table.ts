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
 *
 * @throws RangeError without operations, with more than an alarm has room for, or with one listed twice
 */
export function tableAvailability(binding: TableBinding): EventSli {
  checkOperations(binding);
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
    // The errors again as `bad`: the CDK refuses an expression over more than ten ids, metrics or not.
    steps: badAndTotal(sumOf(errors), `${sumOf(successes)} + bad`),
    notes: [
      'DynamoDB counts per operation: only the operations listed are measured',
      'throttled requests are neither good nor bad here: a table throttled to nothing looks like one nobody uses',
      'requests that DynamoDB refuses (validation, conditions, access) are not in this ratio',
    ],
  };
}

function checkOperations({ tableName, operations }: TableBinding): void {
  const different = new Set(operations.map((operation) => operation.toLowerCase())).size;
  if (different === operations.length && different >= 1 && different <= MAX_TABLE_OPERATIONS) return;
  throw new RangeError(`the operations of table ${tableName} are ${operations.join(', ') || 'none'}: allowed are 1 to ${MAX_TABLE_OPERATIONS} different ones`);
}
