import { describeCheck, expression, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

const metrics = (count: number) => Array.from({ length: count }, (_, index) => metric(`m${index}`));
const expressions = (count: number) => Array.from({ length: count }, (_, index) => expression(`e${index}`, 'm1'));

describeCheck('MTH008', {
  violates: {
    'eleven metrics': {
      templates: [{ A: mathAlarm(metrics(11)) }],
      at: ['Resources.A.Properties.Metrics'],
      received: '11 metrics',
    },
    'eleven expressions': {
      templates: [{ A: mathAlarm([...expressions(11), metric('m1')]) }],
      at: ['Resources.A.Properties.Metrics'],
      received: '11 expressions',
    },
  },
  complies: { 'ten of each': [{ A: mathAlarm([...metrics(10), ...expressions(10)]) }] },
  doesNotApply: { 'an alarm on a single metric': [{ A: metricAlarm() }] },
});
