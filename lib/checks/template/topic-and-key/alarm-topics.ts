import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { alarmActions, isTopicArn } from '../alarm/alarm-actions';
import { ALARMS } from '../scopes';
import type { ResourceScope } from '../template-check';

/** CloudFormation type of SNS topics. */
export const TOPIC = 'AWS::SNS::Topic';
/** The service that publishes for alarms. */
export const ALARM_PUBLISHER = 'cloudwatch.amazonaws.com';

/** Topics that some alarm of the same account and region publishes to. */
export const ALARM_TOPICS: ResourceScope = {
  description: 'SNS topics that alarms publish to',
  includes: (resource) => resource.type === TOPIC && isUsedByAlarms(resource),
};

function isUsedByAlarms(topic: LoadedResource): boolean {
  const arn = topic.ref;
  return topic.stack.neighbours.some((stack) => stack.resources.some((resource) => ALARMS.includes(resource) && topicsOf(resource).includes(arn)));
}

/** ARNs of the topics an alarm publishes to, as far as they are known: others are reported at the alarm itself. */
function topicsOf(alarm: LoadedResource): readonly string[] {
  return alarmActions(alarm)
    .map(({ target }) => target.value)
    .filter((target) => typeof target === 'string')
    .filter(isTopicArn);
}
