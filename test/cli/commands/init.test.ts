import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { loadOperations } from '../../../lib/cli/files/operations';
import { hasErrors } from '../../../lib/problems/problem';
import { runCommand, stackTraceIn } from '../../helpers/recording-terminal';

const SHOP = resolve('test/proposal/shop.template.yaml');
const ANSWERED = [
  '--application',
  'shop',
  '--environment',
  'prod:eu-central-1',
  '--person',
  'ana',
  '--person',
  'ben:email+https',
  '--time-zone',
  'Europe/Berlin',
];

let folder: string;
const home = process.cwd();
beforeEach(() => {
  process.chdir((folder = realpathSync(mkdtempSync(join(tmpdir(), 'day2-init-')))));
  cpSync(SHOP, 'template.yaml');
});
afterEach(() => {
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
});

const fromTemplate = (...more: string[]) => runCommand(['init', '--template', 'template.yaml', ...ANSWERED, ...more]);
/** Somebody at the terminal who gives these answers, one a question. */
const answering = (answers: readonly string[]) => {
  const asked: string[] = [];
  const left = [...answers];
  return { asked, ask: (question: string) => (asked.push(question), Promise.resolve(left.shift())) };
};
const written = () =>
  (existsSync('ops') ? readdirSync('ops', { recursive: true, encoding: 'utf8' }).filter((name) => /\.(?:yaml|json)$/.test(name)) : []).sort();

const FILES = ['cdk.json', 'config/environments/prod.yaml', 'config/on-call.yaml', 'config/operations.yaml', 'scenarios/first-outage.yaml'];

test('files are written, sound, and named', async () => {
  const { exitCode, output, errors } = await fromTemplate();
  expect([exitCode, errors, written()]).toEqual([0, '', FILES]);
  for (const file of FILES) expect(output).toContain(`  ops/${file}\n`);
  expect(loadOperations('ops/config', {}).problems.map(({ code }) => code)).toEqual(['CFG130', 'CFG130', 'CFG130']);
  expect((parse(readFileSync('ops/config/on-call.yaml', 'utf8')) as { people: object }).people).toMatchObject({
    ana: { channels: ['email', 'sms'] },
    ben: { channels: ['email', 'https'] },
  });
});

test('for machines it says the same as JSON', async () => {
  const { output } = await fromTemplate('--json', '--out', 'elsewhere');
  expect(JSON.parse(output)).toMatchObject({
    version: 1,
    files: expect.arrayContaining(FILES.map((file) => `elsewhere/${file}`)) as unknown,
    services: [{ id: 'shop' }],
    toFillIn: [{ environment: 'prod', names: 3 }],
    otherTypes: { 'AWS::IAM::Role': 1 },
  });
});

test('a second environment pages nobody until somebody says so', async () => {
  await fromTemplate('--environment', 'staging:eu-west-1');
  const { environments, problems } = loadOperations('ops/config', {});
  expect(hasErrors(problems)).toBe(false);
  expect(environments.map(({ plan, model }) => [plan.environment, model.region, plan.incidents !== undefined])).toEqual([
    ['prod', 'eu-central-1', true],
    ['staging', 'eu-west-1', false],
  ]);
});

test('nothing is overwritten: each file that is there is named, and none is written', async () => {
  mkdirSync('ops/config', { recursive: true });
  writeFileSync('ops/config/operations.yaml', 'mine');
  writeFileSync('ops/cdk.json', '{}');
  const { exitCode, errors } = await fromTemplate();
  expect([exitCode, written(), readFileSync('ops/config/operations.yaml', 'utf8')]).toEqual([1, ['cdk.json', 'config/operations.yaml'], 'mine']);
  expect([...errors.matchAll(/^error INI002 (\S+)/gm)].map(([, file]) => file)).toEqual(['ops/cdk.json:', 'ops/config/operations.yaml:']);
});

test.each([
  ['an empty template', 'Resources: {}\n', /INI001 template\.yaml/],
  [
    'resources of other types',
    'Resources: { Bucket: { Type: AWS::S3::Bucket }, Role: { Type: AWS::IAM::Role } }\n',
    /received: AWS::S3::Bucket \(1\); AWS::IAM::Role \(1\)/,
  ],
  [
    'nothing but a WebSocket API',
    'Resources: { Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: WEBSOCKET } } }\n',
    /Chat \(AWS::ApiGatewayV2::Api\) of template: a WebSocket/,
  ],
  ['no YAML', 'Resources: [\n', /ASM/],
])('%s is a problem in words, and nothing is written', async (_, template, message) => {
  writeFileSync('template.yaml', template);
  const { exitCode, errors } = await fromTemplate();
  expect([exitCode, written(), stackTraceIn(errors)]).toEqual([1, [], []]);
  expect(errors).toMatch(message);
});

test('where nobody can be asked, everything that is lacking or wrong is said at once', async () => {
  const { exitCode, errors } = await runCommand(['init', '--environment', 'prod', '--person', 'ana,Ben']);
  expect([exitCode, written()]).toEqual([2, []]);
  expect(errors).toBe(
    [
      'nothing was written, because something is lacking:',
      '  --application: nobody can be asked here',
      '  --environment: an environment and its region, such as prod:eu-central-1',
      '  --person: a short name, with email, sms or https where it is not email+sms, such as ana:email+https',
      '  --assembly or --template: there is no cdk.out here, and nobody can be asked what there is',
      '',
    ].join('\n'),
  );
});

test('on a terminal it asks for what no option says, again where an answer cannot be taken', async () => {
  const person = answering([
    'Shop!',
    'shop',
    'prod:eu-central-1, staging:eu-central-1',
    'ana, ben',
    'Mars',
    '',
    'api k3j4',
    'httpApi k3j4h5g6 live',
    'queue orders orders-dead',
    '',
  ]);
  const { exitCode, errors } = await runCommand(['init'], { ask: person.ask });
  expect([exitCode, person.asked.length]).toEqual([0, 10]);
  expect(errors.match(/^allowed: .*/gm)).toHaveLength(3);
  const { environments, problems } = loadOperations('ops/config', {});
  // Staging pages nobody, and no channel hears it yet.
  expect([problems.map(({ code }) => code), environments.map(({ plan }) => plan.environment)]).toEqual([['CHK009'], ['prod', 'staging']]);
  expect(environments[0]!.model.services.flatMap(({ objectives }) => objectives.map(({ id }) => id))).toEqual([
    'k3j4h5g6-availability',
    'k3j4h5g6-latency',
    'orders-freshness',
    'orders-delivery',
  ]);
});

test('an input that ends writes nothing', async () => {
  const { exitCode, errors } = await runCommand(['init'], { ask: answering(['shop']).ask });
  expect([exitCode, written()]).toEqual([2, []]);
  expect(errors).toContain('--environment: the input ended');
});
