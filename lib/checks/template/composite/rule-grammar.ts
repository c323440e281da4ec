import { parseAlarmRule } from '../../../aws/alarm-rule/parse-alarm-rule';
import { AlarmRuleSyntaxError } from '../../../aws/alarm-rule/tokenize-alarm-rule';
import { COMPOSITE_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** The rule of a composite alarm follows the grammar, and says what it means where AWS documents no precedence. */
export const ruleGrammar: ResourceCheck = {
  code: 'CMP001',
  requirement: 'the rule of a composite alarm follows the grammar, and says what it means where AWS documents no precedence',
  why: 'CloudFormation does not read rules, so the deployment fails halfway, or the alarm means something else',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html',
  appliesTo: COMPOSITE_ALARMS,
  *check(alarm) {
    const rule = alarm.at('AlarmRule');
    try {
      parseAlarmRule(rule.text());
    } catch (error) {
      if (!(error instanceof AlarmRuleSyntaxError)) throw error;
      yield {
        at: rule,
        what: error.message,
        received: rule.shown,
        allowed: 'ALARM(…), OK(…), INSUFFICIENT_DATA(…), AT_LEAST(…), TRUE, FALSE with AND, OR, NOT and parentheses',
        change: 'correct the rule at that character',
      };
    }
  },
};
