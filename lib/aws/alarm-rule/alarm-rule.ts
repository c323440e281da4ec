/**
 * The rule language of composite alarms as a tree: which child alarms, in which states, make the composite go to
 * ALARM. Grammar: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html
 */

/** The three states of any CloudWatch alarm, as the rule language spells them. */
export type AlarmRuleState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** How many of its alarms AT_LEAST asks for: a number of alarms, or a percentage (1–100) of the list. */
export interface AtLeastCount {
  readonly amount: number;
  readonly unit: 'alarms' | 'percent';
}

/** A parsed rule. `alarm` and `alarms` are alarm names or ARNs, exactly as written, without their quotes. */
export type AlarmRule =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'state'; readonly state: AlarmRuleState; readonly alarm: string }
  | { readonly kind: 'not'; readonly operand: AlarmRule }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly AlarmRule[] }
  | {
      readonly kind: 'at least';
      readonly count: AtLeastCount;
      readonly state: AlarmRuleState;
      /** True for `NOT STATE`: alarms that are in any other state count. */
      readonly negated: boolean;
      readonly alarms: readonly string[];
    };

/** Longest rule, in characters. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const MAX_RULE_CHARACTERS = 10_240;
/** Most distinct child alarms of one rule. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html */
export const MAX_RULE_CHILDREN = 100;
/** Most composite alarms whose rules name one alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html */
export const MAX_RULE_PARENTS = 150;
/**
 * Most elements of one rule: children, TRUE, FALSE and parentheses, see `countElements`.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 */
export const MAX_RULE_ELEMENTS = 500;

/** The alarms a rule looks at, each once, in the order of their first mention, as names or ARNs. */
export function referencedAlarms(rule: AlarmRule): string[] {
  const found = new Set<string>();
  const visit = (node: AlarmRule): void => {
    switch (node.kind) {
      case 'constant':
        return;
      case 'state':
        found.add(node.alarm);
        return;
      case 'at least':
        node.alarms.forEach((alarm) => found.add(alarm));
        return;
      case 'not':
        visit(node.operand);
        return;
      case 'and':
      case 'or':
        node.operands.forEach(visit);
    }
  };
  visit(rule);
  return [...found];
}
