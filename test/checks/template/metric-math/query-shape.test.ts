import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

describeCheck('MTH009', {
  violates: {
    'an entry that is neither': {
      templates: [{ A: mathAlarm([{ Id: 'm1' }]) }],
      at: ['Resources.A.Properties.Metrics[0]'],
      received: 'neither MetricStat nor Expression',
    },
    'an entry that is both': {
      templates: [{ A: mathAlarm([{ ...metric('m1'), Expression: 'm2' }]) }],
      at: ['Resources.A.Properties.Metrics[0]'],
      received: 'MetricStat and Expression',
    },
  },
  complies: { 'a metric and an expression': [{ A: mathAlarm([metric('m1'), expression('e', 'm1')]) }] },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
