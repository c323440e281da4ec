import { Fn } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IApplicationLoadBalancer, IApplicationTargetGroup, INetworkLoadBalancer, INetworkTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Canary } from 'aws-cdk-lib/aws-synthetics';
import { apiAvailability, apiLatency } from '../slo/sli/api-gateway';
import { applicationLoadBalancerAvailability, applicationLoadBalancerLatency, type ApplicationLoadBalancerBinding } from '../slo/sli/application-load-balancer';
import { canarySuccessRate } from '../slo/sli/canary';
import { countersSuccessRate, type CountersBinding } from '../slo/sli/counters';
import { distributionAvailability } from '../slo/sli/distribution';
import { eventRatio } from '../slo/sli/event-ratio';
import { functionUrlAvailability, functionUrlLatency, type FunctionUrlBinding } from '../slo/sli/function-url';
import { lambdaLatency, lambdaSuccessRate } from '../slo/sli/lambda';
import { METRIC_PAIR_NOTES } from '../slo/sli/metric-pair';
import { networkLoadBalancerAvailability } from '../slo/sli/network-load-balancer';
import { queueDelivery, queueFreshness } from '../slo/sli/queue';
import type { Sli } from '../slo/sli/sli';
import { stateMachineDurationOfArn, stateMachineSuccessRateOfArn } from '../slo/sli/state-machine';
import { tableAvailability } from '../slo/sli/table';
import { functionOf, isVersion } from './function-of';
import { countedMetric } from './metric-terms';
import { locatedAt, locationInArn } from './metrics-location';

/** A metric of all events, and one of either the good or the bad ones. */
export type CountedPair = { readonly total: IMetric; readonly good: IMetric } | { readonly total: IMetric; readonly bad: IMetric };

/**
 * Latency over minutes, for services whose trimmed counts CloudWatch does not document (functions, state machines): a minute
 * is bad when the percentile of its durations is above the threshold.
 */
export interface LatencySlices {
  /** Usually the target of the objective: 99 when 99 % have to be in time. More than 0, less than 100. */
  readonly percentile: number;
}

/**
 * Indicators from resources of a CDK app, owned or imported, for {@link SloAlarms}. Each knows the region and the account
 * of its resource, as far as synthesis does: alarms elsewhere are refused.
 */
export class Indicators {
  /** Requests to a load balancer, or to one of its target groups, answered without a 5xx. */
  static loadBalancerAvailability(loadBalancer: IApplicationLoadBalancer, targetGroup?: IApplicationTargetGroup): Sli {
    return locatedAt(
      applicationLoadBalancerAvailability(loadBalancerBinding(loadBalancer, targetGroup)),
      loadBalancer,
      locationInArn(targetGroup?.targetGroupArn),
    );
  }

  /** Requests to a load balancer, or to one of its target groups, answered within the threshold. */
  static loadBalancerLatency(loadBalancer: IApplicationLoadBalancer, threshold: Duration, targetGroup?: IApplicationTargetGroup): Sli {
    const binding = loadBalancerBinding(loadBalancer, targetGroup);
    return locatedAt(applicationLoadBalancerLatency(binding, checked(threshold).toMilliseconds()), loadBalancer, locationInArn(targetGroup?.targetGroupArn));
  }

  /**
   * Minutes in which enough targets of a Network Load Balancer were healthy. It has no metric of requests, errors or
   * durations.
   *
   * @param healthyTargets how many are enough, at least 1
   */
  static networkLoadBalancerAvailability(loadBalancer: INetworkLoadBalancer, targetGroup: INetworkTargetGroup, healthyTargets = 1): Sli {
    const binding = { source: 'networkLoadBalancer', ...namesOf(loadBalancer.loadBalancerArn, targetGroup.targetGroupArn), healthyTargets } as const;
    return locatedAt(
      networkLoadBalancerAvailability(binding),
      locationInArn(loadBalancer.loadBalancerArn, loadBalancer),
      locationInArn(targetGroup.targetGroupArn),
    );
  }

  /** Requests to a stage of a REST API answered without a 5xx. */
  static restApiAvailability(api: IRestApi, stage: string): Sli {
    return locatedAt(apiAvailability({ source: 'restApi', apiName: api.restApiName, stage }), api);
  }

