import { ACTIONS } from '../../document/actions';
import type { LintRule } from '../rule';

/** Nothing waits longer than somebody decided. */
export const boundedWaits: LintRule = {
  code: 'RUN033',
  requirement: 'a step that waits for somebody or something says how long',
  why: 'an approval waits seven days, a pause for ever, a property an hour: at three in the morning nobody knows which',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-handling-timeouts.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const action = ACTIONS[step.action];
      if (action?.waits !== true || step.timeoutSeconds !== undefined) continue;
      const { defaultTimeoutSeconds } = action;
      const received = defaultTimeoutSeconds === undefined ? 'no limit that is documented' : `${defaultTimeoutSeconds} seconds, the default`;
      yield { at: step.path, what: `${step.action} without timeoutSeconds`, received, change: 'set timeoutSeconds to what is worth waiting for' };
    }
  },
};
