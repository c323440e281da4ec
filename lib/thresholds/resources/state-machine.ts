import { stateMachine as source, type StateMachineBinding } from '../../slo/sli/state-machine';
import type { ResourceKind } from '../resource-kind';
import { availabilityMeasure, errorRateMeasure, percentileMeasure } from './request-measures';

/** A Step Functions state machine. */
export const stateMachine: ResourceKind<StateMachineBinding> = {
  schema: source.schema,
  example: source.example,
  measures: {
    p95: (binding) => percentileMeasure(binding, 'p95'),
    p99: (binding) => percentileMeasure(binding, 'p99'),
    errorRate: (binding) => errorRateMeasure(binding, 'success-rate'),
    availability: (binding) => availabilityMeasure(binding, 'success-rate'),
  },
};
