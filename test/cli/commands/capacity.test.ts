import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accountClientOf } from '../../../lib/cli/account/scenario-account';
import { readRecordedUsage } from '../../../lib/cli/files/recorded-usage';
import { Account } from '../../../lib/simulator/account';
import { MetricStore } from '../../../lib/simulator/services/cloudwatch/metric-store';
import { PointList } from '../../../lib/simulator/services/cloudwatch/point-list';
import { formatInstant, MINUTE_MS, MINUTES_PER_DAY } from '../../../lib/time/time';
import { DAY_MS } from '../../../lib/time/zoned-time';
import { accountOfOnly } from '../../helpers/accounts';
import { runCommand } from '../../helpers/recording-terminal';
import { stacksOf } from '../../helpers/simulated-account';

const AT = Date.UTC(2026, 10, 30);
const DAYS = 63;

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'day2-capacity-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** A value a day until {@link AT}, as the command line of AWS prints a result. */
function result(Id: string, valueOf: (day: number) => number, StatusCode = 'Complete') {
  const days = Array.from({ length: DAYS }, (_, day) => day);
  return { Id, StatusCode, Timestamps: days.map((day) => formatInstant(AT - (DAYS - day) * DAY_MS)), Values: days.map(valueOf) };
}
const WORKER = 'translate_worker_concurrency_measured';
const PORTAL = 'portal_load_balancer_throughput_rate';
const MAPPINGS = 'translate_mappings_readUnits_rate';

function recorded(...results: readonly object[]): string {
  const file = join(folder, 'metrics.json');
  writeFileSync(file, JSON.stringify({ MetricDataResults: results }));
  return file;
}
const capacity = (...options: readonly string[]) => runCommand(['capacity', '--env', 'prod', '--at', formatInstant(AT), ...options], {}, accountOfOnly({}));
/** The last day stands at `last`, and each before it at so much less. */
const grown = (last: number, perDay: number) => (day: number) => last - (DAYS - 1 - day) * perDay;

test('headroom, and the day on which each limit is reached; what is nearer than its lead time fails (002-53, 003-13)', async () => {
  // The peak of the week that begins in d days is the last value + (7 + d) × growth: 50 on day 33; 120 not before day 93.
  const { exitCode, output, errors } = await capacity(
    '--metrics',
    recorded(
      result(WORKER, grown(42, 0.2)),
      result(PORTAL, grown(70, 0.5)),
      result(MAPPINGS, () => 100),
    ),
  );
  expect([exitCode, errors]).toEqual([1, '']);
  expect(output).toBe(
    [
      'edi prod, 2026-11-30: use of the last seven days, and when limits are reached if it goes on',
      '  LIMIT                            PEAK  OF                       HEADROOM  A WEEK  EARLIEST          LIKELY            LATEST            VERDICT',
      '  portal-load-balancer/throughput  70    120 (tested 2026-10-14)  41 %      +3.5    after 2027-02-01  after 2027-02-01  after 2027-02-01  PASS',
      '  translate-worker/concurrency     42    50                       16 %      +1.4    2027-01-02        2027-01-02        2027-01-02        FAIL',
      '  translate-mappings/readUnits     100   400                      75 %      +0      after 2027-02-01  after 2027-02-01  after 2027-02-01  PASS',
      '',
      '  translate-worker/concurrency: less than the buffer of 20 % is left',
      '',
      '- [ ] translate-worker/concurrency, platform engineering, by 2026-11-30: more is needed: less than the buffer of 20 % is left',
      '',
    ].join('\n'),
  );
});

