import { compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM018', {
  violates: {
    '1,025 characters': {
      templates: [{ A: metricAlarm({ AlarmDescription: 'd'.repeat(1_025) }) }],
      at: ['Resources.A.Properties.AlarmDescription'],
      received: '1025 characters',
    },
  },
  complies: { '1,024 characters': [{ A: compositeAlarm('TRUE', { AlarmDescription: 'd'.repeat(1_024) }) }] },
  doesNotApply: { 'an alarm without a description': [{ A: metricAlarm() }] },
});
