import type { MetricReference } from '../../slo/sli/sli';
import { table as source, type TableBinding } from '../../slo/sli/table';
import { A_SECOND, metricMeasure, NOTHING_HAPPENED, type Measure } from '../measure';
import type { ResourceKind } from '../resource-kind';
import { errorRateMeasure } from './request-measures';

/** A DynamoDB table, by the operations of its service. */
export const table: ResourceKind<TableBinding> = {
  schema: source.schema,
  example: source.example,
  measures: {
    errorRate: (binding) => errorRateMeasure(binding, 'availability'),
    readUnits: (binding) => ({ ...counted(binding, 'ConsumedReadCapacityUnits', 'read units a second'), steps: A_SECOND }),
    writeUnits: (binding) => ({ ...counted(binding, 'ConsumedWriteCapacityUnits', 'write units a second'), steps: A_SECOND }),
    throttles: ({ tableName }) => ({
      ...counted({ tableName }, 'ReadThrottleEvents', 'throttled reads and writes'),
      metrics: { reads: sum(tableName, 'ReadThrottleEvents'), writes: sum(tableName, 'WriteThrottleEvents') },
      steps: [{ id: 'throttled', expression: 'FILL(reads, 0) + FILL(writes, 0)' }],
    }),
  },
};

/** Of the table without its indexes, which have metrics of their own. */
function counted({ tableName }: Pick<TableBinding, 'tableName'>, metricName: string, what: string): Measure {
  return metricMeasure(sum(tableName, metricName), { what, unit: 'count', missingData: NOTHING_HAPPENED, documentation: source.documentation });
}

function sum(tableName: string, metricName: string): MetricReference {
  return { namespace: 'AWS/DynamoDB', metricName, dimensions: { TableName: tableName }, statistic: 'Sum' };
}
