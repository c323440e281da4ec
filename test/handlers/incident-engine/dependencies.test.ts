import type { EnginePolicy, KnownAlarm } from '../../../lib/incident/lifecycle/engine-policy';
import { runCommand } from '../../../lib/incident/use-cases/run-command';
import { ENGINE_POLICY, EngineAccount } from '../../helpers/engine-account';
import { REGION, type Script } from '../../helpers/simulated-account';

/** The portal is what invoices depend on, and invoices what reports depend on; alarms of the account stand for theirs. */
const known = (name: string, group: string, severity: KnownAlarm['severity']): KnownAlarm => ({
  name: `edi-prod-${name}`,
  region: REGION,
  group,
  severity,
  title: `${group}/availability`,
  impact: `${group} is down`,
  runbook: `${group}-outage`,
});

const DEPENDENT: Partial<EnginePolicy> = {
  // A composite of the account repeats an alarm; it is none of these services'.
  partAlarms: ['edi-prod-held'],
  blindAfterMinutes: 10_000,
  groups: [
    { id: 'portal', title: 'Portal', owner: 'operations lead' },
    { id: 'invoices', title: 'Invoices', owner: 'operations lead', dependsOn: ['portal'] },
    { id: 'reports', title: 'Reports', owner: 'operations lead', dependsOn: ['invoices', 'portal'] },
  ],
  alarms: [known('portal-s0', 'portal', 'S0'), known('portal-s2', 'portal', 'S2'), known('ingest-s1', 'invoices', 'S1'), known('unplanned', 'reports', 'S0')],
};

const minutes = (...states: readonly (readonly [number, 'ALARM' | 'OK'])[]) => states.map(([minute, state]) => [minute * 60, state] as const);
const account = (script: Script): EngineAccount => new EngineAccount(script, DEPENDENT);
const PORTAL_DOWN = { 'edi-prod-portal-s0': minutes([1, 'ALARM']) };

