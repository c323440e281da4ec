import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import type { SliceSli } from './sli';
import type { SliSource } from './sli-source';

/** A target group of a Network Load Balancer. */
export interface NetworkLoadBalancerBinding {
  readonly source: 'networkLoadBalancer';
  /** The last part of its ARN: `net/<name>/<id>`. */
  readonly loadBalancer: string;
  /** `targetgroup/<name>/<id>`. */
  readonly targetGroup: string;
  /** How many healthy targets are enough. Default: 1. */
  readonly healthyTargets?: number;
}

const NAMESPACE = 'AWS/NetworkELB';

/** The quota of targets of a target group, and room above it: it can be raised. */
const MAX_HEALTHY_TARGETS = 10_000;

/**
 * Minutes in which enough targets were healthy.
 *
 * Slices, not events: a Network Load Balancer forwards connections and sees no request, no status code and no duration.
 * Resets are no measure of failure, because connections that end as they should have them too, and flows that are routed
 * though no target is healthy (UnhealthyRoutingFlowCount) are counted for the whole balancer and not for TLS listeners.
 * What AWS recommends to watch is the **maximum** of HealthyHostCount below what is needed: each node of the balancer
 * reports what it sees, and the minimum is that of the worst node.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
 */
export function networkLoadBalancerAvailability(binding: NetworkLoadBalancerBinding): SliceSli {
  const enough = healthyTargetsOf(binding);
  return {
    kind: 'slices',
    source: 'networkLoadBalancer',
    sliceMinutes: 1,
    metrics: { healthy: { namespace: NAMESPACE, metricName: 'HealthyHostCount', dimensions: dimensionsOf(binding), statistic: 'Maximum' } },
    // Nothing published is no verdict on the targets: that is for the alarm on silence.
    steps: [{ id: 'bad', expression: `IF(FILL(healthy, ${enough}) < ${enough}, 1, 0)` }],
    notes: [
      'a Network Load Balancer sees connections, not requests: what a healthy target answers, and how fast, is not seen; measure that at the target',
      `a minute is bad when no node of the load balancer saw ${enough === 1 ? 'a healthy target' : `${enough} healthy targets`}: a single zone without healthy targets is not seen`,
      'targets count as unhealthy after as many failed health checks as the target group says: shorter outages are not seen',
      'a target group without targets publishes nothing: only the alarm for silence notifies',
    ],
  };
}

/**
 * How many healthy targets are enough.
 *
 * @throws RangeError for what is no number of targets
 */
function healthyTargetsOf({ targetGroup, healthyTargets = 1 }: NetworkLoadBalancerBinding): number {
  if (Number.isInteger(healthyTargets) && healthyTargets >= 1 && healthyTargets <= MAX_HEALTHY_TARGETS) return healthyTargets;
  throw new RangeError(`healthyTargets of ${targetGroup} is ${healthyTargets}: allowed are whole numbers from 1 to ${MAX_HEALTHY_TARGETS}`);
}

function dimensionsOf({ loadBalancer, targetGroup }: NetworkLoadBalancerBinding): Record<string, string> {
  return { TargetGroup: targetGroup, LoadBalancer: loadBalancer };
}

const DIMENSION_SETS = [['LoadBalancer', 'TargetGroup']];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    HealthyHostCount: { unit: 'Count', dimensionSets: DIMENSION_SETS },
    UnHealthyHostCount: { unit: 'Count', dimensionSets: DIMENSION_SETS },
  },
};

/** One target more than needed; an outage takes all of them. Health checks go on without traffic. */
function publish(binding: NetworkLoadBalancerBinding, publisher: MetricPublisher): void {
  const registered = healthyTargetsOf(binding) + 1;
  const { outOfService } = publisher.happened;
  const metric = (metricName: string) => ({ metricName, dimensions: dimensionsOf(binding) });
  publisher.gauge(
    metric('HealthyHostCount'),
    Float64Array.from(outOfService, (isOut) => (isOut === 1 ? 0 : registered)),
  );
  publisher.gauge(
    metric('UnHealthyHostCount'),
    Float64Array.from(outOfService, (isOut) => (isOut === 1 ? registered : 0)),
  );
}

const ALLOWED_TARGETS = `a whole number from 1 to ${MAX_HEALTHY_TARGETS}, such as 2`;

/** A target group of a Network Load Balancer. */
export const networkLoadBalancer: SliSource<NetworkLoadBalancerBinding> = {
  documentation: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html',
  schema: map({
    source: field(z.literal('networkLoadBalancer'), 'A target group of a Network Load Balancer.'),
    loadBalancer: field(
      text(/^net\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'the end of its ARN', 'net/as2/50dc6c495c0c910c'),
      'The end of the ARN of the load balancer, from `net/` on.',
    ),
    targetGroup: field(
      text(/^targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'the end of its ARN', 'targetgroup/as2/943f017f100becfc'),
      'The end of the ARN of the target group, from `targetgroup/` on.',
    ),
    healthyTargets: field(
      z.int({ error: ALLOWED_TARGETS }).min(1, { error: ALLOWED_TARGETS }).max(MAX_HEALTHY_TARGETS, { error: ALLOWED_TARGETS }).optional(),
      'How many healthy targets are enough. A minute with fewer is bad.',
      '1',
    ),
  }),
  example: { source: 'networkLoadBalancer', loadBalancer: 'net/as2/50dc6c495c0c910c', targetGroup: 'targetgroup/as2/943f017f100becfc', healthyTargets: 2 },
  indicators: { availability: networkLoadBalancerAvailability },
  hasLatencyMethod: false,
  carries: 'connections',
  timedRequests: 'all',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
};
