import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../helpers/recording-terminal';

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'day2-what-if-'));
  writeFileSync(join(scratch, 'worker.yaml'), TEMPLATE);
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const alarm = (id: string, properties: string) => `
  ${id}:
    Type: AWS::CloudWatch::Alarm
    Properties: { AlarmName: ${id}, ComparisonOperator: GreaterThanThreshold, ${properties} }`;
const metric = (name: string) => `Namespace: AWS/Lambda, MetricName: ${name}, Dimensions: [{ Name: FunctionName, Value: !Ref Worker }]`;
const term = (id: string, name: string) => `{ Id: ${id}, ReturnData: false, MetricStat: { Metric: { ${metric(name)} }, Period: 60, Stat: Sum } }`;

const TEMPLATE = `Resources:
  Worker: { Type: AWS::Serverless::Function, Properties: { FunctionName: worker, Handler: a.b } }
  Pages: { Type: AWS::SNS::Topic, Properties: { TopicName: pages } }${[
    alarm(
      'errors',
      `${metric('Errors')}, Statistic: Sum, Period: 60, EvaluationPeriods: 2, Threshold: 10, TreatMissingData: notBreaching, AlarmActions: [!Ref Pages]`,
    ),
    alarm('slow', `${metric('Duration')}, ExtendedStatistic: p99, Period: 60, EvaluationPeriods: 5, DatapointsToAlarm: 3, Threshold: 1000`),
    alarm('rate', `Metrics: [{ Id: e, Expression: 100 * m1 / m2 }, ${term('m1', 'Errors')}, ${term('m2', 'Invocations')}], EvaluationPeriods: 1, Threshold: 5`),
  ].join('')}
`;

const ask = (...commandLine: string[]) => runCommand(['what-if', join(scratch, 'worker.yaml'), ...commandLine]);
const answer = async (...commandLine: string[]) => JSON.parse((await ask('--json', ...commandLine)).output);

interface Answered {
  readonly from: number;
  readonly alarms: readonly { readonly name: string; readonly spells: readonly { readonly from: number; readonly to: number }[] }[];
}

/** Minutes from the beginning of the pattern at which an alarm goes off and comes back. */
const minutesOf = ({ from, alarms }: Answered, name: string) =>
  alarms.find((each) => each.name === name)!.spells.map((spell) => [spell.from, spell.to].map((at) => Math.floor((at - from) / 60_000)));

test('an alarm goes off when enough minutes breach and their data has arrived, and comes back a period after the last one', async () => {
  // The minutes 60 and 61 breach; that of 61 is over at 62 and can be read at 63. 70 is the first that does not.
  expect(minutesOf(await answer('--metric', 'AWS/Lambda/Errors', '--pattern', '0 for 1h, 50 for 10m, 0'), 'errors')).toEqual([[63, 72]]);
  // The ramp is above 1000 from minute 28 on; the third of them, 30, can be read at 32.
  expect(minutesOf(await answer('--metric', 'AWS/Lambda/Duration', '--pattern', '100 to 2000 over 1h'), 'slow')).toEqual([[32, 60]]);
});

test('what stays below, and what only now and then is above, leaves the alarm as it is', async () => {
  expect(minutesOf(await answer('--metric', 'AWS/Lambda/Errors', '--pattern', '0 for 10m, 50 for 1m, 0 for 5m, 50 for 1m, 0'), 'errors')).toEqual([]);
});

test('the answer is a timeline, with what is notified and with what nobody can tell', async () => {
  const { exitCode, output } = await ask(
    '--metric',
    'AWS/Lambda/Errors,FunctionName=worker',
    '--pattern',
    '0 for 1h, 50',
    '--region',
    'eu-west-1',
    '--account',
    '111122223333',
  );
  expect(exitCode).toBe(0);
  expect(output).toMatch(
    /^what if AWS\/Lambda\/Errors,FunctionName=worker is 0 for 1h, 50\n\n\+1h3m\d+s +ALARM +errors +notifies arn:aws:sns:eu-west-1:111122223333:pages\n/,
  );
  expect(output).toContain('could not tell:\n  worker.rate: Sum of AWS/Lambda Invocations is not stated');
  expect(output).toContain('of 1 more nothing was asked');
});

test('an alarm that CloudWatch would refuse is named with the reason, and the others are answered', async () => {
  const file = join(scratch, 'refused.yaml');
  const refused = alarm('refused', `${metric('Errors')}, Statistic: Sum, Period: 7, EvaluationPeriods: 1, Threshold: 0`);
  const over = `
  over: { Type: AWS::CloudWatch::CompositeAlarm, Properties: { AlarmName: over, AlarmRule: 'ALARM("errors") OR ALARM("refused")' } }`;
  writeFileSync(file, TEMPLATE.trimEnd() + refused + over + '\n');
  const asked = (...more: string[]) => runCommand(['what-if', file, '--metric', 'AWS/Lambda/Errors', '--pattern', '0 for 1h, 50', ...more]);
  const { exitCode, output, errors } = await asked();
  expect(exitCode).toBe(3);
  expect(output).toMatch(/^\+1h3m\d+s +ALARM +errors /m);
  expect(output).toMatch(/\ncould not tell:\n(?: .*\n)* {2}refused\.refused: CloudWatch would refuse the alarm: .*Period/);
  expect(errors).toMatch(/error ACC004 .*refused\.yaml Resources\.refused: CloudWatch would refuse the alarm: .*Period[^]*\n1 error, 0 warnings\n$/);
  const asJson = JSON.parse((await asked('--json')).output) as { notPlayed: { name: string; problem?: { code: string } }[] };
  expect(asJson.notPlayed.filter(({ problem }) => problem?.code === 'ACC004').map(({ name }) => name)).toEqual(['refused.refused']);
});

