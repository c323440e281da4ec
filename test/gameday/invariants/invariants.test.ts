import { checkInvariants } from '../../../lib/gameday/invariants/check-invariants';
import { DRILLS_GIVE_WAY } from '../../../lib/gameday/invariants/drills-give-way';
import { HEALED_OR_PAGED } from '../../../lib/gameday/invariants/healed-or-paged';
import type { Invariant } from '../../../lib/gameday/invariants/invariant';
import { LIVE_ESCALATION } from '../../../lib/gameday/invariants/live-escalation';
import { NEVER_SILENT } from '../../../lib/gameday/invariants/never-silent';
import { NO_DUPLICATE_PAGES } from '../../../lib/gameday/invariants/no-duplicate-pages';
import { OVER_IS_OVER } from '../../../lib/gameday/invariants/over-is-over';
import { OVERRIDE_HOLDS } from '../../../lib/gameday/invariants/override-holds';
import { QUIET_AFTER_ACKNOWLEDGEMENT } from '../../../lib/gameday/invariants/quiet-after-acknowledgement';
import { RECORDED_PAGES } from '../../../lib/gameday/invariants/recorded-pages';
import { RISING_TIERS } from '../../../lib/gameday/invariants/rising-tiers';
import { firstDifferentEntry } from '../../../lib/gameday/invariants/same-trace';
import type { AttachedAlarm } from '../../../lib/incident/lifecycle/incident';
import type { RecordedCode } from '../../../lib/incident/lifecycle/recorded-code';
import type { HealingRun } from '../../../lib/incident/lifecycle/self-healing';
import { formatOverride, OVERRIDE_OFF } from '../../../lib/incident/use-cases/automation-override';
import { violationText } from '../../../lib/report/measurement-text';
import type { LogEntry } from '../../../lib/simulator/core/log';
import { inWords } from '../../helpers/measurement-words';
import {
  alarmTurns,
  beats,
  calls,
  checkoutIncident,
  historyOf,
  minute,
  PAGE_ALARM,
  pages,
  PAGING_PLAN,
  publishes,
  writes,
  type PageOf,
} from '../../helpers/paging-history';

const broken = ({ violations }: Invariant, log: readonly LogEntry[]): string[] => violations(historyOf(log)).map(violationText);
const acknowledged = checkoutIncident({ state: 'acknowledged', acknowledgement: { by: 'ana', at: minute(2), via: 'cli' } });
const opened = [alarmTurns(minute(0), 'ALARM'), writes(minute(0), checkoutIncident()), ...pages(minute(0), ['ana'])];

test('a day on which all goes well breaks nothing', () => {
  const log = [...opened, beats(minute(1)), beats(minute(3)), alarmTurns(minute(4), 'OK')];
  expect(checkInvariants(historyOf(log)).map(inWords)).toEqual([
    { what: 'invariants of paging I1, I2, I3, I4, I5, I6, I12, I15, I16', expected: 'always', measured: 'always', outcome: 'passed' },
  ]);
});

test('what is broken is a failed measurement that names it and the first of its violations', () => {
  const [measurement, ...others] = checkInvariants(
    historyOf([...opened, ...pages(minute(1), ['ana']), ...pages(minute(2), ['ana']), alarmTurns(minute(4), 'OK')]),
  ).map(inWords);
  expect(others).toEqual([]);
  expect(measurement).toMatchObject({ what: expect.stringMatching(/^I3: /), outcome: 'failed' });
  expect(measurement?.measured).toBe(
    '2026-03-02T08:01:00Z: ana is paged again for checkout-1 escalation round 1 tier 1 (tier due), first at 2026-03-02T08:00:00Z, and 1 more',
  );
});

