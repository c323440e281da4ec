import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH012', {
  violates: {
    'a number': {
      templates: [{ A: mathAlarm([expression('e', 'MAX(m1) * 2'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
    },
    'several series': {
      templates: [
        {
          A: mathAlarm([expression('e', 'f * 2'), expression('f', '[m1, m2]', { ReturnData: false }), metric('m1'), metric('m2')]),
        },
      ],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
    },
  },
  complies: {
    'one series': [{ A: mathAlarm([expression('e', 'SUM([m1, m2]) / MAX(m1)'), metric('m1'), metric('m2')]) }],
  },
  doesNotApply: {
    'an alarm on a single metric': [{ A: metricAlarm() }],
    'an alarm with a band as threshold': [{ A: mathAlarm([metric('m1'), expression('b', 'ANOMALY_DETECTION_BAND(m1, 2)')], { ThresholdMetricId: 'b' }) }],
  },
});
