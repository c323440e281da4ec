import { UNKNOWN, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM016', {
  violates: {
    '256 characters': {
      templates: [{ A: metricAlarm({ AlarmName: 'n'.repeat(256) }) }],
      at: ['Resources.A.Properties.AlarmName'],
      received: '256 characters',
    },
    'an empty name': {
      templates: [{ A: compositeAlarm('TRUE', { AlarmName: '' }) }],
      at: ['Resources.A.Properties.AlarmName'],
    },
  },
  complies: {
    '255 characters': [{ A: metricAlarm({ AlarmName: 'n'.repeat(255) }) }],
    'no name': [{ A: metricAlarm() }],
  },
  doesNotApply: { 'a template without alarms': [{ T: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: { 'a name that is only known at deployment': [{ A: metricAlarm({ AlarmName: UNKNOWN }) }] },
});
