import { readRunbooks } from '../../../lib/cli/files/read-runbooks';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { hasPaging, playPaging } from '../../../lib/gameday/play-paging';
import type { GameDayReport } from '../../../lib/gameday/report';
import { runGameDay } from '../../../lib/gameday/run-game-day';
import { ACKNOWLEDGE_RUNBOOK } from '../../../lib/incident/lifecycle/engine-policy';
import { buildPlan } from '../../../lib/plan/build-plan';
import { timelineText } from '../../../lib/report/timeline-text';
import type { PersonAction, Scenario } from '../../../lib/scenario/scenario';
import { MINUTE_MS } from '../../../lib/time/time';
import { outage, scenarioOf } from '../../helpers/game-days';
import { inWords } from '../../helpers/measurement-words';
import { ON_CALL_MODEL } from '../../helpers/paging-history';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

/** People in a game day of a small application: the engine's own code, the table, and the runbook. */

bundleHandler('incident-engine');

const RUNBOOKS = readRunbooks('runbooks').map(({ runbook }) => runbook);
const PLAN = buildPlan(
  ON_CALL_MODEL,
  RUNBOOKS.filter(({ name }) => name === ACKNOWLEDGE_RUNBOOK),
).plan;
const stacks = synthesizedStacks(PLAN);

async function play(people: readonly Partial<PersonAction>[], changes: Partial<Scenario> = {}) {
  const actions = people.map((action): PersonAction => ({
    who: 'ana',
    service: 'checkout',
    via: 'command',
    drill: false,
    refused: false,
    do: 'acknowledge',
    ...action,
  }));
  const expect = [{ objective: 'checkout/availability', severity: 'S1', after: 'down', within: 240, notBefore: 0 } as const];
  const scenario = scenarioOf({ duration: 30, workload: [outage({ at: 5, for: 25 })], expect, people: actions, ...changes });
  const report = await runGameDay({ scenario, model: ON_CALL_MODEL, plan: PLAN, stacks });
  const lines = report.timeline
    .filter(({ at, code }) => at >= scenario.start && (code === 'responder-acted' || code === 'page-published' || code.startsWith('incident-')))
    .map(timelineText);
  return { report, lines };
}

test('whoever has a role acknowledges a while after their page, from the console', async () => {
  const { report, lines } = await play([{ who: undefined, role: 'primary', afterPage: 4, via: 'console' }], {
    expectPages: [{ service: 'checkout', severity: 'S1', tier: 1, who: ['ana'], after: 'down', within: 240, notBefore: 0, count: 1 }],
    expectIncidents: [{ service: 'checkout', at: 20, state: 'acknowledged', acknowledgedBy: 'ana' }],
  });
  expect(report).toMatchObject({ outcome: 'passed', differences: [], unknown: [] });
  expect(lines).toContain('ACK   checkout-1 by ana (console)');
});

test('a command that is refused fails the game day, unless that is expected', async () => {
  const resolve = { at: 15, do: 'resolve', text: 'restarted' } as const;
  const { report, lines } = await play([resolve]);
  expect(report.outcome).toBe('failed');
  expect(lines).toContain(
    'ANA resolve checkout: checkout-1 cannot be resolved while its alarms are on, unless you say why it is over all the same (--despite-alarms)',
  );
  expect((await play([{ ...resolve, refused: true }])).report.outcome).toBe('passed');
});

test('somebody who waits for a page that never comes cannot tell', async () => {
  const { report } = await play([{ who: 'dev', afterPage: 4 }]);
  expect(report.outcome).toBe('could not tell');
  expect(report.unknown).toEqual(['what dev does after a page of checkout: no page came']);
});

test('somebody who cannot be reached is not notified, and the game day shows who is', async () => {
  const { lines } = await play([], { unreachable: [{ who: 'ana', from: 0, for: 30 }] });
  expect(lines[1]).toBe('UNREACHED S1 tier 1 checkout-1: it did not reach ana');
});

