import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH004', {
  violates: {
    'an expression that names no entry': {
      templates: [{ A: mathAlarm([expression('e', 'm1 / m2'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'm2',
    },
  },
  complies: {
    'every named id is an entry': [{ A: mathAlarm([expression('e', 'm1 / m2'), metric('m1'), metric('m2')]) }],
  },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
  cannotTell: { 'an expression that cannot be read': [{ A: mathAlarm([expression('e', 'm1 +'), metric('m1')]) }] },
});
