import type { EnginePolicy } from '../../../lib/incident/lifecycle/engine-policy';
import { runCommand } from '../../../lib/incident/use-cases/run-command';
import { ENGINE_POLICY, EngineAccount } from '../../helpers/engine-account';
import type { Script } from '../../helpers/simulated-account';

const SHORTEST = 'edi-prod-portal-part';
const LONGER = 'edi-prod-ingest-s1';

/** The S0 of the portal is made of two burn rates, whose short windows are 5 and 30 minutes. */
const WITH_WINDOWS: Partial<EnginePolicy> = {
  blindAfterMinutes: 10_000,
  partAlarms: [SHORTEST, LONGER],
  alarms: ENGINE_POLICY.alarms
    .filter(({ name }) => name !== LONGER)
    .map((alarm) =>
      alarm.severity === 'S0'
        ? {
            ...alarm,
            shortWindows: [
              { name: SHORTEST, minutes: 5 },
              { name: LONGER, minutes: 30 },
            ],
          }
        : alarm,
    ),
};

const minutes = (...states: readonly (readonly [number, 'ALARM' | 'OK'])[]) => states.map(([minute, state]) => [minute * 60, state] as const);
const command = (world: EngineAccount, kind: 'acknowledge' | 'mitigate') =>
  runCommand(world.engine.store, world.engine.policy.roster, 'portal-1', { kind, by: 'ana', via: 'cli' }, { now: world.account.now });

/** Who was called because it is not resolved, by the minute. */
const leadership = (world: EngineAccount) =>
  world.paged.filter((each) => /s0-tier-[34]/.test(each)).map((each) => each.replace('edi-prod-s0-', '').replace('@example.com', ''));

async function mitigatedAt(minute: number, script: Script): Promise<EngineAccount> {
  const world = await new EngineAccount({ 'edi-prod-portal-s0': minutes([1, 'ALARM']), ...script }, WITH_WINDOWS).until(minute);
  await command(world, 'acknowledge');
  expect((await command(world, 'mitigate')).answer.accepted).toBe(true);
  return world;
}

describe('an incident that somebody mitigated (9.5)', () => {
  test('from the runbook of the console, which asks the function', async () => {
    const world = await new EngineAccount({ 'edi-prod-portal-s0': minutes([1, 'ALARM']) }, WITH_WINDOWS).until(3);
    await world.hear({ kind: 'command', command: 'mitigate', incident: 'portal-1', by: 'ana', via: 'console' });
    expect(await world.incident()).toMatchObject({ state: 'acknowledged', acknowledgement: { by: 'ana', via: 'console' }, mitigation: { by: 'ana' } });
    expect(await world.hear({ kind: 'command', command: 'mitigate', incident: 'portal-1', by: 'nobody', via: 'console' })).toBe(
      'nobody on the roster is called nobody',
    );
  });

  test('calls nobody because it is not resolved while the short windows are over, although its alarm is on', async () => {
    const script = { [SHORTEST]: minutes([1, 'ALARM'], [8, 'OK']), [LONGER]: minutes([1, 'ALARM'], [35, 'OK']) };
    const acknowledged = await new EngineAccount({ 'edi-prod-portal-s0': minutes([1, 'ALARM']), ...script }, WITH_WINDOWS).until(10);
    await command(acknowledged, 'acknowledge');
    await acknowledged.until(34);
    expect(leadership(acknowledged)).toEqual(['31 tier-3 daniel']);
    const world = await mitigatedAt(10, script);
    await world.until(100);
    expect(leadership(world)).toEqual([]);
    expect(await world.incident()).toMatchObject({ state: 'acknowledged', mitigation: { by: 'ana', burning: false } });
    expect(world.notified.some((each) => each.startsWith('10 edi-prod-s0-informed') || each.startsWith('11 edi-prod-s0-informed'))).toBe(true);
  });

  test('calls who fell due meanwhile at once when a short window burns again', async () => {
    const world = await mitigatedAt(10, { [SHORTEST]: minutes([1, 'ALARM'], [8, 'OK'], [65, 'ALARM']), [LONGER]: minutes([1, 'OK']) });
    await world.until(64);
    expect(leadership(world)).toEqual([]);
    await world.until(66);
    expect(leadership(world)).toEqual(['65 tier-3 daniel', '65 tier-4 elena']);
    expect(world.notified.filter((each) => each.startsWith('65 edi-prod-s0-informed ana'))).toHaveLength(1);
  });

  test('is not held while the shortest window burns', async () => {
    const world = await mitigatedAt(10, { [SHORTEST]: minutes([1, 'ALARM']), [LONGER]: minutes([1, 'ALARM']) });
    await world.until(32);
    expect(leadership(world)).toEqual(['31 tier-3 daniel']);
    // It has been on all the time: nobody reads that it is back.
    expect((await world.incident())?.timeline.map(({ code }) => code)).toContain('burning again');
    const notices = world.account.log.filter(
      (entry) => entry.kind === 'call' && entry.operation === 'Publish' && JSON.stringify(entry.input).includes('burns again and'),
    );
    expect(notices).toEqual([]);
  });

  test('gives a longer window its length to clear, and no more: a slow burn does not hide behind it', async () => {
    const world = await mitigatedAt(10, { [SHORTEST]: minutes([1, 'OK']), [LONGER]: minutes([1, 'ALARM']) });
    await world.until(45);
    expect(leadership(world)).toEqual([]);
    await world.until(47);
    expect(leadership(world)).toEqual(['46 tier-3 daniel']);
  });

  test('goes on at once when its alarm is on again', async () => {
    const world = await new EngineAccount(
      { 'edi-prod-portal-s0': minutes([1, 'ALARM'], [33, 'OK'], [34, 'ALARM']), [SHORTEST]: minutes([1, 'OK']), [LONGER]: minutes([1, 'OK']) },
      WITH_WINDOWS,
    ).until(10);
    await command(world, 'mitigate');
    await world.until(35);
    expect(leadership(world)).toEqual(['34 tier-3 daniel']);
  });

  test('stays as it was while the short windows cannot be read, and the engine does not call itself well', async () => {
    const world = await mitigatedAt(10, { [SHORTEST]: minutes([1, 'OK']), [LONGER]: minutes([1, 'OK']) });
    const { account } = world;
    account.failCalls({
      service: 'cloudwatch',
      operation: 'DescribeAlarms',
      from: account.now,
      until: account.now + 3 * 60_000,
      errorName: 'InternalServerError',
    });
    await world.until(12);
    expect(await world.incident()).toMatchObject({ mitigation: { burning: false } });
    expect(world.logged.map(({ message }) => message).join('\n')).toContain('the short windows of portal-1');
  });

  test('is held no longer when its alarm has no short window: nothing would say that it burns', async () => {
    const world = await new EngineAccount({ 'edi-prod-portal-s0': minutes([1, 'ALARM']) }).until(10);
    await command(world, 'mitigate');
    await world.until(32);
    expect(leadership(world)).toEqual(['31 tier-3 daniel']);
  });

  test('belongs to whoever mitigated it, and cannot be mitigated once it is over', async () => {
    const world = await new EngineAccount({ 'edi-prod-portal-s0': minutes([1, 'ALARM'], [6, 'OK']), [SHORTEST]: minutes([1, 'OK']) }, WITH_WINDOWS).until(3);
    await command(world, 'mitigate');
    expect(await world.incident()).toMatchObject({ state: 'acknowledged', acknowledgement: { by: 'ana' } });
    await world.until(12);
    expect(world.paged).toHaveLength(1);
    expect((await command(world, 'mitigate')).answer).toMatchObject({ accepted: false });
  });
});
