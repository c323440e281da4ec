import { UNKNOWN, compositeAlarm, describeCheck, metricAlarm } from '../../../helpers/template-checks';

const topics = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:sns:eu-central-1:111122223333:t${index}`);

describeCheck('ALM019', {
  violates: {
    'six actions in ALARM': {
      templates: [{ A: metricAlarm({ AlarmActions: topics(6) }) }],
      at: ['Resources.A.Properties.AlarmActions'],
      received: '6 actions',
    },
    'six actions in INSUFFICIENT_DATA of a composite alarm': {
      templates: [{ A: compositeAlarm('TRUE', { InsufficientDataActions: topics(6) }) }],
      at: ['Resources.A.Properties.InsufficientDataActions'],
    },
  },
  complies: {
    'five actions for each state': [{ A: metricAlarm({ AlarmActions: topics(5), OKActions: topics(5), InsufficientDataActions: topics(5) }) }],
  },
  doesNotApply: { 'a template without alarms': [{ T: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: { 'a list that is only known at deployment': [{ A: metricAlarm({ AlarmActions: UNKNOWN }) }] },
});
