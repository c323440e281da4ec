import { SUPPRESSED_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { findAlarm } from './composite-rule';

/** The suppressor of a composite alarm is in the templates. */
export const suppressorExists: ResourceCheck = {
  code: 'CMP007',
  requirement: 'the suppressor of a composite alarm is in the templates',
  why: 'the deployment fails, or nothing is ever suppressed',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html',
  appliesTo: SUPPRESSED_ALARMS,
  *check(alarm) {
    const suppressor = alarm.at('ActionsSuppressor');
    if (findAlarm(alarm, suppressor.text(), suppressor) !== undefined) return;
    yield {
      at: suppressor,
      what: `no template has the alarm ${suppressor.text()}`,
      received: suppressor.shown,
      allowed: `an alarm of ${alarm.stack.region} in one of the templates`,
      change: 'correct the name; if the alarm is managed elsewhere, acknowledge CMP007 and say where',
    };
  },
};
