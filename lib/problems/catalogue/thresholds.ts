import type { ProblemCatalogue } from '../problem-catalogue';

/** What can be wrong with thresholds and baselines that are well formed. */
export const THRESHOLD_PROBLEMS = {
  THR001: { meaning: 'an objective and a threshold would both page for the same thing', level: 'warning' },
  THR002: { meaning: 'a baseline is looser than an objective', level: 'warning' },
} as const satisfies ProblemCatalogue;
