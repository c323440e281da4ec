import { describeCheck, expression, mathAlarm, metric, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const watching = (namespace: string, name: string, ...dimensions: readonly unknown[]) =>
  metricAlarm({ Namespace: namespace, MetricName: name, Dimensions: dimensions.map((dimension) => ({ Name: dimension, Value: 'v' })) });
const stat = (namespace: string, name: string, ...dimensions: readonly string[]) => ({
  Metric: { Namespace: namespace, MetricName: name, Dimensions: dimensions.map((dimension) => ({ Name: dimension, Value: 'v' })) },
});

describeCheck('ALM022', {
  violates: {
    'a dimension that Lambda does not have': {
      templates: [{ A: watching('AWS/Lambda', 'Errors', 'WorkerFunctionName') }],
      at: ['Resources.A.Properties.Dimensions'],
      received: 'WorkerFunctionName',
    },
    'a metric that EC2 does not have': {
      templates: [{ A: watching('AWS/EC2', 'CPUUtilizationHigh', 'AutoScalingGroupName') }],
      at: ['Resources.A.Properties.MetricName'],
      received: 'CPUUtilizationHigh',
    },
    'a name without its plural, in a namespace of which not every metric is known': {
      templates: [{ A: watching('AWS/Lambda', 'Error', 'FunctionName') }],
      at: ['Resources.A.Properties.MetricName'],
      received: 'Error',
    },
    'no dimensions where there have to be some': {
      templates: [{ A: watching('AWS/ApplicationELB', 'RequestCount') }],
      at: ['Resources.A.Properties.Dimensions'],
    },
    'one dimension too few': { templates: [{ A: watching('AWS/DynamoDB', 'SystemErrors', 'TableName') }], at: ['Resources.A.Properties.Dimensions'] },
    'one dimension too many': {
      templates: [{ A: watching('AWS/SQS', 'NumberOfMessagesSent', 'QueueName', 'Stage') }],
      at: ['Resources.A.Properties.Dimensions'],
      received: 'QueueName and Stage',
    },
    'errors of a REST API by the dimensions of an HTTP API': {
      templates: [{ A: watching('AWS/ApiGateway', '5XXError', 'ApiId', 'Stage') }],
      at: ['Resources.A.Properties.Dimensions'],
    },
    'one of the metrics of an expression': {
      templates: [{ A: mathAlarm([expression('e', 'm1 + m2'), metric('m1'), metric('m2', stat('AWS/SQS', 'NumberOfMessagesSend', 'QueueName'))]) }],
      at: ['Resources.A.Properties.Metrics[2].MetricStat.Metric.MetricName'],
    },
  },
  complies: {
    'dimensions in any order': [{ A: watching('AWS/Lambda', 'Errors', 'Resource', 'FunctionName') }],
    'errors of an HTTP API by stage, which the database lacks': [{ A: watching('AWS/ApiGateway', '5xx', 'ApiId', 'Stage') }],
    'a metric of a namespace that the database lacks': [{ A: watching('ECS/ContainerInsights', 'RunningTaskCount', 'ClusterName', 'ServiceName') }],
    'a namespace of one’s own': [{ A: watching('shop', 'Errors', 'Anything') }],
    'a metric that nobody wrote down, in a namespace of which not every metric is known': [{ A: watching('AWS/Lambda', 'MadeUpNextYear', 'FunctionName') }],
    'values are not compared': [
      {
        A: metricAlarm({
          Namespace: 'AWS/CloudFront',
          MetricName: 'Requests',
          Dimensions: ['DistributionId', 'Region'].map((Name) => ({ Name, Value: UNKNOWN })),
        }),
      },
    ],
  },
  doesNotApply: { 'an alarm over a query': [{ A: mathAlarm([expression('e', 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"')]) }] },
  cannotTell: { 'a dimension whose name is only known at deployment': [{ A: watching('AWS/SQS', 'NumberOfMessagesSent', UNKNOWN) }] },
});
