import { referencedAlarms } from '../../../aws/alarm-rule/alarm-rule';
import { COMPOSITE_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { findAlarm, readRule } from './composite-rule';

/** Every alarm a rule names is in the templates, in the account and region of the composite alarm. */
export const ruleChildrenExist: ResourceCheck = {
  code: 'CMP002',
  requirement: 'every alarm a rule names is in the templates, in the account and region of the composite alarm',
  why: 'the deployment fails, or the composite alarm watches the wrong alarm',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  appliesTo: COMPOSITE_ALARMS,
  *check(alarm) {
    const rule = alarm.at('AlarmRule');
    for (const child of referencedAlarms(readRule(alarm))) {
      if (findAlarm(alarm, child, rule) !== undefined) continue;
      yield {
        at: rule,
        what: `no template has the alarm ${child}`,
        received: child,
        allowed: `an alarm of ${alarm.stack.region} in one of the templates`,
        change: 'correct the name; if the alarm is managed elsewhere, acknowledge CMP002 and say where',
      };
    }
  },
};
