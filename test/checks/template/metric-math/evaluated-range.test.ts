import { UNKNOWN, compositeAlarm, describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM011', {
  violates: {
    'a minute more than a day with a short period': {
      templates: [{ A: metricAlarm({ Period: 60, EvaluationPeriods: 1_441 }) }],
      at: ['Resources.A.Properties.EvaluationPeriods'],
      received: '60 s × 1441 = 86460 s',
    },
    'an hour more than a week': {
      templates: [{ A: metricAlarm({ Period: 3_600, EvaluationPeriods: 169 }) }],
      at: ['Resources.A.Properties.EvaluationPeriods'],
    },
    'the period of Metrics counts too': {
      templates: [{ A: mathAlarm([metric('m1', { Period: 300 })], { EvaluationPeriods: 289 }) }],
      at: ['Resources.A.Properties.EvaluationPeriods'],
    },
  },
  complies: {
    'exactly a day with a short period': [{ A: metricAlarm({ Period: 60, EvaluationPeriods: 1_440 }) }],
    'exactly a week of hours': [{ A: metricAlarm({ Period: 3_600, EvaluationPeriods: 168 }) }],
  },
  doesNotApply: { 'a composite alarm': [{ A: compositeAlarm('TRUE') }] },
  cannotTell: {
    'a number of periods that is only known at deployment': [{ A: metricAlarm({ EvaluationPeriods: UNKNOWN }) }],
  },
});
