import { known, patternOf, type InformationSource } from './information-source';

const INSTANCE_TYPES = [
  'EC2 Instance Launch Successful',
  'EC2 Instance Launch Unsuccessful',
  'EC2 Instance Terminate Successful',
  'EC2 Instance Terminate Unsuccessful',
];
const ACTIVITY_TYPE = 'Application Auto Scaling Scaling Activity State Change';

/** Source: https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html */
const EC2_AUTO_SCALING: InformationSource = {
  id: 'ec2AutoScaling',
  title: 'EC2 Auto Scaling',
  collects: 'Instances that a group launched or terminated, or failed to.',
  rule: { id: 'scaling-ec2', pattern: patternOf('aws.autoscaling', INSTANCE_TYPES) },
  reads: ({ detailType }) => INSTANCE_TYPES.includes(detailType),
  textOf: ({ detailType, detail }) => `group ${known(detail.AutoScalingGroupName)}: ${detailType.replace('EC2 Instance ', '').toLowerCase()}`,
};

/**
 * Services of ECS, tables, functions and others: the one activity that is an event is that a resource was scaled to its maximum, and nothing
 * more than that is collected.
 * Source: https://docs.aws.amazon.com/autoscaling/application/userguide/monitoring-eventbridge.html
 */
const APPLICATION_AUTO_SCALING: InformationSource = {
  id: 'applicationAutoScaling',
  title: 'Application Auto Scaling',
  collects: 'Resources that were scaled to their maximum: the only activity that AWS reports.',
  rule: { id: 'scaling-application', pattern: patternOf('aws.application-autoscaling', [ACTIVITY_TYPE]) },
  reads: ({ detailType }) => detailType === ACTIVITY_TYPE,
  textOf: ({ detail }) =>
    `${known(detail.resourceId)} ${known(detail.scalableDimension)}: from ${known(detail.oldDesiredCapacity)} to ${known(detail.newDesiredCapacity)}, of at most ${known(detail.maxCapacity)}`,
};

/** Sources of scaling. */
export const SCALING_SOURCES = [EC2_AUTO_SCALING, APPLICATION_AUTO_SCALING] as const;
