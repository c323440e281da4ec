import { Timeline } from '../../lib/gameday/timeline';
import { buildPlan } from '../../lib/plan/build-plan';
import { timelineText } from '../../lib/report/timeline-text';
import type { WorkloadChange } from '../../lib/scenario/scenario';
import type { AlarmIdentity, LogEntry } from '../../lib/simulator/core/log';
import type { BudgetRecord } from '../../lib/slo/budget/budget-record';
import { printBudgetRecord } from '../../lib/slo/budget/stored-record';
import { MINUTE_MS } from '../../lib/time/time';
import { exampleBudgetRecord } from '../helpers/budget-records';
import { outage, SCENARIO_START, scenarioOf } from '../helpers/game-days';
import { exampleModel, exampleObjective } from '../helpers/models';

const { plan } = buildPlan(exampleModel({ checkout: [exampleObjective()] }));
const at = (minute: number) => SCENARIO_START + minute * MINUTE_MS;

const alarm = (name: string, type: AlarmIdentity['type'] = 'composite'): AlarmIdentity => ({
  name,
  arn: `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:${name}`,
  type,
  region: 'eu-central-1',
  stackName: 'shop-prod-alarms',
  logicalId: 'Alarm',
});
const PAGE = alarm('shop-prod-checkout-availability-s1');
const TICKET = alarm('shop-prod-checkout-availability-s3');
const METRIC = alarm('shop-prod-checkout-availability-fast-1h', 'metric');
const TOPIC = 'arn:aws:sns:eu-central-1:111122223333:shop-prod-s1';

const changed = (minute: number, who: AlarmIdentity, from: string, to: string): LogEntry =>
  ({ kind: 'alarm state changed', at: at(minute), alarm: who, from, to, reason: 'because', cause: 'evaluation' }) as LogEntry;
const executed = (minute: number, who: AlarmIdentity, changes: object = {}): LogEntry =>
  ({ kind: 'action executed', at: at(minute), alarm: who, state: 'ALARM', action: TOPIC, messageId: 'm', subscriptions: 1, ...changes }) as LogEntry;

/** The lines printed, as `minute text`. */
function tell(entries: readonly LogEntry[], incidents: readonly WorkloadChange[] = [], until = 360) {
  const heard: string[] = [];
  const timeline = new Timeline(plan, scenarioOf({ workload: [...incidents] }), { spentAt: () => 0.05 }, (entry) => heard.push(timelineText(entry)));
  for (const entry of entries) timeline.add(entry);
  timeline.passIncidents(at(until));
  const lines = timeline.events.map((entry) => `${(entry.at - SCENARIO_START) / MINUTE_MS} ${timelineText(entry)}`);
  expect(heard).toEqual(timeline.events.map(timelineText));
  return { timeline, lines };
}

describe('order', () => {
  test('incidents begin and end between the events they belong to, before what happens at the same instant', () => {
    const { lines } = tell([changed(30, PAGE, 'OK', 'ALARM'), changed(59, PAGE, 'ALARM', 'OK')], [outage()]);
    expect(lines).toEqual([
      '30 BEGIN down: outage of checkout for 30m',
      '30 ALARM shop-prod-checkout-availability-s1',
      '59 OK    shop-prod-checkout-availability-s1',
      '60 END   down',
    ]);
  });

  test('incidents that overlap are notified by the clock, not by the file', () => {
    const { lines } = tell([], [outage({ id: 'late', at: 50, for: 5 }), outage({ id: 'early', at: 10, for: 100 })]);
    expect(lines.map((line) => line.replace(/:.*/, ''))).toEqual(['10 BEGIN early', '50 BEGIN late', '55 END   late', '110 END   early']);
  });

  test('an incident that has not begun yet is not notified', () => {
    expect(tell([], [outage()], 29).lines).toEqual([]);
  });
});

