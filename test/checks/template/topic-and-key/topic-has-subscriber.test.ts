import { describeCheck, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const A = metricAlarm({ AlarmActions: [{ Ref: 'T' }] });
const topic = (properties: object = {}) => ({ Type: 'AWS::SNS::Topic', Properties: { TopicName: 't', ...properties } });
const T = topic();
const ARN = 'arn:aws:sns:eu-central-1:111122223333:t';
const subscription = (arn: unknown) => ({ Type: 'AWS::SNS::Subscription', Properties: { TopicArn: arn } });
const resources = { A, T };

describeCheck('SNS002', {
  violates: {
    'a topic that alarms publish to and nobody hears': { templates: [resources], at: ['Resources.T.Properties'] },
    'a subscription to another topic': { templates: [{ ...resources, S: subscription(`${ARN}2`) }], at: ['Resources.T.Properties'] },
    'an empty list of subscriptions': { templates: [{ A, T: topic({ Subscription: [] }) }], at: ['Resources.T.Properties'] },
  },
  complies: {
    'a subscription': [{ ...resources, S: subscription({ Ref: 'T' }) }],
    'a subscription of another stack and region': [resources, { region: 'eu-west-1', template: { Resources: { S: subscription(ARN) } } }],
    'a subscription in the topic itself': [{ A, T: topic({ Subscription: [{ Protocol: 'https', Endpoint: 'https://example.org' }] }) }],
    'a chat channel': [{ ...resources, C: { Type: 'AWS::Chatbot::SlackChannelConfiguration', Properties: { SnsTopicArns: [{ Ref: 'T' }] } } }],
  },
  doesNotApply: { 'a topic that no alarm publishes to': [{ T }] },
  cannotTell: {
    'a subscription to a topic that is only known at deployment': [{ ...resources, S: subscription(UNKNOWN) }],
    'a topic that is exported': [{ template: { Resources: resources, Outputs: { O: { Value: { Ref: 'T' }, Export: { Name: 'topic' } } } } }],
    'a macro, which may make a subscription': [{ template: { Resources: resources, Transform: 'AWS::Serverless-2016-10-31' } }],
    'a nested stack': [{ ...resources, N: { Type: 'AWS::CloudFormation::Stack' } }],
  },
});
