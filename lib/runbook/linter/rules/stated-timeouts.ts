import { ACTIONS } from '../../document/actions';
import type { LintRule } from '../rule';

/** Every call ends in a time that was decided. */
export const statedTimeouts: LintRule = {
  code: 'RUN051',
  requirement: 'a step that calls something has a timeout',
  why: 'what happens at three in the morning was thought of before',
  isStrict: true,
  *check({ steps }) {
    for (const { step } of steps) {
      const effect = ACTIONS[step.action]?.effect;
      if (effect === 'reads' || effect === undefined) continue;
      if (step.timeoutSeconds === undefined) yield { at: step.path, what: `${step.name} has no timeoutSeconds`, change: 'say how long it may take' };
    }
  },
};
