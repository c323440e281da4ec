import { ServiceError } from '../../../lib/aws/errors';
import { accountRoot } from '../../../lib/aws/iam/principal';
import { readEngineMessage } from '../../../lib/gameday/paging/engine-message';
import { UnknownEventError } from '../../../lib/handlers/incident-engine/read-event';
import { runEngine } from '../../../lib/handlers/incident-engine/run-engine';
import type { EnginePolicy, KnownAlarm } from '../../../lib/incident/lifecycle/engine-policy';
import { DynamoDbIncidentStore } from '../../../lib/incident/table/dynamodb-incident-store';
import { declareIncident } from '../../../lib/incident/use-cases/declare-incident';
import { runCommand } from '../../../lib/incident/use-cases/run-command';
import type { Account } from '../../../lib/simulator/account';
import { ENGINE_POLICY, EngineAccount, WATCHDOG_REGION } from '../../helpers/engine-account';
import { anIncident } from '../../helpers/incidents';
import { ACCOUNT_ID, REGION, START, type Script } from '../../helpers/simulated-account';

const OUTAGE = { 'edi-prod-portal-s0': [[60, 'ALARM']] } as const;
const MINUTE_MS = 60_000;

/** Lets an operation fail from one minute up to another. */
function fail(account: Account, call: string, from: number, until: number): void {
  const [service = '', operation = ''] = call.split(':');
  account.failCalls({ service, operation, from: START + from * MINUTE_MS, until: START + until * MINUTE_MS, errorName: 'InternalServerError' });
}

const heartbeats = (account: Account, region: string) =>
  account.log.flatMap((entry) =>
    entry.kind === 'call' && entry.operation === 'PutMetricData' && entry.region === region && entry.outcome === 'succeeded'
      ? [(entry.at - START) / MINUTE_MS]
      : [],
  );

/** What was published at home in a minute, by name and severity. */
const figuresAt = ({ log }: Account, minute: number): Readonly<Record<string, number>> =>
  Object.fromEntries(
    log.flatMap((entry) => {
      if (entry.kind !== 'call' || entry.operation !== 'PutMetricData' || entry.region !== REGION || entry.at !== START + minute * MINUTE_MS) return [];
      const { MetricData: data } = entry.input as unknown as {
        MetricData: { MetricName: string; Value: number; Dimensions: { Name: string; Value: string }[] }[];
      };
      return data
        .filter(({ MetricName: name }) => name !== 'EngineHeartbeat')
        .map(({ MetricName: name, Value: value, Dimensions: dimensions }) => {
          const severity = dimensions.find((each) => each.Name === 'Severity')?.Value;
          return [severity === undefined ? name : `${name} ${severity}`, value];
        });
    }),
  );

const faults = (world: EngineAccount) => world.notified.filter((each) => each.includes('watchdog'));

const acknowledged = (world: EngineAccount, by: string) =>
  runCommand(world.engine.store, world.engine.policy.roster, 'portal-1', { kind: 'acknowledge', by, via: 'cli' }, { now: world.account.now });

/** Whom a message to the topic of a severity says it is for; undefined for others. */
const respondersOf = (input: unknown): string[] | undefined => {
  const { MessageAttributes: attributes } = input as { readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue: string }>> };
  const value = attributes?.['responder']?.StringValue;
  return value === undefined ? undefined : (JSON.parse(value) as string[]);
};

/** Lets publications to the topic of a person fail, as often as is said. */
function failPublishing(account: Account, person: string, name: string, times = Infinity): void {
  const call = account.call.bind(account);
  let left = times;
  jest.spyOn(account, 'call').mockImplementation((...given) => {
    const [, , operation, input] = given;
    const isOfPerson = String((input as { readonly TopicArn?: string }).TopicArn).endsWith(`person-${person}`);
    if (isOfPerson && (operation === 'Publish' || name === 'NotFoundException') && left-- > 0) throw new ServiceError(name, 'a test');
    return call(...given);
  });
}

const stormAlarm = (index: number, groups: readonly string[]): KnownAlarm => ({
  name: `edi-prod-storm-${index}`,
  region: REGION,
  group: groups[index % groups.length]!,
  severity: 'S1',
  title: 'storm',
  impact: 'everything at once',
  runbook: 'storm',
});

/** What EventBridge brings when an alarm of this name fires. */
const stateChange = (alarmName: string) => ({
  source: 'aws.cloudwatch',
  'detail-type': 'CloudWatch Alarm State Change',
  region: REGION,
  detail: { alarmName, state: { value: 'ALARM', reason: 'storm', timestamp: '2026-03-02T08:00:30.000+0000' } },
});