  /** Requests to a stage of a REST API answered within the threshold. */
  static restApiLatency(api: IRestApi, stage: string, threshold: Duration): Sli {
    return locatedAt(apiLatency({ source: 'restApi', apiName: api.restApiName, stage }, checked(threshold).toMilliseconds()), api);
  }

  /** Requests to a stage of an HTTP API answered without a 5xx. */
  static httpApiAvailability(api: IHttpApi, stage: string): Sli {
    return locatedAt(apiAvailability({ source: 'httpApi', apiId: api.apiId, stage }), api);
  }

  /** Requests to a stage of an HTTP API answered within the threshold. */
  static httpApiLatency(api: IHttpApi, stage: string, threshold: Duration): Sli {
    return locatedAt(apiLatency({ source: 'httpApi', apiId: api.apiId, stage }, checked(threshold).toMilliseconds()), api);
  }

  /**
   * Invocations without an error: of a function all, of an alias or a version those that name it.
   *
   * @param throttles whether a throttled invocation is bad; `ignore` where a queue delivers it again
   */
  static functionSuccessRate(lambda: IFunction, throttles: 'bad' | 'ignore' = 'bad'): Sli {
    return locatedAt(lambdaSuccessRate({ source: 'lambda', ...functionOf(lambda), throttles }), lambda);
  }

  /**
   * Invocations that took no longer than the threshold, without the initialisation of a cold start: of a function all, of
   * an alias or a version those that name it.
   *
   * @param slices counts minutes whose percentile is too slow, instead of slow invocations
   */
  static functionLatency(lambda: IFunction, threshold: Duration, slices?: LatencySlices): Sli {
    const [method, percentile] = methodOf(slices);
    return locatedAt(lambdaLatency({ source: 'lambda', ...functionOf(lambda) }, checked(threshold).toMilliseconds(), method, percentile), lambda);
  }

  /** Requests to the URL of a function, or of an alias, answered without a 5xx. Of a function: to all its URLs. */
  static functionUrlAvailability(lambda: IFunction): Sli {
    return locatedAt(functionUrlAvailability(functionUrlBinding(lambda)), lambda);
  }

  /**
   * Requests to the URL of a function, or of an alias, answered within the threshold. Of a function: to all its URLs.
   *
   * @param slices counts minutes whose percentile is too slow, instead of slow requests
   */
  static functionUrlLatency(lambda: IFunction, threshold: Duration, slices?: LatencySlices): Sli {
    const [method, percentile] = methodOf(slices);
    return locatedAt(functionUrlLatency(functionUrlBinding(lambda), checked(threshold).toMilliseconds(), method, percentile), lambda);
  }

  /** Minutes in which no message of the queue was older than the threshold. */
  static queueFreshness(queue: IQueue, threshold: Duration): Sli {
    return locatedAt(queueFreshness({ source: 'queue', queueName: queue.queueName }, checked(threshold).toSeconds()), queue);
  }

  /** Minutes in which no message of the queue became a dead letter. */
  static queueDelivery(queue: IQueue, deadLetterQueue: IQueue): Sli {
    const binding = { source: 'queue', queueName: queue.queueName, deadLetterQueueName: deadLetterQueue.queueName } as const;
    return locatedAt(queueDelivery(binding), queue, deadLetterQueue);
  }

  /** Executions of a state machine that succeeded, of those that ended. */
  static stateMachineSuccessRate(stateMachine: IStateMachine): Sli {
    return locatedAt(stateMachineSuccessRateOfArn(stateMachine.stateMachineArn), stateMachine);
  }

  /**
   * Executions of a state machine that took no longer than the threshold, of those that ended.
   *
   * @param slices counts minutes whose percentile is too slow, instead of slow executions
   */
  static stateMachineDuration(stateMachine: IStateMachine, threshold: Duration, slices?: LatencySlices): Sli {
    const [method, percentile] = methodOf(slices);
    return locatedAt(stateMachineDurationOfArn(stateMachine.stateMachineArn, checked(threshold).toMilliseconds(), method, percentile), stateMachine);
  }

  /** Requests to a distribution answered without a 5xx. The alarms have to be in us-east-1. */
  static distributionAvailability(distribution: IDistribution): Sli {
    return locatedAt(distributionAvailability({ source: 'distribution', distributionId: distribution.distributionId }), distribution);
  }

