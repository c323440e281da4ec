/** One service under the names that it has in different worlds. */
export interface ServiceName {
  /** What the simulated account and this library call it: the prefix of its IAM actions, except where two APIs share one. */
  readonly name: string;
  /** Prefix of its IAM actions. */
  readonly iam: string;
  /** What a document calls it in `Service`: its name in boto3. */
  readonly boto3: string;
  /** Package of its client. */
  readonly client: string;
}

/**
 * Services whose names are not one and the same, or whose client is not named like them.
 * https://boto3.amazonaws.com/v1/documentation/api/latest/reference/services/index.html,
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/, https://docs.aws.amazon.com/service-authorization/latest/reference/
 */
const UNEVEN: readonly (readonly [name: string, iam: string, boto3: string, client: string])[] = [
  ['apigateway', 'apigateway', 'apigateway', 'api-gateway'],
  ['apigatewayv2', 'apigateway', 'apigatewayv2', 'apigatewayv2'],
  ['application-autoscaling', 'application-autoscaling', 'application-autoscaling', 'application-auto-scaling'],
  ['autoscaling', 'autoscaling', 'autoscaling', 'auto-scaling'],
  ['ce', 'ce', 'ce', 'cost-explorer'],
  ['config', 'config', 'config', 'config-service'],
  ['elasticloadbalancing', 'elasticloadbalancing', 'elbv2', 'elastic-load-balancing-v2'],
  ['events', 'events', 'events', 'eventbridge'],
  ['logs', 'logs', 'logs', 'cloudwatch-logs'],
  ['route53', 'route53', 'route53', 'route-53'],
  ['secretsmanager', 'secretsmanager', 'secretsmanager', 'secrets-manager'],
  ['servicequotas', 'servicequotas', 'service-quotas', 'service-quotas'],
  ['states', 'states', 'stepfunctions', 'sfn'],
];

/** Services that have one name everywhere. */
const EVEN = [
  'acm',
  'athena',
  'backup',
  'budgets',
  'cloudformation',
  'cloudfront',
  'cloudtrail',
  'cloudwatch',
  'codebuild',
  'codedeploy',
  'codepipeline',
  'dynamodb',
  'ec2',
  'ecs',
  'eks',
  'elasticache',
  'guardduty',
  'iam',
  'kms',
  'lambda',
  'macie2',
  'rds',
  'redshift',
  's3',
  'scheduler',
  'securityhub',
  'sns',
  'sqs',
  'ssm',
  'sts',
  'xray',
];

/** Every service that something is known of, in order of its name. */
export const SERVICE_NAMES: readonly ServiceName[] = [...UNEVEN, ...EVEN.map((name) => [name, name, name, name] as const)]
  .map(([name, iam, boto3, client]) => ({ name, iam, boto3, client: `@aws-sdk/client-${client}` }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

const BY_BOTO3: ReadonlyMap<string, ServiceName> = new Map(SERVICE_NAMES.map((service) => [service.boto3, service]));
const BY_NAME: ReadonlyMap<string, ServiceName> = new Map(SERVICE_NAMES.map((service) => [service.name, service]));

/** The service that a document names in `Service`, whatever the case; undefined for one that nothing is known of. */
export function serviceOfDocument(written: string): ServiceName | undefined {
  return BY_BOTO3.get(written.toLowerCase());
}

/** The service by the name that the account calls it; undefined for one that nothing is known of. */
export function serviceNamed(name: string): ServiceName | undefined {
  return BY_NAME.get(name);
}