describe('an alarm', () => {
  test('pages tier 1 when its event comes, and tier 2 five minutes later', async () => {
    const world = await new EngineAccount(OUTAGE).until(7);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com', '6 edi-prod-s0-tier-2 ben@example.com', '6 edi-prod-s0-tier-2 chiara@example.com']);
  });

  test('whose event never comes is found by reconciliation, and flagged when that took long (F44, T4)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2, { hears: false });
    expect(world.paged).toEqual(['2 edi-prod-s0-tier-1 ana@example.com']);
    const later = await new EngineAccount(OUTAGE).until(5, { hears: false, ticks: false });
    await later.tick();
    expect(await later.incident()).toMatchObject({ late: true, state: 'open' });
  });

  test('is heard once although its event comes three times (F09, T3)', async () => {
    const world = await new EngineAccount(OUTAGE).until(1, { hears: false, ticks: false });
    const event = world.account.log.flatMap((entry) => (entry.kind === 'event emitted' ? [entry.event] : [])).at(-1);
    for (let time = 0; time < 3; time++) await world.hear(event);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
  });

  test('heard by two runs at the same time is one incident and one page (F02, F09)', async () => {
    const world = await new EngineAccount({ ...OUTAGE, 'edi-prod-portal-s2': [[60, 'ALARM']] }).until(1, { hears: false, ticks: false });
    const events = world.account.log.flatMap((entry) =>
      entry.kind === 'event emitted' && JSON.stringify(entry.event).includes('edi-prod-portal') ? [entry.event] : [],
    );
    expect(events).toHaveLength(2);
    await Promise.all([...events, ...events].map((event) => world.hear(event)));
    expect(await world.incident()).toMatchObject({ id: 'portal-1', severity: 'S0', alarms: [{}, {}] });
    expect(world.paged.filter((each) => each.includes('s0-tier-1'))).toHaveLength(1);
  });

  test('of somebody else, whose name begins like those of the plan, is nothing: no incident, no page, no fault, no line in the log (F58)', async () => {
    const world = await new EngineAccount({ 'edi-prod-unplanned': [[60, 'ALARM']] }).until(15);
    expect(await world.engine.store.notClosed()).toEqual([]);
    expect(world.notified).toEqual([]);
    expect(world.logged).toEqual([]);
    expect(heartbeats(world.account, REGION)).toHaveLength(15);
  });

  test('that leaves the plan while an incident holds it is followed to its end', async () => {
    const world = await new EngineAccount({
      'edi-prod-portal-s0': [
        [60, 'ALARM'],
        [240, 'OK'],
      ],
    }).until(2);
    (world.engine as { policy: unknown }).policy = { ...world.engine.policy, alarms: [] };
    await world.until(8);
    expect(await world.incident()).toMatchObject({ state: 'monitoring', alarms: [{ state: 'OK' }] });
  });

  test('that is a part of another says nothing', async () => {
    const world = await new EngineAccount({ 'edi-prod-portal-part': [[60, 'ALARM']] }).until(2);
    expect(world.notified).toEqual([]);
  });

  test('whose actions are held is not paged before they are released (F38, T6)', async () => {
    const held = { name: 'edi-prod-held', region: REGION, group: 'portal', severity: 'S0', title: 'held', impact: 'held', runbook: 'held' } as const;
    const script = {
      'edi-prod-unplanned': [[60, 'ALARM']],
      'edi-prod-suppressor': [
        [0, 'ALARM'],
        [300, 'OK'],
      ],
    } as const;
    const parts = { partAlarms: ['edi-prod-unplanned', 'edi-prod-suppressor'], alarms: [held] };
    const world = await new EngineAccount(script, parts).until(5);
    expect(world.paged).toEqual([]);
    await world.until(8);
    expect(world.paged).toEqual(['6 edi-prod-s0-tier-1 ana@example.com']);
  });

  test('that has had no verdict for 20 minutes opens "monitoring blind" once (F34)', async () => {
    const world = await new EngineAccount({
      'edi-prod-portal-part': [
        [60, 'OK'],
        [120, 'INSUFFICIENT_DATA'],
        [2_400, 'OK'],
      ],
    }).until(21);
    expect(await world.incident('operations')).toBeUndefined();
    await world.until(30);
    expect(await world.incident('operations')).toMatchObject({ id: 'operations-1', severity: 'S2', title: 'monitoring blind' });
    await world.until(55);
    expect(await world.incident('operations')).toMatchObject({ id: 'operations-1', state: 'resolved' });
  });

  test('on a metric that is always there is reported as blind without it, and opens its own incident when it fires after all (002-25)', async () => {
    const memory = { ...ENGINE_POLICY.alarms[1]!, title: 'portal: memory of portal-service', needsData: true } as const;
    const script: Script = {
      'edi-prod-portal-s2': [
        [60, 'OK'],
        [120, 'INSUFFICIENT_DATA'],
        [2_400, 'ALARM'],
      ],
    };
    const world = await new EngineAccount(script, { alarms: [memory], partAlarms: [] }).until(30);
    expect(await world.incident('operations')).toMatchObject({ id: 'operations-1', title: 'monitoring blind' });
    expect(await world.incident()).toBeUndefined();
    await world.until(55);
    expect(await world.incident('operations')).toMatchObject({ id: 'operations-1', state: 'resolved' });
    expect(await world.incident()).toMatchObject({ state: 'open', severity: 'S2', title: 'portal: memory of portal-service' });

    const { needsData: _, ...without } = memory;
    const silent = await new EngineAccount(script, { alarms: [without], partAlarms: [] }).until(30);
    expect(await silent.incident('operations')).toBeUndefined();
  });

  test.each([
    ['still learns is S3 (002-64)', 1, 'S3'],
    ['has learnt has its own severity', -1, 'S0'],
  ])('whose band CloudWatch %s', async (_, minutes, severity) => {
    const anomaly: KnownAlarm = { ...ENGINE_POLICY.alarms[0]!, trainedFrom: START + 60 * MINUTE_MS * minutes };
    for (const hears of [true, false]) {
      const world = await new EngineAccount({ 'edi-prod-portal-s0': [[60, 'ALARM']] }, { alarms: [anomaly], partAlarms: [] }).until(8, { hears });
      expect(await world.incident()).toMatchObject({ severity, alarms: [{ severity }] });
    }
  });

  test('that is deleted while its incident is open leaves it to a person (F35)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    world.account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'DeleteAlarms', { AlarmNames: ['edi-prod-portal-s0'] }, REGION);
    await world.until(10);
    expect(await world.incident()).toMatchObject({ state: 'open', alarms: [{ state: 'deleted' }] });
    expect(faults(world)).toHaveLength(1);
  });

  test('that recovers without an event is noticed by reconciliation', async () => {
    const world = await new EngineAccount({
      'edi-prod-portal-s0': [
        [60, 'ALARM'],
        [240, 'OK'],
      ],
    }).until(8, { hears: false });
    expect(await world.incident()).toMatchObject({ state: 'monitoring' });
  });
});

