import type { AlarmRule } from '../../../aws/alarm-rule/alarm-rule';
import { parseAlarmRule } from '../../../aws/alarm-rule/parse-alarm-rule';
import { AlarmRuleSyntaxError } from '../../../aws/alarm-rule/tokenize-alarm-rule';
import { isArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { findAll } from '../find-resources';
import { ALARM_TYPES } from '../scopes';

/**
 * The rule of a composite alarm, for checks that only make sense when it can be read.
 * @throws CannotTellError when it cannot
 */
export function readRule(alarm: LoadedResource): AlarmRule {
  const rule = alarm.at('AlarmRule');
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
export function findAlarm(from: LoadedResource, nameOrArn: string, at: PropertyNode): LoadedResource | undefined {
  const [found] = findAll(from.stack, ALARM_TYPES, nameOrArn);
  const { isAccountKnown, isRegionKnown } = from.stack;
  if (found === undefined && isArn(nameOrArn) && !(isAccountKnown && isRegionKnown)) {
    throw new CannotTellError(at.path, `account or region is only known at deployment, so ${nameOrArn} may be anybody's`);
  }
  return found;
}
