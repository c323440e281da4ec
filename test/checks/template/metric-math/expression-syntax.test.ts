import { UNKNOWN, describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH001', {
  violates: {
    'a bracket that is never closed': {
      templates: [{ A: mathAlarm([expression('e', '(m1 + 1'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'the end of the expression',
    },
    'a function that does not exist': {
      templates: [{ A: mathAlarm([expression('e', 'FIL(m1, 0)'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
    },
    'a function with too few arguments': {
      templates: [{ A: mathAlarm([expression('e', 'FILL(m1)'), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[0].Expression'],
      received: 'FILL with 1 arguments',
    },
    'an expression that returns no data is read too': {
      templates: [{ A: mathAlarm([expression('e', 'm1'), expression('f', '+', { ReturnData: false }), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics[1].Expression'],
    },
  },
  complies: {
    'an expression with a known function': [{ A: mathAlarm([expression('e', 'IF(m1 > 0, FILL(m1, 0) / m1, 0)'), metric('m1')]) }],
  },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
  cannotTell: {
    'an expression that is only known at deployment': [{ A: mathAlarm([expression('e', UNKNOWN), metric('m1')]) }],
    'a Metrics Insights query': [{ A: mathAlarm([expression('e', 'SELECT SUM(Errors) FROM "AWS/Lambda"')]) }],
  },
});
