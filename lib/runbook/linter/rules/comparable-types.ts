import type { JsonValue } from '../../../aws/cloudformation/template';
import { ConditionError, readCondition, type Condition } from '../../document/condition';
import type { ValueType } from '../../document/document';
import { wholeReference } from '../../document/references';
import { branchOf } from '../../document/step-graph';
import type { LintRule, PlacedStep } from '../rule';

/** What is compared has the type that the operator compares. */
export const comparableTypes: LintRule = {
  code: 'RUN037',
  requirement: 'what is compared has the type that its operator compares',
  why: 'AWS does not convert: a flag compared as a text is never equal, or the step fails',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html',
  *check({ steps, typeOf }) {
    for (const placed of steps) {
      for (const [index, { written }] of (branchOf(placed.step)?.choices ?? []).entries()) {
        for (const { operator, variable } of comparisons(readable(written))) {
          const name = wholeReference(variable);
          const type = name === undefined ? undefined : typeOf(name, placed);
          if (name === undefined || type === undefined || type === 'unknown' || type === compared(operator)) continue;
          yield {
            at: [...placed.step.path, 'inputs', 'Choices', index, 'Variable'],
            what: `${operator} compares {{ ${name} }}, which is of type ${type}`,
            allowed: `a value of type ${compared(operator)}`,
            change: 'take the operator of its type',
          };
        }
      }
    }
  },
};

interface Comparison {
  readonly operator: string;
  readonly variable: JsonValue;
}

function readable(written: PlacedStep['step']['inputs']): Condition | undefined {
  try {
    return readCondition(written);
  } catch (error) {
    if (error instanceof ConditionError) return undefined;
    throw error;
  }
}

function comparisons(condition: Condition | undefined): readonly Comparison[] {
  if (condition === undefined) return [];
  if (condition.kind === 'compare') return [condition];
  if (condition.kind === 'not') return comparisons(condition.condition);
  return condition.conditions.flatMap(comparisons);
}

function compared(operator: string): ValueType {
  if (operator.startsWith('Numeric')) return 'Integer';
  return operator === 'BooleanEquals' ? 'Boolean' : 'String';
}
