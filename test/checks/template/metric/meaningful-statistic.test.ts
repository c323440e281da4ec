import { describeCheck, metricAlarm } from '../../../helpers/template-checks';

const watching = (namespace: string, name: string, statistic: object) => ({
  A: metricAlarm({ Namespace: namespace, MetricName: name, Statistic: undefined, ...statistic }),
});
const ERRORS = ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count'] as const;

describeCheck('ALM025', {
  violates: {
    'the average of a counter whose every sample is 1': {
      templates: [watching(...ERRORS, { Statistic: 'Average' })],
      at: ['Resources.A.Properties.Statistic'],
      received: '"Average"',
    },
    'a percentile of one': {
      templates: [watching('AWS/Lambda', 'Invocations', { ExtendedStatistic: 'p99' })],
      at: ['Resources.A.Properties.ExtendedStatistic'],
    },
  },
  complies: {
    'its sum': [watching(...ERRORS, { Statistic: 'Sum' })],
    'the average of a counter that is 0 or 1, which is a share': [watching('AWS/Lambda', 'Errors', { Statistic: 'Average' })],
    'a metric of which nobody says what its samples are': [watching('AWS/SQS', 'NumberOfMessagesSent', { Statistic: 'Average' })],
  },
});
