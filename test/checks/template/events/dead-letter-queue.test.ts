import { describeCheck } from '../../../helpers/template-checks';

const rule = (...targets: readonly object[]) => ({ Type: 'AWS::Events::Rule', Properties: { Targets: targets } });
const schedule = (target: object) => ({ Type: 'AWS::Scheduler::Schedule', Properties: { Target: target } });
const subscription = (properties: object = {}) => ({ Type: 'AWS::SNS::Subscription', Properties: { Protocol: 'sms', ...properties } });
const letters = { DeadLetterConfig: { Arn: 'arn:aws:sqs:eu-central-1:111122223333:q' } };

describeCheck('DLQ001', {
  violates: {
    'a target of a rule (fault T4)': {
      templates: [{ R: rule(letters, {}) }],
      at: ['Resources.R.Properties.Targets[1].DeadLetterConfig.Arn'],
      received: 'no dead-letter queue',
    },
    'a schedule': { templates: [{ S: schedule({}) }], at: ['Resources.S.Properties.Target.DeadLetterConfig.Arn'] },
    'a subscription': { templates: [{ S: subscription() }], at: ['Resources.S.Properties.RedrivePolicy.deadLetterTargetArn'] },
  },
  complies: {
    'all of them with a queue': [
      { R: rule(letters), S: schedule(letters), T: subscription({ RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:111122223333:q' } }) },
    ],
    'a rule that delivers nothing': [{ R: rule() }],
    'a reason why not': [
      { S: { ...subscription(), Metadata: { 'day2:acknowledged': { DLQ001: 'a chat message that is late is worth nothing' } } }, R: rule(letters) },
    ],
  },
  doesNotApply: { 'a topic': [{ T: { Type: 'AWS::SNS::Topic' } }] },
});
