import { describeCheck } from '../../../helpers/template-checks';

const rule = (arn: unknown, target: object = {}) => ({ Type: 'AWS::Events::Rule', Properties: { Targets: [{ Arn: arn, ...target }] } });
const policy = (kind: 'Topic' | 'Queue', service: string, action: string) => ({
  Type: kind === 'Topic' ? 'AWS::SNS::TopicPolicy' : 'AWS::SQS::QueuePolicy',
  Properties: {
    [`${kind}s`]: [{ Ref: 'X' }],
    PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: action, Resource: '*' }] },
  },
});
const EVENTS = 'events.amazonaws.com';
const topic = { Type: 'AWS::SNS::Topic' };
const queue = { Type: 'AWS::SQS::Queue' };
const fn = { Type: 'AWS::Lambda::Function' };
const ARN = { 'Fn::GetAtt': ['X', 'Arn'] };
const REF = { Ref: 'X' };
const permission = {
  Type: 'AWS::Lambda::Permission',
  Properties: { Principal: EVENTS, Action: 'lambda:InvokeFunction', FunctionName: ARN, SourceArn: { 'Fn::GetAtt': ['R', 'Arn'] } },
};
const at = ['Resources.R.Properties.Targets[0].Arn'];

describeCheck('EVT003', {
  violates: {
    'a topic with the policy that topics have by default': { templates: [{ R: rule(REF), X: topic }], at, received: 'no policy' },
    'a topic whose policy names another service': {
      templates: [{ R: rule(REF), X: topic, P: policy('Topic', 'cloudwatch.amazonaws.com', 'sns:Publish') }],
      at,
      received: `no effective grant of sns:Publish to ${EVENTS}`,
    },
    'a queue without a policy': { templates: [{ R: rule(ARN), X: queue }], at, received: 'no policy' },
    'a function without a permission': { templates: [{ R: rule(ARN), X: fn }], at },
  },
  complies: {
    'a topic that names EventBridge': [{ R: rule(REF), X: topic, P: policy('Topic', EVENTS, 'sns:Publish') }],
    'a queue that names EventBridge': [{ R: rule(ARN), X: queue, P: policy('Queue', EVENTS, 'sqs:SendMessage') }],
    'a function with a permission for this rule': [{ R: rule(ARN), X: fn, P: permission }],
    'a target with a role, whose policies decide': [{ R: rule(REF, { RoleArn: 'arn:aws:iam::111122223333:role/r' }), X: topic }],
    'a target that always needs a role': [{ R: rule('arn:aws:states:eu-central-1:111122223333:stateMachine:m') }],
  },
  cannotTell: {
    'a topic that no template has': [{ R: rule('arn:aws:sns:eu-central-1:111122223333:t') }],
    'a function that no template has': [{ R: rule('arn:aws:lambda:eu-central-1:111122223333:function:f') }],
  },
});