describe('an alarm that a mute rule mutes', () => {
  const muted = (event: unknown) => {
    const { detail, ...rest } = event as { readonly detail: object };
    return { ...rest, detail: { ...detail, muteDetail: { muteWindowStart: '2026-03-02T08:00:00.000+0000', muteWindowEnd: '2026-03-02T08:30:00.000+0000' } } };
  };
  const lastEvent = (world: EngineAccount, name: string) =>
    world.account.log.flatMap((entry) => (entry.kind === 'event emitted' && JSON.stringify(entry.event).includes(name) ? [entry.event] : [])).at(-1);

  test('and that a tick sees before its event comes pages nobody before the mute is over', async () => {
    const world = await new EngineAccount(OUTAGE).until(1, { hears: false });
    await world.hear(muted(lastEvent(world, 'portal-s0')));
    expect(await world.incident()).toMatchObject({ state: 'suppressed' });
    await world.until(29, { hears: false });
    expect(world.paged.filter((each) => each.includes('-s0-'))).toEqual([]);
    await world.until(30, { hears: false });
    expect(world.paged.at(-1)).toBe('30 edi-prod-s0-tier-1 ana@example.com');
  });

  test('and that an incident holds already promotes it no sooner, whichever way it is learnt of', async () => {
    const flapping = {
      'edi-prod-portal-s2': [[0, 'ALARM']],
      'edi-prod-portal-s0': [
        [60, 'ALARM'],
        [120, 'OK'],
        [300, 'ALARM'],
      ],
    } as const;
    const world = await new EngineAccount(flapping).until(0);
    await world.until(1, { hears: false });
    await world.hear(muted(lastEvent(world, 'portal-s0')));
    await world.until(5, { hears: false });
    await world.hear(muted(lastEvent(world, 'portal-s0')));
    await world.until(10, { hears: false });
    expect(await world.incident()).toMatchObject({ severity: 'S2', state: 'open' });
    expect(world.paged.filter((each) => each.includes('-s0-'))).toEqual([]);
  });

  test('or not is left to its event for half a minute', async () => {
    const world = await new EngineAccount({ 'edi-prod-portal-s0': [[45, 'ALARM']] }).until(1, { hears: false });
    expect(world.paged).toEqual([]);
    await world.until(2, { hears: false });
    expect(world.paged).toEqual(['2 edi-prod-s0-tier-1 ana@example.com']);
    const early = await new EngineAccount({ 'edi-prod-portal-s0': [[30, 'ALARM']] }).until(1, { hears: false });
    expect(early.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
  });
});

describe('an old event', () => {
  const OVER = {
    'edi-prod-portal-s0': [
      [60, 'ALARM'],
      [240, 'OK'],
    ],
  } as const;
  const subjects = (world: EngineAccount) =>
    world.account.log.flatMap((entry) => (entry.kind === 'message delivered' && / tier \d/.test(entry.subject ?? '') ? [entry.subject] : []));
  const eventOf = (world: EngineAccount, name: string, state: string) =>
    world.account.log.flatMap((entry) =>
      entry.kind === 'event emitted' && JSON.stringify(entry.event).includes(name) && JSON.stringify(entry.event).includes(`"state":{"value":"${state}"`)
        ? [entry.event]
        : [],
    )[0];
  const codes = (world: EngineAccount) => world.logged.map(({ code }) => code);

  test('of an alarm that has been over since opens nothing, and the log says so (F45)', async () => {
    const world = await new EngineAccount(OVER).until(180, { hears: false, ticks: false });
    await world.hear(eventOf(world, 'portal-s0', 'ALARM'));
    expect(await world.incident()).toBeUndefined();
    expect(world.notified).toEqual([]);
    expect(world.logged).toEqual([expect.objectContaining({ level: 'WARN', code: 'alarm overtaken', message: expect.stringContaining('it is OK since') })]);
  });

  test('promotes nothing, and the record of the incident says so, once', async () => {
    const world = await new EngineAccount({ ...OVER, 'edi-prod-portal-s2': [[600, 'ALARM']] }).until(9, { hears: false, ticks: false });
    await world.until(20);
    const old = eventOf(world, 'portal-s0', 'ALARM');
    for (let time = 0; time < 2; time++) await world.hear(old);
    const incident = await world.incident();
    expect(incident).toMatchObject({ severity: 'S2', alarms: [{ name: 'edi-prod-portal-s2' }] });
    expect(incident!.timeline.filter(({ code }) => code === 'alarm overtaken')).toHaveLength(1);
    expect(world.paged.filter((each) => each.includes('s0'))).toEqual([]);
  });

  test('reopens nothing that is resolved', async () => {
    const world = await new EngineAccount({
      ...OVER,
      'edi-prod-portal-s2': [
        [600, 'ALARM'],
        [900, 'OK'],
      ],
    }).until(9, { hears: false, ticks: false });
    await world.until(50);
    expect(await world.incident()).toMatchObject({ state: 'resolved', severity: 'S2' });
    await world.hear(eventOf(world, 'portal-s0', 'ALARM'));
    expect(await world.incident()).toMatchObject({ id: 'portal-1', state: 'resolved', severity: 'S2' });
  });

  test('of an alarm that has been on ever since opens its incident', async () => {
    const world = await new EngineAccount(OUTAGE).until(180, { hears: false, ticks: false });
    await world.hear(eventOf(world, 'portal-s0', 'ALARM'));
    expect(subjects(world)).toEqual([expect.stringMatching(/^S0 portal-1/)]);
    expect(codes(world)).toEqual([]);
  });

  test('of an alarm that went on again since is left to the later one', async () => {
    const again = { 'edi-prod-portal-s0': [...OVER['edi-prod-portal-s0'], [10_000, 'ALARM']] } as const;
    const world = await new EngineAccount(again).until(180, { hears: false, ticks: false });
    await world.hear(eventOf(world, 'portal-s0', 'ALARM'));
    expect(world.paged).toEqual([]);
    await world.tick();
    expect(await world.incident()).toMatchObject({ startedAt: START + 10_000_000 });
  });

  test('pages marked as unverified while CloudWatch does not answer, and is looked up once it does (9.2, 002-72)', async () => {
    const world = await new EngineAccount(OVER).until(180, { hears: false, ticks: false });
    fail(world.account, 'cloudwatch:DescribeAlarms', 179, 182);
    await world.hear(eventOf(world, 'portal-s0', 'ALARM'));
    expect(subjects(world)).toEqual([expect.stringMatching(/^UNVERIFIED S0 portal-1/)]);
    expect((await world.incident())?.timeline.map(({ code }) => code)).toContain('alarm unverified');
    expect(codes(world)).toEqual(['alarm unverified']);
    await world.until(186);
    expect(await world.incident()).toMatchObject({ state: 'monitoring', alarms: [{ state: 'OK' }] });
  });

  test('that could not be verified counts like any other once CloudWatch says that it is on', async () => {
    const world = await new EngineAccount(OUTAGE).until(180, { hears: false, ticks: false });
    fail(world.account, 'cloudwatch:DescribeAlarms', 179, 182);
    await world.hear(eventOf(world, 'portal-s0', 'ALARM'));
    await world.until(190);
    const incident = await world.incident();
    expect(incident?.alarms[0]?.unverified).toBeUndefined();
    expect(incident!.timeline.filter(({ code }) => code === 'alarm verified')).toHaveLength(1);
    const ofPortal = subjects(world).filter((each) => each?.includes('portal-1'));
    expect(ofPortal.map((each) => each?.startsWith('UNVERIFIED'))).toEqual([true, false, false]);
  });

  test('that ends an alarm ends nothing while that cannot be verified', async () => {
    const world = await new EngineAccount(OVER).until(3);
    await world.until(180, { hears: false, ticks: false });
    fail(world.account, 'cloudwatch:DescribeAlarms', 179, 182);
    await world.hear(eventOf(world, 'portal-s0', 'OK'));
    expect(await world.incident()).toMatchObject({ alarms: [{ state: 'ALARM' }] });
  });
});

describe('a tier', () => {
  test('whose people have all unsubscribed is skipped at once, and the watchdog hears of it (F21, T8)', async () => {
    const world = await new EngineAccount(OUTAGE).until(0);
    const topicArn = `arn:aws:sns:${REGION}:${ACCOUNT_ID}:edi-prod-person-ana`;
    const { Subscriptions: subscriptions } = world.account.call(accountRoot(ACCOUNT_ID), 'sns', 'ListSubscriptionsByTopic', { TopicArn: topicArn }, REGION) as {
      Subscriptions: { SubscriptionArn: string }[];
    };
    for (const { SubscriptionArn } of subscriptions) world.account.call(accountRoot(ACCOUNT_ID), 'sns', 'Unsubscribe', { SubscriptionArn }, REGION);
    await world.until(1);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-2 ben@example.com', '1 edi-prod-s0-tier-2 chiara@example.com']);
    expect(faults(world)).toHaveLength(1);
  });

  test('is paged as if everybody could be reached when that cannot be asked', async () => {
    const world = new EngineAccount(OUTAGE);
    fail(world.account, 'sns:ListSubscriptionsByTopic', 0, 10);
    await world.until(1);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
  });

  test('that cannot be published to is tried again each minute, the next comes at its time, and the watchdog hears of it (F11, F12)', async () => {
    const world = new EngineAccount(OUTAGE);
    world.account.failCalls({ service: 'sns', operation: 'Publish', from: START, until: START + 3 * MINUTE_MS, errorName: 'ThrottlingException' });
    await world.until(7);
    expect(world.paged).toEqual(['3 edi-prod-s0-tier-1 ana@example.com', '6 edi-prod-s0-tier-2 ben@example.com', '6 edi-prod-s0-tier-2 chiara@example.com']);
    expect(faults(world)).toEqual(['3 edi-prod-watchdog olga@example.com']);
    expect(world.logged).toContainEqual(expect.objectContaining({ level: 'ERROR', code: 'effect failed', key: 'portal-1/r1/page/tier-1' }));
  });
});

describe('without its table', () => {
  test('an alarm is paged all the same, marked as having no record, and opened when the table is back (F14, T13)', async () => {
    const world = new EngineAccount(OUTAGE);
    fail(world.account, 'dynamodb:Query', 0, 4);
    await world.until(1);
    const [page] = world.account.log.flatMap((entry) => (entry.kind === 'message delivered' && entry.endpoint === 'ana@example.com' ? [entry.subject] : []));
    expect(page).toMatch(/^UNDEDUPLICATED S0/);
    expect(world.logged.map(({ code }) => code)).toEqual(expect.arrayContaining(['table unavailable', 'incidents unreadable']));
    expect(faults(world)).toHaveLength(1);
    await world.until(5);
    expect(await world.incident()).toMatchObject({ id: 'portal-1', late: true });
  });

  test('the engine does not call itself well', async () => {
    const world = new EngineAccount();
    fail(world.account, 'dynamodb:Query', 2, 4);
    await world.until(5);
    expect(heartbeats(world.account, REGION)).toEqual([1, 4, 5]);
    expect(new Set(world.logged.map(({ code }) => code))).toEqual(new Set(['incidents unreadable']));
  });

  test('an alarm that nobody can be notified of is an error, so that Lambda repeats it', async () => {
    const world = new EngineAccount(OUTAGE);
    fail(world.account, 'dynamodb:Query', 0, 4);
    fail(world.account, 'sns:Publish', 0, 4);
    await world.until(1, { hears: false, ticks: false });
    const event = world.account.log.flatMap((entry) => (entry.kind === 'event emitted' ? [entry.event] : [])).at(-1);
    await expect(world.hear(event)).rejects.toThrow('nobody could be notified');
  });
});

describe('the heartbeat', () => {
  test('goes to every region that listens, once a minute', async () => {
    const world = await new EngineAccount().until(3);
    expect(heartbeats(world.account, REGION)).toEqual([1, 2, 3]);
    expect(heartbeats(world.account, WATCHDOG_REGION)).toEqual([1, 2, 3]);
  });

  test.each(['cloudwatch:DescribeAlarms', 'dynamodb:Query'])('is not sent in a minute in which %s failed (T15)', async (call) => {
    const world = new EngineAccount();
    fail(world.account, call, 2, 3);
    await world.until(3);
    expect(heartbeats(world.account, WATCHDOG_REGION)).toEqual([1, 3]);
  });

  test('comes with how many incidents are open, by severity, and how many wait for a status update; drills are none (003-22, 13.1)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    await acknowledged(world, 'ana');
    await world.until(32);
    await world.engine.store.write(anIncident({ id: 'ingest-1', group: 'ingest', sequence: 1, severity: 'S1', drill: true }));
    await world.until(33);
    expect(figuresAt(world.account, 33)).toEqual({
      OpenIncidents: 2,
      'OpenIncidents S0': 1,
      'OpenIncidents S1': 0,
      'OpenIncidents S2': 1,
      'OpenIncidents S3': 0,
      'OpenIncidents S4': 0,
      UpdatesOverdue: 1,
    });
  });

  test('comes in the first tick of an hour with how many postmortems are owed (003-22, 13.1)', async () => {
    const world = new EngineAccount();
    const owing = (index: number, days: number) =>
      anIncident({
        id: `portal-${index}`,
        group: 'portal',
        sequence: index,
        state: 'resolved',
        alarms: [],
        resolution: { by: 'ana', at: START, text: 'rolled back' },
        postmortem: { status: 'due', clockStart: START - days * 24 * 60 * MINUTE_MS, notified: 9 },
      });
    for (const each of [owing(1, 1), owing(2, 4), { ...owing(3, 1), drill: true }]) await world.engine.store.write(each);
    await world.until(61);
    expect(figuresAt(world.account, 60)).toMatchObject({ PostmortemsDue: 2 });
    expect(figuresAt(world.account, 61)).not.toHaveProperty('PostmortemsDue');
  });

  test('goes out although postmortems cannot be counted', async () => {
    const world = new EngineAccount();
    fail(world.account, 'cloudwatch:PutMetricData', 60, 61);
    await world.until(61);
    expect(world.logged.map(({ code }) => code)).toEqual(expect.arrayContaining(['postmortems not counted']));
    expect(heartbeats(world.account, WATCHDOG_REGION)).toContain(61);
  });

  test('stops when a page has been waiting for more than five minutes', async () => {
    const world = new EngineAccount(OUTAGE);
    fail(world.account, 'sns:Publish', 0, 30);
    await world.until(10);
    expect(heartbeats(world.account, WATCHDOG_REGION)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('an OpsItem', () => {
  test('is opened with the incident, in progress once acknowledged, and does not keep a page waiting (F13, T12)', async () => {
    const world = new EngineAccount(OUTAGE);
    fail(world.account, 'ssm:CreateOpsItem', 0, 5);
    await world.until(2);
    expect(world.paged).toHaveLength(1);
    await acknowledged(world, 'ana');
    await world.until(10);
    const { OpsItemSummaries: items } = world.account.call(
      accountRoot(ACCOUNT_ID),
      'ssm',
      'DescribeOpsItems',
      { OpsItemFilters: [{ Key: 'Source', Values: ['day2'], Operator: 'Equal' }] },
      REGION,
    ) as { OpsItemSummaries: { Status: string; Severity: string; OperationalData: Record<string, { Value: string }> }[] };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ Status: 'InProgress', Severity: '1', OperationalData: { severity: { Value: 'S0' } } });
    const created = world.account.log.findLast((entry) => entry.kind === 'call' && entry.operation === 'CreateOpsItem');
    expect(created).toMatchObject({ outcome: 'succeeded', input: { OperationalData: { openedAt: { Value: '2026-03-02T08:01:00Z' } } } });
    expect((await world.incident())?.opsItemId).toMatch(/^oi-/);
  });

  test('names the runbooks of the alarms that it is opened with, the most severe first, and leaves alone what people associate later (10.6)', async () => {
    const RUNBOOKS = { 'portal-s2': 'portal-slow', 'portal-s0': 'portal-outage', unplanned: 'https://runbooks.example.com/portal' };
    const alarms = Object.entries(RUNBOOKS).map(([name, runbook]): KnownAlarm => ({
      ...stormAlarm(0, ['portal']),
      name: `edi-prod-${name}`,
      severity: name === 'portal-s0' ? 'S0' : 'S2',
      runbook,
    }));
    const script = { 'edi-prod-portal-s2': [[60, 'ALARM']], 'edi-prod-portal-s0': [[120, 'ALARM']], 'edi-prod-unplanned': [[120, 'ALARM']] } as const;
    const world = new EngineAccount(script, { alarms });
    fail(world.account, 'ssm:CreateOpsItem', 0, 5);
    await world.until(8);
    await acknowledged(world, 'ana');
    await world.until(12);
    const written = world.account.log.flatMap((entry) => {
      if (entry.kind !== 'call' || entry.outcome !== 'succeeded' || !/^(Create|Update)OpsItem$/.test(entry.operation)) return [];
      const { OperationalData: data } = entry.input as { readonly OperationalData: Readonly<Record<string, { readonly Value: string }>> };
      return [[entry.operation, JSON.parse(data['/aws/automations']?.Value ?? 'null')]];
    });
    const automation = (automationId: string) => ({ automationType: 'AWS:SSM:Automation', automationId });
    expect(written).toContainEqual(['UpdateOpsItem', null]);
    expect(written.filter(([, named]) => named !== null)).toEqual([['CreateOpsItem', ['edi-prod-portal-outage', 'edi-prod-portal-slow'].map(automation)]]);
  });
});

describe('an acknowledgement', () => {
  test('by command changes the record without the function; the next tick notifies the others (F15)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    const before = world.notified.length;
    const { answer } = await acknowledged(world, 'ana');
    expect(answer).toEqual({ accepted: true, text: 'portal-1 is yours, ana' });
    expect(world.notified).toHaveLength(before);
    await world.until(10);
    expect(world.notified.slice(before)).toEqual(['3 edi-prod-s0-informed ana@example.com']);
  });

  test('from the console goes through the function', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    await world.hear({ kind: 'command', command: 'acknowledge', incident: 'portal-1', by: 'ben', via: 'console' });
    expect(await world.incident()).toMatchObject({ state: 'acknowledged', acknowledgement: { by: 'ben', via: 'console' } });
  });

  test('a page is rehearsed from the console: a drill climbs tier by tier, and stands beside nothing real', async () => {
    const world = await new EngineAccount({}).until(2);
    const rehearse = (changes: object = {}) =>
      world.hear({ kind: 'command', command: 'rehearse', service: 'portal', severity: 'S0', by: 'ana', via: 'console', ...changes });
    expect(await rehearse({ service: 'nothing' })).toBe('there is no service nothing');
    expect(await rehearse({ by: 'mallory' })).toBe('nobody on the roster is called mallory');
    await expect(rehearse({ severity: 'S9' })).rejects.toThrow(UnknownEventError);
    expect(await rehearse()).toBe('portal-1 is played');
    expect(await rehearse()).toBe('portal-1 is open: nothing is played beside it');
    expect(await world.incident()).toMatchObject({ drill: true, severity: 'S0' });
    await world.until(9);
    expect(new Set(world.paged.map((each) => /tier-\d/.exec(each)?.[0]))).toEqual(new Set(['tier-1', 'tier-2']));
  });

  test('by somebody the roster does not know is refused (F17)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    expect((await acknowledged(world, 'mallory')).answer).toEqual({ accepted: false, text: 'nobody on the roster is called mallory' });
    expect((await world.incident())?.state).toBe('open');
  });

  test('of another incident than there is, is refused (F55)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    const result = await runCommand(
      world.engine.store,
      world.engine.policy.roster,
      'portal-9',
      { kind: 'acknowledge', by: 'ana', via: 'cli' },
      { now: world.account.now },
    );
    expect(result.answer.accepted).toBe(false);
  });

  test('by two people at once is won by one, and both know (F16)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    const [first, second] = await Promise.all([acknowledged(world, 'ana'), acknowledged(world, 'ben')]);
    expect(first.answer.text).toBe('portal-1 is yours, ana');
    expect(second.answer.text).toContain('was acknowledged by ana');
  });
});

