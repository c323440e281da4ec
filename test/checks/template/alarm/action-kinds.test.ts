import { UNKNOWN, compositeAlarm, describeCheck, mathAlarm, metric, metricAlarm } from '../../../helpers/template-checks';

const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:t';
const FUNCTION = 'arn:aws:lambda:eu-central-1:111122223333:function:f';
const OPS_ITEM = 'arn:aws:ssm:eu-central-1:111122223333:opsitem:3#CATEGORY=Performance';
const REBOOT = 'arn:aws:automate:eu-central-1:ec2:reboot';
const SCALING = 'arn:aws:autoscaling:eu-central-1:111122223333:scalingPolicy:id:autoScalingGroupName/g:policyName/p';

describeCheck('ALM021', {
  violates: {
    'an OpsItem when the alarm is back to OK': {
      templates: [{ A: metricAlarm({ OKActions: [OPS_ITEM] }) }],
      at: ['Resources.A.Properties.OKActions[0]'],
    },
    'a composite alarm that reboots an instance': {
      templates: [{ A: compositeAlarm('TRUE', { AlarmActions: [REBOOT] }) }],
      at: ['Resources.A.Properties.AlarmActions[0]'],
    },
    'a composite alarm that scales': {
      templates: [{ A: compositeAlarm('TRUE', { AlarmActions: [SCALING] }) }],
      at: ['Resources.A.Properties.AlarmActions[0]'],
    },
    'metric math that reboots an instance': {
      templates: [{ A: mathAlarm([metric('m1')], { AlarmActions: [REBOOT] }) }],
      at: ['Resources.A.Properties.AlarmActions[0]'],
    },
    'something that is no ARN': {
      templates: [{ A: metricAlarm({ AlarmActions: ['ops@example.com'] }) }],
      at: ['Resources.A.Properties.AlarmActions[0]'],
    },
    'a queue': {
      templates: [{ A: metricAlarm({ AlarmActions: ['arn:aws:sqs:eu-central-1:111122223333:q'] }) }],
      at: ['Resources.A.Properties.AlarmActions[0]'],
    },
  },
  complies: {
    'a topic and a function in every state': [
      { A: compositeAlarm('TRUE', { AlarmActions: [TOPIC], OKActions: [FUNCTION], InsufficientDataActions: [TOPIC] }) },
    ],
    'an OpsItem in ALARM of a composite alarm': [{ A: compositeAlarm('TRUE', { AlarmActions: [OPS_ITEM] }) }],
    'a single metric that reboots and scales': [{ A: metricAlarm({ AlarmActions: [REBOOT], OKActions: [SCALING] }) }],
  },
  doesNotApply: { 'a template without alarms': [{ T: { Type: 'AWS::SNS::Topic' } }] },
  cannotTell: {
    'a reference to a type day2 has no ARN for': [{ A: metricAlarm({ AlarmActions: [{ Ref: 'P' }] }), P: { Type: 'AWS::AutoScaling::ScalingPolicy' } }],
    'an action that is only known at deployment': [{ A: metricAlarm({ AlarmActions: [UNKNOWN] }) }],
  },
});
