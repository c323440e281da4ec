import { describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM010', {
  violates: {
    '90 seconds': {
      templates: [{ A: metricAlarm({ Period: 90 }) }],
      at: ['Resources.A.Properties.Period'],
      received: '90 s',
    },
    '15 seconds': { templates: [{ A: metricAlarm({ Period: 15 }) }], at: ['Resources.A.Properties.Period'] },
    nothing: { templates: [{ A: metricAlarm({ Period: 0 }) }], at: ['Resources.A.Properties.Period'] },
    'a period among Metrics': {
      templates: [{ A: mathAlarm([metric('m1', { Period: 61 })]) }],
      at: ['Resources.A.Properties.Metrics[0].MetricStat.Period'],
    },
  },
  complies: Object.fromEntries([10, 20, 30, 60, 120, 86_400].map((seconds) => [`${seconds} seconds`, [{ A: metricAlarm({ Period: seconds }) }]])),
  doesNotApply: {
    'a PromQL alarm': [
      {
        A: { Type: 'AWS::CloudWatch::Alarm', Properties: { EvaluationCriteria: { PromQLCriteria: { Query: 'up' } } } },
      },
    ],
  },
  cannotTell: { 'a period that is not a number': [{ A: metricAlarm({ Period: 'often' }) }] },
});
