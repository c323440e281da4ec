import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { periodsOf } from './metric-queries';

const HIGH_RESOLUTION_SECONDS: readonly number[] = [10, 20, 30];

/** Every period is one that alarms can have. */
export const allowedPeriod: ResourceCheck = {
  code: 'ALM010',
  requirement: 'every period is one that alarms can have',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    for (const period of periodsOf(alarm)) {
      const seconds = period.number();
      if (HIGH_RESOLUTION_SECONDS.includes(seconds) || (seconds >= 60 && seconds % 60 === 0)) continue;
      yield {
        at: period,
        what: 'alarms cannot have this period',
        received: `${seconds} s`,
        allowed: `${HIGH_RESOLUTION_SECONDS.join(', ')} s, or a multiple of 60 s`,
        change: 'take a whole number of minutes',
      };
    }
  },
};
