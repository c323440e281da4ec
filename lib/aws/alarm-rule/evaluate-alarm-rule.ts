import type { AlarmRule, AlarmRuleState, AtLeastCount } from './alarm-rule';

/**
 * Whether a rule holds, given the state of every alarm it names. Each state function is true in exactly its own
 * state, so a child in INSUFFICIENT_DATA makes ALARM(x) and OK(x) false and NOT ALARM(x) true.
 *
 * @param stateOf state of an alarm, by its name or ARN as the rule writes it
 * @param percentRounding how a percentage of AT_LEAST becomes a number of alarms; AWS does not document it
 */
export function evaluateAlarmRule(rule: AlarmRule, stateOf: (alarm: string) => AlarmRuleState, percentRounding: 'ceiling' | 'floor' = 'ceiling'): boolean {
  const holds = (node: AlarmRule): boolean => {
    switch (node.kind) {
      case 'constant':
        return node.value;
      case 'state':
        return stateOf(node.alarm) === node.state;
      case 'not':
        return !holds(node.operand);
      case 'and':
        return node.operands.every(holds);
      case 'or':
        return node.operands.some(holds);
      case 'at least': {
        const matching = node.alarms.filter((alarm) => (stateOf(alarm) === node.state) !== node.negated).length;
        return matching >= requiredAlarms(node.count, node.alarms.length, percentRounding);
      }
    }
  };
  return holds(rule);
}

/** At least one alarm is always required: a percentage that rounds to none would hold with no alarm at all. */
function requiredAlarms(count: AtLeastCount, listed: number, percentRounding: 'ceiling' | 'floor'): number {
  if (count.unit === 'alarms') return count.amount;
  const exact = (count.amount * listed) / 100;
  return Math.max(1, percentRounding === 'ceiling' ? Math.ceil(exact) : Math.floor(exact));
}
