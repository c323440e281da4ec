import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with a runbook. */
export const RUNBOOK_PROBLEMS = {
  RUN010: { meaning: 'a document of a runbook lacks something that every document has' },
  RUN011: { meaning: 'a part of a runbook has the wrong type' },
  RUN012: { meaning: 'a part of a runbook has a value that it cannot have' },
} as const satisfies ProblemCatalogue;
