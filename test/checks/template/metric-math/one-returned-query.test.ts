import { UNKNOWN, describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH006', {
  violates: {
    'two entries return data, one of them because it does not say': {
      templates: [{ A: mathAlarm([expression('e', 'm1'), metric('m1', {}, { ReturnData: undefined })]) }],
      at: ['Resources.A.Properties.Metrics'],
      received: '"e", "m1"',
    },
    'no entry returns data': {
      templates: [{ A: mathAlarm([metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics'],
      received: 'ReturnData false everywhere',
    },
  },
  complies: { 'one entry returns data': [{ A: mathAlarm([expression('e', 'm1'), metric('m1')]) }] },
  doesNotApply: {
    'an alarm on a single metric': [{ A: metricAlarm() }],
    'an alarm with a band as threshold': [
      {
        A: mathAlarm([metric('m1', {}, { ReturnData: true }), expression('b', 'ANOMALY_DETECTION_BAND(m1, 2)')], {
          ThresholdMetricId: 'b',
        }),
      },
    ],
  },
  cannotTell: {
    'ReturnData that is only known at deployment': [{ A: mathAlarm([metric('m1', {}, { ReturnData: UNKNOWN })]) }],
  },
});
