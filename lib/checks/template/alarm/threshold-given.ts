import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** An alarm has something to compare with: a number, or a band of anomaly detection. */
export const thresholdGiven: ResourceCheck = {
  code: 'ALM031',
  requirement: 'an alarm has a threshold, or a band as one',
  why: 'the schema of CloudFormation takes an alarm without, and PutMetricAlarm refuses it',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    if (alarm.at('ThresholdMetricId').isPresent || alarm.at('Threshold').isPresent) return;
    yield {
      at: alarm.at('Threshold'),
      what: 'the alarm has nothing to compare with',
      received: 'neither Threshold nor ThresholdMetricId',
      allowed: 'a number in Threshold, or the id of a band in ThresholdMetricId',
      change: 'add Threshold',
    };
  },
};