  /** Requests to a table that DynamoDB did not fail, for at most five operations. */
  static tableAvailability(table: ITable, operations: readonly string[]): Sli {
    return locatedAt(tableAvailability({ source: 'table', tableName: table.tableName, operations }), locationInArn(table.tableArn, table));
  }

  /** Runs of a canary that passed. */
  static canarySuccessRate(canary: Canary): Sli {
    return locatedAt(canarySuccessRate({ source: 'canary', canaryName: canary.canaryName }), canary);
  }

  /**
   * Good or bad events over all, from any metrics of the CDK that count events: `Metric` with the statistic Sum,
   * SampleCount or `TC(:300)`, and metric math that adds such metrics up. Alarms look at them in windows of their own, not
   * in the periods of the metrics.
   *
   * @throws RangeError for what does not count (averages, percentiles, `IF`, searches, ...), by name
   */
  static ratio(counted: CountedPair): Sli {
    const total = countedMetric('total', counted.total);
    const [name, part] = 'good' in counted ? (['good', counted.good] as const) : (['bad', counted.bad] as const);
    if ('good' in counted && 'bad' in counted) throw new RangeError('both good and bad are given: allowed is one of the two, the other follows from the total');
    const { terms, locations } = countedMetric(name, part);
    const ratio = eventRatio('metricPair', { total: total.terms, [name]: terms }, METRIC_PAIR_NOTES);
    return locatedAt(ratio, ...total.locations, ...locations);
  }

  /** Good or bad events of the service's own counters over all. */
  static counters(binding: Omit<CountersBinding, 'source'>): Sli {
    return countersSuccessRate({ source: 'counters', ...binding });
  }
}

function loadBalancerBinding(loadBalancer: IApplicationLoadBalancer, targetGroup: IApplicationTargetGroup | undefined): ApplicationLoadBalancerBinding {
  const { loadBalancerArn } = loadBalancer;
  const names = targetGroup === undefined ? { loadBalancer: nameOfLoadBalancer(loadBalancerArn) } : namesOf(loadBalancerArn, targetGroup.targetGroupArn);
  return { source: 'applicationLoadBalancer', ...names };
}

/** A load balancer and a target group as their metrics name them. */
function namesOf(loadBalancerArn: string, targetGroupArn: string): { readonly loadBalancer: string; readonly targetGroup: string } {
  return { loadBalancer: nameOfLoadBalancer(loadBalancerArn), targetGroup: Fn.select(5, Fn.split(':', targetGroupArn)) };
}

/** The metrics carry the last part of the ARN, which is all an imported load balancer has. */
function nameOfLoadBalancer(loadBalancerArn: string): string {
  return Fn.select(1, Fn.split('loadbalancer/', loadBalancerArn));
}

/**
 * The metrics of a URL carry the function and, of the URL of an alias, the alias.
 *
 * @throws RangeError for a version, which cannot have a URL
 */
function functionUrlBinding(lambda: IFunction): FunctionUrlBinding {
  const named = functionOf(lambda);
  if (!isVersion(lambda) && !/^\d+$/.test(named.qualifier ?? '')) return { source: 'functionUrl', ...named };
  throw new RangeError('a version of a function has no URL: allowed is the function or an alias');
}

/**
 * How latency is counted, and the percentile of slices.
 *
 * @throws RangeError for a percentile that is none
 */
function methodOf(slices: LatencySlices | undefined): ['events' | 'slices', number] {
  if (slices === undefined) return ['events', 0];
  const { percentile } = slices;
  if (percentile > 0 && percentile < 100) return ['slices', percentile];
  throw new RangeError(`percentile is ${percentile}: allowed is more than 0 and less than 100, such as 99`);
}

/** The threshold becomes a number in an expression: it cannot wait for the deployment. */
function checked(threshold: Duration): Duration {
  if (!threshold.isUnresolved() && threshold.toMilliseconds({ integral: false }) > 0) return threshold;
  const received = threshold.isUnresolved() ? 'known at deployment only' : threshold.toHumanString();
  throw new RangeError(`threshold is ${received}: allowed is more than 0, such as Duration.seconds(2)`);
}
