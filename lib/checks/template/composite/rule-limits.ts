import { MAX_RULE_CHARACTERS, MAX_RULE_CHILDREN, MAX_RULE_ELEMENTS, referencedAlarms } from '../../../aws/alarm-rule/alarm-rule';
import { countElements } from '../../../aws/alarm-rule/parse-alarm-rule';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { TemplateCheckCode } from '../../../problems/catalogue/templates';
import { COMPOSITE_ALARMS } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { readRule } from './composite-rule';

/** At most as many different child alarms as a rule may have. */
export const ruleChildCount = limit('CMP003', 'child alarms', MAX_RULE_CHILDREN, (alarm) => referencedAlarms(readRule(alarm)).length);

/** At most as many elements as a rule may have: child alarms, constants and parentheses. */
export const ruleElementCount = limit('CMP004', 'elements (child alarms, TRUE, FALSE, parentheses)', MAX_RULE_ELEMENTS, (alarm) => {
  readRule(alarm);
  return countElements(alarm.at('AlarmRule').text());
});

/** The rule is short enough once its references are names and ARNs; the CDK measures it before that. */
export const ruleLength = limit('CMP005', 'characters', MAX_RULE_CHARACTERS, (alarm) => alarm.at('AlarmRule').text().length);

function limit(code: TemplateCheckCode, unit: string, most: number, measure: (alarm: LoadedResource) => number): ResourceCheck {
  return {
    code,
    requirement: `the rule of a composite alarm has at most ${most} ${unit}`,
    why: 'PutCompositeAlarm refuses the alarm, so the deployment fails halfway',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
    appliesTo: COMPOSITE_ALARMS,
    *check(alarm) {
      const measured = measure(alarm);
      if (measured <= most) return;
      yield {
        at: alarm.at('AlarmRule'),
        what: `the rule has too many ${unit}`,
        received: `${measured} ${unit}`,
        allowed: `at most ${most}`,
        change: 'put a part of the rule into a composite alarm of its own',
      };
    },
  };
}
