import { z } from 'zod';
import { addIssue, field, listOf, map, oneOf, text } from '../../problems/schema-fields';
import { addColumns, subtractColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, sumOf, type EventSli, type MetricReference } from './sli';
import type { SliSource } from './sli-source';

/** A DynamoDB table and the operations the service uses; DynamoDB has one series per operation and no total. */
export interface TableBinding {
  readonly source: 'table';
  readonly tableName: string;
  /** Such as `GetItem`, `Query`. At most {@link MAX_TABLE_OPERATIONS}: an alarm has room for ten metrics. */
  readonly operations: readonly string[];
}

/** Two metrics an operation, ten metrics an alarm. */
const MAX_TABLE_OPERATIONS = 5;

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

/**
 * Operations DynamoDB publishes request metrics for.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
const TABLE_OPERATIONS = [
  'BatchExecuteStatement',
  'BatchGetItem',
  'BatchWriteItem',
  'DeleteItem',
  'ExecuteStatement',
  'ExecuteTransaction',
  'GetItem',
  'PutItem',
  'Query',
  'Scan',
  'TransactGetItems',
  'TransactWriteItems',
  'UpdateItem',
] as const;

const DIMENSION_SETS = [['TableName', 'Operation']];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    SuccessfulRequestLatency: { unit: 'Milliseconds', dimensionSets: DIMENSION_SETS, events: { counts: 'good' } },
    SystemErrors: { unit: 'Count', dimensionSets: DIMENSION_SETS, events: { counts: 'bad' } },
  },
};

/** Single-digit milliseconds: the values are not judged, only how many there are. */
const USUAL_LATENCY_MS = { median: 3, p95: 9 };

/** One series per operation; a success is one sample of its latency. The traffic is shared evenly. */
function publish({ tableName, operations }: TableBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const errors = addColumns(failed, rejected);
  const share = (column: Float64Array, position: number) => column.map((count) => Math.floor((count + position) / operations.length));
  operations.forEach((operation, position) => {
    const metric = (metricName: string) => ({ metricName, dimensions: { TableName: tableName, Operation: operation } });
    const failedHere = share(errors, position);
    const answered = subtractColumns(share(requests, position), failedHere);
    publisher.steadyDurations(metric('SuccessfulRequestLatency'), answered, USUAL_LATENCY_MS);
    publisher.counter(metric('SystemErrors'), failedHere);
  });
}

const operationsField = listOf(oneOf(TABLE_OPERATIONS), 'operations', MAX_TABLE_OPERATIONS).check((context) => {
  context.value.forEach((operation, index) => {
    if (context.value.indexOf(operation) === index) return;
    addIssue(context, [index], {
      code: 'CFG020',
      what: 'an operation is listed twice',
      received: operation,
      allowed: 'each operation once',
      change: 'remove one of the two',
    });
  });
});

/** A DynamoDB table. */
export const table: SliSource<TableBinding> = {
  documentation: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html',
  schema: map({
    source: field(z.literal('table'), 'A DynamoDB table.'),
    tableName: field(text(/^[A-Za-z0-9_.-]{3,255}$/, 'the name of a table, not its ARN', 'mappings'), 'Name of the table.'),
    operations: field(operationsField, 'Operations that are measured: DynamoDB counts each on its own, and an alarm has room for five.'),
  }),
  example: { source: 'table', tableName: 'mappings', operations: ['GetItem', 'Query'] },
  indicators: { availability: tableAvailability },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
};
