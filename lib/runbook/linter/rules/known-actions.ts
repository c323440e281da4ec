import { ACTIONS } from '../../document/actions';
import type { LintRule } from '../rule';

/** Every action is one that Automation has. */
export const knownActions: LintRule = {
  code: 'RUN021',
  requirement: 'every action is one that Automation has',
  why: 'the document is refused when it is created',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html',
  *check({ steps }) {
    for (const { step } of steps) {
      if (Object.hasOwn(ACTIONS, step.action)) continue;
      const near = Object.keys(ACTIONS).find((name) => name.toLowerCase() === step.action.toLowerCase());
      yield {
        at: [...step.path, 'action'],
        what: `there is no action ${step.action}`,
        received: step.action,
        allowed: near ?? Object.keys(ACTIONS).join(', '),
        change: 'take an action that there is',
      };
    }
  },
};
