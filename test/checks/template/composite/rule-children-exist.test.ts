import { UNKNOWN, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

describeCheck('CMP002', {
  violates: {
    'a child that no template has': {
      templates: [{ C: compositeAlarm('ALARM(a)'), A: metricAlarm({ AlarmName: 'b' }) }],
      at: ['Resources.C.Properties.AlarmRule'],
      received: 'a',
    },
    'a child of another region': {
      templates: [{ C: compositeAlarm('ALARM(a)') }, { region: 'us-east-1', template: { Resources: { A: metricAlarm({ AlarmName: 'a' }) } } }],
      at: ['Resources.C.Properties.AlarmRule'],
    },
    'an ARN of another account': {
      templates: [
        {
          C: compositeAlarm('ALARM("arn:aws:cloudwatch:eu-central-1:444455556666:alarm:a")'),
          A: metricAlarm({ AlarmName: 'a' }),
        },
      ],
      at: ['Resources.C.Properties.AlarmRule'],
    },
  },
  complies: {
    'a child by its name, in another stack': [{ C: compositeAlarm('ALARM(a)') }, { A: metricAlarm({ AlarmName: 'a' }) }],
    'a child by its ARN, as the CDK writes it': [
      { C: compositeAlarm({ 'Fn::Join': ['', ['ALARM("', { 'Fn::GetAtt': ['A', 'Arn'] }, '")']] }), A: metricAlarm() },
    ],
    'a child that another stack exports': [
      { C: compositeAlarm({ 'Fn::Join': ['', ['ALARM("', { 'Fn::ImportValue': 'child' }, '")']] }) },
      {
        template: {
          Resources: { A: metricAlarm() },
          Outputs: { O: { Value: { 'Fn::GetAtt': ['A', 'Arn'] }, Export: { Name: 'child' } } },
        },
      },
    ],
    'a composite alarm as a child': [{ C: compositeAlarm('OK(d)'), D: compositeAlarm('TRUE', { AlarmName: 'd' }) }],
  },
  doesNotApply: { 'a metric alarm': [{ A: metricAlarm() }] },
  cannotTell: {
    'an alarm whose name is only known at deployment could be the child': [{ C: compositeAlarm('ALARM(a)'), A: metricAlarm({ AlarmName: UNKNOWN }) }],
    'an ARN in a stack without an account': [
      {
        account: undefined,
        template: { Resources: { C: compositeAlarm('ALARM("arn:aws:cloudwatch:eu-central-1:444455556666:alarm:a")') } },
      },
    ],
    'a rule that cannot be read': [{ C: compositeAlarm('ALARM(') }],
  },
});
