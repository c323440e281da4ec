import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadTemplateFile } from '../../../lib/aws/assembly/assembly';
import { readRecording } from '../../../lib/backtest/read-recording';
import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { backtestText } from '../../../lib/cli/commands/backtest-text';
import { record, type RecordOptions } from '../../../lib/cli/commands/record';
import { LocalTimes } from '../../../lib/cli/local-times';
import type { Terminal } from '../../../lib/cli/terminal';
import { Account } from '../../../lib/simulator/account';
import { DEFAULT_ASSUMPTIONS } from '../../../lib/simulator/core/assumptions';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { MINUTE_MS } from '../../../lib/time/time';
import { seeded } from '../../helpers/chance';
import { runCommand, utcAloneIn } from '../../helpers/recording-terminal';

/** Recorded from a simulated account and played back: the alarms of the account have done the same. */

const REGION = 'eu-central-1';
const START = Date.UTC(2026, 2, 2) / MINUTE_MS;
const MINUTES = 2 * 1_440;
const PAGER = 'arn:aws:sns:eu-central-1:111122223333:pager';
const function_ = { Namespace: 'AWS/Lambda', Dimensions: [{ Name: 'FunctionName', Value: 'orders' }] };
const stat = (Id: string, MetricName: string, Period: number, Stat = 'Sum') => ({
  Id,
  MetricStat: { Metric: { ...function_, MetricName }, Period, Stat },
  ReturnData: false,
});
const alarm = (AlarmName: string, properties: object) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    AlarmName,
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    AlarmActions: [PAGER],
    ...properties,
  },
});
const ratio = (Period: number, Threshold: number) => ({
  Threshold,
  Metrics: [stat('e', 'Errors', Period), stat('i', 'Invocations', Period), { Id: 'r', Expression: '100 * e / i' }],
});
const TEMPLATE = {
  Resources: {
    Fast: alarm('orders-fast', ratio(300, 20)),
    Slow: alarm('orders-slow', ratio(7_200, 6)),
    Errors: alarm('orders-errors', { ...function_, MetricName: 'Errors', Statistic: 'Sum', Period: 60, Threshold: 8 }),
    Both: {
      Type: 'AWS::CloudWatch::CompositeAlarm',
      Properties: { AlarmName: 'orders', AlarmRule: 'ALARM("orders-fast") AND ALARM("orders-slow")', AlarmActions: [PAGER] },
    },
  },
};

let directory: string;
let template: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'day2-backtest-'));
  template = join(directory, 'orders.template.json');
  writeFileSync(template, JSON.stringify(TEMPLATE));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function ordersAccount(): Account {
  const random = seeded(5);
  const store = new MetricStore();
  const dimensions = { FunctionName: 'orders' };
  for (let minute = START; minute < START + MINUTES; minute += 1) {
    const isBad = (minute - START) % 900 < 90;
    const invocations = Math.floor(random() * 20);
    if (invocations === 0) continue;
    store.putDatapoint({ region: REGION, namespace: 'AWS/Lambda', metricName: 'Invocations', dimensions }, minute, 1, invocations, 'Count');
    const errors = Math.floor(invocations * random() * (isBad ? 1 : 0.05));
    store.putDatapoint({ region: REGION, namespace: 'AWS/Lambda', metricName: 'Errors', dimensions }, minute, errors / invocations, invocations, 'Count');
  }
  const stacks = loadTemplateFile(template, { defaultAccount: '111122223333', defaultRegion: REGION });
  return new Account({ stacks, store, start: START * MINUTE_MS, assumptions: DEFAULT_ASSUMPTIONS });
}

const quiet: Terminal = { print: () => {}, printError: () => {}, printProgress: () => {}, environmentVariables: {}, now: () => 0, isInteractive: false };

async function recordedFrom(account: Account, out: string, changes: Partial<RecordOptions> = {}): Promise<void> {
  const options = { config: 'config', env: 'prod', template: [template], out, days: 2, at: account.now, ...changes };
  expect(await record(options, quiet, accountClientOf(account))).toBe(0);
}

test('what was recorded of an account plays as its alarms did, and a recording that is gone on with is the same', async () => {
  const account = ordersAccount();
  const whole = join(directory, 'whole.jsonl');
  const parts = join(directory, 'parts.jsonl');
  await account.runAsync((START + 1_000) * MINUTE_MS);
  await recordedFrom(account, parts);
  writeFileSync(parts, `${readFileSync(parts, 'utf8')}{"region":"eu-cent`);
  await account.runAsync((START + MINUTES) * MINUTE_MS);
  await recordedFrom(account, parts);
  await recordedFrom(account, whole);

  const happened = account.log.flatMap((entry) =>
    entry.kind === 'alarm state changed' && entry.to === 'ALARM' && entry.at >= (START + 130) * MINUTE_MS ? [[entry.alarm.name, entry.at]] : [],
  );
  for (const file of [whole, parts]) {
    const { output, exitCode } = await runCommand(['backtest', '--template', template, '--region', REGION, '--metrics', file, '--json']);
    const [{ backtest }] = JSON.parse(output) as [
      { backtest: { alarms: { identity: { name: string }; spells: { from: number; isCut: boolean }[] }[]; notPlayed: unknown[] } },
    ];
    expect([exitCode, backtest.notPlayed]).toEqual([0, []]);
    const text = backtestText(JSON.parse(output), { times: new LocalTimes('Europe/Berlin'), isVerbose: true });
    expect(utcAloneIn(text)).toEqual([]);
    expect(text).toMatch(/ over 2026-[-T:\d]+Z \(\w{3} \d\d:\d\d\) to [^]*\nin brackets: local time in Europe\/Berlin\n/);
    const played = backtest.alarms.flatMap(({ identity, spells }) => spells.map(({ from }) => [identity.name, from] as const));
    const later = played.filter(([, from]) => from >= (START + 130) * MINUTE_MS);
    expect(sorted(later)).toEqual(sorted(happened));
    expect(later.length).toBeGreaterThan(20);
  }
});

