import { ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

const MAX_DESCRIPTION_CHARACTERS = 1_024;

/** The description of an alarm, which is what a person reads first, is not too long. */
export const alarmDescriptionLength: ResourceCheck = {
  code: 'ALM018',
  requirement: 'the description of an alarm, which is what a person reads first, is not too long',
  why: 'CloudWatch refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html',
  appliesTo: {
    description: 'metric and composite alarms with AlarmDescription',
    includes: (resource) => ALARMS.includes(resource) && resource.at('AlarmDescription').isPresent,
  },
  *check(alarm) {
    const description = alarm.at('AlarmDescription');
    const { length } = description.text();
    if (length <= MAX_DESCRIPTION_CHARACTERS) return;
    yield {
      at: description,
      what: 'the description is too long',
      received: `${length} characters`,
      allowed: `at most ${MAX_DESCRIPTION_CHARACTERS} characters`,
      change: 'shorten it; details belong into the runbook',
    };
  },
};
