import { ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

const MAX_NAME_CHARACTERS = 255;

/** The name of an alarm is short enough. */
export const alarmNameLength: ResourceCheck = {
  code: 'ALM016',
  requirement: 'the name of an alarm is short enough',
  why: 'CloudWatch refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html',
  appliesTo: ALARMS,
  *check(alarm) {
    const name = alarm.at('AlarmName');
    if (!name.isPresent || (name.text().length > 0 && name.text().length <= MAX_NAME_CHARACTERS)) return;
    yield {
      at: name,
      what: 'the name is empty or too long',
      received: `${name.text().length} characters`,
      allowed: `1 to ${MAX_NAME_CHARACTERS} characters`,
      change: 'shorten the ids that the name is made of',
    };
  },
};
