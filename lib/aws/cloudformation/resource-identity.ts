import { formatArn, functionNameOf, isArn } from '../arn';
import { referenceIdentifier, type ReferenceIdentifier } from './reference-identifier';
import { isJsonObject, type JsonValue } from './template';
import { UnresolvedError } from './unresolved-error';

/** What is needed to name a resource as CloudFormation would. */
export interface ResourceIdentity {
  readonly type: string;
  readonly logicalId: string;
  readonly stackName: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** A resolved property of the resource, undefined when it is not set. */
  property(name: string): JsonValue | undefined;
}

interface ResourceKind {
  /** Property that carries an explicit physical name; types without one always have a generated name. */
  readonly nameProperty?: string;
  /** What Ref returns; the physical name unless given. */
  readonly ref?: (identity: ResourceIdentity) => string;
  /** What Fn::GetAtt returns, by attribute name. */
  readonly attributes: Readonly<Record<string, (identity: ResourceIdentity) => string>>;
}

/**
 * The physical name: the explicit one, or one made from stack and logical id that says it is made up. A deployed
 * stack has a random suffix there; a rehearsal must give the same bytes every time.
 */
function physicalName(identity: ResourceIdentity): string {
  return explicitName(identity) ?? generatedName(identity);
}

/** A name as CloudFormation makes it, no longer than the service takes it. The middle is left out: logical ids of the CDK differ at their ends. */
export function generatedName({ type, stackName, logicalId }: Pick<ResourceIdentity, 'logicalId' | 'stackName' | 'type'>): string {
  const name = `${stackName}-${logicalId}-SIMULATED`;
  const tooLong = name.length - (LONGEST_NAME[type] ?? Infinity);
  return tooLong <= 0 ? name : name.slice(0, stackName.length / 2) + name.slice(stackName.length / 2 + tooLong);
}

/**
 * The longest names that services take, of types whose names the simulator reads: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
 */
const LONGEST_NAME: Readonly<Record<string, number>> = {
  'AWS::CloudFormation::Stack': 128,
  'AWS::CloudWatch::Alarm': 255,
  'AWS::CloudWatch::CompositeAlarm': 255,
  'AWS::Serverless::Application': 128,
};

/** Whether a property of a type is the name of its resources. */
export function isNameProperty(type: string, property: string): boolean {
  if (Object.hasOwn(KINDS, type)) return KINDS[type]!.nameProperty === property;
  const identifier = referenceIdentifier(type);
  return identifier?.kind === 'property' && identifier.path.length === 1 && identifier.path[0] === property;
}

function explicitName(identity: ResourceIdentity): string | undefined {
  const kind = kindOf(identity);
  if (kind !== undefined) return kind.nameProperty === undefined ? undefined : textProperty(identity, kind.nameProperty);
  const identifier = referenceIdentifier(identity.type);
  return identifier?.kind === 'property' ? textProperty(identity, ...identifier.path) : undefined;
}

/**
 * What Ref returns for the resource: what is known of the type here, else what identifies it: its name, or a stand-in for
 * its ARN in the service name `simulated`. Types nobody knows answer with a name.
 *
 * @throws UnresolvedError for a type that is identified by several parts
 */
export function referenceTo(identity: ResourceIdentity): string {
  const kind = kindOf(identity);
  if (kind !== undefined) return kind.ref === undefined ? physicalName(identity) : kind.ref(identity);
  return referenceBy(referenceIdentifier(identity.type), identity);
}

function referenceBy(identifier: ReferenceIdentifier | undefined, identity: ResourceIdentity): string {
  if (identifier?.kind === 'several parts') {
    throw new UnresolvedError(`Ref of ${identity.type}, which several parts identify`, `resource ${identity.logicalId}`);
  }
  return identifier?.kind === 'arn' ? standInArn(identity) : physicalName(identity);
}

function standInArn(identity: ResourceIdentity): string {
  return arn(identity, 'simulated', `${identity.type}/${physicalName(identity)}`);
}

/**
 * What Fn::GetAtt returns. For a type that is not listed here the attribute Arn, and the one that Ref returns, are a
 * stand-in in the service name `simulated`, so that policies naming it still resolve; nothing else of such a type is known.
 *
 * @throws UnresolvedError for any other attribute
 */
