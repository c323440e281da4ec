import { table as source, type TableBinding } from '../../slo/sli/table';
import type { ResourceKind } from '../resource-kind';
import { errorRateMeasure } from './request-measures';

/** A DynamoDB table, by the operations of its service. */
export const table: ResourceKind<TableBinding> = {
  schema: source.schema,
  example: source.example,
  measures: {
    errorRate: (binding) => errorRateMeasure(binding, 'availability'),
  },
};
