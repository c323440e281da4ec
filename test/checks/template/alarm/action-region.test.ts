import { IMPORTED, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

const US_TOPIC = 'arn:aws:sns:us-east-1:111122223333:t';

describeCheck('ALM020', {
  violates: {
    'a topic of another region': {
      templates: [{ A: compositeAlarm('TRUE', { AlarmActions: [US_TOPIC] }) }],
      at: ['Resources.A.Properties.AlarmActions[0]'],
      received: `"${US_TOPIC}"`,
    },
  },
  complies: {
    'a topic of the same template': [{ A: metricAlarm({ OKActions: [{ Ref: 'T' }] }), T: { Type: 'AWS::SNS::Topic' } }],
    'a topic of the same, unknown region': [
      {
        region: undefined,
        template: { Resources: { A: metricAlarm({ OKActions: [{ Ref: 'T' }] }), T: { Type: 'AWS::SNS::Topic' } } },
      },
    ],
  },
  doesNotApply: { 'a template without alarms': [{ T: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: {
    'an imported topic that no template exports': [{ A: metricAlarm({ AlarmActions: [IMPORTED] }) }],
    'a topic by its ARN in a stack without a region': [{ region: undefined, template: { Resources: { A: metricAlarm({ AlarmActions: [US_TOPIC] }) } } }],
  },
});
