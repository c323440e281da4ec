import { Fn } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type { IRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { IHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IApplicationLoadBalancer, IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Canary } from 'aws-cdk-lib/aws-synthetics';
import { apiAvailability, apiLatency } from '../slo/sli/api-gateway';
import { applicationLoadBalancerAvailability, applicationLoadBalancerLatency, type ApplicationLoadBalancerBinding } from '../slo/sli/application-load-balancer';
import { canarySuccessRate } from '../slo/sli/canary';
import { countersSuccessRate, type CountersBinding } from '../slo/sli/counters';
import { distributionAvailability } from '../slo/sli/distribution';
import { lambdaSuccessRate } from '../slo/sli/lambda';
import { queueDelivery, queueFreshness } from '../slo/sli/queue';
import type { Sli } from '../slo/sli/sli';
import { stateMachineSuccessRateOfArn } from '../slo/sli/state-machine';
import { tableAvailability } from '../slo/sli/table';
import { functionOf } from './function-of';
import { locatedAt, locationInArn } from './metrics-location';

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

  /** Good or bad events of the service's own counters over all. */
  static counters(binding: Omit<CountersBinding, 'source'>): Sli {
    return countersSuccessRate({ source: 'counters', ...binding });
  }
}

/** The metrics carry the last part of the ARN, which is all an imported load balancer has. */
function loadBalancerBinding(loadBalancer: IApplicationLoadBalancer, targetGroup: IApplicationTargetGroup | undefined): ApplicationLoadBalancerBinding {
  return {
    source: 'applicationLoadBalancer',
    loadBalancer: Fn.select(1, Fn.split('loadbalancer/', loadBalancer.loadBalancerArn)),
    ...(targetGroup !== undefined && { targetGroup: Fn.select(5, Fn.split(':', targetGroup.targetGroupArn)) }),
  };
}

/** The threshold becomes a number in an expression: it cannot wait for the deployment. */
function checked(threshold: Duration): Duration {
  if (!threshold.isUnresolved() && threshold.toMilliseconds({ integral: false }) > 0) return threshold;
  const received = threshold.isUnresolved() ? 'known at deployment only' : threshold.toHumanString();
  throw new RangeError(`threshold is ${received}: allowed is more than 0, such as Duration.seconds(2)`);
}
