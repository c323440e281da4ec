import { readFileSync } from 'node:fs';
import { resourceOfArn } from '../../lib/aws/arn';
import { accountRoot } from '../../lib/aws/iam/principal';
import { LiveReader } from '../../lib/cli/account/live/live-reader';
import { readLiveAccount } from '../../lib/cli/account/live/live-resources';
import { accountClientOf } from '../../lib/cli/account/scenario-account';
import { loadOperations } from '../../lib/cli/files/operations';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import { verifyAccount } from '../../lib/conformance/verify/verify-account';
import { bundleHandler } from '../../lib/constructs/handler-code';
import { judgePosts } from '../../lib/gameday/paging/judge-posts';
import { PagerPosts } from '../../lib/gameday/paging/pager-posts';
import { pagerSecrets, simulatedPagers } from '../../lib/gameday/paging/simulated-pagers';
import { runGameDay } from '../../lib/gameday/run-game-day';
import { sentPagers } from '../../lib/plan/plan-pagers';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { timelineText } from '../../lib/report/timeline-text';
import { readScenario } from '../../lib/scenario/read-scenario';
import type { WrittenScenario } from '../../lib/scenario/scenario';
import { Account } from '../../lib/simulator/account';
import { createMetricAlarm } from '../../lib/simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import type { HttpsRequest } from '../../lib/simulator/services/lambda/https-request';
import { MINUTE_MS } from '../../lib/time/time';
import { scenarioOf } from '../helpers/game-days';
import { inWords } from '../helpers/measurement-words';
import { scriptedAlarms, START, type Script } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

/** A team that keeps its pager, and lets a function of day2 post to it: as deployed, with the code that would run (12.4). */

const { environments, problems } = loadOperations('examples/keep-your-pager/config', {});
const { plan, model } = environments.find((each) => each.plan.environment === 'prod')!;
bundleHandler('budget-ledger');
bundleHandler('pager-sender');
const stacks = synthesizedStacks(plan);
const resources = stacks.flatMap((stack) => stack.resources);
const { compositeAlarms, metricAlarms } = plan.regions[0]!.objectives[0]!;
const page = compositeAlarms.find(({ severity }) => severity === 'S1')!;
const [fastBurn] = page.firesWhenAllOf;
const FUNCTION = 'shop-prod-pager-pagerduty';
const E_MAIL = 'pager-unreached@simulated.example';

/** Both windows of the fast burn: on after ten minutes, over after thirty. */
const OUTAGE: Script = Object.fromEntries(
  metricAlarms.map(({ name }) => [
    name,
    fastBurn!.includes(name)
      ? [
          [60, 'OK'],
          [600, 'ALARM'],
          [1_800, 'OK'],
        ]
      : [[60, 'OK']],
  ]),
);

type Failure = NonNullable<WrittenScenario['pagers']>[number]['answers'];

/** What happens in 45 minutes, without the budget ledger: posts as the pager reads them, and e-mails. */
async function played({
  answers,
  isStored = true,
  among = stacks,
}: { readonly answers?: Failure; readonly isStored?: boolean; readonly among?: typeof stacks } = {}) {
  const scripted = scriptedAlarms(OUTAGE);
  const pagers = answers === undefined ? [] : [{ pager: 'pagerduty', answers, from: 0, for: 60 }];
  const requests: HttpsRequest[] = [];
  const account = new Account({
    stacks: among.filter(({ stackName }) => stackName !== 'shop-prod-alarms'),
    store: new MetricStore(),
    start: START,
    stated: isStored ? pagerSecrets(plan) : [],
    endpoints: [(request) => void requests.push(request), ...simulatedPagers(plan, { start: START, pagers })],
    createMetricAlarm: (...parts) => (JSON.stringify(parts[0]).includes(plan.pagerWatches![0]!.alarm.name) ? createMetricAlarm(...parts) : scripted(...parts)),
  });
  await account.runAsync(START + 45 * MINUTE_MS);
  const posts = new PagerPosts(plan);
  const said = account.log.flatMap((entry) => {
    if (entry.at < START + 5 * MINUTE_MS) return [];
    if (entry.kind === 'request sent') return [{ at: entry.at, text: timelineText(posts.tell(entry)!) }];
    return entry.kind === 'message delivered' && entry.endpoint === E_MAIL ? [{ at: entry.at, text: `E-MAIL ${entry.subject}` }] : [];
  });
  return { account, requests, lines: said.map(({ at, text }) => `${new Date(at).toISOString().slice(11, 19)}  ${text}`) };
}

