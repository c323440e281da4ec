import { GetMetricDataCommand, PutMetricDataCommand, type MetricDataResult } from '@aws-sdk/client-cloudwatch';
import { GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { decideGate } from '../../../lib/slo/budget/decide-gate';
import { LEDGER_METRICS } from '../../../lib/slo/budget/ledger-input';
import { printBudgetRecord } from '../../../lib/slo/budget/stored-record';
import { FakeCloud, serviceError, type Fault } from './fake-cloud';
import { DAY, HOUR, MINUTE, recordOf, playRun, START, steadyTraffic, task } from './ledger-fixtures';

/** What breaks must neither change a state nor lose what is known. */

const FIRST = START + DAY + 5 * MINUTE;
const portal = task();
const ingest = task({ objective: 'edi-ingest/availability' });
const both = [portal, ingest];

let cloud: FakeCloud;
beforeEach(async () => {
  cloud = new FakeCloud();
  steadyTraffic(cloud, START, START + 3 * DAY);
  // 6 % of six hours are three quarters of what may fail in the two days of the window, of which one exists.
  steadyTraffic(cloud, START, START + 6 * HOUR, 0.06);
  await playRun(cloud, FIRST, ...both);
});

const textOf = (objective = portal): string => cloud.parameters.get(objective.parameterName)!;
const onCommand =
  (kind: Function, error: Error): Fault =>
  (command) =>
    command instanceof (kind as typeof GetMetricDataCommand) ? error : undefined;
const throttled = serviceError('ThrottlingException', 'client');
const NEXT = FIRST + HOUR;

test('the ledger starts from a state worth losing', () => {
  expect(recordOf(cloud)).toMatchObject({ state: 'caution', history: [{ to: 'caution' }], figures: { remaining: 0.25 } });
});

describe.each([
  ['metrics that cannot be read', GetMetricDataCommand, throttled],
  ['metrics the service fails to read', GetMetricDataCommand, serviceError('InternalServiceFault', 'server')],
  ['metrics the role may not read', GetMetricDataCommand, serviceError('AccessDeniedException', 'client')],
  ['metrics that cannot be published', PutMetricDataCommand, throttled],
  ['records that cannot be read', GetParametersCommand, throttled],
  ['records that cannot be written', PutParameterCommand, throttled],
])('%s', (_, kind, error) => {
  test('leave the record as it was, and a retry of the run notifies it', async () => {
    const before = textOf();
    cloud.fault = onCommand(kind, error);
    const report = await playRun(cloud, NEXT, ...both);
    expect(report.objectives.map(({ outcome }) => outcome)).toEqual(['could not tell', 'could not tell']);
    expect(report.objectives[0]!.why).toContain(error.name);
    expect(textOf()).toBe(before);
    if (kind !== PutMetricDataCommand) expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([1, 0]);
    else expect(report.heartbeatFault).toContain('ThrottlingException');

    cloud.fault = () => undefined;
    expect((await playRun(cloud, NEXT, ...both)).objectives.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
    expect(recordOf(cloud)).toMatchObject({ scheduledAt: '2026-03-03T01:05:00Z', state: 'caution', since: '2026-03-03T00:05:00Z' });
    expect(recordOf(cloud).history).toHaveLength(1);
  });

  test('become unknown once the record is too old, and the history goes on afterwards', async () => {
    if (kind === PutParameterCommand || kind === GetParametersCommand) return;
    cloud.fault = onCommand(kind, error);
    await playRun(cloud, FIRST + 2 * HOUR, ...both);
    expect(recordOf(cloud).state).toBe('caution');
    const hours = recordOf(cloud).hours;
    await playRun(cloud, FIRST + 3 * HOUR, ...both);
    expect(recordOf(cloud)).toMatchObject({
      scheduledAt: '2026-03-03T00:05:00Z',
      state: 'unknown',
      lastKnown: 'caution',
      since: '2026-03-03T03:05:00Z',
      hours,
    });
    expect(recordOf(cloud).figures).toBeUndefined();
    const text = textOf();
    await playRun(cloud, FIRST + 4 * HOUR, ...both);
    expect(textOf()).toBe(text);

    cloud.fault = () => undefined;
    await playRun(cloud, FIRST + 4 * HOUR, ...both);
    expect(recordOf(cloud)).toMatchObject({ scheduledAt: '2026-03-03T04:05:00Z', state: 'caution', figures: { coverage: 1 } });
    expect(recordOf(cloud).history.map(({ from, to }) => `${from} ${to}`)).toEqual(['unknown caution', 'caution unknown', 'none caution']);
  });
});

describe('an answer that is not whole', () => {
  const spoilOne = (change: Partial<MetricDataResult>) => {
    cloud.spoil = (result) => (result.Id!.startsWith('o0f_errors') ? { ...result, ...change } : result);
  };

  test.each([
    ['partial data and no more pages', { StatusCode: 'PartialData' }, 'did not complete errors: PartialData'],
    ['an internal error', { StatusCode: 'InternalError' }, 'did not complete errors: InternalError'],
    ['a message', { Messages: [{ Code: 'ArithmeticError', Value: 'points were dropped' }] }, 'says of errors: ArithmeticError: points were dropped'],
    ['no such series', { Id: 'o7f_other' }, 'did not complete errors: no result'],
    ['a datapoint between two periods', { Timestamps: [new Date(START + 1)], Values: [1] }, 'no number at the start of a period'],
    ['a timestamp without a value', { Values: [] }, 'no number at the start of a period'],
  ] as const)('%s: this objective is not recorded, the others are', async (_, change, why) => {
    if ('Values' in change && change.Values.length === 0) cloud.put('errors', FIRST, 0);
    const before = textOf();
    spoilOne(change as Partial<MetricDataResult>);
    const report = await playRun(cloud, NEXT, ...both);
    expect(report.objectives).toMatchObject([{ outcome: 'could not tell', state: 'caution', why: expect.stringContaining(why) }, { outcome: 'stored' }]);
    expect(textOf()).toBe(before);
    expect(cloud.valuesOf(LEDGER_METRICS.remaining, portal.objective)).toHaveLength(1);
    expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([1, 0]);
  });

  test('a message about the whole request is about everybody in it', async () => {
    const { clients } = cloud;
    const send = clients.cloudWatch.send.bind(clients.cloudWatch) as (command: unknown) => Promise<object>;
    const talking = async (command: unknown): Promise<any> => ({
      ...(await send(command)),
      Messages: command instanceof GetMetricDataCommand ? [{ Code: 'MaxMetricsExceeded', Value: 'too many' }] : [],
    });
    jest.spyOn(cloud, 'clients', 'get').mockReturnValue({ ...clients, cloudWatch: { send: talking } });
    const report = await playRun(cloud, NEXT, ...both);
    expect(report.objectives.map(({ why }) => why)).toEqual(['CloudWatch says: MaxMetricsExceeded: too many', 'CloudWatch says: MaxMetricsExceeded: too many']);
  });

  test('an answer that repeats its page ends', async () => {
    const { clients } = cloud;
    const circling = async (command: unknown): Promise<any> => (command instanceof GetMetricDataCommand ? { MetricDataResults: [], NextToken: 'again' } : {});
    jest.spyOn(cloud, 'clients', 'get').mockReturnValue({ ...clients, cloudWatch: { send: circling } });
    expect((await playRun(cloud, NEXT, ...both)).objectives[0]!.why).toContain('repeats its own page');
  });
});

test('a parameter the answer says nothing about may have a history: it is left alone', async () => {
  const { clients } = cloud;
  const silent = async (): Promise<any> => ({});
  jest.spyOn(cloud, 'clients', 'get').mockReturnValue({ ...clients, parameters: { send: silent } });
  expect((await playRun(cloud, NEXT, portal)).objectives).toEqual([
    { objective: portal.objective, outcome: 'could not tell', why: 'GetParameters answered without the parameter' },
  ]);
});

describe('a run that ends half way', () => {
  test('after the first of two records: the retry writes the second and leaves the first', async () => {
    let writes = 0;
    cloud.fault = (command) => (command instanceof PutParameterCommand && ++writes > 1 ? throttled : undefined);
    const report = await playRun(cloud, NEXT, ...both);
    expect(report.objectives.map(({ outcome }) => outcome)).toEqual(['stored', 'could not tell']);
    const first = textOf(portal);
    cloud.fault = () => undefined;
    cloud.put('errors', NEXT - 30 * MINUTE, 60);
    expect((await playRun(cloud, NEXT, ...both)).objectives.map(({ outcome }) => outcome)).toEqual(['stored before', 'stored']);
    expect(textOf(portal)).toBe(first);
    expect(recordOf(cloud, ingest).scheduledAt).toBe(recordOf(cloud, portal).scheduledAt);
  });

  test('killed anywhere, the next start of the run finishes it', async () => {
    const undisturbed = new FakeCloud();
    steadyTraffic(undisturbed, START, START + 3 * DAY);
    steadyTraffic(undisturbed, START, START + 6 * HOUR, 0.03);
    await playRun(undisturbed, FIRST, ...both);
    await playRun(undisturbed, NEXT, ...both);
    const commandsOfRun = 7;
    for (let killedAt = 1; killedAt <= commandsOfRun; killedAt++) {
      const other = new FakeCloud();
      steadyTraffic(other, START, START + 3 * DAY);
      steadyTraffic(other, START, START + 6 * HOUR, 0.03);
      await playRun(other, FIRST, ...both);
      let left = killedAt;
      // From this command on the function is gone.
      other.fault = () => (--left <= 0 ? throttled : undefined);
      await playRun(other, NEXT, ...both);
      other.fault = () => undefined;
      await playRun(other, NEXT, ...both);
      expect([...other.parameters]).toEqual([...undisturbed.parameters]);
      expect(other.valuesOf(LEDGER_METRICS.complete).at(-1)).toBe(1);
    }
  });
});

test('a run that is started twice at once is stored as if it had been started once', async () => {
  await Promise.all([playRun(cloud, NEXT, ...both), playRun(cloud, NEXT, ...both)]);
  const twice = [...cloud.parameters];
  const once = new FakeCloud();
  steadyTraffic(once, START, START + 3 * DAY);
  steadyTraffic(once, START, START + 6 * HOUR, 0.06);
  for (const scheduledAt of [FIRST, NEXT]) await playRun(once, scheduledAt, ...both);
  expect(twice).toEqual([...once.parameters]);
});

test('a first run with more to read than a run has time for stores what it has recorded, and each start gets further', async () => {
  const quarter = { kind: 'rolling', minutes: 90 * 1_440 } as const;
  const many = Array.from({ length: 12 }, (_, index) => task({ objective: `service-${index}/availability`, window: quarter }));
  const young = new FakeCloud();
  steadyTraffic(young, FIRST - 2 * HOUR, FIRST);
  const outcomes = [];
  for (let start = 0; start < 3; start++) {
    let left = 14;
    // From this command on the function is gone.
    young.fault = () => (--left < 0 ? throttled : undefined);
    await playRun(young, FIRST, ...many);
    outcomes.push(young.parameters.size);
  }
  expect(outcomes).toEqual([5, 10, 12]);
});

test('what cannot be determined and does not fit does not keep the others from being notified', async () => {
  const text = textOf();
  const hours = (8_192 - 40 - text.length) / 3;
  const measured = Array.from({ length: hours }, (_, index) => 10 + (index % 50)).join(',');
  const full = printBudgetRecord({ ...recordOf(cloud), history: [], hours: { first: '2025-01-01T00:00:00Z', measured } });
  expect(full.length).toBeGreaterThan(8_000);
  cloud.parameters.set(portal.parameterName, full);
  cloud.spoil = (result) => (result.Id!.startsWith('o0f_errors') ? { ...result, Messages: [{ Value: 'ü'.repeat(500) }] } : result);
  const report = await playRun(cloud, FIRST + 3 * HOUR, ...both);
  expect(report.objectives).toMatchObject([{ outcome: 'could not tell', why: expect.stringContaining('RecordTooLargeError') }, { outcome: 'stored' }]);
  expect(textOf()).toBe(full);
  expect(cloud.valuesOf(LEDGER_METRICS.complete)).toEqual([1, 0]);
});

test('a budget is not stable in the time in which nobody ran the ledger', async () => {
  const frozen = { ...recordOf(cloud), state: 'frozen', stableSince: '2026-03-03T00:05:00Z' } as const;
  const afterHours = async (hours: number) => {
    cloud.parameters.set(portal.parameterName, printBudgetRecord(frozen));
    await playRun(cloud, FIRST + hours * HOUR, portal);
    return recordOf(cloud);
  };
  expect(await afterHours(2)).toMatchObject({ state: 'frozen', stableSince: '2026-03-03T00:05:00Z' });
  expect(await afterHours(40)).toMatchObject({ state: 'frozen', stableSince: '2026-03-04T16:05:00Z' });
});

describe('a parameter that is no record', () => {
  const half = '{"version":1,"objective":"partner-portal/availability","scheduledAt":"2026-03-03T00:05';

  test('is unknown for a run, and kept beside the record', async () => {
    cloud.parameters.set(portal.parameterName, half);
    const report = await playRun(cloud, NEXT, ...both);
    expect(report.objectives.map(({ state }) => state)).toEqual(['unknown', 'caution']);
    expect(recordOf(cloud)).toMatchObject({
      state: 'unknown',
      unreadable: half,
      reasons: ['the parameter held something that is not a record, so what was before is not known'],
    });
    expect(recordOf(cloud).lastKnown).toBeUndefined();
    await playRun(cloud, NEXT + HOUR, ...both);
    expect(recordOf(cloud)).toMatchObject({ state: 'caution', unreadable: half, figures: { remaining: 0.25 } });
  });

  test.each(['', 'null', '[]', 'frozen', '{}', '{{x}}', JSON.stringify({ state: 'healthy' })])('%j never lets anything pass as healthy', async (text) => {
    cloud.parameters.set(portal.parameterName, text);
    await playRun(cloud, NEXT, ...both);
    expect(recordOf(cloud)).toMatchObject({ state: 'unknown', unreadable: text });
    expect(decideGate(recordOf(cloud), NEXT).verdict).toBe('pass with notice');
  });

  test('is the record of another objective', async () => {
    cloud.parameters.set(portal.parameterName, textOf(ingest));
    await playRun(cloud, NEXT, ...both);
    expect(recordOf(cloud)).toMatchObject({ state: 'unknown', objective: portal.objective });
  });
});

test('a frozen gate stays closed when its telemetry is lost', async () => {
  steadyTraffic(cloud, FIRST, FIRST + HOUR, 1);
  await playRun(cloud, FIRST + 2 * HOUR, portal);
  expect(recordOf(cloud).state).toBe('frozen');
  cloud.fault = onCommand(GetMetricDataCommand, throttled);
  const later = FIRST + 6 * HOUR;
  await playRun(cloud, later, portal);
  expect(recordOf(cloud)).toMatchObject({ state: 'unknown', lastKnown: 'frozen' });
  expect(decideGate(recordOf(cloud), later)).toMatchObject({ verdict: 'blocked', state: 'unknown' });
});

test('a run that is older than what was last said of the objective is left alone', async () => {
  cloud.fault = onCommand(GetMetricDataCommand, throttled);
  await playRun(cloud, FIRST + 5 * HOUR, portal);
  expect(recordOf(cloud).state).toBe('unknown');
  cloud.fault = () => undefined;
  expect((await playRun(cloud, FIRST + 4 * HOUR, portal)).objectives[0]!.outcome).toBe('stored before');
  expect(recordOf(cloud).history.map(({ at }) => at)).toEqual(['2026-03-03T05:05:00Z', '2026-03-03T00:05:00Z']);
});

test('a heartbeat that cannot be published is notified', async () => {
  cloud.fault = (command) =>
    command instanceof PutMetricDataCommand && command.input.MetricData![0]!.MetricName === LEDGER_METRICS.complete ? throttled : undefined;
  const report = await playRun(cloud, NEXT, ...both);
  expect(report.objectives.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
  expect(report.heartbeatFault).toContain('ThrottlingException');
});
