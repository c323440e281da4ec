import { checkTemplate } from '../../../lib/aws/cloudformation/check-template';
import type { ResolutionContext } from '../../../lib/aws/cloudformation/resolution-context';
import { TemplateResolver } from '../../../lib/aws/cloudformation/resolve-template';
import { UnresolvedError } from '../../../lib/aws/cloudformation/unresolved-error';

const CONTEXT: ResolutionContext = {
  accountId: '111122223333',
  region: 'eu-central-1',
  partition: 'aws',
  stackName: 'edi',
  parameters: { Stage: 'prod' },
  importValue: (name) => (name === 'shared-topic' ? 'arn:aws:sns:eu-central-1:111122223333:shared' : undefined),
  stackOutput: (stack, output, region) => (output === 'Topic' ? `${stack} in ${region}` : undefined),
  nestedOutput: (id, output) => (output === 'Topic' ? `${id}.${output}` : undefined),
};

const TEMPLATE = {
  Parameters: {
    Stage: { Type: 'String', Default: 'dev' },
    Count: { Type: 'Number', Default: '3' },
    Zones: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Needed: { Type: 'String' },
    Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/some/parameter' },
  },
  Mappings: { Limits: { prod: { latency: 2000, list: ['x', 'y'] } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
    IsDev: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Equals': [3, { Ref: 'Count' }] }] },
    Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { 'Fn::Equals': ['a', 'b'] }] },
    Empty: { 'Fn::And': [] },
    Circle: { 'Fn::Not': [{ Condition: 'Circle' }] },
  },
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic' },
    NamedTopic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { 'Fn::Sub': '${Stage}-pages' } } },
    Key: { Type: 'AWS::KMS::Key' },
    Alarm: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: 'portal' } },
    Queue: { Type: 'AWS::SQS::Queue' },
    Role: { Type: 'AWS::IAM::Role', Properties: { Path: '/engine/' } },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'own' } },
    BusRule: { Type: 'AWS::Events::Rule', Properties: { Name: 'r', EventBusName: { Ref: 'Bus' } } },
    LoadBalancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'portal' } },
    NetworkLoadBalancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'drop', Type: 'network' } },
    Targets: { Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: { Name: 'web' } },
    Custom: { Type: 'Custom::Thing' },
    OnlyDev: { Type: 'AWS::SNS::Topic', Condition: 'IsDev' },
    OnlyProd: { Type: 'AWS::SNS::Topic', Condition: 'IsProd' },
    Self: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: { Ref: 'Self' } } },
    Mirror: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: { 'Fn::Sub': '${Image}' } } },
    Image: { Type: 'AWS::CloudWatch::Alarm', Properties: { AlarmName: { 'Fn::Sub': '${Mirror}' } } },
  },
  Outputs: {
    Plain: { Value: { Ref: 'Topic' } },
    Exported: { Value: { Ref: 'Topic' }, Export: { Name: { 'Fn::Sub': '${AWS::StackName}-topic' } } },
    NotExported: { Value: 'x', Condition: 'IsDev', Export: { Name: 'dev-only' } },
    BadName: { Value: 'x', Export: { Name: { Ref: 'Needed' } } },
  },
};

/** Resolves a value as the property of a resource. */
function resolve(value: unknown): unknown {
  const template = { ...TEMPLATE, Resources: { ...TEMPLATE.Resources, Probe: { Type: 'Test::Probe', Properties: { value } } } };
  return resolverOf(template).properties('Probe').value;
}

function resolverOf(template: object, context: Partial<ResolutionContext> = {}): TemplateResolver {
  const checked = checkTemplate(template, 'test.json');
  if ('problems' in checked) throw new Error(JSON.stringify(checked.problems));
  return new TemplateResolver(checked.template, { ...CONTEXT, ...context });
}

