import type { AlarmRule } from '../../../aws/alarm-rule/alarm-rule';
import { parseAlarmRule } from '../../../aws/alarm-rule/parse-alarm-rule';
import { AlarmRuleSyntaxError } from '../../../aws/alarm-rule/tokenize-alarm-rule';
import { isArn } from '../../../aws/arn';
import type { CheckedResource } from '../checked-stack';
import { ALARM_TYPES } from '../scopes';
import { CannotTellError, type PropertyNode } from '../template-value';

/**
 * The rule of a composite alarm, for checks that only make sense when it can be read.
 * @throws CannotTellError when it cannot
 */
export function readRule(alarm: CheckedResource): AlarmRule {
  const rule = alarm.properties.at('AlarmRule');
  try {
    return parseAlarmRule(rule.text());
  } catch (error) {
    if (!(error instanceof AlarmRuleSyntaxError)) throw error;
    throw new CannotTellError(rule.path, 'the rule cannot be read');
  }
}

/**
 * The alarm that an alarm means by a name or ARN; undefined when its account and region have none in the templates.
 *
 * @param at where the name or ARN stands
 * @throws CannotTellError when account, region or names are only known at deployment
 */
export function findAlarm(from: CheckedResource, nameOrArn: string, at: PropertyNode): CheckedResource | undefined {
  const [found] = from.stack.findAll(ALARM_TYPES, nameOrArn);
  const { account, region } = from.stack.source;
  if (found === undefined && isArn(nameOrArn) && (account === undefined || region === undefined)) {
    throw new CannotTellError(at.path, `account or region is only known at deployment, so ${nameOrArn} may be anybody's`);
  }
  return found;
}
