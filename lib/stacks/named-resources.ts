import { ArnFormat, type Stack } from 'aws-cdk-lib';
import { Alarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Topic, type ITopic } from 'aws-cdk-lib/aws-sns';
import type { Severity } from '../incident/severity';
import type { TopicPlan } from '../plan/alarm-plan';

/**
 * What another stack of the same account and region has, by its name. It is named and not imported: CloudFormation refuses to update
 * a stack whose export would go while another stack still imports it, and exports would depend on use. The other stack has to be
 * deployed before.
 */
export function topicNamed(stack: Stack, id: string, name: string): ITopic {
  return Topic.fromTopicArn(stack, id, stack.formatArn({ service: 'sns', resource: name }));
}

/** Topics of severities, by severity: {@link topicNamed}. */
export function topicsNamed(stack: Stack, plans: readonly TopicPlan[]): Partial<Record<Severity, ITopic>> {
  const topics: Partial<Record<Severity, ITopic>> = {};
  for (const { severity, name } of plans) topics[severity] = topicNamed(stack, `Topic-${severity}`, name);
  return topics;
}

/** An alarm: {@link topicNamed}. CloudWatch will not delete it for as long as a composite alarm looks at it. */
export function alarmNamed(stack: Stack, id: string, name: string): IAlarm {
  return Alarm.fromAlarmArn(
    stack,
    id,
    stack.formatArn({ service: 'cloudwatch', resource: 'alarm', resourceName: name, arnFormat: ArnFormat.COLON_RESOURCE_NAME }),
  );
}
