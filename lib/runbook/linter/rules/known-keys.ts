import { ACTIONS } from '../../document/actions';
import type { Finding, LintRule } from '../rule';

/** Every key of the document, its steps and the inputs of its actions has a meaning. */
export const knownKeys: LintRule = {
  code: 'RUN020',
  requirement: 'every key of the document, its steps and the inputs of its actions has a meaning',
  why: 'a key without a meaning is refused, or does nothing: a mistyped onFailure leaves the default in force',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html',
  *check({ document, steps }) {
    for (const key of document.unknownKeys) yield unknown([key], key, 'a document');
    for (const { step } of steps) {
      for (const key of step.unknownKeys) yield unknown([...step.path, key], key, 'a step');
      const action = ACTIONS[step.action];
      if (action === undefined || action.takesApiMembers === true) continue;
      const known = [...action.required, ...action.optional];
      for (const key of Object.keys(step.inputs)) {
        if (!known.includes(key)) yield { ...unknown([...step.path, 'inputs', key], key, step.action), allowed: known.join(', ') || 'no inputs' };
      }
    }
  },
};

function unknown(at: Finding['at'], key: string, of: string): Finding {
  return { at, what: `${of} has no key ${key}`, received: key, change: 'correct its name, or remove it' };
}