describe('I1, a live escalation', () => {
  test('an alarm that is on while the engine is well belongs to an incident after two ticks', () => {
    const log = [alarmTurns(minute(0), 'ALARM'), beats(minute(1)), beats(minute(2))];
    expect(broken(LIVE_ESCALATION, log)).toEqual([`${PAGE_ALARM} has been on since 2026-03-02T08:00:00Z and belongs to no incident`]);
    expect(broken(LIVE_ESCALATION, log.slice(0, 2))).toEqual([]);
    expect(broken(LIVE_ESCALATION, [...log.slice(0, 2), writes(minute(1.5), checkoutIncident()), beats(minute(2))])).toEqual([]);
  });

  test('an incident that is over is none', () => {
    expect(
      broken(LIVE_ESCALATION, [alarmTurns(minute(0), 'ALARM'), writes(minute(0), checkoutIncident({ state: 'resolved' })), beats(minute(2))]),
    ).toHaveLength(1);
  });

  test('an engine that says nothing has not said that it is well', () => {
    expect(broken(LIVE_ESCALATION, [alarmTurns(minute(0), 'ALARM')])).toEqual([]);
  });

  test('an acknowledgement that is stale does not count on', () => {
    const stale = { ...acknowledged, updateClock: { dueAt: minute(200), missed: 2 } };
    const log = (incident: typeof stale) => [alarmTurns(minute(0), 'ALARM'), writes(minute(0), incident), beats(minute(5))];
    expect(broken(LIVE_ESCALATION, log(stale))).toEqual(['the acknowledgement of checkout-1 is stale and still counts']);
    expect(broken(LIVE_ESCALATION, log({ ...stale, updateClock: { dueAt: minute(200), missed: 1 } }))).toEqual([]);
  });

  test('an incident that is less severe than its alarm is none, unless a person overruled the alarm', () => {
    const lesser = checkoutIncident({ severity: 'S2' });
    const log = (incident: typeof lesser) => [alarmTurns(minute(0), 'ALARM'), writes(minute(0), incident), beats(minute(2))];
    expect(broken(LIVE_ESCALATION, log(lesser))).toEqual([`checkout-1 is less severe than ${PAGE_ALARM}, which has been on since 2026-03-02T08:00:00Z`]);
    expect(broken(LIVE_ESCALATION, log({ ...lesser, alarms: lesser.alarms.map((alarm) => ({ ...alarm, overruled: true as const })) }))).toEqual([]);
  });

  test('an alarm whose actions are held is not judged', () => {
    expect(broken(LIVE_ESCALATION, [alarmTurns(minute(0), 'ALARM', { actionsSuppressedBy: 'Alarm' }), beats(minute(5))])).toEqual([]);
  });
});

describe('I2, recorded pages', () => {
  test('a page needs a record that was written before it', () => {
    expect(broken(RECORDED_PAGES, pages(minute(0), ['ana']))).toEqual(['checkout-1 is paged and was not recorded']);
    expect(broken(RECORDED_PAGES, opened)).toEqual([]);
  });

  test('a page without a record needs a table that fails', () => {
    const page = pages(minute(1), ['ana'], { kind: 'undeduplicated page', reason: 'table unavailable' });
    expect(broken(RECORDED_PAGES, page)).toEqual(['a page to shop-prod-s1-tier-1 goes out without a record although the table answers']);
    const failure = calls(minute(1), 'dynamodb', 'Query', {}, { outcome: 'failed' });
    expect(broken(RECORDED_PAGES, [failure, ...page])).toEqual([]);
  });

  test('a record says what was detected', () => {
    const withoutDetection = ['the record of checkout-1 does not say what was detected'];
    expect(broken(RECORDED_PAGES, [writes(minute(0), checkoutIncident({ timeline: [] }))])).toEqual(withoutDetection);
    const begins = (code: RecordedCode, what: string) => [writes(minute(0), checkoutIncident({ timeline: [{ at: minute(0), code, what }] }))];
    expect(broken(RECORDED_PAGES, begins('classified', 'detected: the alarm'))).toEqual(withoutDetection);
    expect(broken(RECORDED_PAGES, begins('detected', 'in other words'))).toEqual([]);
  });

  test('a page that gives no reason is none', () => {
    expect(broken(RECORDED_PAGES, [writes(minute(0), checkoutIncident()), ...pages(minute(0), ['ana'], { reason: '' })])).toEqual([
      'a page of checkout-1 gives no reason',
    ]);
  });
});

