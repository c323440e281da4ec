import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { ScalingTarget } from '../../lib/capacity/scaling';
import { ScalingPolicies, type ScalingPoliciesProps } from '../../lib/constructs/scaling-policies';

function synthesized(target: ScalingTarget, props: Partial<ScalingPoliciesProps> = {}) {
  const stack = new Stack(new App(), 'Test');
  new ScalingPolicies(stack, 'Scaling', { target, min: 2, max: 10, ...props });
  const { Resources } = Template.fromStack(stack).toJSON() as { readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }> };
  return Object.values(Resources);
}

const SERVICE: ScalingTarget = { kind: 'ecsService', clusterName: 'portal', serviceName: 'web' };

describe('002-65, 000-07: the usual scaling policies of a resource', () => {
  test.each<[ScalingTarget, Record<string, string>, readonly [metric: string, target: number, out?: number, into?: number][]]>([
    [
      SERVICE,
      { ServiceNamespace: 'ecs', ResourceId: 'service/portal/web', ScalableDimension: 'ecs:service:DesiredCount' },
      [
        ['ECSServiceAverageCPUUtilization', 60, 60, 300],
        ['ECSServiceAverageMemoryUtilization', 70, 60, 300],
      ],
    ],
    [
      { kind: 'provisionedConcurrency', functionName: 'worker', aliasName: 'live' },
      { ServiceNamespace: 'lambda', ResourceId: 'function:worker:live', ScalableDimension: 'lambda:function:ProvisionedConcurrency' },
      [['LambdaProvisionedConcurrencyUtilization', 0.7]],
    ],
    [
      { kind: 'tableReads', tableName: 'mappings' },
      { ServiceNamespace: 'dynamodb', ResourceId: 'table/mappings', ScalableDimension: 'dynamodb:table:ReadCapacityUnits' },
      [['DynamoDBReadCapacityUtilization', 70]],
    ],
    [
      { kind: 'tableWrites', tableName: 'mappings' },
      { ServiceNamespace: 'dynamodb', ResourceId: 'table/mappings', ScalableDimension: 'dynamodb:table:WriteCapacityUnits' },
      [['DynamoDBWriteCapacityUtilization', 70]],
    ],
    [
      { kind: 'auroraReplicas', clusterIdentifier: 'orders' },
      { ServiceNamespace: 'rds', ResourceId: 'cluster:orders', ScalableDimension: 'rds:cluster:ReadReplicaCount' },
      [['RDSReaderAverageCPUUtilization', 60, 60, 300]],
    ],
  ])('%j', (target, named, tracked) => {
    const [scalable, ...policies] = synthesized(target);
    expect(scalable).toEqual({ Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: { ...named, MinCapacity: 2, MaxCapacity: 10 } });
    expect(policies.map(({ Properties }) => Properties)).toEqual(
      tracked.map(([metric, target, scaleOut, scaleIn]) => ({
        PolicyName: metric,
        PolicyType: 'TargetTrackingScaling',
        ScalingTargetId: { Ref: expect.stringMatching(/^ScalingTarget/) as unknown },
        TargetTrackingScalingPolicyConfiguration: {
          PredefinedMetricSpecification: { PredefinedMetricType: metric },
          TargetValue: target,
          ...(scaleOut !== undefined && { ScaleOutCooldown: scaleOut }),
          ...(scaleIn !== undefined && { ScaleInCooldown: scaleIn }),
        },
      })),
    );
  });

  test('another value is kept near if asked for, and a resource of the same app is named by reference', () => {
    const stack = new Stack(new App(), 'Test');
    const table = new Table(stack, 'Mappings', { partitionKey: { name: 'id', type: AttributeType.STRING }, billingMode: BillingMode.PROVISIONED });
    const target: ScalingTarget = { kind: 'tableReads', tableName: table.tableName };
    new ScalingPolicies(stack, 'Scaling', { target, min: 5, max: 50, targets: { DynamoDBReadCapacityUtilization: 50 } });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
      ResourceId: { 'Fn::Join': ['', ['table/', { Ref: stack.getLogicalId(table.node.defaultChild as never) }]] },
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', { TargetTrackingScalingPolicyConfiguration: { TargetValue: 50 } });
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test.each<[string, Partial<ScalingPoliciesProps>, string]>([
    ['more at least than at most', { min: 11 }, 'min is 11: allowed is at most max, 10'],
    ['half a task', { min: 0.5 }, 'min is 0.5: allowed are whole numbers from 0'],
    [
      'a fraction where percent are meant',
      { targets: { ECSServiceAverageCPUUtilization: 0.6 } },
      'targets.ECSServiceAverageCPUUtilization is 0.6: allowed are 10 to 90',
    ],
    ['a metric of another kind', { targets: { DynamoDBReadCapacityUtilization: 70 } }, 'targets.DynamoDBReadCapacityUtilization is no metric of the target'],
    ['more replicas than Aurora takes', { target: { kind: 'auroraReplicas', clusterIdentifier: 'orders' }, max: 16 }, 'max is 16: allowed are at most 15'],
    [
      'percent where a fraction is meant',
      {
        target: { kind: 'provisionedConcurrency', functionName: 'worker', aliasName: 'live' },
        targets: { LambdaProvisionedConcurrencyUtilization: 70 },
      },
      'targets.LambdaProvisionedConcurrencyUtilization is 70: allowed are 0.1 to 0.9',
    ],
  ])('%s is refused', (_, props, message) => {
    expect(() => synthesized(SERVICE, props)).toThrow(message);
  });
});
