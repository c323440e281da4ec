import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, CrossStackReferences, NestedStack, ReferenceStrength, Stack, Stage, Validations, type PolicyValidationPluginReport } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import fc from 'fast-check';
import { loadAssembly, loadTemplateFile, loadTemplates, type LoadOptions } from '../../../lib/aws/assembly/assembly';
import type { LoadedStack } from '../../../lib/aws/assembly/loaded-stack';
import { NotSimulatedError } from '../../../lib/aws/errors';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { parsePattern } from '../../../lib/backtest/pattern';
import { simulatedAlarms } from '../../../lib/backtest/simulated-alarms';
import { whatIf } from '../../../lib/backtest/what-if';
import { checkStacks } from '../../../lib/checks/template/run-template-checks';
import { TemplateChecksPlugin } from '../../../lib/constructs/template-checks-plugin';
import { ProblemsError } from '../../../lib/problems/problem';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { compositeAlarm, metricAlarm, scriptedAlarms, START } from '../../helpers/simulated-account';

const OPTIONS: LoadOptions = { defaultAccount: '111122223333', defaultRegion: 'eu-central-1' };

let directory: string;
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'assembly-'))));
afterEach(() => rmSync(directory, { recursive: true }));

function write(files: Readonly<Record<string, unknown>>): string {
  for (const [name, content] of Object.entries(files)) {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

/** Codes and places of the problems, the directory left out. */
function problemsOf(read: () => unknown): string[] {
  try {
    read();
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return error.problems.map(({ code, where }) => `${code} ${[where.file?.replace(directory, '').replace(/^\//, ''), where.path].filter(Boolean).join(' ')}`);
  }
  return [];
}

describe('an assembly of the CDK', () => {
  function synthesize(strength?: ReferenceStrength): string {
    const app = new App({ outdir: directory });
    const stage = new Stage(app, 'prod', { env: { account: '444455556666', region: 'eu-west-1' } });
    const incidents = new Stack(stage, 'Incidents');
    const topic = new Topic(incidents, 'Pages', { masterKey: new Key(incidents, 'Key') });
    topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
    const alarms = new Stack(stage, 'Alarms');
    if (strength !== undefined) CrossStackReferences.of(alarms).consume(strength);
    const metric = new cloudwatch.Metric({ namespace: 'Edi', metricName: 'Errors' });
    const child = metric.createAlarm(alarms, 'Child', { threshold: 1, evaluationPeriods: 1 });
    const rule = cloudwatch.AlarmRule.fromAlarm(child, cloudwatch.AlarmState.ALARM);
    const composite = new cloudwatch.CompositeAlarm(alarms, 'Page', { compositeAlarmName: 'page', alarmRule: rule });
    composite.addAlarmAction(new SnsAction(topic));
    new Stack(app, 'Anywhere');
    app.synth();
    return directory;
  }

  test('is read with its stages, environments and construct paths', () => {
    const stacks = loadAssembly(synthesize(), OPTIONS);
    expect(stacks.map(({ stackName, stage, account, region }) => ({ stackName, stage, account, region }))).toEqual([
      { stackName: 'prod-Incidents', stage: 'prod', account: '444455556666', region: 'eu-west-1' },
      { stackName: 'prod-Alarms', stage: 'prod', account: '444455556666', region: 'eu-west-1' },
      { stackName: 'Anywhere', stage: undefined, account: '111122223333', region: 'eu-central-1' },
    ]);
    const composite = stacks[1]!.resources.find(({ type }) => type === 'AWS::CloudWatch::CompositeAlarm')!;
    expect(composite.constructPath).toBe('prod/Alarms/Page/Resource');
    expect(composite.properties.AlarmRule).toMatch(/^ALARM\("arn:aws:cloudwatch:eu-west-1:444455556666:alarm:prod-Alarms-Child\w+-SIMULATED"\)$/);
  });

  test.each([
    ['an export', ReferenceStrength.STRONG],
    ['an output read directly', ReferenceStrength.WEAK],
  ])('pages across its stacks, by %s', (_how, strength) => {
    const stacks = loadAssembly(synthesize(strength), OPTIONS).filter(({ stage }) => stage === 'prod');
    const child = stacks[1]!.resources.find(({ type }) => type === 'AWS::CloudWatch::Alarm')!.ref;
    const account = new Account({ stacks, store: new MetricStore(), start: START, createMetricAlarm: scriptedAlarms({ [child]: [[60, 'ALARM']] }) });
    account.run(START + 120_000);
    expect(account.notSimulated).toEqual([]);
    expect(account.log.filter(({ kind }) => kind.startsWith('action '))).toMatchObject([
      { kind: 'action executed', at: START + 60_000, alarm: { name: 'page', constructPath: 'prod/Alarms/Page/Resource' } },
    ]);
  });
});

describe('nested stacks', () => {
  /** A topic, an alarm on it, and one above that alarm; the topic and the upper alarm stand in `around`, the lower one in `inner`. */
  function alarmsIn(around: Construct, inner: Construct): void {
    const topic = new Topic(around, 'Pages');
    const metric = new cloudwatch.Metric({ namespace: 'Edi', metricName: 'Errors', dimensionsMap: { Topic: topic.topicName } });
    const child = metric.createAlarm(inner, 'Child', { threshold: 1, evaluationPeriods: 1 });
    child.addAlarmAction(new SnsAction(topic));
    const rule = cloudwatch.AlarmRule.fromAlarm(child, cloudwatch.AlarmState.ALARM);
    new cloudwatch.CompositeAlarm(around, 'Page', { compositeAlarmName: `page-${around.node.id}`, alarmRule: rule }).addAlarmAction(new SnsAction(topic));
  }

  const minuteOf = (at: number) => Math.floor(at / 60_000);

  /** What the alarms of stacks do when errors come, without the names, and which actions the account runs then. */
  function lifeOf(stacks: readonly LoadedStack[]) {
    const supposition = { selection: { namespace: 'Edi', metricName: 'Errors', dimensions: {} }, pattern: parsePattern('0 for 1h, 5 for 10m, 0 for 1h')! };
    const answer = whatIf(stacks, [supposition]);
    if ('unread' in answer) throw new Error('no alarm reads the metric');
    const child = stacks.flatMap(({ resources }) => resources).find(({ type }) => type === 'AWS::CloudWatch::Alarm')!.ref;
    const account = new Account({ stacks, store: new MetricStore(), start: START, createMetricAlarm: scriptedAlarms({ [child]: [[60, 'ALARM']] }) });
    account.run(START + 120_000);
    return {
      checked: checkStacks(stacks)
        .problems.map(({ code }) => code)
        .sort(),
      // Each alarm has its own second, which its name decides.
      supposed: answer.alarms.map(({ actions, spells }) => ({ actions: actions.length, spells: spells.map(({ from, to }) => [minuteOf(from), minuteOf(to)]) })),
      played: account.log.flatMap((entry) => (entry.kind === 'action executed' ? [entry.at] : [])),
      notSimulated: [answer.notPlayed, account.notSimulated],
    };
  }

  test('of the CDK check, are supposed and play like flat ones', () => {
    const app = new App({ outdir: directory });
    const env = { account: '444455556666', region: 'eu-west-1' };
    const flat = new Stack(app, 'Flat', { env });
    alarmsIn(flat, flat);
    const outer = new Stack(app, 'Around', { env });
    alarmsIn(outer, new NestedStack(outer, 'Inner'));
    const plugin = new TemplateChecksPlugin();
    const validated = jest.spyOn(plugin, 'validate');
    Validations.of(app).addPlugins(plugin);
    const print = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    app.synth();
    print.mockRestore();
    const { violations } = validated.mock.results[0]!.value as PolicyValidationPluginReport;
    expect(violations.map(({ ruleName }) => ruleName).sort()).toEqual(['ALM001', 'ALM001', 'SNS002', 'SNS002']);
    const stacks = loadAssembly(directory, OPTIONS);
    const [flatStack, outerStack, innerStack] = stacks as [LoadedStack, LoadedStack, LoadedStack];
    expect([innerStack.stackName, innerStack.outer?.stackName, innerStack.region]).toEqual([
      expect.stringMatching(/^Around-InnerNestedStackInnerNestedStackResource\w+-SIMULATED$/),
      'Around',
      'eu-west-1',
    ]);
    const nested = lifeOf([outerStack, innerStack]);
    expect(nested).toEqual(lifeOf([flatStack]));
    expect(nested).toMatchObject({
      supposed: [{ actions: 1, spells: [[expect.any(Number), expect.any(Number)]] }, { actions: 1 }],
      played: [START + 60_000, START + 60_000],
      notSimulated: [[], []],
    });
    expect(innerStack.resources[0]!.constructPath).toBe('Around/Inner/Child/Resource');
  });

  const alarm = (name: unknown, condition?: string) => ({
    Type: 'AWS::CloudWatch::Alarm',
    ...(condition !== undefined && { Condition: condition }),
    Properties: {
      AlarmName: name,
      Namespace: 'Edi',
      MetricName: 'Errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  });
  const nesting = (url: unknown, parameters?: object, rest: object = {}) => ({
    Type: 'AWS::CloudFormation::Stack',
    ...rest,
    Properties: { TemplateURL: url, ...(parameters !== undefined && { Parameters: parameters }) },
  });
  const INNER = {
    Parameters: { Stage: { Type: 'String' }, Zones: { Type: 'CommaDelimitedList', Default: 'x' } },
    Resources: { A: alarm({ 'Fn::Sub': '${Stage}-${AWS::StackName}' }), T: { Type: 'AWS::SNS::Topic' } },
    Outputs: { Topic: { Value: { Ref: 'T' } }, Zone: { Value: { 'Fn::Select': [1, { Ref: 'Zones' }] } } },
  };
  const load = (outer: object, files: object = {}, options: LoadOptions = OPTIONS) =>
    loadTemplates([join(write({ 'outer.json': outer, 'inner/one.json': INNER, ...files }), 'outer.json')], options);
  /** Names of the alarms there are, or why there is none. */
  const alarmsOf = (stacks: readonly LoadedStack[]) =>
    stacks.flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::CloudWatch::Alarm')).map((each) => attempt(() => each.ref));
  const attempt = (read: () => string) => {
    try {
      return read();
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('are given parameters, have outputs, and are called as CloudFormation calls them', () => {
    const stacks = load({
      Parameters: { Wanted: { Type: 'String' } },
      Resources: {
        N: nesting('inner/one.json', { Stage: 'prod', Zones: { 'Fn::Join': [',', ['a', 'b']] }, Unread: { Ref: 'Wanted' } }),
        S: { Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { 'Fn::GetAtt': ['N', 'Outputs.Topic'] }, Protocol: { 'Fn::Sub': '${N.Outputs.Zone}' } } },
        Id: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { Ref: 'N' }, TopicName: { 'Fn::GetAtt': 'N.Outputs.Nothing' } } },
      },
    });
    expect(stacks.map(({ stackName, artifactId }) => [stackName, artifactId])).toEqual([
      ['outer', 'outer'],
      ['outer-N-SIMULATED', 'outer/N'],
    ]);
    const [subscription, topic] = stacks[0]!.resources.slice(1);
    expect(subscription!.at('TopicArn').text()).toBe('arn:aws:sns:eu-central-1:111122223333:outer-N-SIMULATED-T-SIMULATED');
    expect(subscription!.at('Protocol').text()).toBe('b');
    expect(topic!.at('DisplayName').text()).toBe('arn:aws:cloudformation:eu-central-1:111122223333:stack/outer-N-SIMULATED/SIMULATED');
    expect(() => topic!.at('TopicName').text()).toThrow(/output Nothing, which the nested stack N does not have/);
    expect(alarmsOf(stacks)).toEqual(['prod-outer-N-SIMULATED']);
  });

  test('are given nothing that the stack around them does not give: no value of the same name', () => {
    const outer = { Parameters: { Stage: { Type: 'String' } }, Resources: { N: nesting('inner/one.json'), L: nesting('inner/one.json', { Stage: ['a'] }) } };
    const stacks = load(outer, {}, { ...OPTIONS, parameters: { Stage: 'prod' } });
    expect(alarmsOf(stacks)).toEqual([expect.stringMatching(/which the outer stack does not give/), expect.stringMatching(/\["a"\], which is not a text/)]);
    const needy = { ...outer, Resources: { N: nesting('inner/one.json', { Stage: { Ref: 'Stage' } }) } };
    const [, inner] = load(needy);
    expect(() => inner!.resources[0]!.ref).toThrow(expect.objectContaining({ missing: { kind: 'parameter', name: 'Stage' } }));
    expect(inner!.resources[0]!.naming(new Set()).ref).toBe('${Stage}-outer-N-SIMULATED');
  });

  test('are there as their condition says, with everything in them', () => {
    const outer = {
      Parameters: { Stage: { Type: 'String' } },
      Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
      Resources: { N: nesting('inner/one.json', { Stage: 'x' }, { Condition: 'IsProd' }) },
    };
    expect(alarmsOf(load(outer, {}, { ...OPTIONS, parameters: { Stage: 'dev' } }))).toEqual([]);
    expect(alarmsOf(load(outer, {}, { ...OPTIONS, parameters: { Stage: 'prod' } }))).toEqual(['x-outer-N-SIMULATED']);
    expect(alarmsOf(load(outer))).toEqual([expect.stringMatching(/parameter Stage, which has no default/)]);
  });

  test.each<[what: string, url: unknown, why: RegExp, files: object]>([
    ['an address', 'https://s3.amazonaws.com/ours/one.json', /https:.*one\.json, is neither in the assembly nor beside/, {}],
    ['a file that is not there', 'inner/two.json', /inner\/two\.json, is neither/, {}],
    ['what no file can be called', 'inner\0.json', /inner\0\.json, is neither/, {}],
    ['what is too long to be a path', 'x'.repeat(300), /x, is neither/, {}],
    ['what cannot be resolved', { Ref: 'Nowhere' }, /where the template of a nested stack is cannot be resolved/, {}],
    ['itself', 'outer.json', /outer\.json, nests itself/, {}],
  ])('are not read of %s, which says so and hides only what is in them', (_what, url, why, files) => {
    const stacks = load({ Resources: { N: nesting(url), A: alarm({ 'Fn::GetAtt': ['N', 'Outputs.Name'] }), B: alarm('b') } }, files);
    expect(stacks).toHaveLength(1);
    const undecided = checkStacks(stacks).problems.find(({ where, what }) => where.path === 'Resources.N' && what.includes('STK009'));
    expect(undecided).toMatchObject({ code: 'TPL001', received: expect.stringMatching(why) });
    const account = new Account({ stacks, store: new MetricStore(), start: START });
    expect(account.notSimulated.find(({ logicalId }) => logicalId === 'N')?.why).toMatch(why);
    expect(simulatedAlarms(stacks)).toMatchObject({
      simulated: 1,
      notSimulated: [{ why: expect.stringMatching(/output Name of the nested stack N: /) }],
    });
  });

  test('stand in stacks that are nested themselves, so deep that nobody does it on purpose, and there it ends', () => {
    const chain = Array.from({ length: 12 }, (_, index) => [`n${index}.json`, { Resources: { N: nesting(`n${index + 1}.json`) } }]);
    const stacks = load({ Resources: { N: nesting('n0.json') } }, { ...Object.fromEntries(chain), 'n12.json': INNER });
    expect(stacks).toHaveLength(11);
    expect([...stacks.at(-1)!.unreadNestedStacks]).toEqual([['N', 'stacks nested more than 10 deep are not read']]);
  });

  test('that are named beside the template that nests them are not deployed by themselves as well', () => {
    const folder = write({
      'outer.json': { Resources: { N: nesting('inner/one.json', { Stage: 'a' }), M: nesting('./inner/one.json', { Stage: 'b' }) } },
      'inner/one.json': INNER,
      'x.json': { Resources: { N: nesting('y.json') } },
      'y.json': { Resources: { N: nesting('x.json') } },
    });
    const stacksIn = (...names: string[]) =>
      loadTemplates(
        names.map((name) => join(folder, name)),
        OPTIONS,
      ).map(({ stackName }) => stackName);
    expect(stacksIn('inner/one.json', 'outer.json')).toEqual(['outer', 'outer-N-SIMULATED', 'outer-M-SIMULATED']);
    expect(stacksIn('x.json', 'y.json')).toEqual(['x', 'x-N-SIMULATED', 'y', 'y-N-SIMULATED']);
  });

  test('of SAM are read as well, and what is wrong with a template is said once', () => {
    const application = { Type: 'AWS::Serverless::Application', Properties: { Location: 'inner/one.json', Parameters: { Stage: 'sam' } } };
    expect(alarmsOf(load({ Transform: 'AWS::Serverless-2016-10-31', Resources: { N: application } }))).toEqual(['sam-outer-N-SIMULATED']);
    const twice = { Resources: { N: nesting('bad.json'), M: nesting('bad.json') } };
    expect(problemsOf(() => load(twice, { 'bad.json': '{' }))).toEqual(['ASM002 bad.json']);
  });
});

describe('a single template', () => {
  test('in YAML may use the short forms', () => {
    write({
      't.yaml': [
        'Parameters:',
        '  Stage: { Type: String, Default: dev }',
        'Conditions:',
        '  IsProd: !Not [!Equals [!Ref Stage, dev]]',
        '  Also: !And [!Condition IsProd, !Condition IsProd]',
        'Resources:',
        '  Topic:',
        '    Type: AWS::SNS::Topic',
        '    Properties:',
        '      TopicName: !Sub "${Stage}-pages"',
        '      DisplayName: !If [Also, !Select [0, !Split ["/", a/b]], !Join ["-", [x, !Ref "AWS::Region"]]]',
        '  Alarm:',
        '    Type: AWS::CloudWatch::Alarm',
        '    Properties:',
        '      AlarmName: !Sub',
        '        - ${Who}-alarm',
        '        - Who: !GetAtt Topic.TopicName',
        '      AlarmActions: [!Ref Topic]',
        '      Version: 2012-10-17',
      ].join('\n'),
    });
    const [stack] = loadTemplateFile(join(directory, 't.yaml'), OPTIONS, 'edi');
    expect(stack!.resources.map(({ properties }) => properties)).toEqual([
      { TopicName: 'dev-pages', DisplayName: 'x-eu-central-1' },
      { AlarmName: 'dev-pages-alarm', AlarmActions: ['arn:aws:sns:eu-central-1:111122223333:dev-pages'], Version: '2012-10-17' },
    ]);
    const [prod] = loadTemplateFile(join(directory, 't.yaml'), { ...OPTIONS, parameters: { Stage: 'prod' } }, 'edi');
    expect(prod!.resources[0]!.properties).toEqual({ TopicName: 'prod-pages', DisplayName: 'a' });
  });

  test('leaves out resources whose condition is false, and keeps those whose condition nobody can tell', () => {
    const Conditions = { No: { 'Fn::Equals': [1, 2] }, Unknown: { 'Fn::Equals': [{ Ref: 'Gone' }, 2] } };
    const Resources = { A: { Type: 'T', Condition: 'No' }, B: { Type: 'T', Condition: 'Unknown' }, C: { Type: 'T' } };
    write({ 't.json': { Conditions, Resources } });
    const [stack] = loadTemplateFile(join(directory, 't.json'), OPTIONS);
    expect(stack!.resources.map(({ logicalId }) => logicalId)).toEqual(['B', 'C']);
    expect(() => stack!.resources[0]!.properties).toThrow(new NotSimulatedError('Gone, which the template does not have', 'template: condition Unknown'));
  });

  test('takes values from Parameter Store when it is notified what an operator stored there', () => {
    const Parameters = { Ana: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/people/ana/sms' } };
    const contact = (Endpoint: unknown) => ({ Type: 'AWS::SNS::Subscription', Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sms', Endpoint } });
    const Resources = {
      Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'pages' } },
      A: contact({ Ref: 'Ana' }),
      B: contact('{{resolve:ssm:/people/ben/sms}}'),
    };
    write({ 't.json': { Parameters, Resources } });
    const endpoints = (storedParameters?: Readonly<Record<string, string>>) => {
      const stacks = loadTemplateFile(join(directory, 't.json'), { ...OPTIONS, storedParameters });
      const account = new Account({ stacks, store: new MetricStore(), start: START });
      account.call(accountRoot('111122223333'), 'sns', 'Publish', { TopicArn: 'arn:aws:sns:eu-central-1:111122223333:pages', Message: 'm' });
      return [account.published[0]!.recipients.map(({ endpoint }) => endpoint), account.notSimulated.map(({ logicalId }) => logicalId)];
    };
    expect(endpoints({ '/people/ana/sms': '+15550100', '/people/ben/sms': '+15550101' })).toEqual([['+15550100', '+15550101'], []]);
    expect(endpoints({ '/people/ben/sms': '+15550101' })).toEqual([['+15550101'], ['A']]);
    expect(endpoints()).toEqual([[], ['A', 'B']]);
  });
});

describe('bad input is notified in problems, all at once, never with a stack trace', () => {
  const stack = (templateFile: string, rest: object = {}) => ({
    type: 'aws:cloudformation:stack',
    environment: 'aws://1/eu-west-1',
    properties: { templateFile },
    ...rest,
  });
  const good = { Resources: {} };
  test.each<[string, Readonly<Record<string, unknown>>, string[]]>([
    ['no such directory', {}, ['ASM001 manifest.json']],
    ['a manifest that is not JSON', { 'manifest.json': '{"artifacts": ' }, ['ASM002 manifest.json']],
    ['a manifest without artifacts', { 'manifest.json': { version: '1' } }, ['ASM003 manifest.json artifacts']],
    ['a manifest that is a list', { 'manifest.json': [] }, ['ASM003 manifest.json artifacts']],
    [
      'an artifact that is none',
      { 'manifest.json': { artifacts: { X: 7, Y: { type: 'aws:cloudformation:stack' } } } },
      ['ASM003 manifest.json artifacts.X', 'ASM003 manifest.json artifacts.Y'],
    ],
    ['no stacks', { 'manifest.json': { artifacts: { Tree: { type: 'cdk:tree' } } } }, ['ASM004 ']],
    [
      'a nested assembly that contains itself',
      { 'manifest.json': { artifacts: { A: { type: 'cdk:cloud-assembly', properties: { directoryName: '.' } } } } },
      ['ASM004 '],
    ],
    [
      'several bad templates',
      {
        'manifest.json': {
          artifacts: { A: stack('a.json'), B: stack('b.json'), C: stack('c.json'), D: stack('d.json'), E: stack('e.json', { environment: 'nowhere' }) },
        },
        'a.json': '{',
        'b.json': { Resources: [] },
        'c.json': { Resources: { X: { Type: 1 } } },
      },
      ['ASM002 a.json', 'ASM005 b.json Resources', 'ASM006 c.json Resources.X.Type', 'ASM001 d.json', 'ASM008 manifest.json artifacts.E.environment'],
    ],
    [
      'two stacks of one name in one place',
      {
        'manifest.json': { artifacts: { A: stack('a.json', { properties: { templateFile: 'a.json', stackName: 'S' } }), S: stack('b.json') } },
        'a.json': good,
        'b.json': good,
      },
      ['ASM007 b.json'],
    ],
  ])('%s', (_what, files, expected) => {
    write(files);
    expect(problemsOf(() => loadAssembly(directory, OPTIONS))).toEqual(expected);
  });

  test.each([
    ['a tag nobody knows', 'Resources:\n  A: !Nonsense x\n', 2],
    ['a key given twice', 'Resources: {}\nResources: {}\n', 2],
    ['a line that is no YAML', 'Resources:\n\t- x: [\n', 2],
    ['a key that is no text, as text templates have it', 'Resources:\n  {{ Name }}: 1\n', 2],
  ])('%s in YAML has its line', (_what, text, line) => {
    write({ 't.yaml': text });
    try {
      loadTemplateFile(join(directory, 't.yaml'), OPTIONS);
      throw new Error('should not have been read');
    } catch (error) {
      expect(error).toBeInstanceOf(ProblemsError);
      expect((error as ProblemsError).problems[0]).toMatchObject({ code: 'ASM002', where: { line } });
    }
  });
});

test('a key of YAML is the text that stands there: an account with a zero in front, a word that YAML could take for a truth', () => {
  write({ 't.yaml': 'Mappings: { M: { 012345678901: { a: 1 }, on: { a: 2 } } }\nResources: {}\n' });
  const [stack] = loadTemplateFile(join(directory, 't.yaml'), OPTIONS);
  expect(stack!.template.Mappings).toEqual({ M: { '012345678901': { a: 1 }, on: { a: 2 } } });
});

describe('a template with random damage', () => {
  const TEMPLATE = {
    Parameters: { Stage: { Type: 'String', Default: 'prod' } },
    Mappings: { M: { prod: { name: 'portal' } } },
    Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Resources: {
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: {
          Enabled: true,
          KeyPolicy: {
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'cloudwatch.amazonaws.com' },
                Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
                Resource: '*',
                Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
              },
            ],
          },
        },
      },
      Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/pages', TargetKeyId: { Ref: 'Key' } } },
      Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: { Ref: 'Alias' }, Subscription: [{ Protocol: 'sms', Endpoint: '+1' }] } },
      Policy: {
        Type: 'AWS::SNS::TopicPolicy',
        Properties: { Topics: [{ Ref: 'Topic' }], PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sns:*', Resource: '*' }] } },
      },
      Subscription: {
        Type: 'AWS::SNS::Subscription',
        Condition: 'IsProd',
        Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'email', Endpoint: { 'Fn::Sub': '${Stage}@example.com' } },
      },
      A: metricAlarm('a', { AlarmActions: [{ Ref: 'Topic' }], Dimensions: [{ Name: 'n', Value: { 'Fn::FindInMap': ['M', 'prod', 'name'] } }] }),
      B: metricAlarm('b'),
      C: compositeAlarm('c', 'ALARM(a) OR AT_LEAST(1, ALARM, (a, b))', {
        AlarmActions: [{ 'Fn::Select': [0, [{ Ref: 'Topic' }]] }],
        ActionsSuppressor: 'b',
        ActionsSuppressorWaitPeriod: 10,
        ActionsSuppressorExtensionPeriod: 10,
      }),
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          EventPattern: { source: ['aws.cloudwatch'], detail: { state: { value: [{ prefix: 'A' }] } } },
          Targets: [{ Arn: { 'Fn::GetAtt': ['Topic', 'TopicArn'] }, Id: 'T' }],
        },
      },
      Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'engine', Policies: [{ PolicyDocument: { Statement: [] } }] } },
    },
    Outputs: { T: { Value: { Ref: 'Topic' }, Export: { Name: 'topic' } } },
  };

  /** The paths of every value in a document. */
  function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
    if (typeof value !== 'object' || value === null) return [path];
    return [path, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, [...path, key]))];
  }
  const PATHS = pathsOf(TEMPLATE);

  function damage(document: unknown, path: readonly string[], replacement: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) return replacement;
    if (typeof document !== 'object' || document === null || !(key in document)) return document;
    const copy: Record<string, unknown> = Array.isArray(document) ? (document.slice() as never) : { ...document };
    if (rest.length === 0 && replacement === undefined) delete copy[key];
    else copy[key] = damage(copy[key], rest, replacement);
    return copy;
  }

  const garbage = fc.oneof(
    fc.constant(undefined),
    fc.constantFrom(
      null,
      true,
      -1,
      '',
      '${',
      '*',
      [],
      {},
      [[]],
      [null],
      'ALARM(c)',
      'alias/aws/sns',
      { Ref: 'Topic' },
      { Ref: 'C' },
      { Ref: 'constructor' },
      { 'Fn::GetAtt': 'A.Arn' },
      { 'Fn::Join': 1 },
      { 'Fn::If': ['IsProd', 1] },
      { Condition: 'IsProd' },
    ),
    fc.constantFrom(...Object.values(TEMPLATE.Resources)),
    fc.string(),
    fc.jsonValue({ maxDepth: 2 }),
  );

  /** Loads and runs a template; alarms follow a script, so that they fire, or CloudWatch's rules. */
  function rehearse(template: unknown, isScripted: boolean): void {
    write({ 't.json': JSON.stringify(template) ?? '' });
    const stacks = loadTemplateFile(join(directory, 't.json'), OPTIONS);
    for (const resource of stacks[0]!.resources) attempt(() => resource.properties);
    const script = {
      a: [
        [60, 'ALARM'],
        [120, 'OK'],
      ],
      b: [[90, 'ALARM']],
    } as const;
    const createMetricAlarm = isScripted ? scriptedAlarms(script) : undefined;
    const account = new Account({ stacks, store: new MetricStore(), start: START, createMetricAlarm });
    account.run(START + 300_000);
    attempt(() =>
      account.call('arn:aws:iam::111122223333:role/engine', 'sns', 'Publish', { TopicArn: 'arn:aws:sns:eu-central-1:111122223333:x', Message: 'm' }),
    );
  }

  function attempt(run: () => unknown): void {
    try {
      run();
    } catch (error) {
      if (!isNamed(error)) throw error;
    }
  }

  /** Problems, things not simulated, and errors of the simulated services; never a crash of ours. */
  function isNamed(error: unknown): boolean {
    return error instanceof ProblemsError || error instanceof NotSimulatedError || (error instanceof Error && error.name === 'NotFoundException');
  }

  test('is run, or refused with a reason; undamaged it runs and pages', () => {
    expect(() => rehearse(TEMPLATE, true)).not.toThrow();
    expect(() => rehearse(TEMPLATE, false)).not.toThrow();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...PATHS), garbage), { minLength: 1, maxLength: 3 }), fc.boolean(), (damages, isScripted) => {
        const template = damages.reduce<unknown>((document, [path, replacement]) => damage(document, path, replacement), TEMPLATE);
        attempt(() => rehearse(template, isScripted));
      }),
      { numRuns: 600 },
    );
  });

  test('as text is run, or refused with a reason', () => {
    const text = JSON.stringify(TEMPLATE, undefined, 1);
    fc.assert(
      fc.property(fc.nat(text.length), fc.nat(40), fc.string({ maxLength: 5 }), (at, length, inserted) => {
        write({ 't.json': text.slice(0, at) + inserted + text.slice(at + length) });
        attempt(
          () =>
            new Account({
              stacks: loadTemplateFile(join(directory, 't.json'), OPTIONS),
              store: new MetricStore(),
              start: START,
              createMetricAlarm: scriptedAlarms({}),
            }),
        );
      }),
    );
  });
});