describe('I3, no duplicate pages', () => {
  const again = (between: readonly LogEntry[], page = pages(minute(1), ['ana'])): string[] => broken(NO_DUPLICATE_PAGES, [...opened, ...between, ...page]);

  test('the same page twice is one too many for whoever gets both', () => {
    expect(again([])).toHaveLength(1);
    expect(again([], pages(minute(1), ['ben']))).toEqual([]);
  });

  test.each<[string, PageOf]>([
    ['tier', { tier: 2 }],
    ['round', { round: 2 }],
    ['reason', { reason: 'promoted' }],
    ['incident', { incidentId: 'checkout-2' }],
  ])('a page of another %s is another page', (_, changes) => {
    const people = changes.tier === undefined ? ['ana'] : ['ben'];
    expect(again([], pages(minute(1), people, changes))).toEqual([]);
  });

  test.each<[string, LogEntry]>([
    ['a write to the table failed', calls(minute(0.5), 'dynamodb', 'PutItem', {}, { outcome: 'failed' })],
    ['the answer to the first was lost', calls(minute(0), 'sns', 'Publish', {}, { outcome: 'failed' })],
    [
      'the function died',
      {
        kind: 'function ended',
        at: minute(0.5),
        function: { name: PAGING_PLAN.names.engine, arn: 'arn' },
        requestId: 'r',
        attempt: 1,
        outcome: 'failed',
        durationMs: 1,
      } as unknown as LogEntry,
    ],
  ])('twice is allowed when %s in between', (_, entry) => {
    expect(again([entry])).toEqual([]);
  });

  test('at one instant nobody is paged twice for one incident, whatever tiers say (9.7)', () => {
    const twice = (changes: PageOf) => broken(NO_DUPLICATE_PAGES, [...opened, ...pages(minute(1), ['ana', 'ben'], changes)]);
    // They were paged by tier 1 at the opening, which is another instant.
    expect(twice({ tier: 2, reason: 'promoted', round: 2 })).toEqual([]);
    const both = [...pages(minute(1), ['cleo']), ...pages(minute(1), ['cleo'], { tier: 2 })];
    expect(broken(NO_DUPLICATE_PAGES, [...opened, ...both])).toHaveLength(1);
    const incidents = [...pages(minute(1), ['cleo'], { tier: 2 }), ...pages(minute(1), ['cleo'], { tier: 2, incidentId: 'checkout-2' })];
    expect(broken(NO_DUPLICATE_PAGES, [...opened, ...incidents])).toEqual([]);
  });

  test('everybody may be paged again when the time between repeats has passed', () => {
    const repeat = (at: number) => pages(minute(at), ['ana'], { reason: 'nobody acknowledged' });
    expect(broken(NO_DUPLICATE_PAGES, [...repeat(0), ...repeat(30)])).toEqual([]);
    expect(broken(NO_DUPLICATE_PAGES, [...repeat(0), ...repeat(28)])).toHaveLength(1);
  });

  test('a repeat that could only be published late does not move the next one, and is one page of one decision', () => {
    const decided = (at: number) =>
      writes(minute(at), checkoutIncident({ escalation: { ...checkoutIncident().escalation, repeats: 1, lastRepeatAt: minute(at) } }));
    const repeat = (at: number) => pages(minute(at), ['ana'], { reason: 'nobody acknowledged' });
    expect(broken(NO_DUPLICATE_PAGES, [decided(0), ...repeat(2), decided(30), ...repeat(30)])).toEqual([]);
    expect(broken(NO_DUPLICATE_PAGES, [decided(0), ...repeat(2), ...repeat(40)])).toHaveLength(1);
    expect(broken(NO_DUPLICATE_PAGES, [decided(0), ...repeat(2), decided(28), ...repeat(40)])).toHaveLength(1);
  });

  test('a relapse may be paged again when the alarms were over for a while in between', () => {
    const relapse = (at: number) => pages(minute(at), ['ana'], { reason: 'relapsed' });
    expect(broken(NO_DUPLICATE_PAGES, [...relapse(0), ...relapse(4)])).toEqual([]);
    expect(broken(NO_DUPLICATE_PAGES, [...relapse(0), ...relapse(1)])).toHaveLength(1);
  });
});