export function attributeOf(identity: ResourceIdentity, attribute: string): string {
  const kind = kindOf(identity);
  if (kind === undefined && (attribute === 'Arn' || isReference(attribute, identity.type))) return standInArn(identity);
  const attributes = kind?.attributes ?? {};
  const read = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
  if (read === undefined) {
    throw new UnresolvedError(`attribute ${attribute} of ${identity.type}`, `resource ${identity.logicalId}`);
  }
  return read(identity);
}

function kindOf(identity: ResourceIdentity): ResourceKind | undefined {
  return Object.hasOwn(KINDS, identity.type) ? KINDS[identity.type] : undefined;
}

/** Whether an attribute is the ARN that Ref returns as well. */
function isReference(attribute: string, type: string): boolean {
  const identifier = referenceIdentifier(type);
  return identifier?.kind === 'arn' && identifier.attribute === attribute;
}

/** A property, or one inside it, that is a text; undefined when it is not set. */
function textProperty(identity: ResourceIdentity, name: string, ...below: readonly string[]): string | undefined {
  let value = identity.property(name);
  for (const key of below) value = isJsonObject(value) ? value[key] : undefined;
  if (value === undefined) return undefined;
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value === 'number') return String(value);
  throw new UnresolvedError(`${name} ${JSON.stringify(value)}, which is not a text`, `resource ${identity.logicalId}`);
}

/** @throws UnresolvedError when it is not set */
function requiredProperty(identity: ResourceIdentity, name: string): string {
  const value = textProperty(identity, name);
  if (value === undefined) throw new UnresolvedError(`${identity.type} without ${name}`, `resource ${identity.logicalId}`);
  return value;
}

function arn(identity: ResourceIdentity, service: string, resource: string): string {
  const { partition, region, accountId: account } = identity;
  return formatArn({ partition, service, region, account, resource });
}

function iamArn(identity: ResourceIdentity, resource: string): string {
  const { partition, accountId: account } = identity;
  return formatArn({ partition, service: 'iam', region: '', account, resource });
}

/** A type whose ARN is `service`, `prefix` and the physical name. */
function named(nameProperty: string, service: string, prefix: string): ResourceKind {
  return { nameProperty, attributes: { Arn: (identity) => arn(identity, service, prefix + physicalName(identity)) } };
}

const topicArn = (identity: ResourceIdentity) => arn(identity, 'sns', physicalName(identity));

const queueUrl = (identity: ResourceIdentity) => `https://sqs.${identity.region}.amazonaws.com/${identity.accountId}/${physicalName(identity)}`;

const roleArn = (identity: ResourceIdentity) => iamArn(identity, `role${textProperty(identity, 'Path') ?? '/'}${physicalName(identity)}`);

const stateMachineArn = (identity: ResourceIdentity) => arn(identity, 'states', `stateMachine:${physicalName(identity)}`);

/** A rule of a custom bus carries the bus in its ARN; EventBusName may be the name or the ARN of the bus. */
const ruleArn = (identity: ResourceIdentity) => {
  const bus = busOf(identity);
  return arn(identity, 'events', `rule/${bus === 'default' ? '' : `${bus}/`}${physicalName(identity)}`);
};

/** Ref of a rule of a custom bus is `bus|rule`. https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1131 */
const ruleReference = (identity: ResourceIdentity) => {
  const bus = busOf(identity);
  return bus === 'default' ? physicalName(identity) : `${bus}|${physicalName(identity)}`;
};

const busOf = (identity: ResourceIdentity) => (textProperty(identity, 'EventBusName') ?? 'default').split('/').at(-1)!;

/** Where the function of an alias may be given by its name or its ARN. */
const aliasArn = (identity: ResourceIdentity) => {
  const name = requiredProperty(identity, 'FunctionName');
  return arn(identity, 'lambda', `function:${functionNameOf(name) ?? name}:${requiredProperty(identity, 'Name')}`);
};

/** The number of a version is only known at deployment. */
const versionArn = (identity: ResourceIdentity) => {
  const name = requiredProperty(identity, 'FunctionName');
  return arn(identity, 'lambda', `function:${functionNameOf(name) ?? name}:SIMULATED`);
};