describe('a shift that ends', () => {
  const rotation = { timeZone: 'Europe/Berlin', people: ['ana', 'ben'], everyDays: 7, handoverAt: '09:10', from: '2026-02-23' };
  const turns = { id: 'primary-operator', title: 'primary operator', layers: [{ id: 'all-hours', rotation }] };
  const roster = { ...ENGINE_POLICY.roster, roles: [turns, ...ENGINE_POLICY.roster.roles.filter(({ id }) => id !== 'primary-operator')] };

  test('is noticed by the tick: who has the incident and who is on now are notified (F20)', async () => {
    const world = await new EngineAccount(OUTAGE, { roster }).until(2);
    await world.hear({ kind: 'command', command: 'acknowledge', incident: 'portal-1', by: 'ana', via: 'console' });
    await world.until(9);
    const before = world.notified.length;
    await world.until(12);
    expect(world.notified.slice(before)).toEqual(['10 edi-prod-s0-informed ana@example.com', '10 edi-prod-s0-informed ben@example.com']);
    expect((await world.incident())?.acknowledgement).toMatchObject({ by: 'ana', offeredTo: ['ben'] });
  });

  test('of somebody who was not on call is none', async () => {
    const world = await new EngineAccount(OUTAGE, { roster }).until(2);
    await world.hear({ kind: 'command', command: 'acknowledge', incident: 'portal-1', by: 'elena', via: 'console' });
    await world.until(12);
    expect((await world.incident())?.acknowledgement?.offeredTo).toBeUndefined();
  });
});

