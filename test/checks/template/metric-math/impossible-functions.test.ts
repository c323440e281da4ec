import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH010', {
  violates: {
    'SEARCH inside of SUM': {
      templates: [{ A: mathAlarm([expression('e', `SUM(SEARCH('MetricName="Errors"', 'Sum', 60))`)]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'SEARCH',
    },
  },
  complies: { 'functions that give one series': [{ A: mathAlarm([expression('e', 'FILL(m1, 0)'), metric('m1')]) }] },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
