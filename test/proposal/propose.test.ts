import { join } from 'node:path';
import { parse } from 'yaml';
import { loadTemplateFile } from '../../lib/aws/assembly/assembly';
import { linkStacks } from '../../lib/aws/assembly/loaded-stack';
import { hasErrors } from '../../lib/problems/problem';
import { findResources } from '../../lib/proposal/find-resources';
import { propose } from '../../lib/proposal/propose';
import { environmentText } from '../../lib/proposal/text/environment-text';
import { proposalOf, proposalOfStacks, readBack, REGION, stackOf, type Resources } from './read-back';

const shop = proposalOfStacks(loadTemplateFile(join(__dirname, 'shop.template.yaml'), { defaultRegion: REGION }, 'shop'));

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
    '# this name depends on Stage; this prints it:\n    # aws cloudformation describe-stack-resource --region eu-central-1 --stack-name STACK --logical-resource-id Worker ',
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
  const { files, problems, models } = readBack(proposalOf(resources as Resources));
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

test.each([
  ['AWS::Region', 'eu-central-1', 'eu-central-1'],
  // A template by itself does not say what its stack is called, and neither says which account it goes to.
  ['AWS::StackName', 'replace-me-1', 'shop'],
  ['AWS::AccountId', 'replace-me-1', 'replace-me-1'],
])('a name of %s is taken only where it cannot be another one', (reference, ofTemplate, ofAssembly) => {
  const source = stackOf({ Only: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: { 'Fn::Sub': `\${${reference}}` } } } });
  const nameIn = (more: object) => /tableName: (.*)/.exec(environmentText(proposalOfStacks(linkStacks([{ ...source, ...more }])), 'prod', 'schema'))?.[1];
  expect([nameIn({}), nameIn({ assetFile: () => undefined })]).toEqual([ofTemplate, ofAssembly]);
});
