import { ACTIONS } from '../../document/actions';
import type { LintRule } from '../rule';

/** Every step has the inputs that its action requires. */
export const requiredInputs: LintRule = {
  code: 'RUN022',
  requirement: 'every step has the inputs that its action requires',
  why: 'the step fails when the runbook is needed',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const given = step.action === 'aws:loop' && step.steps.length > 0 ? { ...step.inputs, Steps: true } : step.inputs;
      for (const key of ACTIONS[step.action]?.required ?? []) {
        if (!Object.hasOwn(given, key)) yield { at: [...step.path, 'inputs'], what: `${step.action} needs ${key}`, change: `add ${key} to its inputs` };
      }
      for (const [action, either] of EITHER) {
        if (step.action !== action || either.some((key) => Object.hasOwn(given, key))) continue;
        yield { at: [...step.path, 'inputs'], what: `${action} needs ${either.join(' or ')}`, change: `add ${either.join(' or ')} to its inputs` };
      }
      if (step.action === 'aws:executeScript' && /^python/i.test(String(given.Runtime)) && given.Handler === undefined) {
        yield { at: [...step.path, 'inputs'], what: 'a script in Python needs Handler', change: 'name the function to call in Handler' };
      }
    }
  },
};

const EITHER: readonly (readonly [string, readonly string[]])[] = [
  ['aws:sleep', ['Duration', 'Timestamp']],
  ['aws:executeScript', ['Script', 'Attachment']],
  ['aws:runCommand', ['InstanceIds', 'Targets']],
  ['aws:createStack', ['TemplateBody', 'TemplateURL']],
  ['aws:loop', ['Iterators', 'LoopCondition']],
];
