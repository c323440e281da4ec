import { ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** No alarm is deployed with its actions switched off. */
export const actionsEnabled: ResourceCheck = {
  code: 'ALM002',
  requirement: 'no alarm is deployed with its actions switched off',
  why: 'the alarm changes its state and nobody is notified',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: ALARMS,
  *check(alarm) {
    const enabled = alarm.at('ActionsEnabled');
    if (!enabled.isPresent || enabled.boolean()) return;
    yield {
      at: enabled,
      what: 'the actions are switched off',
      received: enabled.shown,
      allowed: 'true, or no ActionsEnabled',
      change: 'remove ActionsEnabled; for maintenance use a mute rule, which ends by itself',
    };
  },
};
