import { applicationLoadBalancer as source, type ApplicationLoadBalancerBinding } from '../../slo/sli/application-load-balancer';
import { A_SECOND, metricMeasure, NOTHING_HAPPENED, type Measure } from '../measure';
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
    throughput: ({ loadBalancer, targetGroup }) => ({
      ...counted('RequestCount', { ...(targetGroup !== undefined && { TargetGroup: targetGroup }), LoadBalancer: loadBalancer }, 'requests a second'),
      steps: A_SECOND,
    }),
    // Of the whole load balancer: what is rejected has no target group.
    rejectedConnections: ({ loadBalancer }) => counted('RejectedConnectionCount', { LoadBalancer: loadBalancer }, 'rejected connections'),
  },
};

/** Published when it is not 0. */
function counted(metricName: string, dimensions: Readonly<Record<string, string>>, what: string): Measure {
  return metricMeasure(
    { namespace: 'AWS/ApplicationELB', metricName, dimensions, statistic: 'Sum' },
    { what, unit: 'count', missingData: NOTHING_HAPPENED, documentation: source.documentation },
  );
}
