import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** An alarm does not ask for more breaching datapoints than it evaluates. */
export const datapointsToAlarm: ResourceCheck = {
  code: 'ALM012',
  requirement: 'an alarm does not ask for more breaching datapoints than it evaluates',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: {
    description: 'metric alarms with DatapointsToAlarm',
    includes: (resource) => METRIC_ALARMS.includes(resource) && resource.at('DatapointsToAlarm').isPresent,
  },
  *check(alarm) {
    const datapoints = alarm.at('DatapointsToAlarm');
    const evaluated = alarm.at('EvaluationPeriods').number();
    if (datapoints.number() <= evaluated) return;
    yield {
      at: datapoints,
      what: 'more datapoints than evaluation periods',
      received: datapoints.shown,
      allowed: `at most ${evaluated}, the EvaluationPeriods`,
      change: 'lower DatapointsToAlarm or raise EvaluationPeriods',
    };
  },
};
