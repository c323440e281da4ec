import { regionOfArn } from '../../../aws/arn';
import { CannotTellError } from '../../../aws/errors';
import { ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { alarmActions, isTopicArn } from './alarm-actions';

/** An alarm publishes to topics of its own region only. */
export const actionRegion: ResourceCheck = {
  code: 'ALM020',
  requirement: 'an alarm publishes to topics of its own region only',
  why: 'CloudWatch cannot reach the topic: the alarm goes off and nobody is notified',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: ALARMS,
  *check(alarm) {
    const { region, isRegionKnown } = alarm.stack;
    for (const { target } of alarmActions(alarm)) {
      const regionOfTopic = isTopicArn(target.text()) ? regionOfArn(target.text()) : region;
      if (regionOfTopic === region) continue;
      if (!isRegionKnown) throw new CannotTellError(target.path, 'the region of the stack is only known at deployment');
      yield {
        at: target,
        what: `the topic is in ${regionOfTopic}, the alarm in ${region}`,
        received: target.shown,
        allowed: `a topic of ${region}`,
        change: `create a topic in ${region} and give it the same subscriptions`,
      };
    }
  },
};
