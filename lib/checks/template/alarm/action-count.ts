import { ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { ACTION_PROPERTIES } from './alarm-actions';

const MAX_ACTIONS_PER_STATE = 5;

/** At most five actions for each state of an alarm. */
export const actionCount: ResourceCheck = {
  code: 'ALM019',
  requirement: 'at most five actions for each state of an alarm',
  why: 'CloudWatch refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: ALARMS,
  *check(alarm) {
    for (const property of Object.values(ACTION_PROPERTIES)) {
      const actions = alarm.at(property);
      if (actions.list().length <= MAX_ACTIONS_PER_STATE) continue;
      yield {
        at: actions,
        what: 'too many actions',
        received: `${actions.list().length} actions`,
        allowed: `at most ${MAX_ACTIONS_PER_STATE} for each state`,
        change: 'publish to one topic and subscribe the others to it',
      };
    }
  },
};