describe('what an operator stored before deployment', () => {
  const template = (value: unknown) => ({
    Parameters: {
      Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/people/ana/sms' },
      StoredList: { Type: 'AWS::SSM::Parameter::Value<List<String>>', Default: '/zones' },
      Needed: { Type: 'AWS::SSM::Parameter::Value<String>' },
    },
    Resources: { Probe: { Type: 'Test::Probe', Properties: { value } } },
  });
  const stored = { '/people/ana/sms': '+15550100', '/people/ben/sms': '+15550101', '/zones': 'a, b' };
  const resolved = (value: unknown, parameters = {}) => resolverOf(template(value), { storedParameters: stored, parameters }).properties('Probe').value;

  test.each<[what: string, value: unknown, parameters: Readonly<Record<string, string>>, expected: unknown]>([
    ['the name that is the default', { Ref: 'Stored' }, {}, '+15550100'],
    ['a name that was given', { Ref: 'Stored' }, { Stored: '/people/ben/sms' }, '+15550101'],
    ['a list', { Ref: 'StoredList' }, {}, ['a', 'b']],
    ['a dynamic reference', '{{resolve:ssm:/people/ana/sms}}', {}, '+15550100'],
    ['a dynamic reference to the first version', { 'Fn::Join': ['', ['{{resolve:ssm:', '/people/ana/sms:1}}']] }, {}, '+15550100'],
  ])('is found by %s', (_what, value, parameters, expected) => expect(resolved(value, parameters)).toEqual(expected));

  test.each<[what: string, value: unknown, parameters: Readonly<Record<string, string>>, message: RegExp]>([
    ['a name nothing is stored under', { Ref: 'Stored' }, { Stored: 'gone' }, /stored value of SSM parameter gone \(parameter Stored\)/],
    ['a parameter that names nothing', { Ref: 'Needed' }, {}, /stored value of SSM parameter undefined/],
    ['a later version', '{{resolve:ssm:/zones:2}}', {}, /dynamic reference \{\{resolve:ssm:\/zones:2\}\}/],
    ['a part of a text', 'tel:{{resolve:ssm:/people/ana/sms}}', {}, /dynamic reference/],
    ['a secure parameter', '{{resolve:ssm-secure:/people/ana/sms}}', {}, /dynamic reference/],
  ])('is not found by %s', (_what, value, parameters, message) => expect(() => resolved(value, parameters)).toThrow(message));
});

