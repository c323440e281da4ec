import { judgeMessages } from '../../../lib/gameday/paging/judge-messages';
import type { Scenario } from '../../../lib/scenario/scenario';
import type { LogEntry } from '../../../lib/simulator/core/log';
import { outage, scenarioOf } from '../../helpers/game-days';
import { inWords } from '../../helpers/measurement-words';
import { minute, pages, PAGING_PLAN, publishes, storyOf } from '../../helpers/paging-history';

const TIER_1 = { service: 'checkout', severity: 'S1', tier: 1, after: 'down', within: 180, notBefore: 0, count: 1 } as const;
const WATCHDOG = PAGING_PLAN.watchdog.topicName;
const fault = (reason: string) => ({ schema: 'day2.page/1', kind: 'fault', reason, summary: 'x' });

/** The outage begins at 30 minutes. */
function judge(log: readonly LogEntry[], changes: Partial<Scenario>): string[] {
  const scenario = scenarioOf({ workload: [outage({ for: 30 })], ...changes });
  const { publications } = storyOf(log).timeline;
  return judgeMessages({ scenario, plans: () => PAGING_PLAN, publications, spentOf: () => 0.05 })
    .map(inWords)
    .map(({ what, expected, measured, outcome }) => `${outcome}: ${what}: ${expected}: ${measured}`);
}

describe('pages', () => {
  test('in time and to exactly the people named pass', () => {
    expect(judge(pages(minute(32), ['ana']), { expectPages: [{ ...TIER_1, who: ['ana'] }] })).toEqual([
      'passed: S1 tier 1 of checkout paged after down began: within 3m, ana: 2m, ana',
    ]);
  });

  test.each<[string, LogEntry[], RegExp]>([
    ['too late', pages(minute(34), ['ana']), /4m, ana$/],
    ['to somebody else', pages(minute(32), ['ben']), /2m, ben$/],
    ['to more people', pages(minute(32), ['ana', 'ben']), /2m, ana, ben$/],
    ['to nobody', pages(minute(32), []), /never$/],
    ['of another tier', pages(minute(32), ['ana'], { tier: 2 }), /never$/],
  ])('that go out %s fail', (_, log, measured) => {
    const [first] = judge(log, { expectPages: [{ ...TIER_1, who: ['ana'] }] });
    expect(first).toMatch(/^failed/);
    expect(first).toMatch(measured);
  });

  test('to a role go to whoever has it at that instant', () => {
    // Ana has the week of 2 March.
    const [judged] = judge(pages(minute(32), ['ana']), { expectPages: [{ ...TIER_1, role: ['primary'] }] });
    expect(judged).toBe('passed: S1 tier 1 of checkout paged after down began: within 3m, ana: 2m, ana');
  });

  test('nobody expected fail where pages of the service are judged, and only there', () => {
    const log = [...pages(minute(32), ['ana']), ...pages(minute(40), ['ben'], { tier: 2 })];
    expect(judge(log, { expectPages: [TIER_1] })[1]).toBe('failed: S1 tier 2 paged: checkout-1: nobody is notified: at 2026-03-02T08:40:00Z, ben (tier due)');
    expect(judge(log, {})).toEqual([]);
    expect(judge(log, { noPages: [{ service: 'checkout', from: 31, for: 5 }] })).toHaveLength(3);
  });

  test('of a count are that many', () => {
    const log = [...pages(minute(32), ['ana']), ...pages(minute(32.5), ['ana'], { reason: 'exhausted' })];
    expect(judge(log, { expectPages: [{ ...TIER_1, count: 2 }] }).map((each) => each.slice(0, 6))).toEqual(['passed', 'passed']);
    expect(judge(log.slice(0, 2), { expectPages: [{ ...TIER_1, count: 2 }] }).map((each) => each.slice(0, 6))).toEqual(['passed', 'failed']);
  });

  test('a quiet time in which somebody is paged fails', () => {
    const quiet = { noPages: [{ service: 'checkout', from: 35, for: 5 }] };
    expect(judge([], quiet)).toEqual(['passed: pages of checkout from 2026-03-02T08:35:00Z to 2026-03-02T08:40:00Z: none: none']);
    expect(judge(pages(minute(36), ['ana']), quiet)).toContain(
      'failed: pages of checkout from 2026-03-02T08:35:00Z to 2026-03-02T08:40:00Z: none: 1, first at 2026-03-02T08:36:00Z',
    );
  });
});

describe('what is said beside pages', () => {
  test('a fault that is expected passes; another fails where anything of people is expected', () => {
    const log = [...publishes(minute(31), WATCHDOG, ['zoe'], fault('tier empty')), ...publishes(minute(31), WATCHDOG, ['zoe'], fault('page failed'))];
    const expectFaults: Scenario['expectFaults'] = [{ code: 'tier empty', after: 'down', within: 180, notBefore: 0, count: 1 }];
    expect(judge(log, { expectFaults })).toEqual([
      'passed: watchdog notified: tier empty after down began: within 3m: 1m',
      'failed: watchdog notified: page failed: nobody is notified: at 2026-03-02T08:31:00Z, zoe',
    ]);
    expect(judge(log, {})).toEqual([]);
  });

  test('a page of CloudWatch that nobody expected always fails', () => {
    const principal = {
      service: 'cloudwatch.amazonaws.com',
      sourceArn: 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-prod-fallback-s1',
      sourceAccount: '111122223333',
    };
    const log = publishes(minute(40), 'shop-prod-fallback', ['ana'], {}, { principal });
    expect(judge(log, {})).toEqual(['failed: paged by CloudWatch: shop-prod-fallback-s1: nobody is notified: at 2026-03-02T08:40:00Z, ana']);
    expect(judge(log, { expectFallback: [{ severity: 'S1', after: 'down', within: 600, notBefore: 0, count: 1 }] })).toEqual([
      'passed: S1 paged by CloudWatch after down began: within 10m: 10m',
    ]);
  });
});