describe('an incident', () => {
  test('is not changed by an event that is replayed from the dead letters later (F45)', async () => {
    const world = await new EngineAccount({
      'edi-prod-portal-s0': [
        [60, 'ALARM'],
        [240, 'OK'],
      ],
    }).until(10);
    const event = world.account.log
      .flatMap((entry) => (entry.kind === 'event emitted' && JSON.stringify(entry.event).includes('"value":"ALARM"') ? [entry.event] : []))
      .at(0);
    const [before, notified] = [await world.incident(), world.notified.length];
    await world.hear(event);
    expect(await world.incident()).toEqual(before);
    expect(world.notified).toHaveLength(notified);
  });

  test('that was open when the region came back is found, late and in order (F43)', async () => {
    const world = await new EngineAccount({ 'edi-prod-ingest-s1': [[60, 'ALARM']], 'edi-prod-portal-s0': [[120, 'ALARM']] }).until(15, {
      hears: false,
      ticks: false,
    });
    await world.tick();
    expect(await world.incident('portal')).toMatchObject({ late: true });
    expect(await world.incident('ingest')).toMatchObject({ late: true });
    expect(world.paged.map((each) => each.split(' ')[1])).toEqual(['edi-prod-s0-tier-1', 'edi-prod-s1-tier-1']);
  });

  test('keeps its rules when the engine is deployed with others (F48)', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    const { escalation } = world.engine.policy;
    (world.engine as { policy: unknown }).policy = { ...world.engine.policy, escalation: { ...escalation, version: 'policy-2' } };
    await world.until(8);
    expect(await world.incident()).toMatchObject({ policy: { version: 'policy-1' } });
    expect(world.paged).toHaveLength(3);
  });

  test('publishes how long it took until somebody had it (002-84)', async () => {
    const world = await new EngineAccount(OUTAGE).until(4);
    await world.hear({ kind: 'command', command: 'acknowledge', incident: 'portal-1', by: 'ana', via: 'console' });
    const [figure] = world.account.log.flatMap((entry) =>
      entry.kind === 'call' && entry.operation === 'PutMetricData' && JSON.stringify(entry.input).includes('SecondsToAcknowledge') ? [entry.input] : [],
    );
    expect(figure).toMatchObject({ MetricData: [{ MetricName: 'SecondsToAcknowledge', Value: 180, Unit: 'Seconds' }] });
  });
});

