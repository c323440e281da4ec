import { describeCheck, UNKNOWN } from '../../../helpers/template-checks';

const ARN = { 'Fn::GetAtt': ['Q', 'Arn'] };
const rule = { Type: 'AWS::Events::Rule', Properties: { Targets: [{ DeadLetterConfig: { Arn: ARN } }] } };
const subscription = { Type: 'AWS::SNS::Subscription', Properties: { RedrivePolicy: { deadLetterTargetArn: ARN } } };
const queue = (properties: object = {}) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const policy = (service: string, more: object = {}) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: 'Q' }],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sqs:SendMessage', Resource: ARN, ...more }] },
  },
});
const key = (...statements: readonly object[]) => ({ Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } });
const keyGrant = (service: string) => ({ Effect: 'Allow', Principal: { Service: service }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' });
const EVENTS = 'events.amazonaws.com';
const SNS = 'sns.amazonaws.com';
const ofRule = ['Resources.R.Properties.Targets[0].DeadLetterConfig.Arn'];

describeCheck('DLQ002', {
  violates: {
    'a queue without a policy (fault T4)': { templates: [{ R: rule, Q: queue() }], at: ofRule, received: 'no policy' },
    'a queue that lets another service in': {
      templates: [{ R: rule, Q: queue(), P: policy(SNS) }],
      at: ofRule,
      received: `no effective grant of sqs:SendMessage to ${EVENTS}`,
    },
    'a queue whose key does not let SNS in': {
      templates: [{ S: subscription, Q: queue({ KmsMasterKeyId: { Ref: 'K' } }), P: policy(SNS), K: key(keyGrant(EVENTS)) }],
      at: ['Resources.S.Properties.RedrivePolicy.deadLetterTargetArn'],
      received: `no effective grant of kms:Decrypt and kms:GenerateDataKey to ${SNS}`,
    },
    'a queue with the key AWS manages': {
      templates: [{ R: rule, Q: queue({ KmsMasterKeyId: 'alias/aws/sqs' }), P: policy(EVENTS) }],
      at: ofRule,
      received: '"alias/aws/sqs"',
    },
  },
  complies: {
    'a policy for the source of the letters': [
      { R: rule, Q: queue({ SqsManagedSseEnabled: true }), P: policy(EVENTS, { Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:*' } } }) },
    ],
    'a key that lets the sender in': [{ S: subscription, Q: queue({ KmsMasterKeyId: { Ref: 'K' } }), P: policy(SNS), K: key(keyGrant(SNS)) }],
    'an inline policy': [
      {
        R: rule,
        Q: queue(),
        P: { Type: 'AWS::SQS::QueueInlinePolicy', Properties: { Queue: { Ref: 'Q' }, PolicyDocument: policy(EVENTS).Properties.PolicyDocument } },
      },
    ],
  },
  doesNotApply: {
    'a schedule, whose role stores its letters': [
      { S: { Type: 'AWS::Scheduler::Schedule', Properties: { Target: { DeadLetterConfig: { Arn: ARN } } } }, Q: queue() },
    ],
    'a rule without a queue': [{ R: { Type: 'AWS::Events::Rule', Properties: { Targets: [{}] } } }],
  },
  cannotTell: {
    'a queue that no template has': [
      { S: { Type: 'AWS::SNS::Subscription', Properties: { RedrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:111122223333:q' } } } },
    ],
    'a queue that is only known at deployment': [{ S: { Type: 'AWS::SNS::Subscription', Properties: { RedrivePolicy: { deadLetterTargetArn: UNKNOWN } } } }],
  },
});