const sorted = (events: readonly (readonly (string | number)[])[]): string[] => events.map((event) => event.join(' ')).sort();

/** Sums of minutes that a recording has of a metric. */
function recordedSums(file: string, metricName: string): number[] {
  const stretches = readRecording(file, readFileSync(file, 'utf8'), { region: REGION }).recording!.stretches;
  return stretches.flatMap(({ metric, statistic, periodMinutes, values }) =>
    metric.metricName === metricName && statistic === 'Sum' && periodMinutes === 1 ? values.filter((value) => value !== null) : [],
  );
}

test('people read when alarms were on, whom they would have paged, and how another design compares', async () => {
  const account = ordersAccount();
  await account.runAsync((START + MINUTES) * MINUTE_MS);
  const metrics = join(directory, 'read.jsonl');
  await recordedFrom(account, metrics);
  const other = join(directory, 'other.template.json');
  writeFileSync(
    other,
    JSON.stringify({
      Resources: {
        ...TEMPLATE.Resources,
        Duration: alarm('orders-duration', { ...function_, MetricName: 'Duration', Statistic: 'Maximum', Period: 60, Threshold: 1 }),
      },
    }),
  );
  const html = join(directory, 'backtest.html');
  const { output } = await runCommand(['backtest', '--template', template, '--region', REGION, '--metrics', metrics, '--compare', other, '--html', html]);
  // The page says the same, in the same words.
  const page = readFileSync(html, 'utf8');
  expect(page).toMatch(/orders<\/span>\s*<span class="lane-note">11 times, longest 46m, came back within 10m 8 times/);
  expect(page).toMatch(/Could not tell of 1 alarms/);
  const label = (title: string) => [...page.matchAll(/aria-label="([^"]*)"/g)].map(([, text]) => text!).find((text) => text.startsWith(title));
  expect(label('orders-fast: 100 * e / i, over 5m')).toMatch(/; threshold 20; in ALARM/);
  expect(label('Recorded, over 5m: Sum of AWS/Lambda Invocations, FunctionName=orders')).toBeDefined();
  // What is drawn is what was recorded, minute by minute.
  const [most] = recordedSums(metrics, 'Errors').sort((a, b) => b - a);
  expect(label('orders-errors: Sum of AWS/Lambda Errors, FunctionName=orders, over 1m')).toContain(`: compared 0 to ${most}; threshold 8; in ALARM`);
  expect(output).toMatch(/^orders: 11 times, longest 46m, came back within 10m 8 times/m);
  expect(output).toContain('  and 1 times more, shown with --verbose');
  expect(output).toMatch(/^would have paged \(UTC\) +00-07 +07-19 +19-24 +all$/m);
  expect(output).toMatch(/^ {2}pager /m);
  expect(output).toMatch(/^alarms played +4 +4$/m);
  expect(output).toMatch(/^could not tell of +0 +1$/m);
  expect(output).toContain('orders-duration');
});

test('a recording of nothing that the alarms read is a problem, not a quiet month', async () => {
  const metrics = join(directory, 'foreign.csv');
  writeFileSync(metrics, 'timestamp,namespace,metricName,dimensions,statistic,periodSeconds,value\n2026-03-02T00:00:00Z,N,M,,Sum,60,1\n');
  const { exitCode, errors } = await runCommand(['backtest', '--template', template, '--region', REGION, '--metrics', metrics]);
  expect([exitCode, errors.includes('BKT006')]).toEqual([1, true]);
  const missing = await runCommand(['backtest', '--template', template, '--metrics', join(directory, 'none.jsonl')]);
  expect([missing.exitCode, missing.errors.includes('BKT001')]).toEqual([1, true]);
});

test('a recording is never written over something else, and a dry run writes nothing', async () => {
  const account = ordersAccount();
  await account.runAsync((START + 600) * MINUTE_MS);
  const other = join(directory, 'notes.txt');
  writeFileSync(other, 'notes\n');
  await expect(recordedFrom(account, other)).rejects.toThrow('OUT003');
  expect(readFileSync(other, 'utf8')).toBe('notes\n');
  await recordedFrom(account, join(directory, 'dry.jsonl'), { dryRun: true });
  expect(() => readFileSync(join(directory, 'dry.jsonl'))).toThrow('ENOENT');
});

test('what CloudWatch does not complete is not recorded, and is asked for again', async () => {
  const account = ordersAccount();
  await account.runAsync((START + 600) * MINUTE_MS);
  const out = join(directory, 'partial.jsonl');
  const options: RecordOptions = { config: 'config', env: 'prod', template: [template], out, days: 1, at: account.now };
  const client = accountClientOf(account);
  const partial: typeof client = {
    ...client,
    metrics: async (region) => {
      const metrics = await client.metrics(region);
      return {
        send: async (command) => {
          const { MetricDataResults: results = [], ...rest } = await metrics.send(command);
          return { ...rest, MetricDataResults: results.map((each) => ({ ...each, Values: [], Timestamps: [], StatusCode: 'PartialData' as const })) };
        },
      };
    },
  };
  expect(await record(options, quiet, partial)).toBe(1);
  expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(1);
  expect(await record(options, quiet, client)).toBe(0);
  expect(readFileSync(out, 'utf8').trim().split('\n').length).toBeGreaterThan(1);
});
