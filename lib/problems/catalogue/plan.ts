import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with a plan although its configuration is sound. */
export const PLAN_PROBLEMS = {
  PLN001: { meaning: 'two alarms would have the same name' },
  PLN002: { meaning: 'the input of a budget ledger is larger than a schedule can carry' },
  PLN003: { meaning: 'the name of the incident engine is longer than roles and functions may be called' },
  PLN004: { meaning: "a service is called like the group of day2's own incidents" },
  PLN005: { meaning: 'regions of one environment are in two partitions' },
  PLN006: { meaning: 'a stack would have more resources or parameters than CloudFormation takes' },
} as const satisfies ProblemCatalogue;
