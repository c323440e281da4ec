import type { AlarmRule } from './alarm-rule';

/**
 * A rule in its canonical form: names always quoted, parentheses exactly where the grammar needs them. Parsing the
 * result gives the same rule again.
 *
 * @throws RangeError for a name the language cannot write: one with a backslash before a quote or at its end
 */
export function printAlarmRule(rule: AlarmRule): string {
  switch (rule.kind) {
    case 'constant':
      return rule.value ? 'TRUE' : 'FALSE';
    case 'state':
      return `${rule.state}(${quote(rule.alarm)})`;
    case 'not':
      return `NOT ${printOperand(rule.operand)}`;
    case 'and':
    case 'or':
      return rule.operands.map(printOperand).join(rule.kind === 'and' ? ' AND ' : ' OR ');
    case 'at least': {
      const count = `${rule.count.amount}${rule.count.unit === 'percent' ? '%' : ''}`;
      const state = `${rule.negated ? 'NOT ' : ''}${rule.state}`;
      return `AT_LEAST(${count}, ${state}, (${rule.alarms.map(quote).join(', ')}))`;
    }
  }
}

function printOperand(rule: AlarmRule): string {
  const isList = rule.kind === 'and' || rule.kind === 'or';
  return isList ? `(${printAlarmRule(rule)})` : printAlarmRule(rule);
}

function quote(alarm: string): string {
  if (/\\("|$)/.test(alarm)) throw new RangeError(`an alarm rule cannot name the alarm ${JSON.stringify(alarm)}`);
  return `"${alarm.replaceAll('"', '\\"')}"`;
}