describe('what is gone since an incident was opened', () => {
  test('a role has nobody, and the others of its tier are paged', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    const { roster } = world.engine.policy;
    (world.engine as { policy: unknown }).policy = {
      ...world.engine.policy,
      roster: { ...roster, roles: roster.roles.filter(({ id }) => id !== 'release-manager') },
    };
    await world.until(7);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com', '6 edi-prod-s0-tier-2 ben@example.com']);
    expect(heartbeats(world.account, REGION)).toContain(7);
  });

  test('the topic of a person: it has nobody, and the next tier is paged at once', async () => {
    const world = await new EngineAccount(OUTAGE).until(0);
    const { roster } = world.engine.policy;
    (world.engine as { policy: unknown }).policy = {
      ...world.engine.policy,
      roster: {
        ...roster,
        people: [...roster.people, { id: 'newcomer', title: 'newcomer', channels: ['email'] }],
        roles: roster.roles.map((role) => (role.id === 'primary-operator' ? { ...role, standing: ['newcomer'] } : role)),
      },
    };
    failPublishing(world.account, 'newcomer', 'NotFoundException');
    await world.until(1);
    jest.restoreAllMocks();
    expect(faults(world)).toHaveLength(1);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-2 ben@example.com', '1 edi-prod-s0-tier-2 chiara@example.com']);
  });

  test('the topic of a tier: its people are paged all the same, and the log says that pagers and integrations are not', async () => {
    const world = await new EngineAccount(OUTAGE).until(0);
    const { escalation } = world.engine.policy;
    const [first, ...others] = escalation.severities.S0.tiers;
    const renumbered = {
      ...escalation,
      severities: { ...escalation.severities, S0: { ...escalation.severities.S0, tiers: [{ ...first!, tier: 9 }, ...others] } },
    };
    (world.engine as { policy: unknown }).policy = { ...world.engine.policy, escalation: renumbered };
    await world.until(3);
    expect(faults(world)).toEqual([]);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-9 ana@example.com']);
    expect(world.logged).toEqual([expect.objectContaining({ code: 'integrations not notified', message: expect.stringContaining('edi-prod-s0-tier-9') })]);
  });
});

