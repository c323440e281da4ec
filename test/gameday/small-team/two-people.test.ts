import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkOnCall } from '../../../lib/checks/on-call/check-on-call';
import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { loadOperations } from '../../../lib/cli/files/operations';
import { loadConfiguration } from '../../../lib/config/load';
import { filesOnDisk } from '../../../lib/config/read-directory';
import { assemblyResources } from '../../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../../lib/conformance/compare-deployment';
import { contactsByEndpoint } from '../../../lib/conformance/stored-contacts';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { runGameDay } from '../../../lib/gameday/run-game-day';
import { playUntil } from '../../../lib/gameday/scenario-account';
import { stackSizes } from '../../../lib/plan/stack-sizes';
import { readScenario } from '../../../lib/scenario/read-scenario';
import { MINUTE_MS } from '../../../lib/time/time';
import { inWords } from '../../helpers/measurement-words';
import { runCommand } from '../../helpers/recording-terminal';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

/** The example of a team of two, each environment synthesized once. */

const CONFIG = 'examples/two-people/config';
const { environments, problems } = loadOperations(CONFIG, {});
const named = (name: string) => environments.find(({ plan }) => plan.environment === name)!;
const prod = named('prod');
const staging = named('staging');

bundleHandler('incident-engine');
bundleHandler('budget-ledger');
const stacks = synthesizedStacks(prod.plan);
const ofStaging = synthesizedStacks(staging.plan);

test('one reasoned line makes it valid: without it, every finding is about how many people there are', () => {
  expect(problems).toEqual([]);
  const readFile = (path: string) => filesOnDisk.readFile(path).replace(/^acceptSmallTeam:.*$/m, '');
  const without = loadConfiguration({ directory: CONFIG, ...filesOnDisk, readFile });
  expect(without.problems.map(({ code }) => code)).toEqual(expect.arrayContaining(['CFG011', 'CFG052']));
  for (const { code, change } of without.problems.filter((each) => each.code === 'CFG011'))
    expect([code, change]).toEqual([code, expect.stringContaining('acceptSmallTeam')]);
  const {
    acceptedSmallTeam: _smallTeam,
    watchdog: { acceptedPaged: _paged, ...watchdog },
    ...onCall
  } = prod.model.onCall!;
  const counted = checkOnCall({ ...prod.model, onCall: { ...onCall, watchdog } });
  expect([...new Set(counted.map(({ code }) => code))].sort()).toEqual(['RAC002', 'ROS002', 'SEV004', 'WDG001']);
  for (const { change } of counted) expect(change).toContain('say in acceptSmallTeam of on-call.yaml why these are all the people there are');
});

test.each([
  ['prod', prod.plan, stacks],
  ['staging', staging.plan, ofStaging],
])('%s is deployed as it is planned, and as large', (_, plan, deployed) => {
  const { differences, unknown } = compareDeployment(plan, assemblyResources(deployed));
  expect([differences, unknown]).toEqual([[], []]);
  const found = new Map(deployed.map(({ stackName, template }) => [stackName, Object.keys(template.Resources).length]));
  for (const { stackName, resources } of stackSizes(plan)) expect([stackName, resources]).toEqual([stackName, found.get(stackName)]);
});

test('each of the two confirms two e-mail subscriptions, and the watchdog reaches both by text message', () => {
  const people = contactsByEndpoint(prod.plan.incidents!);
  const subscriptions = stacks
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === 'AWS::SNS::Subscription')
    .map(({ properties, region }) => ({ region, protocol: properties.Protocol, person: people.get(String(properties.Endpoint))?.person }));
  const emailsOf = (person: string) => subscriptions.filter((each) => each.person === person && each.protocol === 'email').length;
  expect([emailsOf('noor'), emailsOf('tom')]).toEqual([2, 2]);
  const watched = subscriptions.filter(({ region, protocol }) => region === prod.plan.incidents!.watchdog.region && protocol !== 'sqs');
  expect(watched.map(({ person, protocol }) => `${person} ${String(protocol)}`).sort()).toEqual(['noor sms', 'tom sms']);
  expect(prod.plan.incidents!.watchdog.region).not.toBe(prod.model.region);
});

test('nobody is paged for staging: no engine and no table, and its alarms are heard in chat', () => {
  const types = ofStaging.flatMap(({ resources }) => resources.map(({ type }) => type));
  expect(types).not.toContain('AWS::DynamoDB::Table');
  expect([staging.plan.incidents, ofStaging.map(({ stackName }) => stackName).filter((name) => name.includes('people') || name.includes('watchdog'))]).toEqual([
    undefined,
    [],
  ]);
  expect(types.filter((type) => type === 'AWS::Chatbot::SlackChannelConfiguration')).toHaveLength(1);
  expect(staging.plan.chat[0]!.topics.map(({ name }) => name)).toEqual([
    'booking-staging-s0',
    'booking-staging-s1',
    'booking-staging-s2',
    'booking-staging-s3',
  ]);
});

