import { compositeAlarm, describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM015', {
  violates: {
    'a unit of a single metric': {
      templates: [{ A: metricAlarm({ Unit: 'Count' }) }],
      at: ['Resources.A.Properties.Unit'],
      received: '"Count"',
    },
    'a unit among Metrics': {
      templates: [{ A: mathAlarm([metric('m1', { Unit: 'Seconds' })]) }],
      at: ['Resources.A.Properties.Metrics[0].MetricStat.Unit'],
    },
  },
  complies: { 'no unit': [{ A: metricAlarm() }] },
  doesNotApply: { 'a composite alarm': [{ A: compositeAlarm('TRUE') }] },
});
