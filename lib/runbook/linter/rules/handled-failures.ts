import type { LintRule } from '../rule';

/** A failure that has a step of its own is known to end the run as failed. */
export const handledFailures: LintRule = {
  code: 'RUN030',
  requirement: 'a step with a step for its failure says whether the run fails with it',
  why: 'the run ends as failed although the failure was dealt with, unless the step has isCritical: false',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-handling-timeouts.html',
  isStrict: true,
  *check({ steps }) {
    for (const { step } of steps) {
      if (step.onFailure.kind !== 'step' || !step.isCritical || step.isCriticalStated) continue;
      yield {
        at: step.path,
        what: `${step.name} goes on at ${step.onFailure.step} after a failure, and the run still ends as failed`,
        change: 'say isCritical: false if that step deals with it, isCritical: true if it does not',
      };
    }
  },
};
