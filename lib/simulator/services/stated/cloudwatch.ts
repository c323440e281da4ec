import { alarmNameOf } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { CallInput } from '../../core/service';
import { MUTE_RULE } from './mute-rules';
import { inputMembers, statedService, textsIn, type StatedCall } from './stated-service';

/**
 * Mute rules as records: made, read and taken away. One for an alarm of a template would hold back its actions, which is not simulated
 * for rules that no template has. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html
 */
export const STATED_CLOUDWATCH = statedService(
  { name: 'cloudwatch', title: 'CloudWatch', denied: 'AccessDenied', invalid: 'MissingParameter' },
  { [MUTE_RULE]: { key: ['Name'], like: 'cloudwatch:GetAlarmMuteRule $' } },
  {
    GetAlarmMuteRule: {
      effect: 'read',
      input: ['AlarmMuteRuleName'],
      resource: (input, call) => ruleArn(input.AlarmMuteRuleName, call),
      run: (input, call) => ({
        AlarmMuteRuleArn: ruleArn(input.AlarmMuteRuleName, call),
        ...call.existing(MUTE_RULE, String(input.AlarmMuteRuleName), notFound(input)),
      }),
    },
    PutAlarmMuteRule: {
      effect: 'write',
      input: ['Name', 'Description', 'Rule', 'MuteTargets', 'StartDate', 'ExpireDate', 'Tags'],
      resource: (input, call) => ruleArn(input.Name, call),
      run: (input, call) => {
        const targets = textsIn((input.MuteTargets ?? {}) as CallInput, 'AlarmNames') ?? [];
        const deployed = targets.find((name) => call.isDeployedAlarm(alarmNameOf(name)));
        if (deployed !== undefined) throw new NotSimulatedError(`a mute rule that no template has, for alarm ${deployed}`);
        call.store.put(MUTE_RULE, call.region, inputMembers(input, 'Name', 'Description', 'Rule', 'MuteTargets', 'StartDate', 'ExpireDate') as JsonObject);
        return {};
      },
    },
    DeleteAlarmMuteRule: {
      effect: 'write',
      input: ['AlarmMuteRuleName'],
      resource: (input, call) => ruleArn(input.AlarmMuteRuleName, call),
      run: (input, call) => {
        call.store.remove(MUTE_RULE, call.region, String(input.AlarmMuteRuleName));
        return {};
      },
    },
  },
);

function ruleArn(name: unknown, call: StatedCall): string {
  return call.arn(`alarm-mute-rule:${String(name)}`);
}

function notFound({ AlarmMuteRuleName: name }: CallInput): ServiceError {
  return new ServiceError('ResourceNotFoundException', `alarm mute rule ${String(name)} does not exist`);
}
