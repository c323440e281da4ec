import type { ProblemCatalogue } from '../domain/problem-catalogue';

/** What can be wrong with an objective that is well formed. */
export const MODEL_PROBLEMS = {
  CHK001: { meaning: 'an outage uses up the whole error budget before anybody can be told' },
  CHK002: {
    meaning: 'an outage uses up a large part of the error budget before anybody can be told',
    level: 'warning',
  },
  CHK003: { meaning: 'a single bad event is enough to wake somebody', level: 'warning' },
} as const satisfies ProblemCatalogue;
