import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import { referenceIdentifier } from '../../../lib/aws/cloudformation/reference-identifier';
import { attributeOf, referenceTo } from '../../../lib/aws/cloudformation/resource-identity';
import type { JsonObject } from '../../../lib/aws/cloudformation/template';
import { UnresolvedError } from '../../../lib/aws/cloudformation/unresolved-error';
import { REGION, stacksOf } from '../../helpers/simulated-account';

const ACCOUNT = '111122223333';
const arn = (service: string, resource: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const ref = (type: string, properties: JsonObject = {}) =>
  referenceTo({
    type,
    logicalId: 'Thing',
    stackName: 'test',
    partition: 'aws',
    region: REGION,
    accountId: ACCOUNT,
    property: (name) => properties[name],
  });

test('attributes that dimensions of alarms are made of', () => {
  const attribute = (type: string, properties: JsonObject, name: string) =>
    attributeOf(
      { type, logicalId: 'Thing', stackName: 'test', partition: 'aws', region: REGION, accountId: ACCOUNT, property: (key) => properties[key] },
      name,
    );
  expect(attribute('AWS::ECS::Service', { ServiceName: 'web' }, 'Name')).toBe('web');
  expect(attribute('AWS::ECS::Cluster', { ClusterName: 'shop' }, 'Arn')).toBe(arn('ecs', 'cluster/shop'));
  expect(attribute('AWS::AppSync::GraphQLApi', { Name: 'shop' }, 'ApiId')).toBe('test-Thing-SIMULATED');
  expect(attribute('AWS::OpenSearchServerless::Collection', { Name: 'logs' }, 'Id')).toBe('test-Thing-SIMULATED');
});

test('a generated name of an alarm is no longer than CloudWatch takes it, as CloudFormation makes it, and its own', () => {
  const named = (logicalId: string) =>
    referenceTo({
      type: 'AWS::CloudWatch::Alarm',
      logicalId,
      stackName: 's'.repeat(128),
      partition: 'aws',
      region: REGION,
      accountId: ACCOUNT,
      property: () => undefined,
    });
  const [one, other] = ['A', 'B'].map((end) => named('L'.repeat(254) + end));
  expect([one!.length, other!.length]).toEqual([255, 255]);
  expect(one).not.toBe(other);
  expect(named('L'.repeat(115))).toHaveLength(254);
});

describe('Ref', () => {
  test.each<[type: string, properties: JsonObject, expected: string]>([
    ['AWS::RDS::DBInstance', { DBInstanceIdentifier: 'orders' }, 'orders'],
    ['AWS::Kinesis::Stream', { Name: 'clicks' }, 'clicks'],
    ['AWS::Serverless::Function', { FunctionName: 'parcels' }, 'parcels'],
    ['AWS::Synthetics::Canary', { Name: 'front' }, 'front'],
    ['AWS::Budgets::Budget', { Budget: { BudgetName: 'monthly' } }, 'monthly'],
    ['AWS::IAM::Policy', { PolicyName: 'may-page' }, 'may-page'],
    ['AWS::ApiGateway::Stage', { StageName: 'live', RestApiId: 'x' }, 'live'],
    ['AWS::Kinesis::Stream', {}, 'test-Thing-SIMULATED'],
    ['AWS::ApiGateway::RestApi', { Name: 'shop' }, 'test-Thing-SIMULATED'],
    ['Custom::Thing', { Name: 'x' }, 'test-Thing-SIMULATED'],
    ['AWS::Lambda::Alias', { Name: 'live', FunctionName: 'worker' }, arn('lambda', 'function:worker:live')],
    ['AWS::Lambda::Alias', { Name: 'live', FunctionName: arn('lambda', 'function:worker') }, arn('lambda', 'function:worker:live')],
    ['AWS::ElasticLoadBalancingV2::Listener', {}, arn('simulated', 'AWS::ElasticLoadBalancingV2::Listener/test-Thing-SIMULATED')],
    [
      'AWS::ElasticLoadBalancingV2::Listener',
      { LoadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/shop/0f') },
      arn('elasticloadbalancing', 'listener/app/shop/0f/SIMULATED'),
    ],
    ['AWS::ECS::Cluster', { ClusterName: 'shop' }, 'shop'],
    ['AWS::ECS::Service', { ServiceName: 'web', Cluster: 'shop' }, arn('ecs', 'service/shop/web')],
    ['AWS::ECS::Service', { ServiceName: 'web', Cluster: arn('ecs', 'cluster/shop') }, arn('ecs', 'service/shop/web')],
    ['AWS::ECS::Service', { ServiceName: 'web' }, arn('ecs', 'service/default/web')],
    ['AWS::AppSync::GraphQLApi', { Name: 'shop' }, arn('appsync', 'apis/test-Thing-SIMULATED')],
    ['AWS::OpenSearchServerless::Collection', { Name: 'logs' }, 'test-Thing-SIMULATED'],
    ['AWS::Lambda::Version', { FunctionName: 'worker' }, arn('lambda', 'function:worker:SIMULATED')],
    ['AWS::AutoScaling::ScalingPolicy', {}, arn('simulated', 'AWS::AutoScaling::ScalingPolicy/test-Thing-SIMULATED')],
    ['AWS::ApplicationAutoScaling::ScalingPolicy', {}, arn('simulated', 'AWS::ApplicationAutoScaling::ScalingPolicy/test-Thing-SIMULATED')],
    [
      'AWS::ApplicationAutoScaling::ScalableTarget',
      { ResourceId: 'service/shop/web', ScalableDimension: 'ecs:service:DesiredCount', ServiceNamespace: 'ecs' },
      'service/shop/web|ecs:service:DesiredCount|ecs',
    ],
    ['AWS::Events::Rule', { Name: 'orders' }, 'orders'],
    ['AWS::Events::Rule', { Name: 'orders', EventBusName: 'default' }, 'orders'],
    ['AWS::Events::Rule', { Name: 'orders', EventBusName: 'own' }, 'own|orders'],
    ['AWS::Events::Rule', { Name: 'orders', EventBusName: arn('events', 'event-bus/own') }, 'own|orders'],
    ['AWS::SecretsManager::Secret', { Name: 'db' }, arn('secretsmanager', 'secret:db')],
    ['AWS::SecretsManager::RotationSchedule', { SecretId: arn('secretsmanager', 'secret:db') }, arn('secretsmanager', 'secret:db')],
  ])('of %s with %j', (type, properties, expected) => expect(ref(type, properties)).toBe(expected));

  test.each<[type: string, properties: JsonObject]>([
    ['AWS::Logs::MetricFilter', { FilterName: 'f', LogGroupName: 'g' }],
    ['AWS::Lambda::Permission', { FunctionName: 'worker' }],
    ['AWS::SecretsManager::ResourcePolicy', { SecretId: 'db' }],
    ['AWS::Kinesis::Stream', { Name: ['x'] }],
  ])('of %s with %j cannot be determined', (type, properties) => expect(() => ref(type, properties)).toThrow(UnresolvedError));

  test('of every type of AWS is the name that was given, an ARN, a generated id, or cannot be determined: never a name in place of an ARN', () => {
    const wrong: string[] = [];
    for (const { cloudFormationType: type, cfnRefIdentifier, primaryIdentifier = [] } of loadAwsServiceSpecSync().all('resource')) {
      const identifier = referenceIdentifier(type);
      const parts = cfnRefIdentifier ?? primaryIdentifier;
      if (
        identifier?.kind === 'property' &&
        identifier.path.length === 1 &&
        !KNOWN_OTHERWISE.has(type) &&
        ref(type, { [identifier.path[0]]: 'given' }) !== 'given'
      ) {
        wrong.push(`${type} is not what was given`);
      }
      if (parts.length === 1 && parts[0]!.endsWith('Arn') && identifier?.kind === 'arn' && !KNOWN_OTHERWISE.has(type) && !ref(type).startsWith('arn:')) {
        wrong.push(`${type} is no ARN`);
      }
      if (parts.length > 1 && identifier?.kind === undefined) wrong.push(`${type} of several parts is taken for an id`);
    }
    expect(wrong).toEqual([]);
  });
});

/** Types whose reference is made of other properties, which is tested above; of a mute rule nobody documents whether it is the name or the ARN. */
const KNOWN_OTHERWISE: ReadonlySet<string> = new Set([
  'AWS::CloudWatch::AlarmMuteRule',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Version',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::SecretTargetAttachment',
]);

test('Fn::GetAtt of the attribute that is the reference is the same text', () => {
  const Listener = { Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {} };
  const value = (of: object) => ({ Type: 'Test::Probe', Properties: { of } });
  const [stack] = stacksOf({ template: { Resources: { Listener, A: value({ Ref: 'Listener' }), B: value({ 'Fn::GetAtt': 'Listener.ListenerArn' }) } } });
  const [, a, b] = stack!.resources;
  expect(b!.properties).toEqual(a!.properties);
});

test('a dimension of an alarm has the name that the resource was given', () => {
  const resources = {
    Function: { Type: 'AWS::Serverless::Function', Properties: { FunctionName: 'parcels-api' } },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Function' } }] } },
  };
  const [stack] = stacksOf({ template: { Transform: 'AWS::Serverless-2016-10-31', Resources: resources } });
  expect(stack!.resources[1]!.properties.Dimensions).toEqual([{ Name: 'FunctionName', Value: 'parcels-api' }]);
});
