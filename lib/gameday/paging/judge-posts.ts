import type { Scenario } from '../../scenario/scenario';
import { timesOf } from '../../scenario/scenario-times';
import { SECOND_MS } from '../../time/time';
import { timeRange } from '../judge-expectations';
import { matchNotifications } from '../match-notifications';
import type { Measurement } from '../measurements';
import type { TimelineEvent } from '../timeline-events';

/**
 * Puts everything that a pager of others must take beside a post that it took, and what nobody expected of such a pager beside nothing. What
 * it refused, or did not answer, it did not take.
 */
export function judgePosts(scenario: Scenario, events: readonly TimelineEvent[]): Measurement[] {
  const named = new Set(scenario.expectPosts.map(({ pager }) => pager));
  const taken = events.flatMap((event) => {
    if (event.code !== 'pager-asked' || !named.has(event.pager) || event.status === undefined || event.status >= 300) return [];
    return [{ at: event.at, subject: { pager: event.pager, asked: event.asked }, key: event.key ?? '' }];
  });
  const expected = scenario.expectPosts.flatMap((expectation) => {
    const { pager, asked, after, notBefore, within, count } = expectation;
    const { began } = timesOf(scenario, after);
    const one = { subject: { pager, asked }, expectation, began, earliest: began + notBefore * SECOND_MS, latest: began + within * SECOND_MS };
    return Array.from({ length: count }, () => ({ ...one }));
  });
  const { answers, unexpected } = matchNotifications(expected, taken);
  return [
    ...expected.map((each): Measurement => {
      const { subject, expectation, began, earliest, latest } = each;
      const shared = { code: 'pager-post-time', subject, after: expectation.after, expected: timeRange(expectation) } as const;
      const found = answers.get(each);
      if (found === undefined) return { ...shared, measured: { kind: 'never' }, outcome: 'failed' };
      const isInTime = found.at >= earliest && found.at <= latest;
      return { ...shared, measured: { kind: 'elapsed', seconds: (found.at - began) / SECOND_MS }, outcome: isInTime ? 'passed' : 'failed' };
    }),
    ...unexpected.map(({ at, subject, key }): Measurement => ({
      code: 'unexpected-pager-post',
      subject: { ...subject, key },
      expected: { kind: 'none' },
      measured: { kind: 'at', at, beforeScenario: false },
      outcome: 'failed',
    })),
  ];
}
