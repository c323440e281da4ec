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
    throttles: ({ functionName }) =>
      metricMeasure(
        { namespace: 'AWS/Lambda', metricName: 'Throttles', dimensions: { FunctionName: functionName }, statistic: 'Sum' },
        { what: 'throttled invocations', unit: 'count', missingData: NOTHING_HAPPENED, documentation: source.documentation },
      ),
    // Of all functions of the account in the region, which share the quota.
    quotaUse: () => ({
      ...metricMeasure(
        {
          namespace: 'AWS/Usage',
          metricName: 'ResourceCount',
          dimensions: { Service: 'Lambda', Type: 'Resource', Resource: 'ConcurrentExecutions', Class: 'None' },
          statistic: 'Maximum',
        },
        {
          what: 'concurrent executions of the account, of their quota,',
          unit: 'percent',
          missingData: NOTHING_HAPPENED,
          documentation: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Quotas-Visualize-Alarms.html',
        },
      ),
      steps: [{ id: 'used', expression: '100 * measured / SERVICE_QUOTA(measured)' }],
    }),
  },
};
