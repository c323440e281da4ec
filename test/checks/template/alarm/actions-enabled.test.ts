import { UNKNOWN, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('ALM002', {
  violates: {
    'a metric alarm with its actions off': {
      templates: [{ A: metricAlarm({ ActionsEnabled: false }) }],
      at: ['Resources.A.Properties.ActionsEnabled'],
      received: 'false',
    },
    'a composite alarm with its actions off, as a text': {
      templates: [{ A: compositeAlarm('TRUE', { ActionsEnabled: 'false' }) }],
      at: ['Resources.A.Properties.ActionsEnabled'],
    },
  },
  complies: { 'actions on': [{ A: metricAlarm({ ActionsEnabled: true }) }], 'nothing said': [{ A: metricAlarm() }] },
  doesNotApply: {
    'a template without alarms': [{ T: { Type: 'AWS::SNS::Topic' } }],
    'an alarm that is never created': [
      {
        template: {
          Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
          Resources: { A: { ...metricAlarm({ ActionsEnabled: false }), Condition: 'Never' } },
        },
      },
    ],
  },
  cannotTell: { 'a switch that is only known at deployment': [{ A: metricAlarm({ ActionsEnabled: UNKNOWN }) }] },
});