test.each<[WorkloadChange, string]>([
  [{ kind: 'errors', id: 'x', on: ['a', 'b'], at: 0, for: 90, percent: 15 }, '15 % errors on a, b for 1h30m'],
  [{ kind: 'latency', id: 'x', on: ['a'], at: 0, for: 5, percent: 90, typicalMs: 6_000 }, '90 % of a at about 6000 ms for 5m'],
  [{ kind: 'flapping', id: 'x', on: ['a'], at: 0, for: 60, percent: 50, onFor: 5, offFor: 10 }, '50 % errors on a for 1h, on for 5m and off for 10m'],
  [{ kind: 'traffic', id: 'x', on: ['a'], at: 0, for: 5, factor: 0.1 }, '0.1 times the traffic of a for 5m'],
  [{ kind: 'dead-letters', id: 'x', on: ['a'], at: 0, for: 5, perMinute: 2 }, '2 dead letters a minute on a for 5m'],
  [{ kind: 'silence', id: 'x', on: ['a'], at: 0, for: 5 }, 'silence of a for 5m'],
])('an incident is notified in words: $kind', (incident, text) => {
  expect(tell([], [incident], 1).lines).toEqual([`0 BEGIN x: ${text}`]);
});

describe('notifications', () => {
  test('are notified with severity, topic, objective and the budget spent', () => {
    const { timeline, lines } = tell([executed(32, PAGE)]);
    expect(lines).toEqual(['32 NOTIFIED S1 shop-prod-s1: checkout/availability']);
    expect(timeline.events[0]).toMatchObject({ code: 'notified', severity: 'S1', budgetSpent: 0.05 });
    expect(timeline.notifications).toEqual([
      { at: at(32), region: 'eu-central-1', alarmName: PAGE.name, topicName: 'shop-prod-s1', severity: 'S1', objective: 'checkout/availability' },
    ]);
  });

  test('from an alarm and to a topic that nobody planned', () => {
    const { timeline, lines } = tell([executed(1, alarm('stray'), { action: 'arn:aws:sns:eu-central-1:111122223333:all' })]);
    expect(lines).toEqual(['1 NOTIFIED unplanned all: stray']);
    expect(timeline.notifications[0]).not.toHaveProperty('severity');
    expect(timeline.events[0]).not.toHaveProperty('budgetSpent');
  });

  test('that all is well again are none', () => {
    const { timeline, lines } = tell([executed(1, PAGE, { state: 'OK' })]);
    expect([timeline.notifications, lines]).toEqual([[], []]);
  });

  test('to a topic without subscriptions are remembered', () => {
    expect([...tell([executed(1, PAGE, { subscriptions: 0 }), executed(2, PAGE)]).timeline.topicsWithoutSubscription]).toEqual(['shop-prod-s1']);
    expect(tell([executed(2, PAGE)]).timeline.topicsWithoutSubscription.size).toBe(0);
  });
});

describe('before the scenario starts', () => {
  test('alarms that find their first state are not notified, but remembered for the comparison', () => {
    const { timeline, lines } = tell([changed(-60, METRIC, 'INSUFFICIENT_DATA', 'ALARM'), changed(-50, PAGE, 'INSUFFICIENT_DATA', 'OK')]);
    expect(lines).toEqual([]);
    expect(timeline.changes.get(METRIC.name)).toEqual([{ at: at(-60), firing: true }]);
  });

  test('somebody who is notified on a good day is notified of', () => {
    const { timeline, lines } = tell([changed(-50, PAGE, 'INSUFFICIENT_DATA', 'ALARM'), executed(-50, PAGE)]);
    expect(lines.map((line) => line.slice(0, 9))).toEqual(['-50 ALARM', '-50 NOTIF']);
    expect(timeline.notifications).toHaveLength(1);
  });
});

