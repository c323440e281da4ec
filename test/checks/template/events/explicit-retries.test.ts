import { describeCheck } from '../../../helpers/template-checks';

const rule = (retryPolicy?: object) => ({ R: { Type: 'AWS::Events::Rule', Properties: { Targets: [{ RetryPolicy: retryPolicy }] } } });
const at = ['Resources.R.Properties.Targets[0].RetryPolicy'];

describeCheck('EVT002', {
  violates: {
    'nothing is said (fault T19)': { templates: [rule()], at, received: 'no MaximumRetryAttempts and no MaximumEventAgeInSeconds' },
    'only how often': { templates: [rule({ MaximumRetryAttempts: 185 })], at, received: 'no MaximumEventAgeInSeconds' },
  },
  complies: { 'both are written down, also when they are the default or nothing': [rule({ MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 86_400 })] },
  doesNotApply: { 'a topic': [{ T: { Type: 'AWS::SNS::Topic' } }] },
});
