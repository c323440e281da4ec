import { lambda as source, type LambdaBinding } from '../../slo/sli/lambda';
import { metricMeasure, NOTHING_HAPPENED } from '../measure';
import type { ResourceKind } from '../resource-kind';
import { availabilityMeasure, errorRateMeasure, percentileMeasure } from './request-measures';

/** A Lambda function. */
export const lambda: ResourceKind<LambdaBinding> = {
  schema: source.schema,
  example: source.example,
  measures: {
    p95: (binding) => percentileMeasure(binding, 'p95'),
    p99: (binding) => percentileMeasure(binding, 'p99'),
    errorRate: (binding) => errorRateMeasure(binding, 'success-rate'),
    availability: (binding) => availabilityMeasure(binding, 'success-rate'),
    // Of the whole function, whatever alias is called: the limit is that of the function.
    concurrency: ({ functionName }) =>
      metricMeasure(
        { namespace: 'AWS/Lambda', metricName: 'ConcurrentExecutions', dimensions: { FunctionName: functionName }, statistic: 'Maximum' },
        {
          what: 'concurrent executions',
          unit: 'count',
          missingData: NOTHING_HAPPENED,
          documentation: 'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-concurrency.html',
        },
      ),
  },
};
