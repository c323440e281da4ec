import { join } from 'node:path';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { randomScenario, readWritten, scenarioText } from '../../lib/explore/random-scenario';

const { models } = loadConfiguration({ directory: join(__dirname, '../../config'), ...filesOnDisk });
const prod = models.find(({ environment }) => environment === 'prod')!;
const seeds = Array.from({ length: 150 }, (_, index) => index + 1);
const drawn = seeds.map((seed) => randomScenario(seed, prod));

test('a seed gives the same scenario every time, and another seed another one', () => {
  const again = seeds.slice(0, 20).map((seed) => scenarioText(randomScenario(seed, prod).written));
  expect(again).toEqual(drawn.slice(0, 20).map(({ written }) => scenarioText(written)));
  expect(new Set(drawn.map(({ written }) => scenarioText({ ...written, id: 'x', title: 'x' }))).size).toBe(seeds.length);
});

test('what is written is what is played: its file reads as the same scenario, judged by what must always be true', () => {
  for (const { written, scenario } of drawn) {
    expect(readWritten(written, prod)!.scenario).toEqual(scenario);
    expect(scenario).toMatchObject({ judge: 'invariants', environment: 'prod' });
  }
});

test('at most one thing fails on the way to people: what two do together is known', () => {
  const broken = drawn.map(({ scenario: { fail, unreachable, disableKey } }) => fail.length + unreachable.length + disableKey.length);
  expect(Math.max(...broken)).toBe(1);
  expect(broken.filter((count) => count === 1).length).toBeGreaterThan(40);
});

test('every kind of thing is drawn', () => {
  const kindsOf = (all: readonly { readonly kind: string }[]) => [...new Set(all.map(({ kind }) => kind))].sort();
  expect(kindsOf(drawn.flatMap(({ scenario }) => scenario.workload))).toEqual([
    'backlog',
    'dead-letters',
    'errors',
    'flapping',
    'latency',
    'outage',
    'silence',
    'traffic',
  ]);
  expect(kindsOf(drawn.flatMap(({ scenario }) => scenario.disturb))).toEqual(['delay', 'duplicate', 'lose']);
  expect(new Set(drawn.flatMap(({ scenario }) => scenario.people.map((each) => each.do)))).toEqual(
    new Set(['acknowledge', 'mitigate', 'update', 'resolve', 'reclassify', 'declare', 'checklist-done', 'close']),
  );
  expect(drawn.some(({ scenario }) => scenario.people.some(({ despiteAlarms }) => despiteAlarms !== undefined))).toBe(true);
  expect(drawn.some(({ scenario }) => scenario.fail.some(({ answer }) => answer === 'lost'))).toBe(true);
  for (const key of ['mutes', 'fail', 'unreachable', 'disableKey'] as const) expect(drawn.some(({ scenario }) => scenario[key].length > 0)).toBe(true);
});

test('some are about old events: late while CloudWatch cannot be asked, which it can be again ten minutes before they come (9.2)', () => {
  const old = drawn.flatMap(({ scenario: { disturb, fail, workload } }) =>
    disturb[0]?.id === 'old' ? [{ late: disturb[0], unasked: fail[0]!, workload }] : [],
  );
  expect(old.length).toBeGreaterThan(5);
  for (const { late, unasked, workload } of old) {
    expect(workload).toHaveLength(1);
    expect(late.delay! - (unasked.for + unasked.from - workload[0]!.at) * 60).toBeGreaterThan(600);
  }
});

test('some are about what comes back after a mute, while a less severe incident is open (9.1)', () => {
  const back = drawn.flatMap(({ scenario: { mutes, workload, people } }) => (mutes[0]?.id === 'maintenance' ? [{ mute: mutes[0], workload, people }] : []));
  expect(back.length).toBeGreaterThan(5);
  for (const { mute, workload, people } of back) {
    const [muted, real] = workload;
    expect(people[0]).toMatchObject({ do: 'declare' });
    expect(mute.from).toBeLessThan(muted!.at);
    expect(mute.from + mute.for).toBeLessThan(real!.at);
  }
});

test('some redeploy with another roster, other times and severities, and without what they had, and then leave the rest as it was (9.33)', () => {
  const redeployed = drawn.flatMap(({ scenario: { redeploy } }) => redeploy);
  expect(redeployed.length).toBeGreaterThan(15);
  const changes = redeployed.map(({ roles, tiers, severities, remove }) => [roles, tiers, severities, remove].map((each) => Object.keys(each).length > 0));
  expect([0, 2, 3].map((kind) => changes.some((each) => each[kind]))).toEqual([true, true, true]);
});

test('some are about what has recovered and is gone by a redeployment (9.8)', () => {
  const gone = drawn.flatMap(({ scenario: { redeploy, workload } }) => (redeploy[0]?.id === 'gone' ? [{ redeployed: redeploy[0], workload }] : []));
  expect(gone.length).toBeGreaterThan(5);
  for (const { redeployed, workload } of gone) {
    expect(redeployed.remove).toEqual(workload[0]!.on);
    expect(redeployed.at).toBeGreaterThan(workload[0]!.at + workload[0]!.for + 30);
  }
});