describe('intrinsic functions', () => {
  const cases: readonly [what: string, value: unknown, expected: unknown][] = [
    ['a given parameter wins over its default', { Ref: 'Stage' }, 'prod'],
    ['a Number parameter is a number', { Ref: 'Count' }, 3],
    ['a list parameter is a list of trimmed texts', { Ref: 'Zones' }, ['a', 'b']],
    ['a load balancer by the name of its metrics', { 'Fn::GetAtt': ['LoadBalancer', 'LoadBalancerFullName'] }, 'app/portal/SIMULATED'],
    [
      'a network load balancer by its ARN',
      { Ref: 'NetworkLoadBalancer' },
      'arn:aws:elasticloadbalancing:eu-central-1:111122223333:loadbalancer/net/drop/SIMULATED',
    ],
    ['a target group by the name of its metrics', { 'Fn::GetAtt': 'Targets.TargetGroupFullName' }, 'targetgroup/web/SIMULATED'],
    ['the account is a pseudo parameter', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['the stack id is made up from what is known', { Ref: 'AWS::StackId' }, 'arn:aws:cloudformation:eu-central-1:111122223333:stack/edi/SIMULATED'],
    ['AWS::NoValue removes a property and a list item', { a: { Ref: 'AWS::NoValue' }, b: ['x', { Ref: 'AWS::NoValue' }] }, { b: ['x'] }],
    ['Ref of a topic is its ARN, with a generated name', { Ref: 'Topic' }, 'arn:aws:sns:eu-central-1:111122223333:edi-Topic-SIMULATED'],
    ['Ref of a topic is its ARN, with its own name', { Ref: 'NamedTopic' }, 'arn:aws:sns:eu-central-1:111122223333:prod-pages'],
    ['Ref of an alarm is its name', { Ref: 'Alarm' }, 'portal'],
    ['Ref of a key is its id', { Ref: 'Key' }, 'edi-Key-SIMULATED'],
    ['Ref of a queue is its URL', { Ref: 'Queue' }, 'https://sqs.eu-central-1.amazonaws.com/111122223333/edi-Queue-SIMULATED'],
    ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Alarm', 'Arn'] }, 'arn:aws:cloudwatch:eu-central-1:111122223333:alarm:portal'],
    ['Fn::GetAtt as a text', { 'Fn::GetAtt': 'Key.Arn' }, 'arn:aws:kms:eu-central-1:111122223333:key/edi-Key-SIMULATED'],
    ['the ARN of a role has its path', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111122223333:role/engine/edi-Role-SIMULATED'],
    ['the ARN of a rule has its bus', { 'Fn::GetAtt': ['BusRule', 'Arn'] }, 'arn:aws:events:eu-central-1:111122223333:rule/own/r'],
    [
      'the ARN of a type nobody simulates says so',
      { 'Fn::GetAtt': ['Custom', 'Arn'] },
      'arn:aws:simulated:eu-central-1:111122223333:Custom::Thing/edi-Custom-SIMULATED',
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 1]] }, 'a-prod-1'],
    ['Fn::Join of a list parameter', { 'Fn::Join': ['|', { Ref: 'Zones' }] }, 'a|b'],
    [
      'Fn::Sub with resources, attributes, pseudo parameters and a literal',
      { 'Fn::Sub': '${Alarm} ${Key.Arn} ${AWS::Region} ${!Literal}' },
      'portal arn:aws:kms:eu-central-1:111122223333:key/edi-Key-SIMULATED eu-central-1 ${Literal}',
    ],
    ['Fn::Sub with its own variables first', { 'Fn::Sub': ['${Stage} ${Extra}', { Stage: 'own', Extra: { Ref: 'Count' } }] }, 'own 3'],
    ['Fn::Select of Fn::Split', { 'Fn::Select': ['1', { 'Fn::Split': ['/', 'a/b/c'] }] }, 'b'],
    ['Fn::If takes one branch and does not look at the other', { 'Fn::If': ['IsProd', 'yes', { 'Fn::Nonsense': [] }] }, 'yes'],
    ['Fn::If with Fn::Not', { 'Fn::If': ['IsDev', 'yes', 'no'] }, 'no'],
    ['Fn::And compares numbers and texts alike', { 'Fn::If': ['Both', 'yes', 'no'] }, 'yes'],
    ['Fn::Or', { 'Fn::If': ['Either', 'yes', 'no'] }, 'no'],
    ['Fn::FindInMap with a default, of an entry that is there', { 'Fn::FindInMap': ['Limits', { Ref: 'Stage' }, 'latency', { DefaultValue: 1 }] }, 2000],
    ['Fn::FindInMap of an entry that is there needs no default', { 'Fn::FindInMap': ['Limits', 'prod', 'latency', { DefaultValue: { Ref: 'Needed' } }] }, 2000],
    ['Fn::FindInMap with a default, of one that is not', { 'Fn::FindInMap': ['Limits', 'dev', 'latency', { DefaultValue: { Ref: 'Stage' } }] }, 'prod'],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Limits', { Ref: 'Stage' }, 'latency'] }, 2000],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': 'shared-topic' } }, 'arn:aws:sns:eu-central-1:111122223333:shared'],
    ['Fn::GetStackOutput defaults to the own region', { 'Fn::GetStackOutput': { StackName: 'other', OutputName: 'Topic' } }, 'other in eu-central-1'],
    ['Fn::GetStackOutput of another region', { 'Fn::GetStackOutput': { StackName: 'other', OutputName: 'Topic', Region: 'us-east-1' } }, 'other in us-east-1'],
    ['Fn::Base64', { 'Fn::Base64': 'user data' }, Buffer.from('user data').toString('base64')],
    ['an object with one key that is no function stays as it is', { Condition: { StringEquals: { a: 'b' } } }, { Condition: { StringEquals: { a: 'b' } } }],
  ];
  test.each(cases)('%s', (_what, value, expected) => expect(resolve(value)).toEqual(expected));
});

