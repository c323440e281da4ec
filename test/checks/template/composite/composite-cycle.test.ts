import { compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('CMP008', {
  violates: {
    'an alarm that watches itself': {
      templates: [{ C: compositeAlarm('ALARM(c)', { AlarmName: 'c' }) }],
      at: ['Resources.C.Properties.AlarmRule'],
      received: 'c → c',
    },
    'two alarms of two stacks that watch each other': {
      templates: [{ C: compositeAlarm('ALARM(d)', { AlarmName: 'c' }) }, { C: compositeAlarm('NOT ALARM(c)', { AlarmName: 'd' }) }],
      at: ['Resources.C.Properties.AlarmRule', 'Resources.C.Properties.AlarmRule'],
      received: 'c → d → c',
    },
  },
  complies: {
    'two alarms that watch a third': [
      {
        C: compositeAlarm('ALARM(e)', { AlarmName: 'c' }),
        D: compositeAlarm('ALARM(c) OR ALARM(e)'),
        E: compositeAlarm('TRUE', { AlarmName: 'e' }),
      },
    ],
  },
  doesNotApply: { 'a metric alarm': [{ A: metricAlarm() }] },
});
