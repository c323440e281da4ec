import { loadOperations } from '../../../lib/cli/files/operations';
import { filesOnDisk } from '../../../lib/config/read-directory';
import { assemblyResources } from '../../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../../lib/conformance/compare-deployment';
import { bundleHandler } from '../../../lib/constructs/handler-code';
import { runGameDay } from '../../../lib/gameday/run-game-day';
import { playUntil } from '../../../lib/gameday/scenario-account';
import { stackSizes } from '../../../lib/plan/stack-sizes';
import { readScenario } from '../../../lib/scenario/read-scenario';
import type { Scenario } from '../../../lib/scenario/scenario';
import { formatInstant, MINUTE_MS } from '../../../lib/time/time';
import { inWords } from '../../helpers/measurement-words';
import { at } from '../../helpers/rosters';
import { synthesizedStacks } from '../../helpers/synthesized-configuration';

/** The example whose people also answer requests, synthesized once. */

const FILE = 'examples/requests/scenarios/requests-of-a-morning.yaml';
const { environments, problems } = loadOperations('examples/requests/config', {});
const { model, plan } = environments[0]!;
for (const name of ['incident-engine', 'budget-ledger', 'request-intake'] as const) bundleHandler(name);
const stacks = synthesizedStacks(plan);
const { scenario } = readScenario(FILE, filesOnDisk.readFile(FILE), [model]);

async function failed(changes: Partial<Scenario>, played = stacks): Promise<readonly string[]> {
  const report = await runGameDay({ scenario: { ...scenario!, ...changes }, model, plan, stacks: played });
  return [...report.measurements.filter(({ outcome }) => outcome !== 'passed').map((each) => inWords(each).what), ...report.unknown];
}

test('what is deployed is what is planned, as large as it is planned to be, and nothing of it is secret', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
  const found = new Map(stacks.map(({ stackName, template }) => [stackName, Object.keys(template.Resources).length]));
  for (const { stackName, resources } of stackSizes(plan)) expect([stackName, resources]).toEqual([stackName, found.get(stackName)]);
});

test('a request is acknowledged in time, one that is late reaches the lead, one that blocks becomes an incident (004-02, 004-03, 004-10)', async () => {
  expect(await failed({})).toEqual([]);
});

/** The first request alone, and nobody does anything. */
const UNATTENDED: Partial<Scenario> = {
  requests: scenario!.requests.slice(0, 1),
  people: [],
  expectNotices: scenario!.expectNotices.slice(0, 1),
  expectPages: [],
  expectIncidents: [],
};

test('what nobody takes is late by one message after a quarter of an hour and another after half an hour, and a message nobody expects fails', async () => {
  expect(await failed({ ...UNATTENDED, duration: 21 })).toEqual(['notice sent: requests-1']);
  const late = (reason: 'request not acknowledged' | 'request not triaged', minutes: number) => ({
    ...scenario!.expectNotices[2]!,
    reason,
    after: 'invoice',
    notBefore: minutes * 60,
    within: minutes * 60,
  });
  const expectNotices = [...UNATTENDED.expectNotices!, late('request not acknowledged', 15), late('request not triaged', 30)];
  expect(await failed({ ...UNATTENDED, duration: 40, expectNotices })).toEqual([]);
});

test('whoever the templates do not name is not let in, as far as anybody can tell', async () => {
  const requests = UNATTENDED.requests!.map((request) => ({ ...request, from: 'arn:aws:iam::111122223333:role/somebody' }));
  expect(await failed({ ...UNATTENDED, requests, duration: 19 })).toEqual([
    'notice of requests (request received) sent after invoice began',
    expect.stringContaining('whether a request is taken'),
  ]);
});

test('the channel that hears S4 is posted the digest and the roster, once each (004-01, 002-27)', async () => {
  const morning = { ...scenario!, ...UNATTENDED, requests: [], start: at('2026-03-02T07:50Z') };
  const account = await playUntil({ scenario: morning, model, plan, stacks, untilMinutes: 80 });
  const posts = account.log.flatMap((entry) =>
    entry.kind === 'call' &&
    entry.operation === 'Publish' &&
    entry.outcome === 'succeeded' &&
    String(entry.input.TopicArn).endsWith(':booking-prod-s4-informed')
      ? [`${formatInstant(Math.floor(entry.at / MINUTE_MS) * MINUTE_MS)} ${String(entry.input.Subject)}`]
      : [],
  );
  expect(posts).toEqual([
    '2026-03-02T08:00:00Z booking prod: digest: 0 incidents of S3 and S4, 0 requests',
    '2026-03-02T09:00:00Z booking prod: roster: who is on call',
  ]);
});

test('mail that SES may not hand over leaves no request', async () => {
  const broken = stacks.map((stack) => ({ ...stack, resources: stack.resources.filter(({ logicalId }) => !logicalId.startsWith('RequestsStartByMail')) }));
  const mail = { requests: [{ ...scenario!.requests[2]!, at: 5 }], duration: 19, expectNotices: [scenario!.expectNotices[3]!] };
  expect(await failed({ ...UNATTENDED, ...mail })).toEqual([]);
  expect(await failed({ ...UNATTENDED, ...mail }, broken)).toEqual(['notice of requests (request received) sent after question began']);
});

test('a function that may not write its table takes no request', async () => {
  const broken = stacks.map((stack) => ({
    ...stack,
    resources: stack.resources.filter(({ type, logicalId }) => !(type === 'AWS::IAM::Policy' && logicalId.startsWith('Requests'))),
  }));
  expect(await failed({ ...UNATTENDED, duration: 19 }, broken)).toContain('notice of requests (request received) sent after invoice began');
});
