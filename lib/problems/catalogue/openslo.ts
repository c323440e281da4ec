import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with documents of OpenSLO. */
export const OPENSLO_PROBLEMS = {
  OSL001: { meaning: 'a file of OpenSLO documents cannot be read' },
  OSL002: { meaning: 'a document is none of OpenSLO v1' },
  OSL003: { meaning: 'a document breaks a rule of OpenSLO v1' },
  OSL004: { meaning: 'a document keeps the rules, and most likely does not say what was meant' },
  OSL005: { meaning: 'day2 has no words for what a document says' },
} as const satisfies ProblemCatalogue;

/** A code of {@link OPENSLO_PROBLEMS}. */
export type OpenSloCode = keyof typeof OPENSLO_PROBLEMS;
