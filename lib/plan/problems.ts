import type { ProblemCatalogue } from '../domain/problem-catalogue';

/** Everything that can be wrong with a plan although its configuration is sound. */
export const PLAN_PROBLEMS = {
  PLN001: { meaning: 'two alarms would have the same name' },
  PLN002: { meaning: 'the input of a budget ledger is larger than a schedule can carry' },
} as const satisfies ProblemCatalogue;
