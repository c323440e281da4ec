import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH005', {
  violates: {
    'an expression of itself': {
      templates: [{ A: mathAlarm([expression('e', 'e + 1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'e → e',
    },
    'two expressions of each other, and not the one beside them': {
      templates: [{ A: mathAlarm([expression('e', 'f'), expression('f', 'e + m1'), expression('g', 'f'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression', 'Resources.A.Properties.Metrics[1].Expression'],
      received: 'e → f → e',
    },
  },
  complies: {
    'expressions that end at metrics': [{ A: mathAlarm([expression('e', 'f + f'), expression('f', 'm1'), metric('m1')]) }],
  },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
