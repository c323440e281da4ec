import { join } from 'node:path';
import { parse } from 'yaml';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { linkStacks } from '../../lib/aws/assembly/loaded-stack';
import type { JsonObject, Template } from '../../lib/aws/cloudformation/template';
import { loadConfiguration } from '../../lib/config/load';
import { hasErrors } from '../../lib/problems/problem';
import { findResources } from '../../lib/proposal/find-resources';
import { propose, type Proposal } from '../../lib/proposal/propose';
import { environmentText } from '../../lib/proposal/text/environment-text';
import { onCallText, type Responder } from '../../lib/proposal/text/on-call-text';
import { operationsText } from '../../lib/proposal/text/operations-text';
import { FIRST_SCENARIO, scenarioText } from '../../lib/proposal/text/scenario-text';
import { readScenario } from '../../lib/scenario/read-scenario';
import { parseLocalDay } from '../../lib/time/zoned-time';

const MONDAY = parseLocalDay('2026-03-02')!;
const REGION = 'eu-central-1';
const ANA_AND_BEN: readonly Responder[] = ['ana', 'ben'].map((name) => ({ name, channels: ['email', 'sms'] }));

const shopStacks = loadTemplateFile(join(__dirname, 'shop.template.yaml'), { defaultRegion: REGION }, 'shop');
const shop = propose('shop', [{ name: 'prod', region: REGION, findings: findResources(shopStacks, REGION) }]);

/** A stack of these resources. */
function stackOf(resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: JsonObject }>>, stackName = 'shop', stage?: string) {
  const template: Template = { Parameters: {}, Mappings: {}, Conditions: {}, Outputs: {}, Resources: resources };
  return { stackName, stage, file: `${stackName}.json`, template, bytes: 1, region: REGION };
}

function proposalOf(resources: Parameters<typeof stackOf>[0]): Proposal {
  return propose('shop', [{ name: 'prod', region: REGION, findings: findResources(linkStacks([stackOf(resources)]), REGION) }]);
}

/** Reads the files of a proposal as `day2 check` and a game day read them. */
function readBack(proposal: Proposal, responders = ANA_AND_BEN) {
  const files: Record<string, string> = {
    'ops/operations.yaml': operationsText(proposal, 'schema'),
    'ops/on-call.yaml': onCallText('shop', { responders, timeZone: 'Europe/Berlin', from: MONDAY - 7 }, 'schema'),
    ...Object.fromEntries(proposal.environments.map(({ name }) => [`ops/environments/${name}.yaml`, environmentText(proposal, name, 'schema')])),
  };
  const { models, problems } = loadConfiguration({
    directory: 'ops',
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(path), { code: 'ENOENT' });
      return text;
    },
    listFiles: () => proposal.environments.map(({ name }) => `${name}.yaml`),
  });
  const scenario = readScenario(`${FIRST_SCENARIO}.yaml`, scenarioText(proposal, MONDAY, 'schema'), models);
  return { files, models, problems: [...problems, ...scenario.problems] };
}

test('each resource that users or work depend on is promised something, front doors first', () => {
  expect(shop.services.map(({ id, objectives }) => [id, objectives.map((objective) => objective.id)])).toEqual([
    [
      'shop',
      [
        'balancer-availability',
        'balancer-latency',
        'orders-api-availability',
        'orders-api-latency',
        'fulfilment-success-rate',
        'worker-success-rate',
        'orders-availability',
        'orders-queue-freshness',
        'orders-queue-delivery',
      ],
    ],
  ]);
});

test('names stand where the template gives them for certain; what depends on parameters or is made up is to be filled in, with the command that says it', () => {
  const text = environmentText(shop, 'prod', 'schema');
  expect((parse(text) as { resources: unknown }).resources).toEqual({
    balancer: { source: 'applicationLoadBalancer', loadBalancer: 'app/replace-me-1/0000000000000000' },
    'orders-api': { source: 'httpApi', apiId: 'replaceme2', stage: 'live' },
    'orders-queue': { source: 'queue', queueName: 'shop-orders', deadLetterQueueName: 'shop-orders-dead' },
    worker: { source: 'lambda', functionName: 'replace-me-3', throttles: 'ignore' },
    orders: { source: 'table', tableName: 'shop-orders', operations: ['GetItem', 'PutItem', 'Query', 'UpdateItem'] },
    fulfilment: { source: 'stateMachine', stateMachineName: 'shop-eu-central-1-fulfilment' },
  });
  expect(text).toContain(
    '# this name depends on Stage:\n    # aws cloudformation describe-stack-resource --region eu-central-1 --stack-name STACK --logical-resource-id Worker ',
  );
});

test('what is left out is said with the reason, and the rest is counted', () => {
  expect(shop.leftOut).toEqual([
    { what: 'DeadOrders (AWS::SQS::Queue) of shop', reason: expect.stringContaining('delivery objective') as unknown },
    { what: 'Notifications (AWS::ApiGatewayV2::Api) of shop', reason: expect.stringContaining('WebSocket') as unknown },
  ]);
  expect([...shop.otherTypes]).toEqual([
    ['AWS::ApiGatewayV2::Stage', 1],
    ['AWS::Lambda::EventSourceMapping', 1],
    ['AWS::IAM::Role', 1],
  ]);
});