test('several metrics go together, and an alarm may be on from the beginning', async () => {
  const { output } = await ask('--metric', 'AWS/Lambda/Errors', '--pattern', '50', '--metric', 'AWS/Lambda/Invocations', '--pattern', '100');
  expect(output).toMatch(/\+0s +is in ALARM already +errors *\n\+0s +is in ALARM already +rate/);
});

test('a metric that no alarm reads is a mistake that names those they read', async () => {
  const { exitCode, errors } = await ask('--metric', 'AWS/Lambda/Errors,FunctionName=other', '--pattern', '1');
  expect(exitCode).toBe(1);
  expect(errors).toMatch(
    /error WIF001 .*\n.*received: AWS\/Lambda\/Errors,FunctionName=other\n.*AWS\/Lambda\/Errors,FunctionName=worker; AWS\/Lambda\/Duration/,
  );
});

test('a value that alarms need before they can be asked is named with its option', async () => {
  const file = join(scratch, 'open.yaml');
  writeFileSync(
    file,
    `Parameters: { Worker: { Type: String } }\nResources: ${alarm('errors', `${metric('Errors')}, Statistic: Sum, Period: 60, EvaluationPeriods: 1, Threshold: !Ref Worker`)}\n`,
  );
  const { errors } = await runCommand(['what-if', file, '--metric', 'AWS/Lambda/Errors', '--pattern', '1']);
  expect(errors).toMatch(/change: .*of the alarms that cannot be read, 1 needs --parameters Worker=VALUE\n/);
});

describe('an alarm that compares with a band of anomaly detection', () => {
  const file = () => {
    const path = join(scratch, 'band.yaml');
    const unusual = `Metrics: [{ Id: b, Expression: 'ANOMALY_DETECTION_BAND(m, 2)' }, { Id: m, MetricStat: { Metric: { Namespace: shop, MetricName: orders }, Period: 60, Stat: Sum } }]`;
    writeFileSync(
      path,
      `Resources: ${alarm('unusual', `${unusual}, ThresholdMetricId: b, EvaluationPeriods: 2`).replace('GreaterThanThreshold', 'LessThanLowerOrGreaterThanUpperThreshold')}\n`,
    );
    return path;
  };
  const askBand = (...options: string[]) =>
    runCommand(['what-if', file(), '--metric', 'shop/orders', '--pattern', '20 for 1h, 5 for 10m, 20 for 1h', ...options]);

  test('is played with the band that is stated, and wants it otherwise', async () => {
    // The minutes 60 and 61 are below the band; 61 can be read at 63. 70 is the first that is inside again.
    expect((await askBand('--band', 'unusual=10..30')).output).toMatch(/\+1h3m\d+s +ALARM +unusual .*\n\+1h12m\d+s +leaves ALARM +unusual/);
    expect((await askBand('--band', 'unusual=5..30')).output).toContain('no alarm goes off');
    expect((await askBand()).errors).toContain('1 needs --band "unusual=LOW..HIGH"');
    expect((await runCommand(['check', file(), '--band', 'unusual=10..30'])).output).toContain('1 alarm, 1 of which can be simulated');
  });

  test('is a mistake when no template has it; so is a band that is none', async () => {
    expect((await askBand('--band', 'unusal=10..30')).errors).toMatch(/error WIF002 .*\n.*received: unusal\n.*allowed: +unusual\n.*change: +name unusual/);
    expect(await askBand('--band', 'unusual=30..10')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('upper edge 10 is below') });
    expect(await askBand('--band', 'unusual=30')).toMatchObject({ exitCode: 2, errors: expect.stringContaining('orders-unusual=10..250') });
  });
});

test.each([
  [['--metric', 'AWS/Lambda/Errors', '--pattern', 'up'], /write `5 for 1h`/],
  [['--metric', 'Errors', '--pattern', '1'], /NAMESPACE\/NAME/],
  [['--metric', 'AWS/Lambda/Errors', '--pattern', '1', '--pattern', '2'], /as many --pattern as --metric/],
])('%j is a usage error', async (commandLine, message) => {
  const { exitCode, errors } = await ask(...commandLine);
  expect(exitCode).toBe(2);
  expect(errors).toMatch(message);
});

test('the answer as a page has the pattern, the alarms and each change, in the same bytes in another process', async () => {
  const commandLine = ['--metric', 'AWS/Lambda/Errors', '--pattern', '0 for 1h, 50 for 10m, 0', '--html'];
  const [here, there] = ['here.html', 'there.html'].map((name) => join(scratch, name)) as [string, string];
  await ask(...commandLine, here);
  const page = readFileSync(here, 'utf8');
  expect(page).toContain('What if AWS/Lambda/Errors is 0 for 1h, 50 for 10m, 0');
  expect(page).toContain('aria-label="AWS/Lambda/Errors: supposed 0 to 50"');
  expect(page).toMatch(/errors<\/span>\s*<span class="lane-note">on once<\/span>/);
  expect(page).toMatch(/\+1h3m\d+s<\/span><\/td>/);
  const { status } = spawnSync(process.execPath, [join(__dirname, '../../../bin/day2.js'), 'what-if', join(scratch, 'worker.yaml'), ...commandLine, there]);
  expect(status).toBe(0);
  expect(readFileSync(there, 'utf8')).toBe(page);
});
