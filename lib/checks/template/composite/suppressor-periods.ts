import { SUPPRESSED_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

const PERIODS = ['ActionsSuppressorWaitPeriod', 'ActionsSuppressorExtensionPeriod'] as const;

/** A suppressor comes with both of its periods. */
export const suppressorPeriods: ResourceCheck = {
  code: 'CMP006',
  requirement: 'a suppressor comes with both of its periods',
  why: 'PutCompositeAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  appliesTo: SUPPRESSED_ALARMS,
  *check(alarm) {
    for (const key of PERIODS) {
      const period = alarm.at(key);
      if (period.isPresent) continue;
      yield {
        at: period,
        what: `${key} is required beside ActionsSuppressor`,
        received: period.shown,
        allowed: 'a number of seconds',
        change: `add ${key}: 60 is what AWS recommends; every action waits that long`,
      };
    }
  },
};