test('the files are sound but for names to be filled in, and every objective stands below its reason', () => {
  const { files, models, problems } = readBack(shop);
  expect(problems.map(({ code, level, received }) => [code, level, received])).toEqual([
    ['CFG130', 'warning', 'app/replace-me-1/0000000000000000'],
    ['CFG130', 'warning', 'replaceme2'],
    ['CFG130', 'warning', 'replace-me-3'],
  ]);
  expect(models.flatMap(({ services }) => services.flatMap(({ objectives }) => objectives))).toHaveLength(9);
  const lines = files['ops/operations.yaml']!.split('\n');
  const reasons = lines.flatMap((line, index) => (/^ {6}- id: /.test(line) ? [lines[index - 1]!] : []));
  expect(reasons.filter((line) => !/^ {6}# \w+, AWS::\S+: \S/.test(line))).toEqual([]);
});

test.each([
  ['a load balancer', { Only: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' } }],
  ['an HTTP API', { Only: { Type: 'AWS::ApiGatewayV2::Api' } }],
  ['an HTTP API of SAM', { Only: { Type: 'AWS::Serverless::HttpApi' } }],
  ['a REST API without a stage', { Only: { Type: 'AWS::ApiGateway::RestApi', Properties: { Body: { info: { title: 'Orders & more' } } } } }],
  ['a REST API of SAM', { Only: { Type: 'AWS::Serverless::Api', Properties: { StageName: 'live' } } }],
  ['a distribution', { Only: { Type: 'AWS::CloudFront::Distribution' } }],
  ['a function whose name nobody may have', { Only: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'no name' } } }],
  ['a queue without dead letters', { Only: { Type: 'AWS::SQS::Queue' } }],
  [
    'a queue whose dead letters are elsewhere',
    { Only: { Type: 'AWS::SQS::Queue', Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::ImportValue': 'dead' } } } } },
  ],
  ['a table', { Only: { Type: 'AWS::DynamoDB::GlobalTable' } }],
  ['a state machine', { Only: { Type: 'AWS::StepFunctions::StateMachine' } }],
  [
    'a service of ECS behind a load balancer',
    {
      Only: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer' },
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'shop' } },
      Web: { Type: 'AWS::ECS::Service', Properties: { Cluster: { Ref: 'Cluster' }, ServiceName: 'web' } },
    },
  ],
] as const)('the files of %s alone are sound', (_, resources) => {
  const { files, problems, models } = readBack(proposalOf(resources as never));
  expect([problems.filter(({ code }) => code !== 'CFG130'), models.length]).toEqual([[], 1]);
  // Whatever is not known is warned of.
  const placeholders = [...files['ops/environments/prod.yaml']!.matchAll(/^ {4}\w+: .*replace/gim)];
  expect(problems).toHaveLength(placeholders.length);
});

test.each([1, 2, 3, 5, 8])('a team of %d is sound', (size) => {
  const responders = Array.from({ length: size }, (_, index) => ({ name: `person-${index + 1}`, channels: ['email', 'sms'] }));
  expect(readBack(shop, responders).problems.filter(({ code }) => code !== 'CFG130')).toEqual([]);
});

test('a service of ECS with nothing before it is left out with the reason', () => {
  const { services, leftOut } = proposalOf({ Web: { Type: 'AWS::ECS::Service' } });
  expect([services, leftOut.map(({ what }) => what)]).toEqual([[], ['Web (AWS::ECS::Service) of shop']]);
});

test('in stages, only what every environment has is proposed, by the names of each', () => {
  const table = (name: string) => ({ Type: 'AWS::DynamoDB::Table', Properties: { TableName: name } });
  const stacks = linkStacks([
    stackOf({ Orders: table('orders-dev') }, 'dev-Orders', 'dev'),
    stackOf({ Orders: table('orders-prod'), Audit: table('audit') }, 'prod-Orders', 'prod'),
  ]);
  const environments = ['prod', 'dev'].map((name) => ({
    name,
    region: REGION,
    findings: findResources(
      stacks.filter(({ stage }) => stage === name),
      REGION,
    ),
  }));
  const proposal = propose('shop', environments);
  expect(proposal.leftOut).toEqual([{ what: 'Audit (AWS::DynamoDB::Table) of orders', reason: 'dev has no such resource' }]);
  expect(['prod', 'dev'].map((name) => /tableName: (.*)/.exec(environmentText(proposal, name, 'schema'))?.[1])).toEqual(['orders-prod', 'orders-dev']);
  expect(hasErrors(readBack(proposal).problems)).toBe(false);
});

test('two resources of one name stay two, and names fit into ids', () => {
  const long = 'AVeryLongNameOfAFunctionThatNobodyWouldEverWantToTypeAgain';
  const names = proposalOf({ [`${long}A`]: { Type: 'AWS::Lambda::Function' }, [`${long}B`]: { Type: 'AWS::Lambda::Function' } }).environments[0]!.resources.map(
    ({ name }) => name,
  );
  expect([new Set(names).size, names.every((name) => name.length <= 26)]).toEqual([2, true]);
});
