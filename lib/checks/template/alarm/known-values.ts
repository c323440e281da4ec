import { enumerationsOf } from '../../../aws/enumerations/enumerations';
import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { unknownValue } from '../values/known-value';

const PROPERTIES: readonly string[] = ['ComparisonOperator', 'TreatMissingData', 'EvaluateLowSampleCountPercentile'];

/** How an alarm compares, and what it makes of missing data, is spelled as CloudWatch knows it, letter case included. */
export const knownValues: ResourceCheck = {
  code: 'ALM029',
  requirement: 'how an alarm compares, and what it makes of missing data, is spelled as CloudWatch knows it, letter case included',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    for (const enumeration of enumerationsOf('AWS::CloudWatch::Alarm')) {
      const [property] = enumeration.path as [string];
      const given = alarm.at(property);
      if (PROPERTIES.includes(property) && given.isPresent) yield* unknownValue(given, enumeration);
    }
  },
};
