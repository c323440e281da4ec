import { EVENT_RULES } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** How long a rule tries is written down: what it is by default depends on the kind of the bus. */
export const explicitRetries: ResourceCheck = {
  code: 'EVT002',
  requirement: 'how long a rule tries is written down: what it is by default depends on the kind of the bus',
  why: 'an event is given up after minutes on one bus and after a day on another, and nobody decided it',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html',
  appliesTo: EVENT_RULES,
  *check(rule) {
    for (const target of rule.at('Targets').list()) {
      const policy = target.at('RetryPolicy');
      const missing = ['MaximumRetryAttempts', 'MaximumEventAgeInSeconds'].filter((key) => !policy.at(key).isPresent);
      if (missing.length === 0) continue;
      yield {
        at: policy,
        what: 'the target has no limits of its own for retries',
        received: `no ${missing.join(' and no ')}`,
        allowed: 'MaximumRetryAttempts from 0 to 185 and MaximumEventAgeInSeconds from 60 to 86400',
        change: 'write both down; 185 and 86400 are the most',
      };
    }
  },
};