const scalableTarget = (identity: ResourceIdentity) =>
  ['ResourceId', 'ScalableDimension', 'ServiceNamespace'].map((part) => requiredProperty(identity, part)).join('|');

const secretArn = (identity: ResourceIdentity) => arn(identity, 'secretsmanager', `secret:${physicalName(identity)}`);

/** Ref of what belongs to a secret is the ARN of the secret; the secret may also be given by its name, which is not enough for it. */
const ofSecret: ResourceKind = {
  ref: (identity) => {
    const secret = requiredProperty(identity, 'SecretId');
    if (!isArn(secret)) throw new UnresolvedError(`Ref of ${identity.type} of the secret ${secret}`, `resource ${identity.logicalId}`);
    return secret;
  },
  attributes: {},
};

/**
 * `app/portal/SIMULATED`: the name CloudWatch's dimensions have for a load balancer or target group, which ends with
 * random digits in a real account.
 */
const fullName = (prefix: string) => (identity: ResourceIdentity) => `${prefix}/${physicalName(identity)}/SIMULATED`;

const loadBalancerFullName = (identity: ResourceIdentity) => {
  const type = textProperty(identity, 'Type') ?? 'application';
  const prefix = { application: 'app', network: 'net', gateway: 'gwy' }[type];
  if (prefix === undefined) throw new UnresolvedError(`Type ${type}`, `resource ${identity.logicalId}`);
  return fullName(prefix)(identity);
};

const loadBalancerArn = (identity: ResourceIdentity) => arn(identity, 'elasticloadbalancing', `loadbalancer/${loadBalancerFullName(identity)}`);

const targetGroupFullName = fullName('targetgroup');

const targetGroupArn = (identity: ResourceIdentity) => arn(identity, 'elasticloadbalancing', targetGroupFullName(identity));

/** Its ARN is that of its load balancer with a part more; one of a load balancer that is given by anything else has a stand-in. */
const listenerArn = (identity: ResourceIdentity) => {
  const loadBalancer = textProperty(identity, 'LoadBalancerArn') ?? '';
  return loadBalancer.includes(':loadbalancer/') ? `${loadBalancer.replace(':loadbalancer/', ':listener/')}/SIMULATED` : standInArn(identity);
};

/** The cluster of a service may be given by its name or its ARN; without one it is that of the account. */
const ecsServiceArn = (identity: ResourceIdentity) => {
  const cluster = textProperty(identity, 'Cluster') ?? 'default';
  return arn(identity, 'ecs', `service/${isArn(cluster) ? cluster.split('/').at(-1)! : cluster}/${physicalName(identity)}`);
};

/** A nested stack is called after the one around it and its logical id, as any resource is. */
const stackArn = (identity: ResourceIdentity) => arn(identity, 'cloudformation', `stack/${physicalName(identity)}/SIMULATED`);

const graphQlApiArn = (identity: ResourceIdentity) => arn(identity, 'appsync', `apis/${physicalName(identity)}`);