test('what passes and has a day gets an item that is due a lead time before it, and the month has a section (002-67)', async () => {
  const out = join(folder, 'capacity');
  const file = recorded(
    result(WORKER, grown(30, 0.4)),
    result(PORTAL, () => 60),
    result(MAPPINGS, () => 100),
  );
  expect((await capacity('--metrics', file, '--out', out)).exitCode).toBe(0);
  await capacity('--metrics', file, '--out', out);
  const text = readFileSync(join(out, '2026-11-30.md'), 'utf8');
  expect(text.match(/^## edi prod, 2026-11-30T00:00:00Z \(Mon 01:00\)$/gm)).toHaveLength(2);
  // 30 + 0.4 × (7 + d) reaches 50 on day 43, and getting more takes seven days.
  expect(text).toContain('- [ ] translate-worker/concurrency, platform engineering, by 2027-01-05: more is needed: the limit may be reached on 2027-01-12');
});

test('machines get the same, with instants', async () => {
  const { output } = await capacity(
    '--json',
    '--metrics',
    recorded(
      result(WORKER, grown(30, 0.4)),
      result(PORTAL, () => 60),
      result(MAPPINGS, () => 100),
    ),
  );
  expect(JSON.parse(output)).toMatchObject({
    at: '2026-11-30T00:00:00Z',
    limits: [
      {
        limit: 'portal-load-balancer/throughput',
        service: 'partner-portal',
        outcome: 'passed',
        of: 120,
        origin: { kind: 'tested', on: '2026-10-14' },
        headroomPercent: 50,
      },
      { limit: 'translate-worker/concurrency', forecast: { earliest: '2027-01-12T00:00:00Z', horizon: '2027-02-01T00:00:00Z' }, leadTimeMinutes: 7 * 1_440 },
      { limit: 'translate-mappings/readUnits', peak: 100 },
    ],
    items: [{ limit: 'translate-worker/concurrency', owner: 'platform engineering', by: '2027-01-05' }],
  });
});

describe('no figures are no health', () => {
  test('a result that is missing, half of one, or empty', async () => {
    const empty = { Id: MAPPINGS, StatusCode: 'Complete', Timestamps: [], Values: [] };
    const { exitCode, output } = await capacity(
      '--metrics',
      recorded(
        result(PORTAL, () => 60, 'PartialData'),
        empty,
      ),
    );
    expect(exitCode).toBe(3);
    expect(output.match(/ COULD NOT TELL$/gm)).toHaveLength(3);
    expect(output).toContain(`translate-worker/concurrency: CloudWatch did not complete ${WORKER}: no result`);
    expect(output).toContain(`portal-load-balancer/throughput: CloudWatch did not complete ${PORTAL}: PartialData`);
    expect(output).toContain('translate-mappings/readUnits: no use was measured');
    expect(output).toContain('- [ ] translate-worker/concurrency, platform engineering, by 2026-11-30: find out: ');
  });

  test('an environment of which nothing is said', async () => {
    const { exitCode, errors } = await runCommand(['capacity', '--env', 'dev'], {}, accountOfOnly({}));
    expect([exitCode, errors]).toEqual([3, 'could not tell: nothing is said of what the resources of dev can bear; add capacity to its file\n']);
  });

  test.each([
    ['no file', undefined, 'no such file'],
    ['no JSON', 'metrics', 'no JSON'],
    ['something else', '{}', 'JSON without a list MetricDataResults'],
    ['values without times', '{"MetricDataResults":[{"Id":"a","Values":[1],"Timestamps":[]}]}', 'MetricDataResults[0] is no result'],
  ])('a file of metrics that is none: %s', (_, content, received) => {
    const file = join(folder, 'wrong.json');
    if (content === undefined) rmSync(file, { force: true });
    else writeFileSync(file, content);
    expect(() => readRecordedUsage(file)).toThrow(/MET001/);
    expect(() => readRecordedUsage(file)).toThrow(received);
  });
});

describe('an account', () => {
  const FIRST_MINUTE = (AT - DAYS * DAY_MS) / MINUTE_MS;

  /** An account in which the worker grows by 0.4 a day, and a request a minute reaches the portal; a table is never read. */
  function account(): Account {
    const store = new MetricStore();
    const region = 'eu-central-1';
    const minutes = Array.from({ length: DAYS * MINUTES_PER_DAY }, (_, minute) => minute);
    const publish = (namespace: string, metricName: string, dimensions: Readonly<Record<string, string>>, valueOf: (day: number) => number) =>
      store.publish({ region, namespace, metricName, dimensions }, [
        PointList.fromColumn(
          FIRST_MINUTE,
          minutes.map((minute) => valueOf(Math.floor(minute / MINUTES_PER_DAY))),
        ),
      ]);
    publish('AWS/Lambda', 'ConcurrentExecutions', { FunctionName: 'edi-prod-translate-worker' }, grown(30, 0.4));
    const portal = { TargetGroup: 'targetgroup/edi-prod-portal/943f017f100becfc', LoadBalancer: 'app/edi-prod-portal/50dc6c495c0c910c' };
    publish('AWS/ApplicationELB', 'RequestCount', portal, () => 3_600);
    return new Account({ stacks: stacksOf({ region, template: { Resources: {} } }), store, start: AT });
  }

  test('is asked with the queries that can be printed, and gives the same dates as what was recorded', async () => {
    const { exitCode, output } = await runCommand(['capacity', '--env', 'prod', '--json', '--at', formatInstant(AT)], {}, accountClientOf(account()));
    expect(exitCode).toBe(3);
    expect(JSON.parse(output)).toMatchObject({
      limits: [
        // 3,600 requests a minute are 60 a second.
        { limit: 'portal-load-balancer/throughput', outcome: 'passed', peak: 60 },
        { limit: 'translate-worker/concurrency', outcome: 'passed', forecast: { earliest: '2027-01-12T00:00:00Z' } },
        { limit: 'translate-mappings/readUnits', outcome: 'could not tell', why: 'no use was measured' },
      ],
    });
    const queries = JSON.parse((await capacity('--queries')).output) as {
      readonly MetricDataQueries: readonly { readonly Id: string; readonly ReturnData: boolean }[];
    };
    expect(queries.MetricDataQueries.filter(({ ReturnData }) => ReturnData).map(({ Id }) => Id)).toEqual([PORTAL, WORKER, MAPPINGS]);
  });
});
