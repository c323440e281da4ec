import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadOperations } from '../../lib/cli/files/operations';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import { bundleHandler } from '../../lib/constructs/handler-code';
import { PagerPosts } from '../../lib/gameday/paging/pager-posts';
import { pagerSecrets, simulatedPagers } from '../../lib/gameday/paging/simulated-pagers';
import { informMessage } from '../../lib/incident/message/inform-message';
import { pageMessage } from '../../lib/incident/message/page-message';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { timelineText } from '../../lib/report/timeline-text';
import { Account } from '../../lib/simulator/account';
import { MetricStore } from '../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../lib/time/time';
import { informFacts, pageFacts } from '../helpers/message-facts';
import { ACCOUNT_ID, START } from '../helpers/simulated-account';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

/** With the incident engine on: a pager hears the pages of tiers beside people, that somebody has the incident, and its end (12.4). */

const directory = mkdtempSync(join(tmpdir(), 'day2-pagers-of-tiers-'));
afterAll(() => rmSync(directory, { recursive: true }));
cpSync('examples/two-people/config', directory, { recursive: true });
appendFileSync(join(directory, 'on-call.yaml'), '\npagers:\n  pagerduty: { severities: [S0, S1] }\n');
const { environments, problems } = loadOperations(directory, {});
const { plan } = environments.find((each) => each.plan.environment === 'prod')!;
const incidents = plan.incidents!;
for (const name of ['incident-engine', 'budget-ledger', 'pager-sender'] as const) bundleHandler(name);
const stacks = synthesizedStacks(plan);

test('it is valid, deployed as it is planned, and as large; what it needs is stored as a secret', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
  const found = new Map(stacks.map(({ stackName, template }) => [stackName, Object.keys(template.Resources).length]));
  for (const { stackName, resources } of stackSizes(plan)) expect([stackName, resources]).toEqual([stackName, found.get(stackName)]);
  const secrets = incidents.storedParameters.filter(({ isSecret }) => isSecret === true).map(({ name }) => name);
  expect(secrets).toEqual(['key', 'url'].map((what) => `/${plan.application}/prod/pagers/pagerduty/${what}`));
  const without = stacks.map((stack) => ({
    ...stack,
    resources: stack.resources.filter(({ logicalId }) => !/^Pagerpagerduty.*StartByTopic1/.test(logicalId)),
  }));
  expect(compareDeployment(plan, assemblyResources(without)).differences.map(({ what }) => what)).toEqual(['permission to start it']);
});

test('004-04: a page, its repeat a tier higher, that somebody has it, and its end have one key at the pager; a notice and a page of another severity are not posted', async () => {
  const account = new Account({
    stacks,
    store: new MetricStore(),
    start: START,
    stated: pagerSecrets(plan),
    endpoints: simulatedPagers(plan, { start: START, pagers: [] }),
  });
  const { region } = incidents.policy;
  const engine = `arn:aws:iam::${ACCOUNT_ID}:role/${incidents.names.engine}`;
  const publish = (name: string, { https }: { readonly https: string }) =>
    account.call(
      engine,
      'sns',
      'Publish',
      { TopicArn: `arn:aws:sns:${region}:${ACCOUNT_ID}:${name}`, MessageStructure: 'json', Message: JSON.stringify({ default: 'd', lambda: https }) },
      region,
    );
  const prefix = `${plan.application}-prod`;
  const tiers = incidents.tierTopics.map(({ name }) => name);
  expect(tiers).toEqual(expect.arrayContaining([`${prefix}-s1-tier-1`, `${prefix}-s1-tier-2`, `${prefix}-s2-tier-1`]));
  publish(`${prefix}-s2-tier-1`, pageMessage(pageFacts()));
  publish(`${prefix}-s1-tier-1`, pageMessage(pageFacts()));
  publish(`${prefix}-s1-tier-2`, pageMessage(pageFacts()));
  publish(`${prefix}-s1-informed`, informMessage(informFacts({ reason: 'acknowledged' })));
  publish(`${prefix}-s1-informed`, informMessage(informFacts({ reason: 'update' })));
  // Lowered before its end.
  publish(`${prefix}-s2-informed`, informMessage(informFacts({ reason: 'resolved' })));
  await account.runAsync(START + MINUTE_MS);
  const posts = new PagerPosts(plan);
  const key = 'edi-prod:eu-central-1:partner-portal-7';
  expect(account.log.flatMap((entry) => (entry.kind === 'request sent' ? [timelineText(posts.tell(entry)!)] : []))).toEqual(
    ['trigger', 'trigger', 'acknowledge', 'resolve'].map((action) => `PAGER pagerduty answered 202: ${action} ${key}`),
  );
  expect(account.log.filter((entry) => entry.kind === 'function ended' && entry.outcome !== 'succeeded')).toEqual([]);
});
