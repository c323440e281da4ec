import type { ProblemCatalogue } from '../problem-catalogue';

/** Everything that `day2 verify` finds in a deployed account. */
export const VERIFICATION_PROBLEMS = {
  VER001: { meaning: 'something that is planned is not in the account' },
  VER002: { meaning: 'something in the account is not as planned' },
  VER003: { meaning: 'the actions of an alarm are disabled, so that it notifies nobody' },
  VER004: { meaning: 'an alarm is without a verdict: it has insufficient data' },
  VER005: { meaning: 'a metric that an alarm needs has no data in the account' },
  VER006: { meaning: 'a metric that an alarm needs has no fresh data' },
  VER007: { meaning: 'an alarm, or an objective of Application Signals, with the name of the environment is in no plan' },
  VER008: { meaning: 'the policy of a topic does not let its publisher publish there' },
  VER009: { meaning: 'the key of a topic does not let its publisher encrypt, or is disabled' },
  VER010: { meaning: 'a subscription is not confirmed, so that nothing is sent there' },
  VER011: { meaning: 'a planned subscription is not in the account: removed by its owner, expired, or of another address' },
  VER012: { meaning: 'a topic has a subscription of nobody in the plan' },
  VER013: { meaning: 'the default version of a document is not its latest one, or the document is not active' },
  VER014: { meaning: 'a schedule is disabled' },
  VER015: { meaning: 'a rule that brings alarms, findings or approvals to the incident engine is disabled' },
  VER016: { meaning: 'a parameter that somebody stores is not in Parameter Store' },
  VER017: { meaning: 'the budget ledger has no fresh record of an objective' },
  VER018: { meaning: 'the incident engine, or its way to people, gives no sign of life' },
  VER019: { meaning: 'a mute rule that nobody planned mutes alarms of the plan' },
  VER020: { meaning: 'a function that pages or measures cannot run' },
} as const satisfies ProblemCatalogue;