describe('I4, quiet after an acknowledgement', () => {
  const paged = (incident: ReturnType<typeof checkoutIncident>, page: LogEntry[]): string[] =>
    broken(QUIET_AFTER_ACKNOWLEDGEMENT, [writes(minute(1), incident), ...page]);

  test('a tier that waits for an acknowledgement is not paged when there is one', () => {
    expect(paged(acknowledged, pages(minute(3), ['ben'], { tier: 2 }))).toEqual(['tier 2 of checkout-1 is paged (tier due) while it is acknowledged']);
    expect(paged(checkoutIncident(), pages(minute(3), ['ben'], { tier: 2 }))).toEqual([]);
  });

  test.each(['monitoring', 'resolved', 'closed'] as const)('nobody is paged while it is %s', (state) => {
    expect(paged(checkoutIncident({ state }), pages(minute(3), ['ana']))).toHaveLength(1);
  });

  test('a tier whose rule is to be paged unless resolved says so itself', () => {
    const { escalation } = PAGING_PLAN.policy;
    const S1 = {
      ...escalation.severities.S1,
      tiers: escalation.severities.S1.tiers.map((tier) => (tier.tier === 2 ? { ...tier, condition: 'not resolved' as const } : tier)),
    };
    const policy = { ...escalation, severities: { ...escalation.severities, S1 } };
    expect(paged({ ...acknowledged, policy }, pages(minute(3), ['ben'], { tier: 2 }))).toEqual([]);
  });

  test('the first tier is called again when what was watched is not over after all', () => {
    expect(paged(checkoutIncident({ state: 'monitoring' }), pages(minute(3), ['ana'], { reason: 'relapsed' }))).toEqual([]);
    expect(paged(checkoutIncident({ state: 'resolved' }), pages(minute(3), ['ana'], { reason: 'relapsed' }))).toHaveLength(1);
  });

  test('what is written at the instant of the page may have come after it', () => {
    expect(
      broken(QUIET_AFTER_ACKNOWLEDGEMENT, [writes(minute(0), checkoutIncident()), writes(minute(1), acknowledged), ...pages(minute(1), ['ben'], { tier: 2 })]),
    ).toEqual([]);
  });
});

describe('I5, rising tiers', () => {
  const reached = (...tiers: readonly [tier: number, at: number][]): string[] =>
    broken(RISING_TIERS, [
      writes(
        minute(9),
        checkoutIncident({ escalation: { startedAt: minute(0), reached: tiers.map(([tier, at]) => ({ tier, at: minute(at), skipped: false })), repeats: 0 } }),
      ),
    ]);

  test('in their order, and each once', () => {
    expect(reached([1, 0], [2, 5])).toEqual([]);
    expect(reached([2, 0], [1, 5])).toEqual(['tier 1 of checkout-1 is reached out of order in escalation round 1']);
    expect(reached([1, 5], [2, 0])).toHaveLength(1);
    expect(reached([1, 0], [1, 5])).toEqual(['tier 1 of checkout-1 is reached twice in escalation round 1']);
  });

  test('after a stale acknowledgement those that wait for a resolution keep their times', () => {
    const { escalation } = PAGING_PLAN.policy;
    const tiers = escalation.severities.S1.tiers.map((tier, index) => ({ ...tier, tier: index + 1 }));
    const S1 = { ...escalation.severities.S1, tiers: [...tiers.slice(0, 2), { ...tiers[0]!, tier: 3, condition: 'not resolved' as const }] };
    const policy = { ...escalation, severities: { ...escalation.severities, S1 } };
    const progress = { startedAt: minute(60), reached: [1, 3, 2].map((tier, index) => ({ tier, at: minute(60 + index), skipped: false })), repeats: 0 };
    expect(broken(RISING_TIERS, [writes(minute(70), checkoutIncident({ policy, round: 2, escalation: progress }))])).toHaveLength(1);
    expect(broken(RISING_TIERS, [writes(minute(70), checkoutIncident({ policy, round: 2, escalation: { ...progress, unresolvedSince: minute(0) } }))])).toEqual(
      [],
    );
  });

  test('a tier that an earlier escalation round called is not called again, and stands apart', () => {
    expect(reached([1, 0], [2, -30])).toEqual([]);
  });
});

