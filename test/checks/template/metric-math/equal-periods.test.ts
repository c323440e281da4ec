import { UNKNOWN, describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH007', {
  violates: {
    'two metrics with different periods': {
      templates: [{ A: mathAlarm([expression('e', 'm1 / m2'), metric('m1'), metric('m2', { Period: 300 })]) }],
      at: ['Resources.A.Properties.Metrics[2].MetricStat.Period'],
      received: '300 s',
    },
  },
  complies: { 'one period, once as a text': [{ A: mathAlarm([metric('m1'), metric('m2', { Period: '60' })]) }] },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
  cannotTell: {
    'a period that is only known at deployment': [{ A: mathAlarm([metric('m1'), metric('m2', { Period: UNKNOWN })]) }],
  },
});
