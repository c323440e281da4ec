import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with a plan although its configuration is sound. */
export const PLAN_PROBLEMS = {
  PLN001: { meaning: 'two alarms would have the same name' },
  PLN002: { meaning: 'the budget of one objective is larger than the input a schedule can carry' },
  PLN003: { meaning: 'the name of the incident engine, or of a function that posts to a pager, is longer than roles and functions may be called' },
  PLN004: { meaning: "a service is called like the group of day2's own incidents" },
  PLN005: { meaning: 'regions of one environment are in two partitions' },
  PLN006: { meaning: 'a stack would have more resources, parameters, outputs or bytes than CloudFormation takes' },
  PLN007: { meaning: 'the name of a stack is longer than CloudFormation takes' },
  PLN008: { meaning: 'a region gets so many stacks that the quota of the account may have to be raised', level: 'warning' },
  PLN009: { meaning: 'budget ledgers write more records than Parameter Store takes as it is first set', level: 'warning' },
  PLN011: { meaning: 'that root signs in is reported in a region where the environment has nothing' },
  PLN013: { meaning: 'pages link to a runbook that is not deployed' },
  PLN012: { meaning: 'costs would be notified in a region where the environment has no topics' },
  PLN014: { meaning: 'the dashboard of incidents is left out where people are paged, whose messages lead to it' },
  PLN015: { meaning: 'a region gets more service level objectives of Application Signals than an account may have' },
  PLN016: { meaning: 'the name of the bucket of evidence is too long for S3' },
  PLN010: { meaning: 'the name of a runbook is longer than its role may be called' },
} as const satisfies ProblemCatalogue;