describe('somebody in two tiers that are due at once', () => {
  const inBoth = (policy: EnginePolicy): Partial<EnginePolicy> => ({
    roster: { ...policy.roster, roles: policy.roster.roles.map((role) => (role.id === 'secondary-operator' ? { ...role, standing: ['ana', 'ben'] } : role)) },
    escalation: {
      ...policy.escalation,
      severities: {
        ...policy.escalation.severities,
        S0: {
          ...policy.escalation.severities.S0,
          tiers: policy.escalation.severities.S0.tiers.map((tier) => ({ ...tier, after: { kind: 'elapsed', seconds: 0 } })),
        },
      },
    },
  });

  test('is paged once, by the first, and recorded with both; the topics of both have it (9.7)', async () => {
    const world = await new EngineAccount(OUTAGE, inBoth(ENGINE_POLICY)).until(1);
    expect(world.paged.filter((each) => each.includes('ana'))).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
    expect(world.paged).toContain('1 edi-prod-s0-tier-2 ben@example.com');
    const { paged } = (await world.incident())!;
    expect(paged.filter(({ person }) => person === 'ana').map(({ tier }) => tier)).toEqual([1, 2]);
    const responders = world.account.log.flatMap((entry) => (entry.kind === 'call' && entry.operation === 'Publish' ? [respondersOf(entry.input)] : []));
    expect(
      responders
        .slice(0, 8)
        .filter((each) => each !== undefined)
        .slice(0, 2),
    ).toEqual([['ana'], ['ana', 'ben', 'chiara']]);
  });

  test('is paged by the second when the first could not be published for them', async () => {
    const world = new EngineAccount(OUTAGE, inBoth(ENGINE_POLICY));
    failPublishing(world.account, 'ana', 'InternalError', 1);
    await world.until(1, { ticks: false });
    jest.restoreAllMocks();
    expect(world.paged.filter((each) => each.includes('ana'))).toEqual(['1 edi-prod-s0-tier-2 ana@example.com']);
  });
});

test('every message for people says whether it wakes them: a text message asks for that (9.23)', async () => {
  const world = await new EngineAccount({ 'edi-prod-portal-s0': [[60, 'ALARM']] }).until(8);
  const said = world.account.log.flatMap((entry) => {
    if (entry.kind !== 'call' || entry.operation !== 'Publish' || /watchdog|canary/.test(String(entry.input.TopicArn))) return [];
    const { MessageAttributes: attributes } = entry.input as { readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue: string }>> };
    return [`${readEngineMessage(entry.input.Message)?.kind} ${attributes?.['quiet']?.StringValue}`];
  });
  expect(new Set(said)).toEqual(new Set(['page false', 'inform true']));
});

describe('a message for several people', () => {
  test('that cannot be published for one reaches the others once, and the watchdog hears of that one', async () => {
    const world = new EngineAccount({ 'edi-prod-portal-s0': [[60, 'ALARM']] });
    await world.until(5);
    failPublishing(world.account, 'ben', 'InternalError');
    await world.until(9);
    jest.restoreAllMocks();
    expect(world.paged.filter((each) => each.includes('tier-2'))).toEqual(['6 edi-prod-s0-tier-2 chiara@example.com']);
    expect(faults(world)).toHaveLength(1);
    expect(world.logged).toContainEqual(expect.objectContaining({ code: 'person not notified', message: expect.stringContaining('ben') }));
  });
});

