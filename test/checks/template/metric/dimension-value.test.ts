import { describeCheck, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const watching = (namespace: string, name: string, value: unknown, more: object = {}) => ({
  A: metricAlarm({ Namespace: namespace, MetricName: 'm', Dimensions: [{ Name: name, Value: value }] }),
  ...more,
});
const at = ['Resources.A.Properties.Dimensions[0].Value'];
const balancer = { R: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'portal' } } };
const group = { R: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup' } };
const queue = { R: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders' } } };
const topic = { R: { Type: 'AWS::SNS::Topic' } };
const machine = { R: { Type: 'AWS::StepFunctions::StateMachine', Properties: { StateMachineName: 'm' } } };
const REF = { Ref: 'R' };
const attribute = (name: string) => ({ 'Fn::GetAtt': ['R', name] });

describeCheck('ALM024', {
  violates: {
    'the ARN of a load balancer': {
      templates: [watching('AWS/ApplicationELB', 'LoadBalancer', REF, balancer)],
      at,
      received: '"arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/app/port...',
    },
    'the name of a load balancer': {
      templates: [watching('AWS/NetworkELB', 'LoadBalancer', attribute('LoadBalancerName'), balancer)],
      at,
      received: '"portal"',
    },
    'the ARN of a target group': { templates: [watching('AWS/ApplicationELB', 'TargetGroup', REF, group)], at },
    'the URL of a queue': { templates: [watching('AWS/SQS', 'QueueName', REF, queue)], at },
    'the ARN of a queue': { templates: [watching('AWS/SQS', 'QueueName', attribute('Arn'), queue)], at },
    'the ARN of a topic': { templates: [watching('AWS/SNS', 'TopicName', REF, topic)], at },
    'the ARN of a function': { templates: [watching('AWS/Lambda', 'FunctionName', 'arn:aws:lambda:eu-central-1:111122223333:function:f')], at },
    'the name of a state machine': { templates: [watching('AWS/States', 'StateMachineArn', attribute('Name'), machine)], at, received: '"m"' },
  },
  complies: {
    'the full name of a load balancer': [watching('AWS/ApplicationELB', 'LoadBalancer', attribute('LoadBalancerFullName'), balancer)],
    'the full name of a target group': [watching('AWS/ApplicationELB', 'TargetGroup', attribute('TargetGroupFullName'), group)],
    'the name of a queue': [watching('AWS/SQS', 'QueueName', attribute('QueueName'), queue)],
    'the ARN of a state machine': [watching('AWS/States', 'StateMachineArn', REF, machine)],
    'an ARN where no form is written down': [watching('AWS/Bedrock', 'ModelId', 'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/p')],
    'a dimension of one’s own': [watching('shop', 'QueueName', 'https://example.org')],
  },
  cannotTell: {
    'a value that is only known at deployment': [watching('AWS/SQS', 'QueueName', UNKNOWN)],
    'a resource of which day2 does not know what Ref gives': [watching('AWS/States', 'StateMachineArn', REF, { R: { Type: 'Custom::Machine' } })],
  },
});
