import { resourceArn } from '../../aws/arn';
import type { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { logNormal } from '../../simulator/services/cloudwatch/value-distribution';
import { CLOUDFRONT_METRICS_REGION } from '../../slo/sli/distribution';
import type { Binding } from '../../slo/sli/indicator';
import type { LatencyProfile } from '../latency-profile';
import type { ResourceTimeline } from '../resource-timeline';
import { addColumns, MetricPublisher } from './metric-publisher';

/** Where a resource lives. */
export interface ResourcePlace {
  readonly region: string;
  readonly account: string;
}

/**
 * Publishes the metrics of a resource as its AWS service does: which counters exist, in which unit, under which
 * dimensions, and what a service leaves out. Written from each service's own metrics page, not from our indicators:
 * an indicator that reads the wrong metric finds nothing here.
 *
 * @returns metrics that were not published because another resource has them already
 */
export function publishResource(
  store: MetricStore,
  place: ResourcePlace,
  binding: Binding,
  timeline: ResourceTimeline,
  profile: LatencyProfile,
): readonly string[] {
  const region = binding.source === 'distribution' ? CLOUDFRONT_METRICS_REGION : place.region;
  const publisher = new MetricPublisher(store, region, place.account, timeline);
  publish(publisher, binding, profile);
  return publisher.clashes;
}

function publish(publisher: MetricPublisher, binding: Binding, profile: LatencyProfile): void {
  switch (binding.source) {
    case 'applicationLoadBalancer':
      return publishLoadBalancer(publisher, binding, profile);
    case 'restApi':
    case 'httpApi':
      return publishApi(publisher, binding, profile);
    case 'lambda':
      return publishFunction(publisher, binding, profile);
    case 'queue':
      return publishQueue(publisher, binding);
    case 'stateMachine':
      return publishStateMachine(publisher, binding, profile);
    case 'distribution':
      return publishDistribution(publisher, binding);
    case 'table':
      return publishTable(publisher, binding);
    case 'canary':
      return publishCanary(publisher, binding);
    case 'counters':
      return publishCounters(publisher, binding);
  }
}

type Of<Source extends Binding['source']> = Extract<Binding, { readonly source: Source }>;

/**
 * RequestCount leaves out requests that never got a target; those are 503s of the load balancer, which has no target
 * group for them. The target groups of one load balancer add up in its own metrics.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 */
function publishLoadBalancer(publisher: MetricPublisher, binding: Of<'applicationLoadBalancer'>, profile: LatencyProfile): void {
  const { requests, rejected, failed } = publisher.timeline;
  const reached = requests.map((count, index) => count - rejected[index]!);
  const whole = { LoadBalancer: binding.loadBalancer };
  const scopes = binding.targetGroup === undefined ? [whole] : [whole, { ...whole, TargetGroup: binding.targetGroup }];
  for (const dimensions of scopes) {
    const isShared = dimensions === whole;
    const metric = (metricName: string) => ({ namespace: 'AWS/ApplicationELB', metricName, dimensions, isShared });
    publisher.counter(metric('RequestCount'), reached);
    publisher.counter(metric('HTTPCode_Target_5XX_Count'), failed);
    publisher.counter(
      metric('HTTPCode_Target_2XX_Count'),
      reached.map((count, index) => count - failed[index]!),
    );
    publisher.durations(metric('TargetResponseTime'), reached, profile, 'Seconds', 1 / 1_000);
  }
  const balancer = (metricName: string) => ({ namespace: 'AWS/ApplicationELB', metricName, dimensions: whole, isShared: true });
  publisher.counter(balancer('HTTPCode_ELB_5XX_Count'), rejected);
  publisher.counter(balancer('HTTPCode_ELB_503_Count'), rejected);
}

/**
 * Every request has a sample in the error metrics, 1 or 0: the sum is a count, the average a rate. The stages of an
 * API add up in the metrics of the API.
 * Sources: https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html,
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
function publishApi(publisher: MetricPublisher, binding: Of<'restApi'> | Of<'httpApi'>, profile: LatencyProfile): void {
  const { requests, rejected, failed } = publisher.timeline;
  const rest = binding.source === 'restApi';
  const api: Record<string, string> = rest ? { ApiName: binding.apiName } : { ApiId: binding.apiId };
  for (const dimensions of [api, { ...api, Stage: binding.stage }]) {
    const isShared = dimensions === api;
    const metric = (metricName: string) => ({ namespace: 'AWS/ApiGateway', metricName, dimensions, isShared });
    publisher.counter(metric('Count'), requests);
    publisher.flag(metric(rest ? '5XXError' : '5xx'), addColumns(failed, rejected), requests);
    publisher.durations(metric('Latency'), requests, profile, 'Milliseconds', 1);
  }
}

/**
 * A throttled call is neither an invocation nor an error.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
 */
function publishFunction(publisher: MetricPublisher, binding: Of<'lambda'>, profile: LatencyProfile): void {
  const { requests, rejected, failed } = publisher.timeline;
  const invoked = requests.map((count, index) => count - rejected[index]!);
  const metric = (metricName: string) => ({
    namespace: 'AWS/Lambda',
    metricName,
    dimensions: { FunctionName: binding.functionName },
  });
  publisher.counter(metric('Invocations'), invoked);
  publisher.flag(metric('Errors'), failed, invoked);
  publisher.counter(metric('Throttles'), rejected);
  publisher.durations(metric('Duration'), invoked, profile, 'Milliseconds', 1);
}

/**
 * Both gauges exist only while their queue is active: while something waits, or moves.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
function publishQueue(publisher: MetricPublisher, binding: Of<'queue'>): void {
  const { oldestMessageSeconds, deadLetters, requests } = publisher.timeline;
  const metric = (queueName: string, metricName: string) => ({
    namespace: 'AWS/SQS',
    metricName,
    dimensions: { QueueName: queueName },
  });
  const active = oldestMessageSeconds.map((age, index) => (age > 0 || requests[index]! > 0 ? age : NaN));
  publisher.gauge(metric(binding.queueName, 'ApproximateAgeOfOldestMessage'), active, 'Seconds');
  if (binding.deadLetterQueueName !== undefined) {
    const waiting = deadLetters.map((depth) => (depth > 0 ? depth : NaN));
    publisher.gauge(metric(binding.deadLetterQueueName, 'ApproximateNumberOfMessagesVisible'), waiting, 'Count');
  }
}

/**
 * Executions that were refused time out; every start publishes a 1 and then a 0.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 */
function publishStateMachine(publisher: MetricPublisher, binding: Of<'stateMachine'>, profile: LatencyProfile): void {
  const { requests, rejected, failed } = publisher.timeline;
  const arn = resourceArn('states', publisher.region, publisher.account, `stateMachine:${binding.stateMachineName}`);
  const metric = (metricName: string) => ({
    namespace: 'AWS/States',
    metricName,
    dimensions: { StateMachineArn: arn },
  });
  publisher.flag(metric('ExecutionsStarted'), requests, addColumns(requests, requests));
  publisher.counter(
    metric('ExecutionsSucceeded'),
    requests.map((count, index) => count - failed[index]! - rejected[index]!),
  );
  publisher.counter(metric('ExecutionsFailed'), failed);
  publisher.counter(metric('ExecutionsTimedOut'), rejected);
  publisher.durations(metric('ExecutionTime'), requests, profile, 'Milliseconds', 1);
}

/**
 * CloudFront has a rate in percent, no count; each request is taken as one sample of 0 or 100.
 * Source: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 */
function publishDistribution(publisher: MetricPublisher, binding: Of<'distribution'>): void {
  const { requests, rejected, failed } = publisher.timeline;
  const metric = (metricName: string) => ({
    namespace: 'AWS/CloudFront',
    metricName,
    dimensions: { DistributionId: binding.distributionId, Region: 'Global' },
  });
  publisher.counter(metric('Requests'), requests, 'None');
  publisher.flag(metric('5xxErrorRate'), addColumns(failed, rejected), requests, 'Percent', 100);
}

/** Single-digit milliseconds: the values are not judged, only how many there are. */
const TABLE_LATENCY_MS = logNormal(3, 9);

/**
 * One series per operation; a success is one sample of its latency. The traffic is shared evenly.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
function publishTable(publisher: MetricPublisher, binding: Of<'table'>): void {
  const { requests, rejected, failed } = publisher.timeline;
  const errors = addColumns(failed, rejected);
  const operations = binding.operations.length;
  const share = (column: Float64Array, position: number) => column.map((count) => Math.floor((count + position) / operations));
  binding.operations.forEach((operation, position) => {
    const dimensions = { TableName: binding.tableName, Operation: operation };
    const metric = (metricName: string) => ({ namespace: 'AWS/DynamoDB', metricName, dimensions });
    const failedHere = share(errors, position);
    const answered = share(requests, position).map((count, index) => count - failedHere[index]!);
    publisher.samples(metric('SuccessfulRequestLatency'), [{ counts: answered, of: TABLE_LATENCY_MS }], 'Milliseconds');
    publisher.counter(metric('SystemErrors'), failedHere);
  });
}

/**
 * SuccessPercent has one sample a run, 100 or 0.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
 */
function publishCanary(publisher: MetricPublisher, binding: Of<'canary'>): void {
  const { requests, rejected, failed } = publisher.timeline;
  const metric = (metricName: string) => ({
    namespace: 'CloudWatchSynthetics',
    metricName,
    dimensions: { CanaryName: binding.canaryName },
  });
  const bad = addColumns(failed, rejected);
  publisher.flag(
    metric('SuccessPercent'),
    requests.map((count, index) => count - bad[index]!),
    requests,
    'Percent',
    100,
  );
  publisher.counter(metric('Failed'), bad);
}

/** The service's own counters; what is good or bad it says itself. */
function publishCounters(publisher: MetricPublisher, binding: Of<'counters'>): void {
  const { requests, rejected, failed } = publisher.timeline;
  const bad = addColumns(failed, rejected);
  const metric = (metricName: string) => ({
    namespace: binding.namespace,
    metricName,
    dimensions: binding.dimensions,
  });
  publisher.counter(metric(binding.total), requests, 'None');
  if (binding.bad !== undefined) publisher.counter(metric(binding.bad), bad, 'None');
  if (binding.good !== undefined) {
    publisher.counter(
      metric(binding.good),
      requests.map((count, index) => count - bad[index]!),
      'None',
    );
  }
}
