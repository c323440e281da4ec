import { applicationLoadBalancer as source, type ApplicationLoadBalancerBinding } from '../../slo/sli/application-load-balancer';
import type { ResourceKind } from '../resource-kind';
import { availabilityMeasure, errorRateMeasure, percentileMeasure } from './request-measures';

/** An Application Load Balancer, or one of its target groups. */
export const applicationLoadBalancer: ResourceKind<ApplicationLoadBalancerBinding> = {
  schema: source.schema,
  example: source.example,
  measures: {
    p95: (binding) => percentileMeasure(binding, 'p95'),
    p99: (binding) => percentileMeasure(binding, 'p99'),
    errorRate: (binding) => errorRateMeasure(binding, 'availability'),
    availability: (binding) => availabilityMeasure(binding, 'availability'),
  },
};