describe('what SAM makes of a resource, by the name of its owner', () => {
  const template = {
    Transform: 'AWS::Serverless-2016-10-31',
    Globals: { Function: { AutoPublishAlias: 'live' } },
    Conditions: { Never: { 'Fn::Equals': [1, 2] } },
    Resources: {
      Api: { Type: 'AWS::Serverless::Api', Properties: { StageName: { 'Fn::Sub': 'v1' } } },
      Http: { Type: 'AWS::Serverless::HttpApi' },
      Worker: { Type: 'AWS::Serverless::Function', Properties: { FunctionName: 'worker' } },
      Left: { Type: 'AWS::Serverless::Function', Condition: 'Never' },
      Probe: { Type: 'Test::Probe' },
    },
  };
  const resolveIn = (value: unknown, rest: object = {}) => {
    const { Probe, ...resources } = template.Resources;
    return resolverOf({ ...template, Resources: { ...resources, Probe: { ...Probe, Properties: { value } } }, ...rest }).properties('Probe').value;
  };

  test.each([
    ['the stage of an API', { Ref: 'Api.Stage' }, 'v1'],
    ['the stage of an HTTP API that names none', { Ref: 'Http.Stage' }, '$default'],
    ['an alias', { Ref: 'Worker.Alias' }, expect.stringMatching(/:function:worker:live$/)],
    ['a version', { Ref: 'Worker.Version' }, expect.stringMatching(/:function:worker:SIMULATED$/)],
    ['the number of a version', { 'Fn::GetAtt': 'Worker.Version.Version' }, 'SIMULATED'],
    ['the number of a version, as a list', { 'Fn::GetAtt': ['Worker.Version', 'Version'] }, 'SIMULATED'],
    ['inside a text', { 'Fn::Sub': 'of ${Api.Stage}' }, 'of v1'],
    ['an attribute of the owner', { 'Fn::GetAtt': 'Worker.Arn' }, expect.stringMatching(/:function:worker$/)],
  ])('%s', (_what, value, expected) => expect(resolveIn(value)).toEqual(expected));

  test.each([
    ['a template without the macro', { Ref: 'Api.Stage' }, { Transform: [] }, /Api\.Stage, which the template does not have/],
    ['an alias that is not asked for', { Ref: 'Worker.Alias' }, { Globals: {} }, /Worker\.Alias, which the template does not have/],
    ['of an owner that its condition leaves out', { Ref: 'Left.Version' }, {}, /Left\.Version, which its condition leaves out/],
    ['another property', { Ref: 'Api.Color' }, {}, /Api\.Color, which the template does not have/],
  ])('nothing of %s', (_what, value, rest, message) => expect(() => resolveIn(value, rest)).toThrow(message));
});