describe('what does not reach anybody', () => {
  const held = (by: string, who = TICKET): LogEntry =>
    ({ kind: 'action suppressed', at: at(40), alarm: who, state: 'ALARM', actions: [TOPIC], by, reason: 'Actions suppressed' }) as LogEntry;

  test.each([
    ['WaitPeriod', 'to see whether shop-prod-checkout-availability-s1 follows'],
    ['Alarm', 'while shop-prod-checkout-availability-s1 is on'],
    ['ExtensionPeriod', 'a little longer than shop-prod-checkout-availability-s1'],
    ['ActionsEnabled', '(Actions suppressed)'],
  ])('is held by %s', (by, text) => {
    const { timeline, lines } = tell([held(by)]);
    expect(lines).toEqual([`40 SUPPRESSED shop-prod-checkout-availability-s3 ${text}`]);
    expect(timeline.notifications).toEqual([]);
  });

  test('an alarm that nobody planned a suppressor for is held for the reason CloudWatch gives', () => {
    expect(tell([held('Alarm', PAGE)]).lines[0]).toContain('s1 (Actions suppressed)');
  });

  test('is lost at a link', () => {
    const dropped = {
      kind: 'action dropped',
      at: at(1),
      alarm: PAGE,
      state: 'ALARM',
      action: TOPIC,
      link: 'key policy',
      reason: 'no statement allows it',
    } as LogEntry;
    const { timeline, lines } = tell([dropped]);
    expect(lines).toEqual(['1 LOST  shop-prod-checkout-availability-s1 to shop-prod-s1 at the key policy: no statement allows it']);
    expect(timeline.notifications).toEqual([]);
  });

  test('cannot be determined', () => {
    const action = { kind: 'action not simulated', at: at(1), alarm: PAGE, state: 'ALARM', action: 'arn:aws:lambda:x', reason: 'Lambda' } as LogEntry;
    const rule = { name: 'watch', stackName: 's', logicalId: 'l' };
    const target = { kind: 'target not simulated', at: at(2), rule, targetArn: 'arn:aws:lambda:y', eventId: 'e' } as LogEntry;
    const { timeline, lines } = tell([action, target]);
    expect(lines).toEqual(['1 ????  action arn:aws:lambda:x of shop-prod-checkout-availability-s1: Lambda', '2 ????  target arn:aws:lambda:y of rule watch']);
    expect(timeline.unknown).toEqual(['action arn:aws:lambda:x of shop-prod-checkout-availability-s1: Lambda', 'target arn:aws:lambda:y of rule watch']);
  });
});

test('a metric alarm is notified with the reason for its change', () => {
  expect(tell([changed(31, METRIC, 'OK', 'ALARM')]).lines).toEqual(['31 ALARM shop-prod-checkout-availability-fast-1h  because']);
});

describe('the ledger', () => {
  const put = (minute: number, value: string, changes: object = {}): LogEntry =>
    ({
      kind: 'call',
      at: at(minute),
      principal: 'arn:aws:iam::111122223333:role/ledger',
      checks: [],
      region: 'eu-central-1',
      service: 'ssm',
      operation: 'PutParameter',
      input: { Name: '/shop/prod/error-budget/checkout/availability', Value: value },
      outcome: 'succeeded',
      ...changes,
    }) as LogEntry;
  const stored = (minute: number, state: BudgetRecord['state'], changes: object = {}): LogEntry =>
    put(minute, printBudgetRecord(exampleBudgetRecord({ objective: 'checkout/availability', state, reasons: ['no data for more than 15m'] })), changes);

  test('is notified when the state it stores changes, with what is left or why nobody knows', () => {
    const { lines, timeline } = tell([stored(5, 'healthy'), stored(20, 'healthy'), stored(35, 'caution'), stored(50, 'unknown'), put(65, '{')]);
    expect(lines).toEqual([
      '35 GATE  checkout/availability healthy -> caution, 80 % left',
      '50 GATE  checkout/availability caution -> unknown, no data for more than 15m',
    ]);
    expect(timeline.stateChanges.map(({ from, to }) => `${from} ${to}`)).toEqual(['none healthy', 'healthy caution', 'caution unknown']);
  });

  test('is not notified of what was refused, and of what is stored elsewhere', () => {
    const elsewhere = { input: { Name: '/shop/prod/other', Value: '{}' } };
    expect(tell([stored(5, 'frozen', { outcome: 'failed' }), stored(5, 'frozen', elsewhere), stored(5, 'frozen', { region: 'us-east-1' })]).lines).toEqual([]);
  });

  test('is notified when a run fails the first time, and when its run is given up', () => {
    const ended = (attempt: number, outcome: string) =>
      ({
        kind: 'function ended',
        at: at(6),
        function: { region: 'eu-central-1' },
        attempt,
        outcome,
        error: { name: 'E', message: 'not recorded\nall of it' },
      }) as LogEntry;
    const givenUp = { kind: 'invocation given up', at: at(9), source: { region: 'eu-central-1' }, reason: 'RetriesExhausted' } as LogEntry;
    expect(tell([ended(1, 'failed'), ended(2, 'failed'), ended(1, 'succeeded'), givenUp]).lines).toEqual([
      '6 LEDGER eu-central-1 run failed: not recorded',
      '9 LEDGER eu-central-1 run given up: RetriesExhausted',
    ]);
  });
});