test('it is valid, deployed as it is planned, and as large', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
  for (const size of stackSizes(plan)) {
    const { template } = stacks.find(({ stackName }) => stackName === size.stackName)!;
    const { Parameters, Resources } = template;
    expect(size).toMatchObject({ stackName: size.stackName, resources: Object.keys(Resources).length, parameters: Object.keys(Parameters).length });
    expect(size.templateBytes).toBeGreaterThan(JSON.stringify(template).length);
  }
});

test('an account in which it is deployed is read as it is planned, and another function is missed', async () => {
  const { account } = await played();
  const root = accountRoot(account.accountId);
  account.call(root, 'ssm', 'PutParameter', { Name: '/shop/prod/pagers/unreached/email', Value: E_MAIL, Type: 'String' });
  // Of the budget ledger, which does not run here, nothing is said.
  const missed = async (of: typeof plan) => {
    const live = await readLiveAccount(new LiveReader(accountClientOf(account)), of, account.now);
    const { findings, unknown } = verifyAccount({ model, plan: of, ...live, at: account.now });
    return [findings.flatMap(({ subject, what }) => (/pager|-s[0-4]$/.test(subject) ? [`${subject}: ${what}`] : [])), unknown];
  };
  expect(await missed(plan)).toEqual([[], []]);
  const [pager] = sentPagers(plan);
  const another = { ...plan, pagers: [{ ...pager!, functionName: 'shop-prod-pager-other' }] };
  // Of a function that no template has the simulator cannot tell; AWS answers that there is none.
  expect(await missed(another)).toEqual([
    expect.arrayContaining(['shop-prod-s1: subscription of shop-prod-pager-other by lambda']),
    [expect.stringContaining('shop-prod-pager-other')],
  ]);
});

test('neither key nor address of the pager stands in a template, and the role may read the two and nothing else', () => {
  const names = stacks.flatMap(({ template }) => Object.values(template.Parameters ?? {}).map(({ Default }) => String(Default)));
  expect(names.filter((name) => name.includes('/pagers/'))).toEqual(['/shop/prod/pagers/unreached/email']);
  const ofSender = resources.filter(({ logicalId, type }) => type === 'AWS::IAM::Policy' && /pagerduty/.test(logicalId)).map(({ properties }) => properties);
  const actions = new Set([...JSON.stringify(ofSender).matchAll(/"(\w+:\w+\*?)"/g)].map(([, action]) => action));
  expect(actions).toEqual(new Set(['logs:CreateLogStream', 'logs:PutLogEvents', 'sqs:SendMessage', 'ssm:GetParameters']));
  expect(JSON.stringify(ofSender)).not.toContain('"*"');
});

test('the page shows what the pager is posted: once that it is on, once that it is over', async () => {
  const { lines, requests } = await played();
  const key = `111122223333:eu-west-1:${page.name}`;
  expect(lines).toEqual([`08:10:00  PAGER pagerduty answered 202: trigger ${key}`, `08:30:00  PAGER pagerduty answered 202: resolve ${key}`]);
  expect(readFileSync('docs/how-to/keep-your-pager.md', 'utf8')).toContain(`\`\`\`\n${lines.join('\n')}\n\`\`\``);
  expect(new Set(requests.map(({ method, url }) => `${method} ${url}`))).toEqual(new Set(['POST https://events.pagerduty.com/v2/enqueue']));
});

test.each<[what: string, failing: Parameters<typeof played>[0]]>([
  ['answers 500', { answers: 500 }],
  ['does not answer', { answers: 'nothing' }],
  ['refuses for good (400)', { answers: 400 }],
  ['is out of reach, because no key is stored', { isStored: false }],
])('a pager that %s: the message is kept, an e-mail says so, and no secret stands in a log or a dead letter', async (_, failing) => {
  const { account, lines } = await played(failing);
  expect(lines.filter((line) => line.includes('E-MAIL'))).toEqual([expect.stringContaining('ALARM: "shop-prod-paging-pager-dead-letters" in eu-west-1')]);
  const kept = account.log.flatMap((entry) => (entry.kind === 'invocation given up' && entry.source.name === FUNCTION ? entry.keptIn : []));
  expect(new Set(kept.map((arn) => resourceOfArn(arn)))).toEqual(new Set(['shop-prod-subscription-dead-letters']));
  const shown = [account.queued, account.log.filter(({ kind }) => kind === 'function printed' || kind === 'function ended' || kind === 'invocation given up')];
  expect(JSON.stringify(shown)).toContain('"code\\":\\"');
  expect(JSON.stringify(shown)).not.toContain('simulated-key-of-pagerduty');
});

