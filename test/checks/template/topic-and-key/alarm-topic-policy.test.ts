import { describeCheck, metricAlarm } from '../../../helpers/template-checks';

const alarm = metricAlarm({ AlarmActions: [{ Ref: 'T' }] });
const topic = { Type: 'AWS::SNS::Topic' };
const policy = (...statements: readonly object[]) => ({
  Type: 'AWS::SNS::TopicPolicy',
  Properties: { Topics: [{ Ref: 'T' }], PolicyDocument: { Statement: statements } },
});
const publish = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: { Ref: 'T' },
  ...more,
});
const ENCRYPTED_ONLY = {
  Effect: 'Deny',
  Principal: '*',
  Action: 'sns:Publish',
  Resource: { Ref: 'T' },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};
const at = ['Resources.T.Properties'];

describeCheck('SNS001', {
  violates: {
    'a policy that only speaks of encryption, and so replaces the default one': {
      templates: [{ A: alarm, T: topic, P: policy(ENCRYPTED_ONLY) }],
      at,
    },
    'a policy for another service': {
      templates: [{ A: alarm, T: topic, P: policy(publish({ Principal: { Service: 'events.amazonaws.com' } })) }],
      at,
    },
    'a policy for another topic': {
      templates: [{ A: alarm, T: topic, P: policy(publish({ Resource: 'arn:aws:sns:eu-central-1:111122223333:other' })) }],
      at,
    },
    'an inline policy': {
      templates: [
        {
          A: alarm,
          T: topic,
          P: {
            Type: 'AWS::SNS::TopicInlinePolicy',
            Properties: { TopicArn: { Ref: 'T' }, PolicyDocument: { Statement: ENCRYPTED_ONLY } },
          },
        },
      ],
      at,
    },
  },
  complies: {
    'no policy, so the default one': [{ A: alarm, T: topic }],
    'a policy that lets CloudWatch publish over encrypted connections': [{ A: alarm, T: topic, P: policy(ENCRYPTED_ONLY, publish()) }],
    'wildcards in action and resource': [
      {
        A: alarm,
        T: topic,
        P: policy(publish({ Action: 'SNS:Pub*', Resource: 'arn:aws:sns:*:111122223333:stack-1-T-*' })),
      },
    ],
  },
  doesNotApply: { 'a topic that no alarm publishes to': [{ T: topic, P: policy(ENCRYPTED_ONLY) }] },
  cannotTell: {
    'two policies of one topic': [{ A: alarm, T: topic, P: policy(publish()), Q: policy(publish()) }],
    'a grant to the owner of the topic, whoever that is': [
      {
        A: alarm,
        T: topic,
        P: policy(publish({ Principal: { AWS: '*' }, Condition: { StringEquals: { 'AWS:SourceOwner': '111122223333' } } })),
      },
    ],
  },
});
