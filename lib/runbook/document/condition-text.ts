import type { JsonValue } from '../../aws/cloudformation/template';
import type { Condition, Operator } from './condition';
import { wholeReference } from './references';

const OPERATORS: Readonly<Record<Operator, string>> = {
  StringEquals: 'is',
  EqualsIgnoreCase: 'is',
  StartsWith: 'begins with',
  EndsWith: 'ends with',
  Contains: 'contains',
  NumericEquals: 'is',
  NumericGreater: 'is more than',
  NumericLesser: 'is less than',
  NumericGreaterOrEquals: 'is at least',
  NumericLesserOrEquals: 'is at most',
  BooleanEquals: 'is',
};

/** A condition in words: `Remedy is roll back, and DryRun is false`. What is named by a reference alone is named without its braces. */
export function conditionText(condition: Condition): string {
  switch (condition.kind) {
    case 'compare':
      return `${named(condition.variable)} ${OPERATORS[condition.operator]} ${named(condition.operand)}`;
    case 'not':
      return `not: ${conditionText(condition.condition)}`;
    case 'and':
      return condition.conditions.map(conditionText).join(', and ');
    case 'or':
      return condition.conditions.map(conditionText).join(', or ');
  }
}

function named(value: JsonValue): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return value === '' ? 'empty' : (wholeReference(value) ?? value);
}
