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

/** What is posted to the channel that hears S4 by 10:10 in Berlin, with its lines, when these events arrive from 08:50 on. */
async function postsOfMorning(events: Scenario['events'], played = stacks) {
  const morning = { ...scenario!, ...UNATTENDED, requests: [], events, start: at('2026-03-02T07:50Z') };
  const account = await playUntil({ scenario: morning, model, plan, stacks: played, untilMinutes: 80 });
  const published = account.log.flatMap((entry) =>
    entry.kind === 'call' && entry.operation === 'Publish' && entry.outcome === 'succeeded' ? [{ at: entry.at, input: entry.input }] : [],
  );
  const toChannel = published.filter(({ input }) => String(input.TopicArn).endsWith(':booking-prod-s4-informed'));
  const posts = toChannel.map(({ at: when, input }) => {
    const { email } = JSON.parse(String(input.Message)) as { email: string };
    return { post: `${formatInstant(Math.floor(when / MINUTE_MS) * MINUTE_MS)} ${String(input.Subject)}`, lines: email.split('\n').slice(2, -1) };
  });
  // The account is set up an hour before, when nothing was measured yet.
  const others = published.filter((each) => each.at >= morning.start && !/-canary$|-s4-informed$/.test(String(each.input.TopicArn)));
  return { posts, others: others.map(({ input }) => `${String(input.TopicArn)} ${String(input.Subject)}`) };
}

test('the channel that hears S4 is posted the digest and the roster, once each (004-01, 002-27)', async () => {
  const { posts } = await postsOfMorning([]);
  expect(posts.map(({ post }) => post)).toEqual([
    '2026-03-02T08:00:00Z booking prod: digest: 0 incidents of S3 and S4, 0 requests, 0 deployments and scalings',
    '2026-03-02T09:00:00Z booking prod: roster: who is on call',
  ]);
});

describe('deployments and scaling (002-27)', () => {
  const event = (minute: number, source: string, detailType: string, detail: object): Scenario['events'][number] => ({
    id: `e${minute}`,
    at: minute,
    source,
    detailType,
    detail: detail as Record<string, unknown>,
  });
  const deployment = (minute: number, state: string) =>
    event(minute, 'aws.codedeploy', 'CodeDeploy Deployment State-change Notification', {
      application: 'booking',
      deploymentGroup: 'live',
      deploymentId: 'd-1',
      state,
    });
  const events = [
    deployment(1, 'START'),
    deployment(2, 'SUCCESS'),
    event(3, 'aws.cloudformation', 'CloudFormation Stack Status Change', {
      'stack-id': 'arn:aws:cloudformation:eu-west-1:111122223333:stack/booking/1a2b',
      'status-details': { status: 'UPDATE_ROLLBACK_COMPLETE', 'status-reason': '' },
    }),
    event(4, 'aws.application-autoscaling', 'Application Auto Scaling Scaling Activity State Change', {
      resourceId: 'table/lessons',
      scalableDimension: 'dynamodb:table:WriteCapacityUnits',
      oldDesiredCapacity: 5,
      newDesiredCapacity: 8,
      maxCapacity: 8,
    }),
    deployment(5, 'SUCCESS'),
    // What nobody asked for is not collected.
    event(6, 'aws.codepipeline', 'CodePipeline Pipeline Execution State Change', { pipeline: 'booking', state: 'FAILED' }),
    // After the digest: for the next one.
    deployment(12, 'FAILURE'),
  ];

  test('wake nobody, and stand in the digest of 09:00', async () => {
    const { posts, others } = await postsOfMorning(events);
    expect(others).toEqual([]);
    expect(posts[0]!.post).toBe('2026-03-02T08:00:00Z booking prod: digest: 0 incidents of S3 and S4, 0 requests, 4 deployments and scalings');
    expect(posts[0]!.lines).toEqual([
      'Nothing waits.',
      'CodeDeploy in eu-west-1: deployment of booking/live: SUCCESS, 2 times, last at 2026-03-02 07:55 UTC',
      'CloudFormation in eu-west-1: stack booking: UPDATE_ROLLBACK_COMPLETE at 2026-03-02 07:53 UTC',
      'Application Auto Scaling in eu-west-1: table/lessons dynamodb:table:WriteCapacityUnits: from 5 to 8, of at most 8 at 2026-03-02 07:54 UTC',
      ...posts[0]!.lines.slice(4),
    ]);
    expect(posts[0]!.lines.slice(4).length).toBeGreaterThan(0);
    for (const line of posts[0]!.lines.slice(4)) expect(line).toMatch(/^Budget of .+: /);
  });

  test('are missing without their rule, which the comparison of plan and template finds', async () => {
    const isRule = ({ type, logicalId }: (typeof stacks)[number]['resources'][number]) =>
      type === 'AWS::Events::Rule' && /deploymentscodedeploy/i.test(logicalId);
    const broken = stacks.map((stack) => ({ ...stack, resources: stack.resources.filter((resource) => !isRule(resource)) }));
    expect((await postsOfMorning(events, broken)).posts[0]!.post).toContain('2 deployments and scalings');
    expect(compareDeployment(plan, assemblyResources(broken)).differences).toMatchObject([{ name: 'booking-prod-deployments-code-deploy' }]);
  });
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