describe('I6, never silent', () => {
  const alarm = alarmTurns(minute(1), 'ALARM');
  const watchdog = (at: number) =>
    publishes(minute(at), PAGING_PLAN.watchdog.topicName, ['zoe'], { schema: 'day2.page/1', kind: 'fault', reason: 'page failed', summary: 'a fault' });

  test('of an alarm that wakes somebody a human is notified within ten minutes', () => {
    expect(broken(NEVER_SILENT, [alarm])).toEqual([`nobody was notified of ${PAGE_ALARM}, on since 2026-03-02T08:01:00Z`]);
    expect(broken(NEVER_SILENT, [alarm, ...pages(minute(11), ['ana'])])).toEqual([]);
    expect(broken(NEVER_SILENT, [alarm, ...pages(minute(11.1), ['ana'])])).toHaveLength(1);
  });

  test('the watchdog is a human; whoever is only informed, or does not get it, is not notified', () => {
    expect(broken(NEVER_SILENT, [alarm, ...watchdog(5)])).toEqual([]);
    expect(broken(NEVER_SILENT, [alarm, ...publishes(minute(5), 'shop-prod-s1-informed', ['cleo'], {})])).toHaveLength(1);
    expect(broken(NEVER_SILENT, [alarm, ...pages(minute(5), [])])).toHaveLength(1);
  });

  test('an alarm that is over before is not waited for', () => {
    expect(broken(NEVER_SILENT, [alarm, alarmTurns(minute(10), 'OK')])).toEqual([]);
  });

  test('who was paged before for the same service knows', () => {
    expect(broken(NEVER_SILENT, [writes(minute(0), checkoutIncident()), ...pages(minute(0), ['ana']), alarm])).toEqual([]);
  });
});

describe('I12, drills give way', () => {
  const drill = (at: number) => pages(minute(at), ['ana'], { incidentId: 'checkout-1', drill: true });
  const real = (at: number, changes = {}) => writes(minute(at), checkoutIncident({ id: 'checkout-2', sequence: 2, ...changes }));

  test('two ticks after something real began nobody is paged for a drill', () => {
    const says = ['the drill checkout-1 is paged while checkout-2 goes on, which is real'];
    expect(broken(DRILLS_GIVE_WAY, [real(1), ...drill(3)])).toEqual(says);
    expect(broken(DRILLS_GIVE_WAY, [real(1), ...drill(2.9)])).toEqual([]);
    expect(broken(DRILLS_GIVE_WAY, [real(1), ...pages(minute(5), ['ana'], { incidentId: 'checkout-2' })])).toEqual([]);
  });

  test('unless it is over, less severe, or played as well', () => {
    expect(broken(DRILLS_GIVE_WAY, [real(1), real(4, { state: 'resolved' }), ...drill(5)])).toEqual([]);
    expect(broken(DRILLS_GIVE_WAY, [real(1, { severity: 'S2' }), ...drill(5)])).toEqual([]);
    expect(broken(DRILLS_GIVE_WAY, [real(1, { drill: true }), ...drill(5)])).toEqual([]);
  });
});

