/**
 * Which metrics exist in a good minute, in an outage, in a minute of errors and under silence, source by source, as
 * the metrics page of each service says.
 */

import type { WorkloadChange } from '../../lib/scenario/scenario';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { Binding } from '../../lib/slo/sli/sources';
import { latencyProfile } from '../../lib/workload/latency-profile';
import { publishResource } from '../../lib/workload/publish/publish-resource';
import { playResource } from '../../lib/workload/resource-timeline';
import { EXAMPLE_BINDINGS } from '../helpers/every-indicator';
import { minutes, readMetric, trafficOf } from '../helpers/game-days';
import { ACCOUNT_ID, REGION } from '../helpers/simulated-account';

const on = ['checkout'];
const RANGE = minutes(5);
/** Minute 1: outage. Minute 2: a quarter fails. Minute 3: metrics are lost. Minutes 0 and 4 are good. */
const INCIDENTS: WorkloadChange[] = [
  { kind: 'outage', id: 'down', on, at: 1, for: 1 },
  { kind: 'errors', id: 'failing', on, at: 2, for: 1, percent: 25 },
  { kind: 'silence', id: 'blind', on, at: 3, for: 1 },
];
const NONE = NaN;

function published(binding: Binding, incidents = INCIDENTS, perMinute = 100) {
  const store = new MetricStore();
  const timeline = playResource(RANGE, trafficOf(perMinute), incidents);
  const clashes = publishResource(store, { region: REGION, account: ACCOUNT_ID }, binding, timeline, latencyProfile([]));
  const read = (namespace: string, metricName: string, dimensions: Record<string, string>, statistic: string, region = REGION) =>
    readMetric(store, { namespace, metricName, dimensions, statistic }, RANGE, region);
  return { store, clashes, read };
}

// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
describe('Application Load Balancer', () => {
  const { read } = published(EXAMPLE_BINDINGS.applicationLoadBalancer);
  const balancer = { LoadBalancer: 'app/portal/50dc6c495c0c910c' };
  const group = { ...balancer, TargetGroup: 'targetgroup/portal/943f017f100becfc' };
  const elb = (metricName: string, dimensions: Record<string, string>, statistic = 'Sum') => read('AWS/ApplicationELB', metricName, dimensions, statistic);

  test('in an outage RequestCount vanishes and the 503 of the load balancer appears, because no target was chosen', () => {
    for (const dimensions of [balancer, group]) expect(elb('RequestCount', dimensions)).toEqual([100, NONE, 100, NONE, 100]);
    expect(elb('HTTPCode_ELB_503_Count', balancer)).toEqual([NONE, 100, NONE, NONE, NONE]);
    expect(elb('HTTPCode_ELB_5XX_Count', balancer)).toEqual([NONE, 100, NONE, NONE, NONE]);
  });

  test('errors of the load balancer have no target group', () => {
    expect(elb('HTTPCode_ELB_5XX_Count', group)).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });

  test('status codes are counted only where there are any', () => {
    for (const dimensions of [balancer, group]) {
      expect(elb('HTTPCode_Target_5XX_Count', dimensions)).toEqual([NONE, NONE, 25, NONE, NONE]);
      expect(elb('HTTPCode_Target_2XX_Count', dimensions)).toEqual([100, NONE, 75, NONE, 100]);
    }
  });

  test('TargetResponseTime is in seconds, and only for requests that reached a target', () => {
    expect(elb('TargetResponseTime', group, 'SampleCount')).toEqual([100, NONE, 100, NONE, 100]);
    expect(elb('TargetResponseTime', group, 'p50')[0]).toBeCloseTo(0.25, 6);
  });

  test('the target groups of a load balancer add up in its own metrics', () => {
    const { store, read: readBoth } = published(EXAMPLE_BINDINGS.applicationLoadBalancer);
    const other = { ...EXAMPLE_BINDINGS.applicationLoadBalancer, targetGroup: 'targetgroup/admin/3' };
    const clashes = publishResource(store, { region: REGION, account: ACCOUNT_ID }, other, playResource(RANGE, trafficOf(7), []), latencyProfile([]));
    expect(clashes).toEqual([]);
    expect(readBoth('AWS/ApplicationELB', 'RequestCount', balancer, 'Sum')).toEqual([107, 7, 107, 7, 107]);
    expect(readBoth('AWS/ApplicationELB', 'RequestCount', group, 'Sum')).toEqual([100, NONE, 100, NONE, 100]);
  });
});

// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
describe('Network Load Balancer', () => {
  const { read } = published(EXAMPLE_BINDINGS.networkLoadBalancer);
  const group = { LoadBalancer: 'net/as2/50dc6c495c0c910c', TargetGroup: 'targetgroup/as2/943f017f100becfc' };
  const hosts = (metricName: string) => read('AWS/NetworkELB', metricName, group, 'Maximum');

  test('targets fail their health checks in an outage; errors in what they answer are not seen', () => {
    expect(hosts('HealthyHostCount')).toEqual([3, 0, 3, NONE, 3]);
    expect(hosts('UnHealthyHostCount')).toEqual([0, 3, 0, NONE, 0]);
  });

  test('health checks go on without traffic', () => {
    const idle = published(EXAMPLE_BINDINGS.networkLoadBalancer, INCIDENTS, 0);
    expect(idle.read('AWS/NetworkELB', 'HealthyHostCount', group, 'Maximum')).toEqual([3, 0, 3, NONE, 3]);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
describe.each([
  ['REST API', EXAMPLE_BINDINGS.restApi, { ApiName: 'status', Stage: 'live' }, '5XXError', '5xx'],
  ['HTTP API', EXAMPLE_BINDINGS.httpApi, { ApiId: 'a1b2c3', Stage: '$default' }, '5xx', '5XXError'],
] as const)('%s', (_, binding, dimensions, errorMetric, otherMetric) => {
  const { read } = published(binding);
  const api = (metricName: string, statistic: string) => read('AWS/ApiGateway', metricName, dimensions, statistic);

  test('every request is one sample of Count, refused ones too', () => {
    expect(api('Count', 'SampleCount')).toEqual([100, 100, 100, NONE, 100]);
  });

  test('the sum of the error metric is a count and its average a rate, zero on a good day', () => {
    expect(api(errorMetric, 'Sum')).toEqual([0, 100, 25, NONE, 0]);
    expect(api(errorMetric, 'Average')).toEqual([0, 1, 0.25, NONE, 0]);
  });

  test('the error metric of the other generation does not exist', () => {
    expect(api(otherMetric, 'Sum')).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });

  test('Latency is in milliseconds', () => {
    expect(api('Latency', 'p50')[0]).toBeCloseTo(250, 3);
    expect(api('Latency', 'SampleCount')).toEqual([100, 100, 100, NONE, 100]);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
describe('Lambda', () => {
  const { read } = published(EXAMPLE_BINDINGS.lambda);
  const lambda = (metricName: string, statistic = 'Sum') => read('AWS/Lambda', metricName, { FunctionName: 'worker' }, statistic);

  test('throttled calls are in Throttles, and in neither Invocations nor Errors', () => {
    expect(lambda('Throttles')).toEqual([NONE, 100, NONE, NONE, NONE]);
    expect(lambda('Invocations')).toEqual([100, NONE, 100, NONE, 100]);
    expect(lambda('Errors')).toEqual([0, NONE, 25, NONE, 0]);
  });

  test('an alias has metrics of its own beside those of the function, and none under its whole name (9.16)', () => {
    const { read: readAlias } = published({ ...EXAMPLE_BINDINGS.lambda, qualifier: 'live' });
    const invocations = (dimensions: Record<string, string>) => readAlias('AWS/Lambda', 'Invocations', dimensions, 'Sum');
    expect(invocations({ FunctionName: 'worker', Resource: 'worker:live' })).toEqual([100, NONE, 100, NONE, 100]);
    expect(invocations({ FunctionName: 'worker' })).toEqual([100, NONE, 100, NONE, 100]);
    expect(invocations({ FunctionName: 'worker:live' })).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });

  test('Duration is in milliseconds and exists only for what ran', () => {
    expect(lambda('Duration', 'SampleCount')).toEqual([100, NONE, 100, NONE, 100]);
    expect(lambda('Duration', 'p50')[0]).toBeCloseTo(250, 3);
  });
});

// https://docs.aws.amazon.com/lambda/latest/dg/urls-monitoring.html
describe('function URL', () => {
  const { read } = published({ ...EXAMPLE_BINDINGS.functionUrl, qualifier: 'live' });
  const oneUrl = { FunctionName: 'webhook', Resource: 'webhook:live' };
  const allUrls = { FunctionName: 'webhook' };

  test('requests and 5xx are counted for the URL, and for all URLs of the function', () => {
    for (const dimensions of [oneUrl, allUrls]) {
      expect(read('AWS/Lambda', 'UrlRequestCount', dimensions, 'Sum')).toEqual([100, 100, 100, NONE, 100]);
      expect(read('AWS/Lambda', 'Url5xxCount', dimensions, 'Sum')).toEqual([NONE, 100, 25, NONE, NONE]);
    }
  });

  test('UrlRequestLatency is in milliseconds, for every request', () => {
    expect(read('AWS/Lambda', 'UrlRequestLatency', oneUrl, 'p50')[0]).toBeCloseTo(250, 3);
    expect(read('AWS/Lambda', 'UrlRequestLatency', oneUrl, 'SampleCount')).toEqual([100, 100, 100, NONE, 100]);
  });

  test('a URL says nothing about the invocations of its function', () => {
    expect(read('AWS/Lambda', 'Invocations', allUrls, 'Sum')).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });
});

// https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
describe('SQS', () => {
  const incidents: WorkloadChange[] = [
    { kind: 'backlog', id: 'stuck', on, at: 1, for: 2 },
    { kind: 'dead-letters', id: 'bad', on, at: 2, for: 1, perMinute: 3 },
    { kind: 'silence', id: 'blind', on, at: 3, for: 1 },
  ];
  const { read } = published(EXAMPLE_BINDINGS.queue, incidents);

  test('the age of the oldest message is in seconds', () => {
    expect(read('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'documents' }, 'Maximum')).toEqual([0, 60, 120, NONE, 0]);
  });

  test('an idle queue publishes no age', () => {
    const idle = published(EXAMPLE_BINDINGS.queue, [{ kind: 'traffic', id: 'none', on, at: 1, for: 3, factor: 0 }]);
    expect(idle.read('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'documents' }, 'Maximum')).toEqual([0, NONE, NONE, NONE, 0]);
  });

  test('the depth of the dead-letter queue exists from the first dead letter on', () => {
    expect(read('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'dead-documents' }, 'Maximum')).toEqual([NONE, NONE, 3, NONE, 3]);
  });

  test('without a dead-letter queue there is no depth', () => {
    const alone = published({ source: 'queue', queueName: 'documents' }, incidents);
    expect(alone.read('AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'dead-documents' }, 'Maximum')).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });
});

// https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
describe('Step Functions', () => {
  const { read } = published(EXAMPLE_BINDINGS.stateMachine);
  const dimensions = { StateMachineArn: `arn:aws:states:${REGION}:${ACCOUNT_ID}:stateMachine:deliver` };
  const states = (metricName: string, statistic = 'Sum') => read('AWS/States', metricName, dimensions, statistic);

  test('an execution ends succeeded, failed or timed out', () => {
    expect(states('ExecutionsSucceeded')).toEqual([100, NONE, 75, NONE, 100]);
    expect(states('ExecutionsFailed')).toEqual([NONE, NONE, 25, NONE, NONE]);
    expect(states('ExecutionsTimedOut')).toEqual([NONE, 100, NONE, NONE, NONE]);
  });

  test('a start publishes two points, so that the sum counts starts and the sample count does not', () => {
    expect(states('ExecutionsStarted')).toEqual([100, 100, 100, NONE, 100]);
    expect(states('ExecutionsStarted', 'SampleCount')).toEqual([200, 200, 200, NONE, 200]);
  });

  test('ExecutionTime is in milliseconds', () => {
    expect(states('ExecutionTime', 'p50')[0]).toBeCloseTo(250, 3);
  });
});

// https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
describe('CloudFront', () => {
  const { read } = published(EXAMPLE_BINDINGS.distribution);
  const dimensions = { DistributionId: 'EDFDVBD6EXAMPLE', Region: 'Global' };

  test('errors are a rate in percent', () => {
    expect(read('AWS/CloudFront', '5xxErrorRate', dimensions, 'Average', 'us-east-1')).toEqual([0, 100, 25, NONE, 0]);
    expect(read('AWS/CloudFront', 'Requests', dimensions, 'Sum', 'us-east-1')).toEqual([100, 100, 100, NONE, 100]);
  });

  test('its metrics are in us-east-1, wherever the services are', () => {
    expect(read('AWS/CloudFront', 'Requests', dimensions, 'Sum')).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
describe('DynamoDB', () => {
  const operations = ['GetItem', 'Query', 'PutItem'];
  const { read } = published({ source: 'table', tableName: 'mappings', operations });
  const total = (metricName: string, statistic: string) => {
    const columns = operations.map((operation) => read('AWS/DynamoDB', metricName, { TableName: 'mappings', Operation: operation }, statistic));
    return columns[0]!.map((_, index) => columns.reduce((sum, column) => sum + (Number.isNaN(column[index]) ? 0 : column[index]!), 0));
  };

  test('the operations share the traffic and nothing is lost; successes are the samples of their latency', () => {
    expect(total('SuccessfulRequestLatency', 'SampleCount')).toEqual([100, 0, 75, 0, 100]);
    expect(total('SystemErrors', 'Sum')).toEqual([0, 100, 25, 0, 0]);
  });

  test('each operation has a series of its own, and the table as a whole has none', () => {
    expect(read('AWS/DynamoDB', 'SuccessfulRequestLatency', { TableName: 'mappings', Operation: 'Query' }, 'SampleCount')).toEqual([33, NONE, 25, NONE, 33]);
    expect(read('AWS/DynamoDB', 'SuccessfulRequestLatency', { TableName: 'mappings' }, 'SampleCount')).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });

  test('a latency incident of its service does not concern it', () => {
    const slow: WorkloadChange = { kind: 'latency', id: 'slow', on, at: 1, for: 3, percent: 90, typicalMs: 6_000 };
    const { read: readSlow } = published({ source: 'table', tableName: 'mappings', operations }, [slow]);
    expect(readSlow('AWS/DynamoDB', 'SuccessfulRequestLatency', { TableName: 'mappings', Operation: 'GetItem' }, 'SampleCount')[1]).toBe(33);
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html
describe('canary', () => {
  const { read } = published(EXAMPLE_BINDINGS.canary, INCIDENTS, 1);
  const canary = (metricName: string, statistic: string) => read('CloudWatchSynthetics', metricName, { CanaryName: 'sign-in' }, statistic);

  test('a run is one sample of SuccessPercent, 100 or 0; failures are counted beside it', () => {
    expect(canary('SuccessPercent', 'Average')).toEqual([100, 0, 100, NONE, 100]);
    expect(canary('SuccessPercent', 'SampleCount')).toEqual([1, 1, 1, NONE, 1]);
    expect(canary('Failed', 'Sum')).toEqual([NONE, 1, NONE, NONE, NONE]);
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
describe('counters of the service itself', () => {
  test('good events are counted where there are any, under exactly the dimensions named', () => {
    const { read } = published(EXAMPLE_BINDINGS.counters);
    expect(read('Edi', 'Sent', { Service: 'deliver' }, 'Sum')).toEqual([100, 100, 100, NONE, 100]);
    expect(read('Edi', 'Confirmed', { Service: 'deliver' }, 'Sum')).toEqual([100, NONE, 75, NONE, 100]);
    expect(read('Edi', 'Sent', {}, 'Sum')).toEqual([NONE, NONE, NONE, NONE, NONE]);
  });

  test('or bad ones', () => {
    const { good: _, ...binding } = EXAMPLE_BINDINGS.counters;
    const { read } = published({ ...binding, bad: 'Rejected' });
    expect(read('Edi', 'Rejected', { Service: 'deliver' }, 'Sum')).toEqual([NONE, 100, 25, NONE, NONE]);
  });

  test('a metric that another resource publishes is not published twice, and is named', () => {
    const { store, clashes } = published(EXAMPLE_BINDINGS.counters);
    const again = { ...EXAMPLE_BINDINGS.counters, good: 'Accepted' };
    expect(clashes).toEqual([]);
    expect(publishResource(store, { region: REGION, account: ACCOUNT_ID }, again, playResource(RANGE, trafficOf(1), []), latencyProfile([]))).toEqual([
      'Edi Sent',
    ]);
  });
});
