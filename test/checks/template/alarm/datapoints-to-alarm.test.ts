import { describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM012', {
  violates: {
    'four out of three': {
      templates: [{ A: metricAlarm({ DatapointsToAlarm: 4 }) }],
      at: ['Resources.A.Properties.DatapointsToAlarm'],
      received: '4',
    },
  },
  complies: { 'three out of three': [{ A: metricAlarm({ DatapointsToAlarm: 3 }) }] },
  doesNotApply: { 'an alarm without DatapointsToAlarm': [{ A: metricAlarm() }] },
});