describe('I15, overrides hold (002-70)', () => {
  const ACCOUNT_ROLES = 'arn:aws:iam::111122223333:role';
  const ENGINE = `${ACCOUNT_ROLES}/${PAGING_PLAN.names.engine}`;
  const PERSON = 'arn:aws:iam::111122223333:root';
  const roleOf = (document: string): string => `${ACCOUNT_ROLES}/${document}-runbook`;
  const statusOf = (at: number, id: string, document: string, ExecutedBy: string, ended: object = {}): LogEntry => ({
    kind: 'event emitted',
    at: minute(at),
    bus: 'default',
    event: {
      'detail-type': 'EC2 Automation Execution Status-change Notification',
      detail: { ExecutionId: id, Definition: document, ExecutedBy, ...ended },
    },
  });
  const begins = (at: number, id: string, document: string, by: string): LogEntry[] => [
    calls(minute(at), 'sts', 'AssumeRole', { RoleArn: roleOf(document), RoleSessionName: id }),
    statusOf(at, id, document, by),
  ];
  const ends = (at: number, id: string, document: string, by: string): LogEntry => statusOf(at, id, document, by, { EndTime: 'then' });
  const does = (at: number, document: string, [service, operation]: readonly [string, string], changes: object = {}): LogEntry =>
    calls(minute(at), service, operation, {}, { principal: roleOf(document), ...changes });
  const sets = (at: number, Value: string, changes: object = {}): LogEntry =>
    calls(minute(at), 'ssm', 'PutParameter', { Name: '/shop-prod/automation/override', Value }, { principal: PERSON, ...changes });
  const overridden = (at: number, until = 60): LogEntry =>
    sets(at, formatOverride({ by: 'ana', reason: 'we look ourselves', since: minute(at), until: minute(until) }));
  const RESTART = ['ecs', 'UpdateService'] as const;
  const SAYS = 'an automatic run of heal calls ecs:UpdateService although people took over at 2026-03-02T08:01:00Z';
  const heals = begins(0, 'run-1', 'heal', ENGINE);

  test('later than a minute after people took over, no run of the engine changes anything', () => {
    expect(broken(OVERRIDE_HOLDS, [...heals, overridden(1), does(2.1, 'heal', RESTART)])).toEqual([SAYS]);
    expect(broken(OVERRIDE_HOLDS, [...heals, overridden(1), does(2, 'heal', RESTART)])).toEqual([]);
    expect(broken(OVERRIDE_HOLDS, [...heals, does(2.1, 'heal', RESTART)])).toEqual([]);
  });

  test('nor does a run that such a run started', () => {
    const child = begins(0.5, 'run-2', 'restart', roleOf('heal'));
    expect(broken(OVERRIDE_HOLDS, [...heals, ...child, overridden(1), does(3, 'restart', RESTART)])).toEqual([SAYS.replace('heal', 'restart')]);
  });

  test('a call whose answer was lost has changed something; one that failed has not, nor has what reads or keeps records', () => {
    const after = (call: LogEntry) => broken(OVERRIDE_HOLDS, [...heals, overridden(1), call]);
    expect(after(does(3, 'heal', RESTART, { outcome: 'failed', isAnswerLost: true }))).toEqual([SAYS]);
    expect(after(does(3, 'heal', RESTART, { outcome: 'failed' }))).toEqual([]);
    expect(after(does(3, 'heal', ['ecs', 'DescribeServices']))).toEqual([]);
    expect(after(does(3, 'heal', ['ssm', 'GetParameter'], { input: { Name: '/shop-prod/automation/override' } }))).toEqual([]);
    expect(after(does(3, 'heal', ['ssm', 'UpdateOpsItem']))).toEqual([]);
  });

  test('people may do by hand what nothing does by itself: their runs are none', () => {
    const byHand = begins(2, 'run-2', 'restart', PERSON);
    expect(broken(OVERRIDE_HOLDS, [overridden(1), ...byHand, does(3, 'restart', RESTART)])).toEqual([]);
    // Of two runs with one role, nobody can tell whose call it is, until one is over.
    const both = [...begins(0, 'run-1', 'restart', ENGINE), overridden(1), ...byHand];
    expect(broken(OVERRIDE_HOLDS, [...both, does(3, 'restart', RESTART)])).toEqual([]);
    expect(broken(OVERRIDE_HOLDS, [...both, ends(3, 'run-2', 'restart', PERSON), does(4, 'restart', RESTART)])).toHaveLength(1);
    expect(broken(OVERRIDE_HOLDS, [...heals, overridden(1), ends(2, 'run-1', 'heal', ENGINE), does(3, 'heal', RESTART)])).toEqual([]);
  });

  test('an override holds until it is lifted or over; what nobody can read holds as well; one that was refused does not', () => {
    const later = (...log: readonly LogEntry[]) => broken(OVERRIDE_HOLDS, [...heals, ...log, does(10, 'heal', RESTART)]);
    expect(later(overridden(1), sets(5, OVERRIDE_OFF))).toEqual([]);
    expect(later(overridden(1, 9))).toEqual([]);
    expect(later(overridden(1, 11))).toEqual([SAYS]);
    expect(later(sets(1, 'on'))).toEqual([SAYS]);
    expect(later(sets(1, 'on', { outcome: 'failed' }))).toEqual([]);
    // Said again it is no new one: the minute counts from the first.
    expect(later(overridden(1), overridden(9.5))).toEqual([SAYS]);
    expect(later(overridden(1), sets(5, OVERRIDE_OFF), overridden(9.5))).toEqual([]);
  });
});

