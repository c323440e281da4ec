import { join } from 'node:path';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { brokenRules, exploreSeed } from '../../lib/explore/explore';
import { randomScenario, type DrawnScenario } from '../../lib/explore/random-scenario';
import { shrink } from '../../lib/explore/shrink';
import type { Measurement } from '../../lib/gameday/measurements';
import type { GameDayReport } from '../../lib/gameday/report';

const { models } = loadConfiguration({ directory: join(__dirname, '../../config'), ...filesOnDisk });
const model = models.find(({ environment }) => environment === 'prod')!;

const violated = (id: string): Measurement => ({
  code: 'invariant-violated',
  subject: { id },
  expected: { kind: 'always' },
  measured: { kind: 'violated', first: { at: 0, code: 'nobody-notified', alarmName: 'a', since: 0 }, more: 0 },
  outcome: 'failed',
});

function reportOf(...measurements: Measurement[]): GameDayReport {
  const scenario = { id: 'x', title: 'x', environment: 'prod', start: 0, durationMinutes: 1, proves: [] };
  return { scenario, outcome: 'passed', timeline: [], measurements, differences: [], unknown: [], notes: [] };
}

/** The first seed of which something is true. */
function seedWith(isWanted: (drawn: DrawnScenario) => boolean): number {
  for (let seed = 1; seed < 1_000; seed++) if (isWanted(randomScenario(seed, model))) return seed;
  throw new Error('no seed draws such a scenario');
}

const hasLoss = ({ scenario }: DrawnScenario) => scenario.disturb.some(({ kind }) => kind === 'lose');

test('the rules a game day broke: invariants by their id, and a template that did other than planned', () => {
  expect(brokenRules(reportOf())).toEqual([]);
  expect(brokenRules(reportOf(violated('I3'), violated('I3'), violated('I6')))).toEqual(['I3', 'I6']);
  const difference = { kind: 'behaviour', name: 'an alarm', resource: 'Stack/Alarm', what: 'fires', planned: 'at 3', found: 'at 4' } as const;
  expect(brokenRules({ ...reportOf(), differences: [difference] })).toEqual(['difference']);
});

test('a seed in which everything holds is played once and finds nothing', async () => {
  let plays = 0;
  expect(await exploreSeed(1, { model, mostShrinkingPlays: 60, play: async () => (plays++, reportOf()) })).toBeUndefined();
  expect(plays).toBe(1);
});

test('a broken seed is cut down to what breaks the rule: here the loss of events alone, in the shortest time', async () => {
  const seed = seedWith((drawn) => hasLoss(drawn) && drawn.scenario.people.length > 1 && drawn.scenario.workload.length > 1);
  const play = async (drawn: DrawnScenario) => (hasLoss(drawn) ? reportOf(violated('I6'), violated('I1')) : reportOf());
  const finding = (await exploreSeed(seed, { model, play, mostShrinkingPlays: 60 }))!;
  expect(finding).toMatchObject({ seed, rules: ['I6', 'I1'] });
  const { disturb, mutes, people, workload, fail, unreachable, disableKey, redeploy } = finding.smallest.scenario;
  expect([mutes, people, workload, fail, unreachable, disableKey, redeploy]).toEqual([[], [], [], [], [], [], []]);
  expect(disturb.map(({ kind }) => kind)).toEqual(['lose']);
  const [loss] = disturb;
  expect(finding.smallest.scenario.duration).toBeGreaterThanOrEqual(loss!.from + loss!.for);
  expect(finding.smallest.scenario.duration).toBeLessThan(Math.max(31, loss!.from + loss!.for) + 16);
  expect(brokenRules(finding.report)).toEqual(['I6', 'I1']);
});

test('a redeployment is left out like anything else, and kept where nothing breaks without it (9.33)', async () => {
  const seed = seedWith(({ scenario }) => scenario.redeploy.length > 0 && scenario.workload.length > 0);
  const shrunk = async (play: (drawn: DrawnScenario) => boolean) =>
    (await exploreSeed(seed, { model, play: async (drawn) => (play(drawn) ? reportOf(violated('I13')) : reportOf()), mostShrinkingPlays: 60 }))!.smallest
      .scenario;
  expect((await shrunk(() => true)).redeploy).toEqual([]);
  expect(await shrunk(({ scenario }) => scenario.redeploy.length > 0)).toMatchObject({ workload: [], redeploy: [{}] });
});

test('another rule that breaks on the way does not count', async () => {
  const seed = seedWith(({ scenario }) => scenario.workload.length > 1);
  const whole = randomScenario(seed, model).scenario.workload.length;
  const play = async ({ scenario }: DrawnScenario) => reportOf(violated(scenario.workload.length === whole ? 'I3' : 'I1'));
  expect((await exploreSeed(seed, { model, play, mostShrinkingPlays: 60 }))!.smallest.scenario.workload).toHaveLength(whole);
});

test('cutting down ends after the plays it may take, with the smallest found so far', async () => {
  const seed = seedWith(({ scenario }) => scenario.workload.length > 2);
  let plays = 0;
  const drawn = randomScenario(seed, model);
  await shrink(drawn, model, async () => (plays++, true), 2);
  expect(plays).toBe(2);
});