test('when everybody has left, the engine does not call itself well, and CloudWatch pages by its own topic (F22)', async () => {
  const soon = { after: 'down', within: 240, notBefore: 0 } as const;
  const later = { after: 'down', within: 600, notBefore: 420, count: 1 } as const;
  const { report } = await play(
    [
      { at: 1, do: 'unsubscribe' },
      { who: 'ben', at: 1, do: 'unsubscribe' },
      { who: 'cleo', at: 1, do: 'unsubscribe' },
    ],
    {
      expectFaults: [
        { code: 'tier empty', ...soon, count: 2 },
        { code: 'escalation unreachable', ...soon, count: 1 },
        { code: 'engine silent', ...later },
      ],
      expectFallback: [{ severity: 'S1', ...later }],
    },
  );
  expect(report.measurements.filter(({ outcome }) => outcome !== 'passed')).toEqual([]);
});

/** Minutes from the start at which tier 1 was paged. */
const pagedAt = ({ timeline, scenario }: GameDayReport) =>
  timeline.flatMap(({ at, code }) => (code === 'page-published' && at >= scenario.start ? [Math.floor((at - scenario.start) / MINUTE_MS)] : []));

test('what somebody mutes pages nobody before the mute is over, and what they do not mute does (9.1, 9.3, F36)', async () => {
  expect(pagedAt((await play([], { mutes: [{ on: 'checkout', from: 0, for: 20 }] })).report)).toEqual([20]);
  expect(pagedAt((await play([], { mutes: [{ on: 'checkout/availability', severity: 'S0', from: 0, for: 20 }] })).report)[0]).toBe(7);
});

test('a person who says why resolves although alarms are on', async () => {
  const { lines } = await play([{ at: 15, do: 'resolve', text: 'restarted', despiteAlarms: 'users are well' }]);
  expect(lines).toContain('ANA resolve checkout: checkout-1 is resolved');
});

test('a page or a record of which only the answer is lost has been sent, or is written', async () => {
  const lost = { from: 7, for: 1, answer: 'lost' } as const;
  const { report } = await play([], { fail: [{ ...lost, call: 'sns:Publish', error: 'InternalError' }] });
  expect(pagedAt(report)[0]).toBe(7);
  const { lines } = await play([], { fail: [{ ...lost, call: 'dynamodb:PutItem', error: 'InternalServerError' }] });
  expect(lines).toContain('OPEN  S1 checkout-1: checkout/availability');
});

test('what the record must say and does not say fails', async () => {
  const { report } = await play([], { expectIncidents: [{ service: 'checkout', at: 20, state: 'acknowledged' }] });
  expect(report.measurements.map(inWords)).toContainEqual({
    what: 'record of checkout at 2026-03-02T08:20:00Z',
    expected: 'state acknowledged',
    measured: 'state open',
    outcome: 'failed',
  });
});

test('paging alone reaches the same people at the same instants as the whole game day (9.33)', async () => {
  if (!hasPaging(PLAN)) throw new Error('nobody is on call');
  const changes = { workload: [outage({ at: 5, for: 25 })], mutes: [{ on: 'checkout', from: 0, for: 12 }] };
  const whole = (await play([{ afterPage: 4 }], changes)).report;
  const people: PersonAction[] = [{ who: 'ana', service: 'checkout', via: 'command', drill: false, refused: false, do: 'acknowledge', afterPage: 4 }];
  const alone = await playPaging({
    scenario: scenarioOf({ duration: 30, judge: 'invariants', people, ...changes }),
    model: ON_CALL_MODEL,
    plan: PLAN,
    stacks,
  });
  const ofPeople = ({ timeline, scenario }: GameDayReport) =>
    timeline
      .filter(({ at, code }) => at >= scenario.start && (code === 'page-published' || code === 'responder-acted' || code.startsWith('incident-')))
      .map((event) => `${event.at} ${timelineText(event)}`);
  expect(ofPeople(alone).sort()).toEqual(ofPeople(whole).sort());
  expect(ofPeople(alone).length).toBeGreaterThan(2);
  expect(alone).toMatchObject({ outcome: 'passed', unknown: [] });
});

test('the same people give the same report', async () => {
  const day = () =>
    play([
      { afterPage: 4, via: 'console' },
      { at: 12, do: 'update', text: 'looking' },
    ]);
  expect(JSON.stringify((await day()).report)).toBe(JSON.stringify((await day()).report));
});
