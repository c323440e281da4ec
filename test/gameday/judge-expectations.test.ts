import { judgeExpectations } from '../../lib/gameday/judge-expectations';
import type { FiringChange, Notification } from '../../lib/gameday/timeline';
import { buildPlan } from '../../lib/plan/build-plan';
import type { Expectation } from '../../lib/scenario/scenario';
import { parseDurationSeconds, SECOND_MS } from '../../lib/time/time';
import { outage, SCENARIO_START, scenarioOf } from '../helpers/game-days';
import { inWords } from '../helpers/measurement-words';
import { exampleModel, exampleObjective } from '../helpers/models';

const { plan } = buildPlan(exampleModel({ checkout: [exampleObjective()] }));
const PAGE = 'shop-prod-checkout-availability-s1';
const OBJECTIVE = 'checkout/availability';
const budgets = { spentAt: () => 0.25, spentBetween: () => 0.5 };

/** An instant by its offset from the start: `32m`, `1h2m`; `-` for before it. */
const at = (offset: string) => SCENARIO_START + SECOND_MS * (offset.startsWith('-') ? -parseDurationSeconds(offset.slice(1))! : parseDurationSeconds(offset)!);
const notified = (offset: string, changes: Partial<Notification> = {}): Notification => ({
  at: at(offset),
  alarmName: PAGE,
  region: 'eu-central-1',
  topicName: 'shop-prod-s1',
  severity: 'S1',
  objective: OBJECTIVE,
  ...changes,
});
const expects = (changes: Partial<Expectation> = {}): Expectation => ({
  objective: OBJECTIVE,
  severity: 'S1',
  after: 'down',
  within: 180,
  notBefore: 0,
  ...changes,
});

interface Happened {
  readonly notifications?: readonly Notification[];
  /** Offsets at which the page goes into ALARM and out of it, in turns. */
  readonly firing?: readonly string[];
}

/** Judges an outage from 30m to 1h. */
function judge(expect: readonly Expectation[], { notifications = [], firing = [] }: Happened, incidents = [outage()]) {
  const changes = new Map<string, FiringChange[]>([[PAGE, firing.map((offset, index) => ({ at: at(offset), firing: index % 2 === 0 }))]]);
  return judgeExpectations(
    scenarioOf({ workload: incidents, expect: [...expect] }),
    plan,
    { notifications: [...notifications], changes, changesIn: (_, name) => changes.get(name) ?? [] },
    budgets,
  ).map(inWords);
}

describe('a notification', () => {
  test.each([
    ['in time', '32m', '2m', 'passed'],
    ['at the last second', '33m', '3m', 'passed'],
    ['a second late', '33m1s', '3m1s', 'failed'],
    ['before its incident', '29m', '-1m', 'failed'],
  ])('%s', (_, offset, measured, outcome) => {
    expect(judge([expects()], { notifications: [notified(offset)] })).toEqual([
      { what: 'S1 checkout/availability notified after down began', expected: 'within 3m', measured, outcome, budgetSpent: 0.5 },
    ]);
  });

  test.each([
    ['29s early', '30m31s', '31s', 'failed'],
    ['on the line', '31m', '1m', 'passed'],
  ])('with an earliest time: %s', (_, offset, measured, outcome) => {
    expect(judge([expects({ notBefore: 60 })], { notifications: [notified(offset)] })[0]).toMatchObject({ expected: '1m to 3m', measured, outcome });
  });

  test('that never comes fails, and no budget is given for it', () => {
    expect(judge([expects()], {})).toEqual([
      { what: 'S1 checkout/availability notified after down began', expected: 'within 3m', measured: 'never', outcome: 'failed' },
    ]);
  });

  test('that comes twice fails once', () => {
    const measurements = judge([expects()], { notifications: [notified('31m'), notified('40m')] });
    expect(measurements.map(({ outcome }) => outcome)).toEqual(['passed', 'failed']);
    expect(measurements[1]).toEqual({
      what: 'S1 checkout/availability notified',
      expected: 'nobody is notified',
      measured: 'at 2026-03-02T08:40:00Z',
      outcome: 'failed',
      budgetSpent: 0.25,
    });
  });

  test('that nobody expected fails, also from an alarm nobody planned', () => {
    const stray = notified('5m', { severity: undefined, objective: undefined, alarmName: 'stray', topicName: 'all' });
    expect(judge([], { notifications: [stray] })).toEqual([
      { what: 'all stray notified', expected: 'nobody is notified', measured: 'at 2026-03-02T08:05:00Z', outcome: 'failed' },
    ]);
  });

  test('before the scenario fails, too: the service was healthy and somebody was notified', () => {
    expect(judge([], { notifications: [notified('-30m')] })).toEqual([
      {
        what: 'S1 checkout/availability notified',
        expected: 'nobody is notified',
        measured: 'at 2026-03-02T07:30:00Z, before anything happened',
        outcome: 'failed',
      },
    ]);
  });

  test('none expected and none happened is what passed', () => {
    expect(judge([], {})).toEqual([{ what: 'notifications', expected: 'none', measured: 'none', outcome: 'passed' }]);
  });

  test('two incidents of one kind on one objective each need their own', () => {
    const incidents = [outage({ id: 'first', at: 30, for: 5 }), outage({ id: 'second', at: 300, for: 5 })];
    const both = [expects({ after: 'first' }), expects({ after: 'second' })];
    expect(judge(both, { notifications: [notified('5h2m')] }, incidents).map(({ measured, outcome }) => [measured, outcome])).toEqual([
      ['never', 'failed'],
      ['2m', 'passed'],
    ]);
  });
});

describe('the end of an alarm', () => {
  const clearing = (happened: Happened) => judge([expects({ clearsWithin: 300 })], happened)[1];

  test.each([
    ['in time', ['31m', '1h4m'], '4m', 'passed'],
    ['at the last second', ['31m', '1h5m'], '5m', 'passed'],
    ['a second late', ['31m', '1h5m1s'], '5m1s', 'failed'],
    ['before its incident ended', ['31m', '50m'], 'before it ended', 'passed'],
    ['never', ['31m'], 'not in this scenario', 'failed'],
    ['after it came and went once before', ['31m', '35m', '40m', '1h10m'], '10m', 'failed'],
  ])('%s', (_, firing, measured, outcome) => {
    expect(clearing({ notifications: [notified('31m')], firing })).toEqual({
      what: 'S1 checkout/availability over after down ended',
      expected: 'within 5m',
      measured,
      outcome,
    });
  });

  test('of an alarm that began only after its incident ended is still measured', () => {
    expect(clearing({ notifications: [notified('1h1m')], firing: ['1h1m', '1h30m'] })).toMatchObject({ measured: '30m', outcome: 'failed' });
  });

  test('of an alarm that never began fails', () => {
    expect(clearing({})).toMatchObject({ measured: 'never began', outcome: 'failed' });
  });
});
