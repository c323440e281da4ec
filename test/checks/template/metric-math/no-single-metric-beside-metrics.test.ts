import { describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM014', {
  violates: {
    'a period and a statistic beside Metrics': {
      templates: [{ A: mathAlarm([metric('m1')], { Period: 60, Statistic: 'Sum' }) }],
      at: ['Resources.A.Properties.Period', 'Resources.A.Properties.Statistic'],
      received: '60',
    },
  },
  complies: { 'only Metrics': [{ A: mathAlarm([metric('m1')]) }] },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
