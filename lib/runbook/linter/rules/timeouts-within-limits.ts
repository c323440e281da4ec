import type { LintRule } from '../rule';

/** Most seconds somebody may be waited for. */
const MAX_APPROVAL_SECONDS = 30 * 86_400;

/** A timeout is one that Automation takes. */
export const timeoutsWithinLimits: LintRule = {
  code: 'RUN034',
  requirement: 'timeoutSeconds is positive, and at most thirty days where somebody is waited for',
  why: 'the document is refused, or the step ends at once',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-approve.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const { timeoutSeconds } = step;
      const most = step.action === 'aws:approve' ? MAX_APPROVAL_SECONDS : Infinity;
      if (timeoutSeconds === undefined || (timeoutSeconds > 0 && timeoutSeconds <= most)) continue;
      yield {
        at: [...step.path, 'timeoutSeconds'],
        what: 'this is no time that a step can wait',
        received: `${timeoutSeconds}`,
        allowed: most === Infinity ? 'more than 0' : `1 to ${most}`,
        change: 'correct it',
      };
    }
  },
};
