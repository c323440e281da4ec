import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH011', {
  violates: {
    RUNNING_SUM: {
      templates: [{ A: mathAlarm([expression('e', 'RUNNING_SUM(m1)'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'RUNNING_SUM',
    },
    'REMOVE_EMPTY, however many series it gets': {
      templates: [{ A: mathAlarm([expression('e', 'SUM(REMOVE_EMPTY(METRICS()))'), metric('m1'), metric('m2')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'REMOVE_EMPTY',
    },
    'AVG over the single series of another expression': {
      templates: [
        {
          A: mathAlarm([expression('e', 'm1 / AVG(f)'), expression('f', 'FILL(m1, 0)', { ReturnData: false }), metric('m1')]),
        },
      ],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'AVG',
    },
  },
  complies: {
    'MAX over several series, which works time by time': [{ A: mathAlarm([expression('e', 'MAX([m1, m2])'), metric('m1'), metric('m2')]) }],
    'SUM over all metrics': [{ A: mathAlarm([expression('e', 'SUM(METRICS())'), metric('m1'), metric('m2')]) }],
  },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
