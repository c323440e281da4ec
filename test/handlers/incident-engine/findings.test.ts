import { UnknownEventError } from '../../../lib/handlers/incident-engine/read-event';
import { EngineAccount } from '../../helpers/engine-account';
import { guardDutyFinding, hubFinding, SECURITY } from '../../helpers/findings';
import { START } from '../../helpers/simulated-account';

const MINUTE_MS = 60_000;

const heard = (script = {}) => new EngineAccount(script, { security: SECURITY });
const incident = (world: EngineAccount) => world.engine.store.latest('security');

describe('a finding of a security service', () => {
  test('opens an incident of S1 and pages as an alarm does, once however often its event comes (002-17)', async () => {
    const world = await heard().until(1);
    for (let time = 0; time < 3; time += 1) await world.hear(guardDutyFinding());
    await world.until(7);
    expect(world.paged.filter((page) => page.includes('tier-1'))).toEqual(['1 edi-prod-s1-tier-1 ana@example.com']);
    expect(await incident(world)).toMatchObject({ id: 'security-1', severity: 'S1', state: 'open', alarms: [{ name: 'guardDuty/a1b2', state: 'ALARM' }] });
  });

  test('is not looked for among the alarms of CloudWatch, where it would be a deleted one', async () => {
    const world = await heard().until(1);
    await world.hear(guardDutyFinding());
    await world.until(4);
    expect(await incident(world)).toMatchObject({ alarms: [{ state: 'ALARM' }] });
    expect(world.notified.filter((each) => each.includes('watchdog'))).toEqual([]);
  });

  test('that arrives ten minutes late is not compared with CloudWatch, and pages', async () => {
    const world = await heard().until(11);
    await world.hear(guardDutyFinding());
    expect(world.paged).toEqual(['11 edi-prod-s1-tier-1 ana@example.com']);
  });

  test('that its source reports as over recovers', async () => {
    const world = await heard().until(2);
    await world.hear(hubFinding());
    await world.hear(hubFinding({ Workflow: { Status: 'RESOLVED' }, UpdatedAt: '2026-03-02T08:02:00.000Z' }));
    expect(await incident(world)).toMatchObject({ alarms: [{ state: 'OK' }] });
  });

  test('pages while nothing can be written down, and its event is not done: nobody would find it later', async () => {
    const world = await heard().until(1);
    const { account } = world;
    account.failCalls({ service: 'dynamodb', operation: 'Query', from: START, until: START + 5 * MINUTE_MS, errorName: 'InternalServerError' });
    await expect(world.hear(guardDutyFinding())).rejects.toThrow('fails in this scenario');
    expect(world.paged).toEqual(['1 edi-prod-s1-tier-1 ana@example.com']);
  });

  test('is no event for an engine that was not given security signals', async () => {
    const world = await new EngineAccount().until(1);
    await expect(world.hear(guardDutyFinding())).rejects.toThrow(UnknownEventError);
  });
});
