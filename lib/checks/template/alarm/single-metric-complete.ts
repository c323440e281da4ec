import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

const REQUIRED = ['Namespace', 'MetricName', 'Period'] as const;

/** An alarm on a single metric says which metric, and which statistic of which period is compared. */
export const singleMetricComplete: ResourceCheck = {
  code: 'ALM030',
  requirement: 'an alarm on a single metric has its namespace, name, period and one statistic',
  why: 'the schema of CloudFormation takes an alarm without them, and PutMetricAlarm refuses it',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: {
    description: 'metric alarms without Metrics',
    includes: (resource) => METRIC_ALARMS.includes(resource) && !resource.at('Metrics').isPresent,
  },
  *check(alarm) {
    const missing: string[] = REQUIRED.filter((property) => !alarm.at(property).isPresent);
    const statistics = ['Statistic', 'ExtendedStatistic'].filter((property) => alarm.at(property).isPresent);
    if (statistics.length === 0) missing.push('Statistic');
    if (missing.length === 0 && statistics.length === 1) return;
    yield {
      at: 'Properties',
      what: missing.length > 0 ? `the alarm has no ${missing.join(', no ')}` : 'the alarm has two statistics',
      received: missing.length > 0 ? 'nothing' : statistics.join(' and '),
      allowed: 'Namespace, MetricName, Period and either Statistic or ExtendedStatistic, or Metrics alone',
      change: missing.length > 0 ? `add ${missing.join(', ')}` : 'remove one of the two',
    };
  },
};