describe('what cannot be resolved says what it is, and in which resource', () => {
  const cases: readonly [what: string, value: unknown, message: RegExp][] = [
    ['an unknown function', { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }, /intrinsic function Fn::Cidr/],
    ['a macro', { 'Fn::Transform': { Name: 'AWS::Include' } }, /intrinsic function Fn::Transform/],
    ['a parameter without a value', { Ref: 'Needed' }, /parameter Needed, which has no default/],
    ['a parameter stored in SSM', { Ref: 'Stored' }, /stored value of SSM parameter \/some\/parameter/],
    ['a dynamic reference', { 'Fn::Sub': '{{resolve:ssm:/contacts/${Stage}}}' }, /dynamic reference \{\{resolve:ssm:\/contacts\/prod\}\}/],
    ['a dynamic reference put together', { 'Fn::Join': ['', ['{{resolve:ssm:', '/x', '}}']] }, /dynamic reference \{\{resolve:ssm:\/x\}\}/],
    ['a condition of no conditions', { 'Fn::If': ['Empty', 1, 2] }, /Fn::And without its conditions/],
    ['a resource that is not there', { Ref: 'Nobody' }, /Nobody, which the template does not have/],
    ['the name of a method of every object', { Ref: 'toString' }, /toString, which the template does not have/],
    ['a resource its condition leaves out', { Ref: 'OnlyDev' }, /OnlyDev, which its condition leaves out/],
    ['an unknown attribute of a known type', { 'Fn::GetAtt': ['Topic', 'Color'] }, /attribute Color of AWS::SNS::Topic/],
    ['an attribute of a type nobody simulates', { 'Fn::GetAtt': ['Custom', 'Color'] }, /attribute Color of Custom::Thing/],
    ['a mapping that is not there', { 'Fn::FindInMap': ['Limits', 'dev', 'latency'] }, /mapping Limits\.dev\.latency/],
    ['an import nobody exports', { 'Fn::ImportValue': 'nobody' }, /import of nobody, which no stack exports/],
    ['an output nobody has', { 'Fn::GetStackOutput': { StackName: 's', OutputName: 'o' } }, /output s\.o, which no stack has/],
    ['a list where a text belongs', { 'Fn::Join': ['', [['a']]] }, /\["a"\], which is not a text/],
    ['arguments that are missing', { 'Fn::Join': [''] }, /Fn::Join without its 2 arguments/],
    ['a selection beyond the list', { 'Fn::Select': [5, ['a']] }, /beyond a list of 1/],
    ['a condition nobody defines', { 'Fn::If': ['Nobody', 1, 2] }, /condition Nobody/],
    ['a condition that goes in a circle', { 'Fn::If': ['Circle', 1, 2] }, /condition Circle, which refers to itself/],
    ['a name that goes in a circle', { Ref: 'Self' }, /refers to itself/],
    ['names that go in a circle', { Ref: 'Mirror' }, /refers to itself/],
  ];
  test.each(cases)('%s', (_what, value, message) => {
    expect(() => resolve(value)).toThrow(UnresolvedError);
    expect(() => resolve(value)).toThrow(message);
  });

  test('a resource that cannot be resolved does not stop another one', () => {
    const resolver = resolverOf(TEMPLATE);
    expect(() => resolver.properties('Self')).toThrow(UnresolvedError);
    expect(resolver.properties('Alarm')).toEqual({ AlarmName: 'portal' });
    expect(() => resolver.properties('Self')).toThrow(/refers to itself/);
  });
});

test('a resource is created when its condition holds', () => {
  const resolver = resolverOf(TEMPLATE);
  expect(['Topic', 'OnlyDev', 'OnlyProd'].map((id) => resolver.isCreated(id))).toEqual([true, false, true]);
});

test('an export is found by its resolved name, unless its condition leaves it out', () => {
  const resolver = resolverOf(TEMPLATE);
  expect(resolver.exportedValue('edi-topic')).toBe('arn:aws:sns:eu-central-1:111122223333:edi-Topic-SIMULATED');
  expect(resolver.exportedValue('dev-only')).toBeUndefined();
  expect(resolver.output('Plain')).toBe('arn:aws:sns:eu-central-1:111122223333:edi-Topic-SIMULATED');
  expect(resolver.output('NotExported')).toBeUndefined();
});

describe('the shape of a template', () => {
  test.each([
    ['a text', 'hello', ['ASM005 ']],
    ['no resources', { Outputs: {} }, ['ASM005 Resources']],
    ['resources as a list', { Resources: [] }, ['ASM005 Resources']],
    [
      'several faults at once',
      { Parameters: [], Resources: { A: 1, B: { Type: 7, Properties: 'x', Condition: [] }, C: { Type: 'T' } }, Outputs: { O: { Export: {} } } },
      [
        'ASM006 Parameters',
        'ASM006 Resources.A',
        'ASM006 Resources.B.Type',
        'ASM006 Resources.B.Properties',
        'ASM006 Resources.B.Condition',
        'ASM006 Outputs.O.Value',
        'ASM006 Outputs.O.Export',
      ],
    ],
  ])('%s is reported with everything that is wrong', (_what, document, expected) => {
    const checked = checkTemplate(document, 'bad.json');
    const problems = 'problems' in checked ? checked.problems : [];
    expect(problems.map(({ code, where }) => `${code} ${where.path}`)).toEqual(expected);
  });
});

