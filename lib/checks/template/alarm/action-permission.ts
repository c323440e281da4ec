import { serviceOfArn } from '../../../aws/arn';
import { missingFunctionPermission } from '../identity/function-permission';
import { ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { alarmActions } from './alarm-actions';

/** A function that an alarm invokes lets it. */
export const actionPermission: ResourceCheck = {
  code: 'ALM028',
  requirement: 'a function that an alarm invokes lets it',
  why: 'the alarm goes off and the function is not invoked; only a line in the history of the alarm says so',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html',
  appliesTo: ALARMS,
  *check(alarm) {
    const seen = new Set<string>();
    for (const { target } of alarmActions(alarm)) {
      const arn = target.text();
      if (serviceOfArn(arn) !== 'lambda' || seen.has(arn)) continue;
      seen.add(arn);
      yield* missingFunctionPermission({ from: alarm, target, service: 'lambda.alarms.cloudwatch.amazonaws.com' });
    }
  },
};
