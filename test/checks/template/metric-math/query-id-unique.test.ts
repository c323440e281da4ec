import { describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH003', {
  violates: {
    'two entries of one id': {
      templates: [{ A: mathAlarm([metric('m1'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[1].Id'],
      received: '"m1"',
    },
  },
  complies: { 'an id for each entry': [{ A: mathAlarm([metric('m1'), metric('m2')]) }] },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
