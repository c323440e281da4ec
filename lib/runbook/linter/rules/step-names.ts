import type { LintRule } from '../rule';

const NAME = /^\w{1,128}$/;

/** Every step has a name of its own. */
export const stepNames: LintRule = {
  code: 'RUN023',
  requirement: 'every step has a name of its own, of letters, digits and underscores',
  why: 'the document is refused, or a way leads to another step than the one that was meant',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html',
  *check({ steps }) {
    const seen = new Set<string>();
    for (const { step } of steps) {
      const at = [...step.path, 'name'];
      if (!NAME.test(step.name)) {
        yield {
          at,
          what: 'the name of a step has other characters',
          received: step.name,
          allowed: 'letters, digits and underscores, at most 128',
          change: 'rename it',
        };
      }
      if (seen.has(step.name)) yield { at, what: 'two steps have this name', received: step.name, change: 'rename one of them' };
      seen.add(step.name);
    }
  },
};