test.each<[what: string, type: string, id: RegExp]>([
  ['function', 'AWS::Lambda::Function', /pagerduty/],
  ['permission', 'AWS::Lambda::Permission', /pagerduty/],
  ['subscription', 'AWS::SNS::Subscription', /pagerduty/],
  ['policy of its role', 'AWS::IAM::Policy', /pagerduty/],
  ['limits of its attempts', 'AWS::Lambda::EventInvokeConfig', /pagerduty/],
])('without its %s the comparison of plan and template finds it', (_, type, id) => {
  const broken = stacks.map((stack) => ({ ...stack, resources: stack.resources.filter((each) => each.type !== type || !id.test(each.logicalId)) }));
  expect(broken.flatMap((stack) => stack.resources).length).toBeLessThan(resources.length);
  expect(compareDeployment(plan, assemblyResources(broken)).differences).not.toEqual([]);
});

test('somebody else who may start the function is found: the pager would page for whoever it is', () => {
  const isPermission = ({ type, logicalId }: (typeof resources)[number]) => type === 'AWS::Lambda::Permission' && /StartByTopic1/.test(logicalId);
  const open = stacks.map((stack) => {
    const more = stack.resources
      .filter(isPermission)
      .map((each) => Object.create(each, { properties: { value: { ...each.properties, Principal: 'events.amazonaws.com' } } }) as typeof each);
    return { ...stack, resources: [...stack.resources, ...more] };
  });
  const { differences } = compareDeployment(plan, assemblyResources(open));
  expect(differences.map(({ name, what, planned, found }) => `${name}: ${what}: ${planned}, ${found}`)).toEqual([
    `${FUNCTION}: permission to start it: none, events.amazonaws.com for arn:aws:sns:eu-west-1:111122223333:shop-prod-s0`,
  ]);
});

/** A game day of the example. */
function gameDay(id: string) {
  const file = `examples/keep-your-pager/scenarios/${id}.yaml`;
  const { scenario, problems: found } = readScenario(file, readFileSync(file, 'utf8'), [model]);
  expect(found).toEqual([]);
  return runGameDay({ scenario: scenario!, model, plan, stacks });
}

test('the game day in which the pager answers 500: nine posts, none of which it takes, and the e-mail that is expected', async () => {
  const report = await gameDay('pagerduty-down');
  expect([report.outcome, report.unknown, report.measurements.map(inWords)]).toEqual(['passed', [], expect.any(Array)]);
  expect(report.timeline.filter(({ code }) => code === 'pager-asked')).toHaveLength(9);
});

test('the game day in which it works: it is asked to begin an incident and to end it, and what is not expected, or late, fails', async () => {
  const report = await gameDay('checkout-down');
  expect([report.outcome, report.unknown, report.measurements.map(inWords)]).toEqual(['passed', [], expect.any(Array)]);
  const judged = (...expected: readonly { readonly asked: 'trigger' | 'resolve'; readonly within: number }[]) => {
    const expectPosts = expected.map((each) => ({ pager: 'pagerduty', after: 'down', notBefore: 0, count: 1, ...each }));
    const workload = [{ id: 'down', kind: 'outage' as const, on: ['checkout/availability'], at: 10, for: 20 }];
    return judgePosts(scenarioOf({ workload, expectPosts }), report.timeline).map(
      ({ code, outcome, measured }) => `${code} ${outcome} ${'kind' in measured ? String(measured.kind) : ''}`,
    );
  };
  expect(judged({ asked: 'trigger', within: 300 }, { asked: 'resolve', within: 3_300 })).toEqual([
    'pager-post-time passed elapsed',
    'pager-post-time passed elapsed',
  ]);
  expect(judged({ asked: 'trigger', within: 60 })).toEqual(['pager-post-time failed elapsed', 'unexpected-pager-post failed at']);
  expect(judged({ asked: 'trigger', within: 300 }, { asked: 'trigger', within: 300 }, { asked: 'resolve', within: 3_300 })).toContain(
    'pager-post-time failed never',
  );
  expect(judgePosts(scenarioOf(), report.timeline)).toEqual([]);
});