/** A scenario of the example, changed where a test says so. */
function scenarioOf(id: string, edit = (text: string): string => text) {
  const file = `examples/two-people/scenarios/${id}.yaml`;
  const { scenario, problems: ofScenario } = readScenario(
    file,
    edit(readFileSync(file, 'utf8')),
    environments.map(({ model }) => model),
  );
  expect(ofScenario).toEqual([]);
  return scenario!;
}

async function play(id: string, edit?: (text: string) => string) {
  const scenario = scenarioOf(id, edit);
  const { outcome, measurements, differences, unknown } = await runGameDay({ scenario, model: prod.model, plan: prod.plan, stacks });
  return { failed: measurements.filter((each) => each.outcome !== 'passed').map(inWords), differences, unknown, outcome };
}

test.each(['nobody-answers-at-night', 'taken-at-night'])('its scenario %s passes', async (id) => {
  expect(await play(id)).toEqual({ failed: [], differences: [], unknown: [], outcome: 'passed' });
});

test('an alarm that should be over sooner than it looks back, a ticket and a page that nobody expected are each said with their reason', async () => {
  const { failed, outcome } = await play('taken-at-night', (text) =>
    text
      .replace('clearsWithin: 31m', 'clearsWithin: 10m')
      .replace(/^.*objective: lessons\/availability, severity: S3, after.*$/m, '')
      .replace(/^.*do: mitigate.*$/m, ''),
  );
  const measured = (what: RegExp) => failed.filter((each) => what.test(each.what)).map((each) => each.measured);
  expect(outcome).toBe('failed');
  expect(measured(/^S1 lessons.availability over after down ended/)).toEqual(['30m28s: booking-prod-lessons-availability-steady-30m looks 30m back']);
  expect(measured(/^S3 lessons.availability notified/)).toEqual([
    'at 2026-03-03T03:31:28Z: a ticket that was suppressed while booking-prod-lessons-availability-s1 paged, and is expected by a line of its own',
  ]);
  expect(measured(/^S1 tier 1 paged/)).toEqual([expect.stringMatching(/, noor \(acknowledgement stale\)$/)]);
  // And the record says so: an acknowledgement that is stale is nobody's.
  expect(measured(/^record of lessons/)).toEqual(['state resolved, acknowledgedBy none']);
  expect(failed).toHaveLength(4);
});

test('what follows its night, over simulated data: a report, a postmortem to be written, and a backlog that says what to improve (003-35)', async () => {
  const scenario = scenarioOf('taken-at-night');
  const account = await playUntil({ scenario, model: prod.model, plan: prod.plan, stacks, untilMinutes: scenario.duration });
  const scratch = mkdtempSync(join(tmpdir(), 'day2-night-'));
  const clock = jest.spyOn(Date, 'now').mockReturnValue(scenario.start + scenario.duration * MINUTE_MS);
  const files = ['--out', join(scratch, 'o'), '--reports', join(scratch, 'r'), '--tasks', join(scratch, 'tasks.json')];
  const { exitCode, output, errors } = await runCommand(
    ['ops', 'cycle', '--config', CONFIG, '--env', 'prod', ...files, '--json'],
    {},
    accountClientOf(account),
  );
  clock.mockRestore();
  const shell = readFileSync(join(scratch, 'r', 'lessons-1', 'postmortem.yaml'), 'utf8');
  rmSync(scratch, { recursive: true });
  // Nobody has rehearsed a postmortem, and none was filed yet.
  expect([exitCode, errors]).toEqual([1, '']);
  const { slo_status: objectives, incidents, improvements, evidence, gates } = JSON.parse(output);
  expect(objectives).toEqual([expect.objectContaining({ objective: 'lessons/availability', state: 'restricted' })]);
  expect(incidents).toEqual([expect.objectContaining({ id: 'lessons-1', state: 'resolved', resolvedInTime: true, postmortem: 'due' })]);
  expect(improvements.map(({ id, owner }: { id: string; owner: string }) => `${id}: ${owner}`)).toEqual([
    'budget/lessons/availability: whoever is on call',
    'documentation/lessons-1: everybody',
  ]);
  expect(evidence).toHaveLength(5);
  expect(gates.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['failed', 'failed']);
  expect(shell).toMatch(/^overview: .*the alarms stayed over[^]*mitigated by noor: the connections to the database were used up[^]*^rootCause: ""$/m);
});
