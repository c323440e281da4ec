import { describeCheck, metricAlarm, UNKNOWN } from '../../../helpers/template-checks';

const SERVICE = 'lambda.alarms.cloudwatch.amazonaws.com';
const ARN = { 'Fn::GetAtt': ['F', 'Arn'] };
const F = { Type: 'AWS::Lambda::Function' };
const A = metricAlarm({ AlarmActions: [ARN], OKActions: [ARN] });
const permission = (properties: object = {}) => ({
  Type: 'AWS::Lambda::Permission',
  Properties: { Principal: SERVICE, Action: 'lambda:InvokeFunction', FunctionName: { Ref: 'F' }, ...properties },
});
const ofAlarm = { 'Fn::GetAtt': ['A', 'Arn'] };
const at = ['Resources.A.Properties.AlarmActions[0]'];

describeCheck('ALM028', {
  violates: {
    'no permission at all, once for two states': { templates: [{ A, F }], at },
    'a permission for another service': { templates: [{ A, F, P: permission({ Principal: 'events.amazonaws.com' }) }], at },
    'a permission for another alarm': { templates: [{ A, F, P: permission({ SourceArn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:other' }) }], at },
    'a permission on another function': { templates: [{ A, F, P: permission({ FunctionName: 'other' }) }], at },
    'a permission for something else': { templates: [{ A, F, P: permission({ Action: 'lambda:GetFunction' }) }], at },
    'a permission on an alias only': { templates: [{ A, F, P: permission({ FunctionName: { 'Fn::Sub': '${F}:live' } }) }], at },
  },
  complies: {
    'a permission by name': [{ A, F, P: permission() }],
    'a permission by ARN, for this alarm': [{ A, F, P: permission({ FunctionName: ARN, SourceArn: ofAlarm }) }],
    'a permission by the end of the ARN, for all alarms': [
      {
        A,
        F,
        P: permission({ FunctionName: { 'Fn::Sub': '${AWS::AccountId}:function:${F}' }, SourceArn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*' }),
      },
    ],
    'a permission of another stack': [
      { A: metricAlarm({ AlarmActions: [{ 'Fn::ImportValue': 'f' }] }) },
      { template: { Resources: { F, P: permission() }, Outputs: { O: { Value: ARN, Export: { Name: 'f' } } } } },
    ],
    'an alarm without functions': [{ A: metricAlarm({ AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:t'] }) }],
  },
  cannotTell: {
    'a function that no template has': [{ A: metricAlarm({ AlarmActions: ['arn:aws:lambda:eu-central-1:111122223333:function:f'] }) }],
    'a permission whose source is only known at deployment': [{ A, F, P: permission({ SourceArn: UNKNOWN }) }],
    'a policy that is not read': [{ A, F, P: { Type: 'AWS::Lambda::ResourcePolicy' } }],
  },
});
