import { METRIC_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { periodsOf } from './metric-queries';

const SHORT_PERIOD_SECONDS = 3_600;
const MAX_RANGE_OF_SHORT_PERIODS_SECONDS = 86_400;
const MAX_RANGE_SECONDS = 604_800;

/** An alarm looks back a week at most, and a day at most when its period is below an hour. */
export const evaluatedRange: ResourceCheck = {
  code: 'ALM011',
  requirement: 'an alarm looks back a week at most, and a day at most when its period is below an hour',
  why: 'PutMetricAlarm refuses the alarm, so the deployment fails halfway',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html',
  appliesTo: METRIC_ALARMS,
  *check(alarm) {
    const evaluationPeriods = alarm.at('EvaluationPeriods');
    for (const seconds of new Set(periodsOf(alarm).map((period) => period.number()))) {
      const isShort = seconds < SHORT_PERIOD_SECONDS;
      const longest = isShort ? MAX_RANGE_OF_SHORT_PERIODS_SECONDS : MAX_RANGE_SECONDS;
      const range = seconds * evaluationPeriods.number();
      if (range <= longest) continue;
      yield {
        at: evaluationPeriods,
        what: 'the alarm looks back too far',
        received: `${seconds} s × ${evaluationPeriods.number()} = ${range} s`,
        allowed: `at most ${longest} s with a period ${isShort ? 'below' : 'from'} ${SHORT_PERIOD_SECONDS} s`,
        change: isShort ? 'take fewer periods, or periods of an hour or more' : 'take a shorter window',
      };
    }
  },
};
