/** The forms of values that a dimension can have. */
const FORMS = {
  name: { allowed: 'a name or id, neither an ARN nor a URL', fits: (value: string) => !/^(?:arn:|https?:\/\/)/.test(value) },
  ARN: { allowed: 'an ARN', fits: (value: string) => value.startsWith('arn:') },
  'load balancer': {
    allowed: 'the end of its ARN, such as app/portal/0123456789abcdef',
    fits: (value: string) => /^(?:app|net|gwy)\/[^/]+\/[^/]+$/.test(value),
  },
  'target group': {
    allowed: 'the end of its ARN, such as targetgroup/portal/0123456789abcdef',
    fits: (value: string) => /^targetgroup\/[^/]+\/[^/]+$/.test(value),
  },
} as const;

/** What a dimension has as value, and what gives it in a template. */
interface DimensionValue {
  readonly form: keyof typeof FORMS;
  /** The way to the right value. */
  readonly change: string;
}

const take = (attribute: string): string => `take ${attribute}`;
const named = (attribute: string): DimensionValue => ({ form: 'name', change: take(attribute) });
const LOAD_BALANCER: DimensionValue = { form: 'load balancer', change: take('the attribute LoadBalancerFullName of the load balancer') };
const TARGET_GROUP: DimensionValue = { form: 'target group', change: take('the attribute TargetGroupFullName of the target group') };

/** By namespace and dimension. Only those whose form the page of the service shows. */
const VALUES: Readonly<Record<string, Readonly<Record<string, DimensionValue>>>> = {
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
  'AWS/ApplicationELB': { LoadBalancer: LOAD_BALANCER, TargetGroup: TARGET_GROUP },
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
  'AWS/NetworkELB': { LoadBalancer: LOAD_BALANCER, TargetGroup: TARGET_GROUP },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'AWS/SQS': { QueueName: named('the attribute QueueName of the queue: Ref gives its URL') },
  // https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
  'AWS/SNS': { TopicName: named('the attribute TopicName of the topic: Ref gives its ARN') },
  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-view.html
  'AWS/Lambda': { FunctionName: named('Ref of the function: an alias or version is a dimension Resource beside it') },
  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
  'AWS/DynamoDB': { TableName: named('Ref of the table') },
  // https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
  'AWS/Kinesis': { StreamName: named('Ref of the stream') },
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html
  'AWS/ECS': { ClusterName: named('Ref of the cluster'), ServiceName: named('the attribute Name of the service: Ref gives its ARN') },
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
  'ECS/ContainerInsights': { ClusterName: named('Ref of the cluster'), ServiceName: named('the attribute Name of the service: Ref gives its ARN') },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/dimensions.html
  'AWS/RDS': { DBInstanceIdentifier: named('Ref of the instance'), DBClusterIdentifier: named('Ref of the cluster') },
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
  'AWS/Events': { RuleName: named('the name of the rule') },
  // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
  'AWS/States': {
    StateMachineArn: { form: 'ARN', change: take('Ref of the state machine') },
    ActivityArn: { form: 'ARN', change: take('Ref of the activity') },
  },
};

/** What is wrong with the value of a dimension: what AWS has there and how to get at it; undefined where nothing is, or nobody knows. */
export function faultOfDimensionValue(namespace: string, dimension: string, value: string): { readonly allowed: string; readonly change: string } | undefined {
  const dimensions = Object.hasOwn(VALUES, namespace) ? VALUES[namespace]! : {};
  const expected = Object.hasOwn(dimensions, dimension) ? dimensions[dimension] : undefined;
  if (expected === undefined || FORMS[expected.form].fits(value)) return undefined;
  return { allowed: FORMS[expected.form].allowed, change: expected.change };
}
