import { EVENT_RULES } from '../scopes';
import type { ResourceCheck } from '../template-check';

/** A rule has one target: several are tried, and fail, each by itself, and one event does two things. */
export const oneTarget: ResourceCheck = {
  code: 'EVT001',
  requirement: 'a rule has one target: several are tried, and fail, each by itself, and one event does two things',
  why: 'one event is handled twice, for an alarm that is two incidents; when one target fails, the other does not know',
  source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules-best-practices.html',
  appliesTo: EVENT_RULES,
  *check(rule) {
    const targets = rule.at('Targets');
    const count = targets.list().length;
    if (count <= 1) return;
    yield {
      at: targets,
      what: 'the rule has several targets',
      received: `${count} targets`,
      allowed: 'one',
      change: 'make a rule for each target, with a dead-letter queue of its own',
    };
  },
};