describe('I16, healed or paged (002-66)', () => {
  const run: HealingRun = {
    number: 1,
    alarm: { name: PAGE_ALARM, region: PAGING_PLAN.policy.region },
    runbook: 'self-heal-service',
    isLive: true,
    askedAt: minute(0),
    executionId: 'run-1',
    status: 'running',
  };
  const [attached] = checkoutIncident().alarms as readonly [AttachedAlarm];
  const selfHealing = {
    runbook: 'self-heal-service',
    parameters: {},
    maxPerHour: 3,
    coolDownMinutes: 10,
    mayDelayPageSeconds: 300,
    verifiedBy: 'still-failing',
    clearsWithinMinutes: 35,
    supervisors: [],
  };
  const healing = (at: number, changes: Partial<HealingRun> = {}, incident: Parameters<typeof checkoutIncident>[0] = {}): LogEntry =>
    writes(minute(at), checkoutIncident({ alarms: [{ ...attached, selfHealing }], healing: { runs: [{ ...run, ...changes }] }, ...incident }));

  test.each(['failed', 'refused', 'stopped', 'unobserved', 'running', 'starting'] as const)(
    'a run that is %s is paged a tick after the time for which pages may wait, at the latest',
    (status) => {
      const log = [healing(0), healing(2, { status })];
      expect(broken(HEALED_OR_PAGED, log)).toEqual([
        `tier 1 of checkout-1 is not paged although self-heal-service, asked for at 2026-03-02T08:00:00Z, is ${status}`,
      ]);
      expect(broken(HEALED_OR_PAGED, [...log, ...pages(minute(6), ['ana'])])).toEqual([]);
      expect(broken(HEALED_OR_PAGED, [...log, ...pages(minute(6.1), ['ana'])])).toHaveLength(1);
    },
  );

  test('a page of another tier or incident is none; the watchdog is, where a page could not go out', () => {
    const log = [healing(0), healing(2, { status: 'failed' })];
    expect(broken(HEALED_OR_PAGED, [...log, ...pages(minute(3), ['ben'], { tier: 2 })])).toHaveLength(1);
    expect(broken(HEALED_OR_PAGED, [...log, ...pages(minute(3), ['ana'], { incidentId: 'checkout-2' })])).toHaveLength(1);
    const fault = { schema: 'day2.page/1', kind: 'fault', reason: 'page failed', summary: 'a fault' };
    expect(broken(HEALED_OR_PAGED, [...log, ...publishes(minute(3), PAGING_PLAN.watchdog.topicName, ['zoe'], fault)])).toEqual([]);
  });

  test('nobody waits for a dry run, nor is anybody paged for what is healed, over, muted, or has somebody', () => {
    const after = (changes: Partial<HealingRun>, incident: Parameters<typeof checkoutIncident>[0] = {}) =>
      broken(HEALED_OR_PAGED, [healing(0, changes), healing(2, { status: 'failed', ...changes }, incident)]);
    expect(after({})).toHaveLength(1);
    expect(after({ isLive: false })).toEqual([]);
    expect(after({ status: 'healed' })).toEqual([]);
    expect(after({}, { state: 'resolved' })).toEqual([]);
    expect(after({}, { alarms: [{ ...attached, selfHealing, state: 'OK' }] })).toEqual([]);
    expect(after({}, { alarms: [{ ...attached, selfHealing, mutedUntil: minute(60) }] })).toEqual([]);
    expect(after({}, { acknowledgement: { by: 'ana', at: minute(2), via: 'cli' } })).toEqual([]);
  });

  test('each run of an incident is looked at, once', () => {
    const again = { ...run, number: 2, askedAt: minute(20), status: 'failed' } as const;
    const log = [healing(0), healing(4, { status: 'healed' }), healing(21, {}, { healing: { runs: [{ ...run, status: 'healed' }, again] } })];
    expect(broken(HEALED_OR_PAGED, [...log, healing(22, {}, { healing: { runs: [again] } }), ...pages(minute(1), ['ana'])])).toHaveLength(1);
  });
});

