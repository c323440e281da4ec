import type { DeclareEvent } from '../../../lib/incident/lifecycle/incident-event';
import { declareIncident } from '../../../lib/incident/use-cases/declare-incident';
import { EngineAccount } from '../../helpers/engine-account';

const drill: DeclareEvent = { kind: 'declare', severity: 'S0', title: 'drill of the week', impact: 'none', by: 'ana', drill: true };
const declare = ({ engine, account }: EngineAccount, group: string) =>
  declareIncident(engine.store, { group, policy: engine.policy.escalation }, drill, { now: account.now });

/** Pages of tiers of S0, by the minute. */
const tiers = (world: EngineAccount) => world.paged.map((each) => each.replace('edi-prod-s0-', '').replace(/ \S+$/, ''));

describe('a drill while something real begins (9.10)', () => {
  test('of another service gives way within a tick, and no tier of it is called any more', async () => {
    const world = new EngineAccount({ 'edi-prod-portal-s0': [[10 * 60 + 5, 'ALARM']] }, { blindAfterMinutes: 10_000 });
    await declare(world, 'ingest');
    await world.until(45);
    // The drill: 1, 5 and 5. What is real: 11, 16 and 16, and its third tier at 41.
    expect(tiers(world)).toEqual(['1 tier-1', '5 tier-2', '5 tier-2', '11 tier-1', '16 tier-2', '16 tier-2', '41 tier-3']);
    expect((await world.incident('ingest'))?.resolution).toMatchObject({ by: 'day2', text: 'the drill is over: portal-1 (S0) is real' });
    const read = world.notified.filter((each) => each.startsWith('11 edi-prod-s0-informed'));
    for (const person of ['ana', 'ben', 'chiara']) expect(read).toContain(`11 edi-prod-s0-informed ${person}@example.com`);
  });

  test('is refused while something real that is as severe goes on, and not before', async () => {
    const world = await new EngineAccount({ 'edi-prod-portal-s0': [[60, 'ALARM']] }).until(3);
    expect(await declare(world, 'ingest')).toMatchObject({ kind: 'refused', active: { id: 'portal-1' } });
    const calm = await new EngineAccount({ 'edi-prod-portal-s2': [[60, 'ALARM']] }).until(3);
    expect((await declare(calm, 'ingest')).kind).toBe('opened');
  });

  test('goes on beside what is less severe', async () => {
    const world = new EngineAccount({ 'edi-prod-portal-s2': [[10 * 60, 'ALARM']] });
    await declare(world, 'ingest');
    await world.until(35);
    expect(tiers(world)).toContain('30 tier-3');
  });
});
