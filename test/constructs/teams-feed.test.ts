import { readFileSync } from 'node:fs';
import { loadConfiguration } from '../../lib/config/load';
import { filesOnDisk } from '../../lib/config/read-directory';
import { assemblyResources } from '../../lib/conformance/assembly-resources';
import { compareDeployment } from '../../lib/conformance/compare-deployment';
import { bundleHandler } from '../../lib/constructs/handler-code';
import { buildPlan } from '../../lib/plan/build-plan';
import { stackSizes } from '../../lib/plan/stack-sizes';
import { synthesizedStacks } from '../helpers/synthesized-configuration';

/** The staging environment of the example of two, its chat moved to Microsoft Teams (12.4). */

const CONFIG = 'examples/two-people/config';
const readFile = (path: string) =>
  path.endsWith('on-call.yaml') ? readFileSync(path, 'utf8').replace('booking-alerts: { ', 'booking-alerts: { app: teams, ') : filesOnDisk.readFile(path);
const { models, problems } = loadConfiguration({ directory: CONFIG, ...filesOnDisk, readFile });
const { plan } = buildPlan(models.find(({ environment }) => environment === 'staging')!);
bundleHandler('budget-ledger');
const stacks = synthesizedStacks(plan);
const { template, resources } = stacks.find(({ stackName }) => stackName === 'booking-staging-incidents')!;
const chats = resources.filter(({ type }) => type === 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration');

test('it is deployed as it is planned, and as large', () => {
  expect(problems).toEqual([]);
  const { differences, unknown } = compareDeployment(plan, assemblyResources(stacks));
  expect([differences, unknown]).toEqual([[], []]);
  const found = new Map(
    stacks.map((stack) => [stack.stackName, [Object.keys(stack.template.Resources).length, Object.keys(stack.template.Parameters).length]]),
  );
  for (const { stackName, resources: counted, parameters } of stackSizes(plan))
    expect([stackName, [counted, parameters]]).toEqual([stackName, found.get(stackName)]);
});

test('the channel hears the topics of its severities, and its ids are in no template', () => {
  expect(chats).toHaveLength(1);
  const [{ properties }] = chats as [(typeof chats)[0]];
  expect((properties.SnsTopicArns as string[]).map((arn) => arn.split(':').at(-1))).toEqual(
    ['s0', 's1', 's2', 's3'].map((severity) => `booking-staging-${severity}`),
  );
  const { Properties: written } = Object.values(template.Resources).find(({ Type }) => Type === 'AWS::Chatbot::MicrosoftTeamsChannelConfiguration')!;
  const stored = [written!.TeamsTenantId, written!.TeamId, written!.TeamsChannelId].map(
    (value) => template.Parameters[(value as { readonly Ref: string }).Ref]!.Default,
  );
  expect(stored).toEqual(['tenant', 'team', 'channel'].map((id) => `/booking/staging/chat/booking-alerts/${id}`));
});

test('a topic that the channel does not hear is a difference', () => {
  const [first] = plan.chat;
  const fewer = { ...plan, chat: [{ ...first!, topics: first!.topics.slice(1) }] };
  expect(compareDeployment(fewer, assemblyResources(stacks)).differences).toHaveLength(1);
});
