/**
 * Which members of an input name the parts of an ARN. Data: the ARN of a resource type has `${Variables}`
 * (https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html), the API
 * has members, and they are seldom called the same. A variable that is not here is the member of its name, whatever the case.
 */

/** How a resource type is named by members. */
export interface ArnMembers {
  /** Members that may give a variable, by variable; the first that an input has counts. `=text` stands for a member that is left out. */
  readonly variables: Readonly<Record<string, readonly string[]>>;
  /** The type is only meant by an input that has this member. */
  readonly needs?: string;
  /** The type is not meant by an input that has this member. */
  readonly without?: string;
}

const QUEUE = ['QueueUrl', 'QueueName', 'SourceArn', 'TaskHandle'];
const RULE = ['Name', 'Rule'];

/** By service and resource type, `ecs:service`. */
export const ARN_MEMBERS: Readonly<Record<string, ArnMembers>> = {
  'acm:certificate': { variables: { CertificateId: ['CertificateArn'] } },
  'application-autoscaling:ScalableTarget': { variables: { ResourceId: [] } },
  'autoscaling:autoScalingGroup': { variables: { GroupFriendlyName: ['AutoScalingGroupName', 'AutoScalingGroupNames'], GroupId: [] } },
  'backup:recoveryPoint': { variables: { RecoveryPointId: ['RecoveryPointArn'] } },
  'cloudformation:stack': { variables: { Id: [] } },
  'cloudwatch:alarm': { variables: { AlarmName: ['AlarmName', 'AlarmNames'] } },
  'cloudwatch:dashboard': { variables: { DashboardName: ['DashboardName', 'DashboardNames'] } },
  'dynamodb:index': { variables: {}, needs: 'IndexName' },
  'dynamodb:stream': { variables: { StreamLabel: ['StreamArn'] }, needs: 'StreamArn' },
  'ec2:image': { variables: { ImageId: ['ImageId', 'SourceImageId', 'ImageIds'] } },
  'ec2:instance': { variables: { InstanceId: ['InstanceId', 'InstanceIds'] } },
  'ec2:security-group': { variables: { SecurityGroupId: ['GroupId', 'Groups', 'SecurityGroupIds'] } },
  'ec2:snapshot': { variables: { SnapshotId: ['SnapshotId', 'SourceSnapshotId'] } },
  'ec2:subnet': { variables: { SubnetId: ['SubnetId', 'SubnetIds'] } },
  'ec2:volume': { variables: { VolumeId: ['VolumeId', 'VolumeIds'] } },
  'ecs:cluster': { variables: { ClusterName: ['cluster', 'clusters', 'clusterName', '=default'] } },
  'ecs:container-instance': { variables: { ClusterName: ['cluster', '=default'], ContainerInstanceId: ['containerInstance', 'containerInstances'] } },
  'ecs:service': { variables: { ClusterName: ['cluster', '=default'], ServiceName: ['service', 'services', 'serviceName'] } },
  'ecs:task': { variables: { ClusterName: ['cluster', '=default'], TaskId: ['task', 'tasks'] } },
  'ecs:task-definition': {
    variables: { TaskDefinitionFamilyName: ['taskDefinition', 'family'], TaskDefinitionRevisionNumber: [] },
  },
  'eks:cluster': { variables: { ClusterName: ['name', 'clusterName'] } },
  'eks:nodegroup': { variables: { UUID: [] } },
  'elasticache:cluster': { variables: { CacheClusterId: ['CacheClusterId'] } },
  'elasticloadbalancing:listener-rule/app': { variables: { ListenerRuleId: ['RuleArn', 'RuleArns'] } },
  'elasticloadbalancing:listener-rule/net': { variables: { ListenerRuleId: ['RuleArn', 'RuleArns'] } },
  'elasticloadbalancing:listener/app': { variables: { ListenerId: ['ListenerArn'] } },
  'elasticloadbalancing:listener/gwy': { variables: { ListenerId: ['ListenerArn'] } },
  'elasticloadbalancing:listener/net': { variables: { ListenerId: ['ListenerArn'] } },
  'elasticloadbalancing:loadbalancer/app/': { variables: { LoadBalancerId: ['LoadBalancerArn'] } },
  'elasticloadbalancing:loadbalancer/gwy/': { variables: { LoadBalancerId: ['LoadBalancerArn'] } },
  'elasticloadbalancing:loadbalancer/net/': { variables: { LoadBalancerId: ['LoadBalancerArn'] } },
  'elasticloadbalancing:targetgroup': { variables: { TargetGroupId: ['TargetGroupArn'] } },
  'events:rule-on-custom-event-bus': { variables: { RuleName: RULE }, needs: 'EventBusName' },
  'events:rule-on-default-event-bus': { variables: { RuleName: RULE }, without: 'EventBusName' },
  'iam:instance-profile': { variables: { InstanceProfileNameWithPath: ['InstanceProfileName'] } },
  'iam:policy': { variables: { PolicyNameWithPath: ['PolicyArn'] } },
  'iam:role': { variables: { RoleNameWithPath: ['RoleName'] } },
  'iam:user': { variables: { UserNameWithPath: ['UserName'] } },
  'kms:alias': { variables: { Alias: ['AliasName'] } },
  'kms:key': { variables: { KeyId: ['KeyId', 'TargetKeyId'] } },
  'logs:log-group': { variables: { LogGroupName: ['logGroupName', 'logGroupNames', 'logGroupIdentifier', 'logGroupIdentifiers'] } },
  'rds:cluster': { variables: { DbClusterInstanceName: ['DBClusterIdentifier'] } },
  'rds:cluster-pg': { variables: { ClusterParameterGroupName: ['DBClusterParameterGroupName'] } },
  'rds:cluster-snapshot': { variables: { ClusterSnapshotName: ['DBClusterSnapshotIdentifier', 'FinalDBSnapshotIdentifier'] } },
  'rds:db': { variables: { DbInstanceName: ['DBInstanceIdentifier', 'TargetDBInstanceIdentifier'] } },
  'rds:pg': { variables: { ParameterGroupName: ['DBParameterGroupName'] } },
  'rds:snapshot': { variables: { SnapshotName: ['DBSnapshotIdentifier', 'FinalDBSnapshotIdentifier'] } },
  'rds:subgrp': { variables: { SubnetGroupName: ['DBSubnetGroupName'] } },
  'route53:change': { variables: { Id: ['Id'] } },
  'route53:healthcheck': { variables: { Id: ['HealthCheckId'] } },
  'route53:hostedzone': { variables: { Id: ['HostedZoneId', 'Id'] } },
  's3:bucket': { variables: { BucketName: ['Bucket'] } },
  's3:object': { variables: { BucketName: ['Bucket'], ObjectName: ['Key'] } },
  'scheduler:schedule': { variables: { GroupName: ['GroupName', '=default'], ScheduleName: ['Name'] } },
  'scheduler:schedule-group': { variables: { GroupName: ['Name', 'GroupName'] } },
  'secretsmanager:Secret': { variables: { SecretId: ['SecretId', 'Name'] } },
  'sns:topic': { variables: { TopicName: ['TopicArn', 'TargetArn', 'Name'] } },
  'sqs:queue': { variables: { QueueName: QUEUE } },
  'ssm:automation-definition': { variables: { AutomationDefinitionName: ['DocumentName'], VersionId: [] } },
  'ssm:document': { variables: { DocumentName: ['DocumentName', 'CalendarNames', 'Name'] } },
  'ssm:instance': { variables: { InstanceId: ['InstanceId', 'InstanceIds'] } },
  'ssm:managed-instance': { variables: { InstanceId: ['InstanceId', 'InstanceIds'] } },
  'ssm:opsitem': { variables: { ResourceId: ['OpsItemId', 'ResourceId'] } },
  'ssm:parameter': { variables: { ParameterNameWithoutLeadingSlash: ['Name', 'Names', 'Path'] } },
  'states:execution': { variables: { ExecutionId: ['executionArn'] } },
  'states:express': { variables: { ExpressId: ['executionArn'] } },
  'states:statemachine': { variables: { StateMachineName: ['stateMachineArn'] } },
};

/**
 * Types that a call is only about when a member names one: the metrics of `PutMetricData` and `GetMetricData` are no resources.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export const ONLY_WHEN_NAMED: readonly string[] = ['cloudwatch:dataset'];