describe('one thing that fails', () => {
  test('a service whose records cannot be read keeps no other from being opened by reconciliation', async () => {
    const world = new EngineAccount({ 'edi-prod-portal-s0': [[60, 'ALARM']], 'edi-prod-ingest-s1': [[60, 'ALARM']] });
    jest.spyOn(DynamoDbIncidentStore.prototype, 'latest').mockImplementation(async function (this: DynamoDbIncidentStore, group) {
      if (group === 'portal') throw new Error('portal cannot be read');
      return (await this.ofGroup(group, 1))[0];
    });
    await world.until(2, { hears: false });
    jest.restoreAllMocks();
    expect(await world.incident('ingest')).toMatchObject({ state: 'open' });
    expect(heartbeats(world.account, REGION)).toEqual([1]);
  });

  test('a watchdog that cannot be determined withholds no heartbeat: everybody at home would be called', async () => {
    const world = await new EngineAccount(OUTAGE).until(2);
    const { account } = world;
    account.failCalls({
      service: 'sns',
      operation: 'Publish',
      region: WATCHDOG_REGION,
      from: START,
      until: START + 30 * MINUTE_MS,
      errorName: 'InternalErrorException',
    });
    account.call(accountRoot(ACCOUNT_ID), 'cloudwatch', 'DeleteAlarms', { AlarmNames: ['edi-prod-portal-s0'] }, REGION);
    await world.until(4);
    expect(world.logged).toContainEqual(expect.objectContaining({ code: 'effect failed', key: expect.stringContaining('fault/alarm deleted') }));
    expect(heartbeats(account, REGION)).toEqual([1, 2, 3, 4]);
  });

  test('an answer to a write that is lost is known by its writer, and the page goes out at once', async () => {
    const world = new EngineAccount(OUTAGE);
    const send = world.clients.table.send.bind(world.clients.table) as (command: unknown) => Promise<unknown>;
    let lost = 0;
    // As the SDK does: the write had its effect, its answer is lost, and it is repeated.
    (world.clients.table as { send: unknown }).send = async (command: { readonly constructor: { readonly name: string } }) => {
      if (command.constructor.name === 'PutItemCommand' && lost++ === 0) await send(command);
      return send(command);
    };
    await world.until(1, { hears: false, ticks: false });
    const event = world.account.log
      .flatMap((entry) => (entry.kind === 'event emitted' && JSON.stringify(entry.event).includes('portal-s0') ? [entry.event] : []))
      .at(-1);
    await runEngine(world.engine, event);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
  });
});

describe('a text that is far too long', () => {
  const world = async () => new EngineAccount(OUTAGE).until(1);
  const update = (account: EngineAccount, length: number) =>
    runCommand(
      account.engine.store,
      account.engine.policy.roster,
      'portal-1',
      { kind: 'update', by: 'ana', text: 'b'.repeat(length) },
      { now: account.account.now },
    );

  test('of an update reaches everybody, and keeps nobody from being paged later (9.11)', async () => {
    const account = await world();
    expect((await update(account, 25_600)).answer.accepted).toBe(true);
    const { length } = account.notified;
    await account.until(6);
    expect(account.notified.slice(length)).toContain('2 edi-prod-s0-informed ana@example.com');
    expect(account.paged).toContain('6 edi-prod-s0-tier-2 ben@example.com');
    expect(account.logged).toEqual([]);
    expect((await account.incident())?.lastUpdate?.text).toHaveLength(25_600);
  });

  test('for its record is refused, and pages go on (9.11)', async () => {
    const account = await world();
    expect((await update(account, 67_584)).answer).toEqual({
      accepted: false,
      text: 'the text of the update is 67584 bytes long, allowed are at most 30000: shorten it, and link to the rest',
    });
    await account.until(6);
    expect(account.paged).toContain('6 edi-prod-s0-tier-2 ben@example.com');
  });

  test('of a declared S0 pages all the same (9.11)', async () => {
    const account = new EngineAccount();
    const event = { kind: 'declare', severity: 'S0', title: 'all is lost', impact: 'b'.repeat(61_440), by: 'ana', drill: false } as const;
    const { store, policy } = account.engine;
    await declareIncident(store, { group: 'portal', policy: policy.escalation }, event, { now: account.account.now });
    await account.until(6);
    expect(account.paged).toEqual(expect.arrayContaining(['1 edi-prod-s0-tier-1 ana@example.com', '5 edi-prod-s0-tier-2 ben@example.com']));
    expect(account.logged).toEqual([]);
  });
});

test('500 alarms within a minute page once a service and lose none, although runs collide (F40)', async () => {
  const groups = Array.from({ length: 20 }, (_, index) => `service-${index}`);
  const alarms = Array.from({ length: 500 }, (_, index) => stormAlarm(index, groups));
  const world = await new EngineAccount({}, { alarms }).until(1);
  const notified = world.notified.length;
  await Promise.all(alarms.map(({ name }) => world.hear(stateChange(name))));
  const incidents = await world.engine.store.notClosed();
  expect(incidents).toHaveLength(20);
  expect(incidents.flatMap((incident) => incident.alarms)).toHaveLength(500);
  const pages = world.notified.slice(notified).filter((each) => each.includes('-tier-'));
  expect(pages).toHaveLength(20);
});

test('an effect whose outcome could not be written is carried out again after its lease: at least once', async () => {
  const world = new EngineAccount(OUTAGE);
  fail(world.account, 'dynamodb:GetItem', 0, 2);
  await world.until(4);
  expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com', '2 edi-prod-s0-tier-1 ana@example.com']);
});

test.each([[null], [{}], [{ kind: 'command', command: 'resolve' }], [{ source: 'aws.ec2', detail: {} }]])(
  'an event the engine was not made for is an error: %j',
  async (event) => {
    await expect(new EngineAccount().hear(event)).rejects.toThrow(UnknownEventError);
  },
);
