import { IMPORTED, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('CMP001', {
  violates: {
    'a bracket that is never closed': {
      templates: [{ C: compositeAlarm('(ALARM(a)') }],
      at: ['Resources.C.Properties.AlarmRule'],
    },
    'AND and OR without parentheses, whose precedence is not documented': {
      templates: [{ C: compositeAlarm('ALARM(a) AND ALARM(b) OR ALARM(c)') }],
      at: ['Resources.C.Properties.AlarmRule'],
    },
    'a state that does not exist': {
      templates: [{ C: compositeAlarm('ALARMED(a)') }],
      at: ['Resources.C.Properties.AlarmRule'],
      received: '"ALARMED(a)"',
    },
  },
  complies: { 'a rule with parentheses': [{ C: compositeAlarm('(ALARM(a) AND NOT OK("b c")) OR FALSE') }] },
  doesNotApply: { 'a metric alarm': [{ A: metricAlarm() }] },
  cannotTell: {
    'a rule with an imported part that no template exports': [{ C: compositeAlarm({ 'Fn::Join': ['', ['ALARM(', IMPORTED, ')']] }) }],
  },
});