/** Return values: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
const KINDS: Readonly<Record<string, ResourceKind>> = {
  'AWS::CloudFormation::Stack': { ref: stackArn, attributes: {} },
  'AWS::Serverless::Application': { ref: stackArn, attributes: {} },
  'AWS::CloudWatch::Alarm': named('AlarmName', 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::CompositeAlarm': named('AlarmName', 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::LogAlarm': named('AlarmName', 'cloudwatch', 'alarm:'),
  'AWS::CloudWatch::AlarmMuteRule': named('Name', 'cloudwatch', 'alarm-mute-rule:'),
  'AWS::SNS::Topic': {
    nameProperty: 'TopicName',
    ref: topicArn,
    attributes: { TopicArn: topicArn, TopicName: physicalName },
  },
  'AWS::KMS::Key': {
    attributes: { Arn: (identity) => arn(identity, 'kms', `key/${physicalName(identity)}`), KeyId: physicalName },
  },
  'AWS::KMS::Alias': { nameProperty: 'AliasName', attributes: {} },
  'AWS::SQS::Queue': {
    nameProperty: 'QueueName',
    ref: queueUrl,
    attributes: {
      Arn: (identity) => arn(identity, 'sqs', physicalName(identity)),
      QueueName: physicalName,
      QueueUrl: queueUrl,
    },
  },
  'AWS::IAM::Role': { nameProperty: 'RoleName', attributes: { Arn: roleArn } },
  'AWS::IAM::ManagedPolicy': {
    nameProperty: 'ManagedPolicyName',
    ref: (identity) => iamArn(identity, `policy${textProperty(identity, 'Path') ?? '/'}${physicalName(identity)}`),
    attributes: {},
  },
  'AWS::Lambda::Function': named('FunctionName', 'lambda', 'function:'),
  'AWS::Lambda::Alias': { nameProperty: 'Name', ref: aliasArn, attributes: { AliasArn: aliasArn } },
  'AWS::Lambda::Version': { ref: versionArn, attributes: { FunctionArn: versionArn, Version: () => 'SIMULATED' } },
  'AWS::Serverless::Function': named('FunctionName', 'lambda', 'function:'),
  'AWS::Serverless::SimpleTable': named('TableName', 'dynamodb', 'table/'),
  'AWS::Events::Rule': { nameProperty: 'Name', ref: ruleReference, attributes: { Arn: ruleArn } },
  'AWS::Events::EventBus': {
    nameProperty: 'Name',
    attributes: { Arn: (identity) => arn(identity, 'events', `event-bus/${physicalName(identity)}`), Name: physicalName },
  },
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    nameProperty: 'Name',
    ref: loadBalancerArn,
    attributes: { LoadBalancerArn: loadBalancerArn, LoadBalancerFullName: loadBalancerFullName, LoadBalancerName: physicalName },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    nameProperty: 'Name',
    ref: targetGroupArn,
    attributes: { TargetGroupArn: targetGroupArn, TargetGroupFullName: targetGroupFullName, TargetGroupName: physicalName },
  },
  'AWS::ElasticLoadBalancingV2::Listener': { ref: listenerArn, attributes: { ListenerArn: listenerArn } },
  'AWS::ECS::Cluster': named('ClusterName', 'ecs', 'cluster/'),
  'AWS::ECS::Service': { nameProperty: 'ServiceName', ref: ecsServiceArn, attributes: { Name: physicalName, ServiceArn: ecsServiceArn } },
  'AWS::AppSync::GraphQLApi': { ref: graphQlApiArn, attributes: { ApiId: physicalName, Arn: graphQlApiArn } },
  'AWS::OpenSearchServerless::Collection': {
    attributes: { Arn: (identity) => arn(identity, 'aoss', `collection/${physicalName(identity)}`), Id: physicalName },
  },
  'AWS::DynamoDB::Table': named('TableName', 'dynamodb', 'table/'),
  'AWS::DynamoDB::GlobalTable': named('TableName', 'dynamodb', 'table/'),
  'AWS::Logs::LogGroup': {
    nameProperty: 'LogGroupName',
    attributes: { Arn: (identity) => arn(identity, 'logs', `log-group:${physicalName(identity)}:*`) },
  },
  'AWS::S3::Bucket': {
    nameProperty: 'BucketName',
    attributes: { Arn: (identity) => formatArn({ partition: identity.partition, service: 's3', region: '', account: '', resource: physicalName(identity) }) },
  },
  'AWS::SSM::Parameter': {
    nameProperty: 'Name',
    attributes: {
      Type: (identity) => textProperty(identity, 'Type') ?? '',
      Value: (identity) => textProperty(identity, 'Value') ?? '',
    },
  },
  'AWS::SSM::Document': { nameProperty: 'Name', attributes: {} },
  'AWS::StepFunctions::StateMachine': {
    nameProperty: 'StateMachineName',
    ref: stateMachineArn,
    attributes: { Arn: stateMachineArn, Name: physicalName },
  },
  'AWS::Serverless::StateMachine': {
    nameProperty: 'Name',
    ref: stateMachineArn,
    attributes: { Arn: stateMachineArn, Name: physicalName },
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': { ref: scalableTarget, attributes: { Id: scalableTarget } },
  'AWS::SecretsManager::Secret': { nameProperty: 'Name', ref: secretArn, attributes: { Id: secretArn } },
  'AWS::SecretsManager::RotationSchedule': ofSecret,
  'AWS::SecretsManager::ResourcePolicy': ofSecret,
  'AWS::SecretsManager::SecretTargetAttachment': ofSecret,
};
