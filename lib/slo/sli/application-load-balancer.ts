import { z } from 'zod';
import { field, map, text } from '../../problems/schema-fields';
import { subtractColumns } from './columns';
import type { MetricPublisher } from './metric-publisher';
import { eventSamplesIn, type PublishedMetrics } from './published-metrics';
import { badAndTotal, slowEvents, sumOf, type EventSli, type MetricReference } from './sli';
import { thresholdOf, type SliSource } from './sli-source';

/** Which load balancer, and which target group behind it. */
export interface ApplicationLoadBalancerBinding {
  readonly source: 'applicationLoadBalancer';
  /** The last part of its ARN: `app/<name>/<id>`. */
  readonly loadBalancer: string;
  /** `targetgroup/<name>/<id>`; without it the whole load balancer is measured. */
  readonly targetGroup?: string;
}

const NAMESPACE = 'AWS/ApplicationELB';

/**
 * Requests answered without a 5xx, from the target or from the load balancer itself.
 *
 * RequestCount leaves out what was rejected before a target was chosen, so the 503 of a target group without healthy
 * targets would be in the errors and not in the total; it is added there. The other codes the load balancer makes
 * itself (502, 504) had a target and are counted already.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
export function applicationLoadBalancerAvailability(binding: ApplicationLoadBalancerBinding): EventSli {
  const whole = { LoadBalancer: binding.loadBalancer };
  const target = targetDimensions(binding);
  return {
    kind: 'events',
    source: 'applicationLoadBalancer',
    metrics: {
      requests: sum('RequestCount', target),
      targeterrors: sum('HTTPCode_Target_5XX_Count', target),
      balancererrors: sum('HTTPCode_ELB_5XX_Count', whole),
      rejected: sum('HTTPCode_ELB_503_Count', whole),
    },
    steps: badAndTotal(sumOf(['targeterrors', 'balancererrors']), sumOf(['requests', 'rejected'])),
    notes: [
      'RequestCount leaves out requests rejected before a target was chosen; the 503 of the load balancer is added to the total',
      ...(binding.targetGroup === undefined
        ? []
        : [
            'errors made by the load balancer have no target group: those of its other target groups are counted too, so an outage of a neighbour pages here and keeps silence from being noticed',
          ]),
      'a caller that gives up before the load balancer does is a 460, no 5xx: targets that hang are only seen once callers wait for longer than the idle timeout',
      'requests that never reach the load balancer (DNS, certificate, security group, no listener) only show as silence',
    ],
  };
}

/**
 * Requests whose target began to answer in time. TargetResponseTime is in **seconds**.
 *
 * @param thresholdMs longest good response, milliseconds
 */
export function applicationLoadBalancerLatency(binding: ApplicationLoadBalancerBinding, thresholdMs: number): EventSli {
  return {
    source: 'applicationLoadBalancer',
    ...slowEvents({ namespace: NAMESPACE, metricName: 'TargetResponseTime', dimensions: targetDimensions(binding) }, thresholdMs / 1_000),
    notes: [
      'TargetResponseTime is in seconds and ends when the target starts to send its headers',
      'requests that got no answer from a target have no response time and are not counted here: a target that hangs is not slow',
    ],
  };
}

function targetDimensions(binding: ApplicationLoadBalancerBinding): Record<string, string> {
  const dimensions = { LoadBalancer: binding.loadBalancer };
  return binding.targetGroup === undefined ? dimensions : { TargetGroup: binding.targetGroup, ...dimensions };
}

function sum(metricName: string, dimensions: Record<string, string>): MetricReference {
  return { namespace: NAMESPACE, metricName, dimensions, statistic: 'Sum' };
}

const OF_BALANCER = ['LoadBalancer'];
const OF_TARGETS = ['LoadBalancer', 'TargetGroup'];

const PUBLISHED: PublishedMetrics = {
  namespace: NAMESPACE,
  metrics: {
    RequestCount: { unit: 'Count', dimensionSets: [OF_BALANCER, OF_TARGETS], events: { counts: 'total' } },
    HTTPCode_Target_2XX_Count: { unit: 'Count', dimensionSets: [OF_BALANCER, OF_TARGETS] },
    HTTPCode_Target_5XX_Count: { unit: 'Count', dimensionSets: [OF_BALANCER, OF_TARGETS], events: { counts: 'bad' } },
    HTTPCode_ELB_5XX_Count: { unit: 'Count', dimensionSets: [OF_BALANCER], events: { counts: 'nothing' } },
    HTTPCode_ELB_503_Count: { unit: 'Count', dimensionSets: [OF_BALANCER], events: { counts: 'nothing' } },
    TargetResponseTime: { unit: 'Seconds', dimensionSets: [OF_BALANCER, OF_TARGETS] },
  },
};

/**
 * RequestCount leaves out requests that never got a target; those are 503s of the load balancer, which has no target
 * group for them. The target groups of one load balancer add up in its own metrics.
 */
function publish(binding: ApplicationLoadBalancerBinding, publisher: MetricPublisher): void {
  const { requests, rejected, failed } = publisher.happened;
  const reached = subtractColumns(requests, rejected);
  const whole = { LoadBalancer: binding.loadBalancer };
  const scopes = binding.targetGroup === undefined ? [whole] : [whole, { ...whole, TargetGroup: binding.targetGroup }];
  for (const dimensions of scopes) {
    const metric = (metricName: string) => ({ metricName, dimensions, isShared: dimensions === whole });
    publisher.counter(metric('RequestCount'), reached);
    publisher.counter(metric('HTTPCode_Target_5XX_Count'), failed);
    publisher.counter(metric('HTTPCode_Target_2XX_Count'), subtractColumns(reached, failed));
    publisher.durations(metric('TargetResponseTime'), reached);
  }
  for (const metricName of ['HTTPCode_ELB_5XX_Count', 'HTTPCode_ELB_503_Count']) {
    publisher.counter({ metricName, dimensions: whole, isShared: true }, rejected);
  }
}

/** An Application Load Balancer, or one of its target groups. */
export const applicationLoadBalancer: SliSource<ApplicationLoadBalancerBinding> = {
  documentation: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html',
  schema: map({
    source: field(z.literal('applicationLoadBalancer'), 'An Application Load Balancer.'),
    loadBalancer: field(
      text(/^app\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'the end of its ARN', 'app/portal/50dc6c495c0c910c'),
      'The end of the ARN of the load balancer, from `app/` on.',
    ),
    targetGroup: field(
      text(/^targetgroup\/[A-Za-z0-9-]{1,32}\/[0-9a-f]{16}$/, 'the end of its ARN', 'targetgroup/portal/943f017f100becfc').optional(),
      'The end of the ARN of the target group, from `targetgroup/` on.',
      'the whole load balancer is measured',
    ),
  }),
  example: { source: 'applicationLoadBalancer', loadBalancer: 'app/portal/50dc6c495c0c910c', targetGroup: 'targetgroup/portal/943f017f100becfc' },
  indicators: {
    availability: applicationLoadBalancerAvailability,
    latency: (binding, options) => applicationLoadBalancerLatency(binding, thresholdOf(options)),
  },
  hasLatencyMethod: false,
  carries: 'requests',
  timedRequests: 'served',
  published: () => PUBLISHED,
  publish,
  eventSamples: eventSamplesIn(PUBLISHED),
  partOf: ({ loadBalancer, targetGroup }) => ({ whole: loadBalancer, isWhole: targetGroup === undefined, refusesAsWhole: true }),
};
