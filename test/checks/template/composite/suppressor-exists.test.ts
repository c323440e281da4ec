import { UNKNOWN, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('CMP007', {
  violates: {
    'a suppressor that no template has': {
      templates: [{ C: compositeAlarm('TRUE', { ActionsSuppressor: 's' }) }],
      at: ['Resources.C.Properties.ActionsSuppressor'],
      received: '"s"',
    },
  },
  complies: {
    'an alarm of the same template by its ARN': [{ C: compositeAlarm('TRUE', { ActionsSuppressor: { 'Fn::GetAtt': ['A', 'Arn'] } }), A: metricAlarm() }],
  },
  doesNotApply: { 'a composite alarm without a suppressor': [{ C: compositeAlarm('TRUE') }] },
  cannotTell: {
    'a suppressor that is only known at deployment': [{ C: compositeAlarm('TRUE', { ActionsSuppressor: UNKNOWN }) }],
  },
});
