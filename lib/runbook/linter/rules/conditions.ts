import { isJsonObject, type JsonObject } from '../../../aws/cloudformation/template';
import { ConditionError, readCondition } from '../../document/condition';
import { branchOf } from '../../document/step-graph';
import type { Finding, LintRule } from '../rule';

/** Every choice has a condition that Automation can judge. */
export const conditions: LintRule = {
  code: 'RUN036',
  requirement: 'every choice has one condition, of an operator that there is',
  why: 'the document is refused when it is created',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const choices = branchOf(step)?.choices ?? [];
      for (const [index, { written }] of choices.entries()) yield* judged(written, [...step.path, 'inputs', 'Choices', index]);
      const { LoopCondition } = step.inputs;
      if (step.action === 'aws:loop' && isJsonObject(LoopCondition)) yield* judged(LoopCondition, [...step.path, 'inputs', 'LoopCondition']);
    }
  },
};

function judged(written: JsonObject, at: Finding['at']): readonly Finding[] {
  try {
    readCondition(written);
    return [];
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return [{ at, what: error.message, received: Object.keys(written).join(', '), change: 'write one operator of the user guide beside Variable' }];
  }
}
