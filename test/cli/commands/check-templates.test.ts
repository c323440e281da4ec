import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../helpers/recording-terminal';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'day2-check-templates-'))));
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const check = (...commandLine: string[]) => runCommand(['check', ...commandLine]);
const codesOf = (json: string) => JSON.parse(json).problems.map(({ code }: { code: string }) => code);

function write(name: string, content: unknown): string {
  const file = join(scratch, name);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return file;
}

const ELSEWHERE = 'arn:aws:sns:eu-west-1:111122223333:pages-of-another-team';

/** A worker whose topic is of another stack, as people write it: without a configuration, without our conventions. */
const YAML = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: a.b }
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: !Sub '\${Stage}-errors'
      Namespace: AWS/Lambda
      MetricName: Errors
      Dimensions: [{ Name: FunctionName, Value: !Ref Worker }]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: !If [IsProd, 1, 5]
      ComparisonOperator: GreaterThanOrEqualToThreshold
      TreatMissingData: notBreaching
      ActionsEnabled: false
      AlarmActions: [!ImportValue pages]
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
`;

test('a template of anybody is checked without a configuration: findings have lines, alarms that cannot be simulated are counted', async () => {
  const { exitCode, output, errors } = await check(write('template.yaml', YAML));
  expect(exitCode).toBe(1);
  expect(errors).toMatch(/error ALM002 .*template\.yaml:21:7 Resources\.Errors\.Properties\.ActionsEnabled: the actions are switched off/);
  expect(errors).toMatch(/warning TPL001 .*\n.*received: cannot resolve parameter Stage, which has no default and was not given/);
  expect(output).toBe('1 stack, 1 alarm, 0 of which can be simulated (--verbose says why the others cannot)\n  1 needs --parameters Stage=VALUE\n');
  expect((await check('--verbose', write('template.yaml', YAML))).output).toContain('template.Errors: cannot resolve parameter Stage, which has no default');
});

test('of each value that is wanting there is the option that gives it, the one that most alarms need first', async () => {
  const alarm = (properties: object) => ({
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Namespace: 'shop',
      MetricName: 'errors',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
      ...properties,
    },
  });
  const file = write('open.json', {
    Parameters: { Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shop/name' } },
    Mappings: { Limits: { 'eu-west-1': { errors: 5 }, 'us-east-1': { errors: 9 } } },
    Resources: {
      A: alarm({ Threshold: { 'Fn::FindInMap': ['Limits', { Ref: 'AWS::Region' }, 'errors'] } }),
      B: alarm({ Threshold: { Ref: 'Stored' } }),
      C: alarm({ Period: { Ref: 'Stored' } }),
      D: alarm({ Statistic: { 'Fn::ImportValue': 'shop' } }),
      // Whose metric it reads does not have to be known.
      E: alarm({ AlarmName: { Ref: 'Stored' }, Dimensions: [{ Name: 'Shop', Value: { 'Fn::ImportValue': 'shop' } }] }),
    },
  });
  const { output, errors } = await check(file);
  expect(output).toBe(
    [
      '1 stack, 5 alarms, 1 of which can be simulated (--verbose says why the others cannot)',
      '  2 need --stored-parameter /shop/name=VALUE',
      '  1 needs --region REGION',
      '  1 needs --import shop=VALUE',
      '',
    ].join('\n'),
  );
  expect(errors).toMatch(/change: +say what Parameter Store holds as \/shop\/name\n/);
  const given = await check(file, '--region', 'eu-west-1', '--stored-parameter', '/shop/name=60', '--import', 'shop=Sum');
  expect(given.output).toBe('1 stack, 5 alarms, 5 of which can be simulated\n');
});

test('what only the deployment knows is given: parameters, imports, topics; a matter of policy is acknowledged with a reason', async () => {
  const file = write('template.yaml', YAML);
  const known = ['--parameters', 'Stage=prod', '--import', `pages=${ELSEWHERE}`, '--region', 'eu-west-1', '--account', '111122223333'];
  const { exitCode, output, errors } = await check(
    file,
    ...known,
    '--known-topic',
    ELSEWHERE,
    '--acknowledge',
    'ALM002:Errors=switched on by hand after a release',
  );
  expect(errors).toContain('0 errors, 2 warnings');
  expect(exitCode).toBe(0);
  expect(output).toBe('acknowledged: 1 × ALM002 of Errors: switched on by hand after a release\n1 stack, 1 alarm, 1 of which can be simulated\n');

  const mistyped = await check('--json', file, ...known, '--known-topic', `${ELSEWHERE}s`);
  expect(codesOf(mistyped.output)).toContain('TPL003');
  expect(codesOf((await check('--json', file, ...known)).output)).not.toContain('TPL003');
});

test('what AWS would refuse cannot be acknowledged, nor what there is not', async () => {
  const refused = write('template.yaml', YAML.replace('Period: 60', 'Period: 61'));
  const { output } = await check(
    '--json',
    refused,
    '--parameters',
    'Stage=prod',
    '--acknowledge',
    'ALM010=it works',
    '--acknowledge',
    'ALM025=nothing of the kind',
  );
  expect(codesOf(output).filter((code: string) => /ALM010|TPL004/.test(code))).toEqual(['TPL004', 'TPL004', 'ALM010']);
});

test('several templates see each other, two files of one name included', async () => {
  const topic = { Resources: { T: { Type: 'AWS::SNS::Topic' } }, Outputs: { T: { Value: { Ref: 'T' }, Export: { Name: 'pages' } } } };
  const files = [write('one/template.yaml', YAML), write('two/template.json', topic)];
  const { output } = await check('--json', ...files, '--parameters', 'Stage=prod');
  expect(JSON.parse(output)).toMatchObject({ alarms: { simulated: 1, notSimulated: [] } });
});

test('a value for a parameter that no template has is a mistake, and so are options of the other kind of check', async () => {
  const file = write('template.yaml', YAML);
  expect((await check(file, '--parameters', 'Sage=prod')).errors).toContain('error ASM011');
  expect(await check(file, '--assembly', 'cdk.out')).toMatchObject({ exitCode: 2 });
  expect(await check('--region', 'eu-west-1')).toMatchObject({ exitCode: 2, errors: '--region is about templates: name them as well\n' });
  expect(await check(file, '--acknowledge', 'ALM002')).toMatchObject({ exitCode: 2 });
});

test('findings are written as SARIF, with the line that a forge shows them at', async () => {
  const sarif = join(scratch, 'findings.sarif');
  await check(write('template.yaml', YAML), '--sarif', sarif);
  const { results } = JSON.parse(readFileSync(sarif, 'utf8')).runs[0];
  const finding = results.find(({ ruleId }: { ruleId: string }) => ruleId === 'ALM002');
  expect(finding.locations[0].physicalLocation.region).toEqual({ startLine: 21, startColumn: 7 });
});