describe('I13, what is over', () => {
  const page = (at: number, of: PageOf = {}) => pages(minute(at), ['ana'], of);
  const over = [alarmTurns(minute(0), 'ALARM'), writes(minute(0), checkoutIncident()), alarmTurns(minute(10), 'OK', { from: 'ALARM' })];

  test('pages nobody once its alarms have been over for five minutes', () => {
    const says = ['tier 2 of checkout-1 is paged (tier due) although its alarms have been over for minutes'];
    expect(broken(OVER_IS_OVER, [...over, ...page(16, { tier: 2 })])).toEqual(says);
    expect(broken(OVER_IS_OVER, [...over, ...page(14.9, { tier: 2 })])).toEqual([]);
    expect(broken(OVER_IS_OVER, [...over, alarmTurns(minute(15), 'ALARM'), ...page(16)])).toEqual([]);
  });

  test('is not what went blind while it was on, and is what went blind afterwards', () => {
    const blind = (at: number, from: string) => alarmTurns(minute(at), 'OK', { from, to: 'INSUFFICIENT_DATA' });
    expect(broken(OVER_IS_OVER, [...over.slice(0, 2), blind(10, 'ALARM'), ...page(20)])).toEqual([]);
    expect(broken(OVER_IS_OVER, [...over, blind(12, 'OK'), ...page(20)])).toHaveLength(1);
  });

  test('pages nobody for an outage of which only a ticket is left (9.2, 9.5)', () => {
    const [alarm] = checkoutIncident().alarms;
    const ticket = { ...alarm!, name: 'ticket-of-checkout', severity: 'S3' as const };
    const left = (severity: 'S0' | 'S2') => [...over, writes(minute(11), checkoutIncident({ severity, alarms: [alarm!, ticket] })), ...page(20)];
    // Of the ticket the log says nothing: it counts as on.
    expect(broken(OVER_IS_OVER, left('S0'))).toHaveLength(1);
    expect(broken(OVER_IS_OVER, left('S2'))).toEqual([]);
  });

  test('leaves out what a person declared or judges, and times in which calls fail', () => {
    const record = (changes: object) => [...over, writes(minute(11), checkoutIncident(changes)), ...page(20)];
    expect(broken(OVER_IS_OVER, record({}))).toHaveLength(1);
    expect(broken(OVER_IS_OVER, record({ declaredBy: 'ana' }))).toEqual([]);
    expect(broken(OVER_IS_OVER, record({ timeline: [{ at: minute(11), code: 'reclassified', what: 'it is worse' }] }))).toEqual([]);
    expect(broken(OVER_IS_OVER, [...over, calls(minute(15), 'cloudwatch', 'DescribeAlarms', {}, { outcome: 'failed' }), ...page(20)])).toEqual([]);
  });

  test('does not count the level of an error budget, but for the page that notifies of it', () => {
    const [alarm] = checkoutIncident().alarms;
    const level = (changes: object) => [
      alarmTurns(minute(0), 'ALARM'),
      writes(minute(0), checkoutIncident({ alarms: [{ ...alarm!, recovers: 'by window' }], ...changes })),
      ...page(0),
    ];
    expect(broken(OVER_IS_OVER, level({}))).toHaveLength(1);
    expect(broken(OVER_IS_OVER, level({ notifiesOnce: true }))).toEqual([]);
  });
});

test('I7: the first entry that differs is found, and so is one that is missing', () => {
  const [one, other] = [beats(minute(0)), beats(minute(1))];
  expect(firstDifferentEntry([one, other], [one, other])).toBeUndefined();
  expect(firstDifferentEntry([one, other], [one, one])).toBe(1);
  expect(firstDifferentEntry([one], [one, other])).toBe(1);
});
