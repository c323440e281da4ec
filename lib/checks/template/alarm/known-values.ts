import { didYouMean } from '../../../problems/did-you-mean';
import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** Properties that take one of a few values. CloudFormation only warns of any other (W3030), and CloudWatch refuses it. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  ComparisonOperator: [
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
    'LessThanLowerOrGreaterThanUpperThreshold',
    'LessThanLowerThreshold',
    'GreaterThanUpperThreshold',
  ],
  TreatMissingData: ['breaching', 'notBreaching', 'ignore', 'missing'],
  EvaluateLowSampleCountPercentile: ['evaluate', 'ignore'],
};

/** How an alarm compares, and what it makes of missing data, is spelled as CloudWatch knows it, letter case included. */
export const knownValues: ResourceCheck = {
  code: 'ALM029',
  requirement: 'how an alarm compares, and what it makes of missing data, is spelled as CloudWatch knows it, letter case included',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    for (const [property, values] of Object.entries(VALUES)) {
      const given = alarm.at(property);
      if (!given.isPresent || values.includes(given.text())) continue;
      const nearest = didYouMean(given.text(), values);
      yield {
        at: given,
        what: `CloudWatch does not know this ${property}`,
        received: given.shown,
        allowed: values.join(', '),
        change: nearest === undefined ? 'take one of the allowed values' : `take ${nearest}`,
      };
    }
  },
};
