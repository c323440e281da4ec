import { ACTIONS } from '../../document/actions';
import type { LintRule } from '../rule';

/** A cancelled run goes on only to what may run then. */
export const cancelPaths: LintRule = {
  code: 'RUN040',
  requirement: 'a cancelled run goes on only to a step that may run then',
  why: 'the document is refused; a cancel path has two minutes, and waits for nobody',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html',
  *check({ steps }) {
    for (const { step, siblings } of steps) {
      const { onCancel } = step;
      const target = onCancel.kind === 'step' ? siblings.find(({ name }) => name === onCancel.step) : undefined;
      const at = [...step.path, 'onCancel'];
      if (target !== undefined && ACTIONS[target.action]?.afterCancel === false) {
        yield { at, what: `${target.action} may not run after a cancel`, received: target.name, change: 'lead to a step that undoes, and does not wait' };
      }
      if (onCancel.kind === 'step' && (step.action === 'aws:updateVariable' || step.action === 'aws:loop')) {
        yield { at, what: `${step.action} has no onCancel`, change: 'remove it' };
      }
    }
  },
};
