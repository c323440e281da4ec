import { judgeStates } from '../../lib/gameday/judge-states';
import type { StateChange } from '../../lib/gameday/timeline';
import type { StateExpectation } from '../../lib/scenario/scenario';
import { MINUTE_MS } from '../../lib/time/time';
import { outage, SCENARIO_START, scenarioOf } from '../helpers/game-days';
import { inWords } from '../helpers/measurement-words';

const OBJECTIVE = 'checkout/availability';
const expects = (state: StateExpectation['state'], notBefore: number, within: number): StateExpectation => ({
  objective: OBJECTIVE,
  state,
  after: 'down',
  notBefore: notBefore * 60,
  within: within * 60,
});
const change = (minute: number, from: StateChange['from'], to: StateChange['to'], objective = OBJECTIVE): StateChange => ({
  at: SCENARIO_START + minute * MINUTE_MS,
  objective,
  from,
  to,
});

/** Judges an outage that begins at minute 30. */
const judge = (expectStates: readonly StateExpectation[], changes: readonly StateChange[]) =>
  judgeStates(scenarioOf({ workload: [outage()], expectStates: [...expectStates] }), changes)
    .map(inWords)
    .map(({ measured, outcome }) => `${measured} ${outcome}`);

test.each([
  [45, '15m passed'],
  [50, '20m passed'],
  [51, '21m failed'],
  [39, '9m failed'],
])('a change at minute %d, expected 10 to 20 minutes after minute 30, is %s', (minute, outcome) => {
  expect(judge([expects('caution', 10, 20)], [change(minute, 'healthy', 'caution')])).toEqual([outcome]);
});

test('a change that does not come, and another that nobody expected, both fail', () => {
  expect(judge([expects('caution', 10, 20)], [change(45, 'healthy', 'frozen')])).toEqual(['never failed', 'at 2026-03-02T08:45:00Z failed']);
});

test('the same state twice needs two expectations', () => {
  const there = [change(45, 'healthy', 'caution'), change(60, 'caution', 'restricted'), change(75, 'restricted', 'caution')];
  expect(judge([expects('caution', 10, 20), expects('restricted', 20, 40)], there)).toEqual(['15m passed', '30m passed', 'at 2026-03-02T09:15:00Z failed']);
  expect(judge([expects('caution', 10, 20), expects('restricted', 20, 40), expects('caution', 40, 50)], there)).toEqual([
    '15m passed',
    '30m passed',
    '45m passed',
  ]);
});

test('what happens to objectives that are not named, and before the scenario, is not judged', () => {
  expect(
    judge([expects('caution', 10, 20)], [change(-10, 'none', 'healthy'), change(45, 'healthy', 'caution'), change(46, 'healthy', 'frozen', 'other/one')]),
  ).toEqual(['15m passed']);
});