describe('availability zones', () => {
  const zones = (argument: unknown, context: Partial<ResolutionContext> = {}) =>
    resolverOf(
      { Resources: { Probe: { Type: 'Test::Probe', Properties: { value: { 'Fn::Select': [1, { 'Fn::GetAZs': argument }] } } } } },
      { availabilityZones: { 'eu-central-1': ['eu-central-1a', 'eu-central-1b'] }, ...context },
    ).properties('Probe').value;

  test.each([
    ['of no region', ''],
    ['of the region of the stack', { Ref: 'AWS::Region' }],
    ['of a region by its name', 'eu-central-1'],
  ])('%s are those that were stated', (_what, argument) => expect(zones(argument)).toBe('eu-central-1b'));

  test.each<[what: string, argument: unknown, context: Partial<ResolutionContext>, missing: object]>([
    ['a region of which nothing was stated', 'us-east-1', {}, { kind: 'availability zones', name: 'us-east-1' }],
    ['a stack whose region nobody knows', '', { region: 'unknown-region', standIns: ['region'] }, { kind: 'region' }],
  ])('are not known of %s', (_what, argument, context, missing) => {
    expect(() => zones(argument, context)).toThrow(expect.objectContaining({ missing: expect.objectContaining(missing) }));
  });
});

describe('a condition over several', () => {
  const UNKNOWN = { 'Fn::Equals': [{ Ref: 'Needed' }, 'x'] };
  const [TRUE, FALSE] = [{ 'Fn::Equals': ['a', 'a'] }, { 'Fn::Equals': ['a', 'b'] }];
  const holds = (condition: object) =>
    resolverOf({ Parameters: { Needed: { Type: 'String' } }, Conditions: { C: condition }, Resources: { R: { Type: 'Test::R', Condition: 'C' } } }).isCreated(
      'R',
    );

  test.each<[what: string, condition: object, expected: boolean]>([
    ['of which one is false does not hold, whatever the others are', { 'Fn::And': [UNKNOWN, FALSE] }, false],
    ['of which one is true holds, whatever the others are', { 'Fn::Or': [UNKNOWN, { 'Fn::Not': [FALSE] }] }, true],
    ['that is nested', { 'Fn::Not': [{ 'Fn::And': [{ 'Fn::Or': [UNKNOWN, TRUE] }, FALSE] }] }, true],
  ])('%s', (_what, condition, expected) => expect(holds(condition)).toBe(expected));

  test.each<[what: string, condition: object]>([
    ['all others are true', { 'Fn::And': [TRUE, UNKNOWN] }],
    ['no other is true', { 'Fn::Or': [FALSE, UNKNOWN] }],
  ])('is not known where %s', (_what, condition) => expect(() => holds(condition)).toThrow(/parameter Needed/));
});

describe('a mapping whose key was not given', () => {
  const Mappings = {
    Same: { dev: { limit: 5, only: 1 }, prod: { limit: 5 } },
    Different: { dev: { limit: 5 }, prod: { limit: 7 } },
  };
  const find = (...path: unknown[]) =>
    resolverOf({
      Parameters: { Needed: { Type: 'String' } },
      Mappings,
      Resources: { Probe: { Type: 'Test::Probe', Properties: { value: { 'Fn::FindInMap': path } } } },
    }).properties('Probe').value;
  const KEY = { Ref: 'Needed' };

  test.each<[what: string, path: readonly unknown[], expected: unknown]>([
    ['has the value that all its entries have', ['Same', KEY, 'limit'], 5],
    ['has the default that no entry has anything in place of', ['Same', KEY, 'none', { DefaultValue: 9 }], 9],
    ['has the entry that is the same as the default', ['Same', KEY, 'limit', { DefaultValue: 5 }], 5],
    ['has the only entry there is: no other key could be deployed', ['Same', KEY, 'only'], 1],
  ])('%s', (_what, path, expected) => expect(find(...path)).toBe(expected));

  test.each<[what: string, path: readonly unknown[]]>([
    ['its entries differ', ['Different', KEY, 'limit']],
    ['its entries differ from the default', ['Same', KEY, 'limit', { DefaultValue: 6 }]],
    ['some entry differs from the default that the others have', ['Same', KEY, 'only', { DefaultValue: 9 }]],
    ['it has none', ['Same', KEY, 'none']],
  ])('is not known where %s', (_what, path) => expect(() => find(...path)).toThrow(/parameter Needed/));
});
