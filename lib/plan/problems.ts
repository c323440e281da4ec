import type { ProblemCatalogue } from '../domain/problem-catalogue';

/** Everything that can be wrong with a plan although its configuration is sound. */
export const PLAN_PROBLEMS = {
  PLN001: { meaning: 'two alarms would have the same name' },
} as const satisfies ProblemCatalogue;