describe('an alarm of a service whose dependency is down (9.9)', () => {
  test('stands in the incident of the dependency and pages nobody', async () => {
    const world = await account({ ...PORTAL_DOWN, 'edi-prod-ingest-s1': minutes([3, 'ALARM']), 'edi-prod-unplanned': minutes([4, 'ALARM']) }).until(8);
    expect(await world.incident('invoices')).toBeUndefined();
    expect(await world.incident('reports')).toBeUndefined();
    expect((await world.incident('portal'))?.affected).toMatchObject([{ group: 'invoices' }, { group: 'reports' }]);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com', '6 edi-prod-s0-tier-2 ben@example.com', '6 edi-prod-s0-tier-2 chiara@example.com']);
    const pages = world.account.log.filter((entry) => entry.kind === 'call' && entry.operation === 'Publish' && JSON.stringify(entry.input).includes('tier-2'));
    expect(JSON.stringify(pages)).toContain('Affected besides, 2 in all: Invoices and Reports');
  });

  test('does so when its event comes before that of the dependency', async () => {
    const world = await account({ ...PORTAL_DOWN, 'edi-prod-ingest-s1': minutes([1, 'ALARM']) }).until(1, { hears: false, ticks: false });
    const events = world.account.log.flatMap((entry) => (entry.kind === 'event emitted' ? [entry.event] : []));
    const fired = events.filter((event) => JSON.stringify(event).includes('"value":"ALARM"'));
    const first = fired.filter((event) => JSON.stringify(event).includes('ingest'));
    expect(first).toHaveLength(1);
    for (const event of [...first, ...fired]) await world.hear(event);
    await world.until(3, { hears: false });
    expect(await world.incident('invoices')).toBeUndefined();
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
  });

  test('is found by reconciliation when its event never comes, and forgotten when it is over', async () => {
    const script = {
      ...PORTAL_DOWN,
      'edi-prod-ingest-s1': minutes([2, 'ALARM'], [4, 'OK']),
    };
    const world = await account(script).until(3, { hears: false });
    expect((await world.incident('portal'))?.affected).toHaveLength(1);
    await world.until(5, { hears: false });
    expect((await world.incident('portal'))?.affected).toEqual([]);
  });

  test('pages by itself when it is more severe', async () => {
    const world = await account({ 'edi-prod-ingest-s1': minutes([1, 'ALARM']), 'edi-prod-unplanned': minutes([2, 'ALARM']) }).until(3);
    expect(await world.incident('reports')).toMatchObject({ severity: 'S0', state: 'open' });
    expect(world.paged).toEqual(['1 edi-prod-s1-tier-1 ana@example.com', '2 edi-prod-s0-tier-1 ana@example.com']);
  });

  test('that outlasts it by a quarter of an hour pages at its own severity, and the other incident goes its way', async () => {
    const world = await account({ 'edi-prod-portal-s0': minutes([1, 'ALARM'], [4, 'OK']), 'edi-prod-ingest-s1': minutes([2, 'ALARM']) }).until(18);
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
    expect(await world.incident('portal')).toMatchObject({ state: 'monitoring', affected: [{ group: 'invoices' }] });
    await world.until(22);
    expect(world.paged.slice(1)).toEqual(['19 edi-prod-s1-tier-1 ana@example.com']);
    expect(await world.incident('invoices')).toMatchObject({ severity: 'S1', state: 'open' });
    expect(await world.incident('portal')).toMatchObject({ state: 'monitoring', affected: [] });
    // Nothing of the S0 is paged for what is an S1 of another service.
    await world.until(70);
    expect(world.paged.filter((each) => each.includes('s0'))).toHaveLength(1);
    expect(await world.incident('portal')).toMatchObject({ state: 'resolved' });
  });

  test('that outlasts an incident somebody resolved pages a quarter of an hour later', async () => {
    const world = await account({ 'edi-prod-portal-s0': minutes([1, 'ALARM'], [4, 'OK']), 'edi-prod-ingest-s1': minutes([2, 'ALARM']) }).until(5);
    const { engine } = world;
    await runCommand(engine.store, engine.policy.roster, 'portal-1', { kind: 'resolve', by: 'ana', resolution: 'restarted' }, { now: world.account.now });
    await world.until(19);
    expect(await world.incident('invoices')).toBeUndefined();
    await world.until(21);
    expect(await world.incident('invoices')).toMatchObject({ severity: 'S1', state: 'open' });
  });

  test('pages when the table cannot be read: better one page too many', async () => {
    const world = account({ 'edi-prod-ingest-s1': minutes([1, 'ALARM']) });
    world.account.failCalls({
      service: 'dynamodb',
      operation: 'Query',
      from: world.account.now,
      until: world.account.now + 120_000,
      errorName: 'InternalServerError',
    });
    await world.until(1);
    expect(world.paged).toEqual(['1 edi-prod-s1-tier-1 ana@example.com']);
  });

  test('forty services that go down with it are one incident and one page, whatever the order', async () => {
    const children = Array.from({ length: 40 }, (_, index) => `child-${index}`);
    const changes: Partial<EnginePolicy> = {
      groups: [DEPENDENT.groups![0]!, ...children.map((id) => ({ id, title: id, owner: 'operations lead', dependsOn: ['portal'] }))],
      alarms: [...ENGINE_POLICY.alarms, ...children.map((id) => known(id, id, 'S1'))],
    };
    const world = await new EngineAccount(PORTAL_DOWN, changes).until(1, { hears: false, ticks: false });
    const fired = (alarmName: string) => ({
      source: 'aws.cloudwatch',
      'detail-type': 'CloudWatch Alarm State Change',
      region: REGION,
      detail: { alarmName, state: { value: 'ALARM', reason: 'down', timestamp: '2026-03-02T08:00:30.000+0000' } },
    });
    const names = [...children.slice(0, 20), 'portal-s0', ...children.slice(20)];
    for (const name of names) await world.hear(fired(`edi-prod-${name}`));
    // Those that came before the portal are heard of again, by reconciliation.
    for (const name of children.slice(0, 20)) await world.hear(fired(`edi-prod-${name}`));
    expect(world.paged).toEqual(['1 edi-prod-s0-tier-1 ana@example.com']);
    expect((await world.engine.store.notClosed()).map(({ id }) => id)).toEqual(['portal-1']);
    expect((await world.incident('portal'))?.affected).toHaveLength(40);
  });
});
