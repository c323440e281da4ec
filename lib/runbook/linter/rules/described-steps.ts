import type { LintRule } from '../rule';

const MAX_DESCRIPTION_WORDS = 60;

/** The operator knows what a document and each of its steps does. */
export const describedSteps: LintRule = {
  code: 'RUN052',
  requirement: `the document and each of its steps is described, the document in at most ${MAX_DESCRIPTION_WORDS} words`,
  why: 'an operator reads it in ten seconds, in the console, before the start',
  isStrict: true,
  *check({ document, steps }) {
    const words = document.description?.trim().split(/\s+/).length ?? 0;
    if (words === 0 || words > MAX_DESCRIPTION_WORDS) {
      yield {
        at: ['description'],
        what: 'the description is missing or too long',
        received: `${words} words`,
        allowed: `1 to ${MAX_DESCRIPTION_WORDS}`,
        change: 'say what it does, to what, and how to undo it',
      };
    }
    for (const { step } of steps)
      if (step.description === undefined) yield { at: step.path, what: `${step.name} has no description`, change: 'say in one sentence what it does' };
  },
};
