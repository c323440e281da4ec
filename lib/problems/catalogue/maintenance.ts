import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that can be wrong with work on schedule. */
export const MAINTENANCE_PROBLEMS = {
  MNT001: { meaning: 'a task is done by a runbook that there is not, or that no schedule starts' },
  MNT002: { meaning: 'a task starts its runbook with parameters that it does not take' },
  MNT003: { meaning: 'a task has a cadence that EventBridge Scheduler cannot start it by' },
  MNT004: { meaning: 'two tasks change the same resource at the same time' },
  MNT005: { meaning: 'a task of high risk changes something and nobody is named who approves it' },
  MNT006: { meaning: 'work is scheduled and nobody is on call who could be notified of it' },
  MNT007: { meaning: 'a mute mutes no alarm of an environment', level: 'warning' },
  MNT008: { meaning: 'the name of a mute rule is longer than CloudWatch takes' },
  MNT009: { meaning: 'two mutes mute the same alarm at the same time, and the first to end pages', level: 'warning' },
} as const satisfies ProblemCatalogue;
