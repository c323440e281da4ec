import { compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

const placed = (location: { readonly stage?: string; readonly account?: string; readonly region?: string }) => ({
  account: undefined,
  ...location,
  template: { Resources: { A: metricAlarm({ AlarmName: 'n' }) } },
});

describeCheck('ALM017', {
  violates: {
    'a metric and a composite alarm of one template': {
      templates: [{ A: metricAlarm({ AlarmName: 'n' }), B: compositeAlarm('TRUE', { AlarmName: 'n' }) }],
      at: ['Resources.B.Properties.AlarmName'],
      received: '"n"',
    },
    'two stacks of one account and region': {
      templates: [{ A: metricAlarm({ AlarmName: 'n' }) }, { A: metricAlarm({ AlarmName: 'n' }) }],
      at: ['Resources.A.Properties.AlarmName'],
    },
    'names that become the same once they are resolved': {
      templates: [{ A: metricAlarm({ AlarmName: 'n-eu-central-1' }) }, { A: metricAlarm({ AlarmName: { 'Fn::Sub': 'n-${AWS::Region}' } }) }],
      at: ['Resources.A.Properties.AlarmName'],
    },
    'two stacks of one stage whose account is not known': {
      templates: [placed({ stage: 'prod' }), placed({ stage: 'prod' })],
      at: ['Resources.A.Properties.AlarmName'],
    },
    'two stages of one known account': {
      templates: [placed({ stage: 'dev', account: '111122223333' }), placed({ stage: 'prod', account: '111122223333' })],
      at: ['Resources.A.Properties.AlarmName'],
    },
  },
  complies: {
    'different names': [{ A: metricAlarm({ AlarmName: 'n' }), B: metricAlarm({ AlarmName: 'm' }) }],
    'one name in two regions': [placed({ region: 'eu-central-1' }), placed({ region: 'us-east-1' })],
    'one name in two accounts': [placed({ account: '111122223333' }), placed({ account: '444455556666' })],
    'one name in two stages, whose accounts may differ': [placed({ stage: 'dev' }), placed({ stage: 'prod' })],
  },
  doesNotApply: { 'alarms that CloudFormation names': [{ A: metricAlarm(), B: metricAlarm() }] },
});
