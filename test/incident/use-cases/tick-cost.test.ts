import { incidentStoreIn } from '../../../lib/handlers/incident-engine/incident-store-in';
import type { Incident } from '../../../lib/incident/lifecycle/incident';
import type { Severity } from '../../../lib/incident/severity';
import type { Engine } from '../../../lib/incident/use-cases/engine';
import type { IncidentStore } from '../../../lib/incident/use-cases/incident-store';
import { runTick } from '../../../lib/incident/use-cases/run-tick';
import { INCIDENTS_AT_ONCE } from '../../../lib/incident/use-cases/wait-for-due';
import { MINUTE_MS } from '../../../lib/time/time';
import { EngineAccount } from '../../helpers/engine-account';
import { anIncident } from '../../helpers/incidents';
import { START } from '../../helpers/simulated-account';
import { tableInMemory } from '../../helpers/table-in-memory';

/** A tick reads what is active and what is due, several incidents at a time, and bounds its own work (9.13). */

/** Records of some 7 KB that a page of 1 MB has room for. */
const RECORDS_A_PAGE = 140;

const count = (calls: readonly string[], operation: string): number => calls.filter((call) => call.startsWith(operation)).length;

/** Resolved, with a postmortem that is owed in three days. */
function owing(index: number): Incident {
  const at = START - MINUTE_MS;
  return anIncident({
    id: `service-${index}-1`,
    group: `service-${index}`,
    sequence: 1,
    state: 'resolved',
    alarms: [],
    resolution: { by: 'ana', at, text: 'rolled back' },
    postmortem: { status: 'due', clockStart: at, notified: 0 },
  });
}

/** Open since the start, with the first tier paged: the second is due after five minutes. */
function open(index: number, severity: Severity = 'S0'): Incident {
  return anIncident({
    id: `service-${index}-1`,
    group: `service-${index}`,
    sequence: 1,
    severity,
    peakSeverity: severity,
    alarms: [],
    openedAt: START,
    startedAt: START,
    escalation: { startedAt: START, reached: [{ tier: 1, at: START, skipped: false }], repeats: 0 },
    paged: [{ person: 'ana', tier: 1, round: 1, at: START }],
  });
}

async function engineWith(incidents: readonly Incident[]) {
  const world = new EngineAccount();
  const table = tableInMemory(RECORDS_A_PAGE);
  const store = incidentStoreIn(table.port, 'edi-prod-incidents', 'test');
  for (const incident of incidents) await store.write(incident);
  world.account.run(START + 6 * MINUTE_MS);
  table.calls.length = 0;
  const engine: Engine = { ...world.engine, store };
  return { world, table, store, engine };
}

test('10,000 records that only owe something later cost a tick two reads, not 72', async () => {
  const { table, store, engine } = await engineWith(Array.from({ length: 10_000 }, (_, index) => owing(index)));
  expect(await runTick(engine)).toEqual({ incidents: 0, left: 0, faults: [] });
  expect(table.calls).toEqual(['Query edi-prod-incidents', 'Query edi-prod-incidents']);
  table.calls.length = 0;
  // What every tick read before, and what a person who asks for all of them reads.
  expect(await store.notClosed()).toHaveLength(10_000);
  expect(count(table.calls, 'Query')).toBe(73);
}, 60_000);

test('what is owed is done when it is due, although nothing is active', async () => {
  const { world, engine, store } = await engineWith([owing(1)]);
  world.account.run(START + 4 * 24 * 60 * MINUTE_MS);
  await runTick(engine);
  expect((await store.get('service-1', 1))?.timeline.map(({ code }) => code)).toContain('postmortem overdue');
});

test('1,000 due at once are looked after several at a time, each read once and written twice', async () => {
  const { world, table, store, engine } = await engineWith(Array.from({ length: 1_000 }, (_, index) => open(index)));
  let atOnce = 0;
  let most = 0;
  const counting: IncidentStore = {
    active: () => store.active(),
    owingAt: (until, limit) => store.owingAt(until, limit),
    notClosed: () => store.notClosed(),
    latest: (group) => store.latest(group),
    get: (group, sequence) => store.get(group, sequence),
    ofGroup: (group, limit) => store.ofGroup(group, limit),
    write: async (incident, before) => {
      most = Math.max(most, ++atOnce);
      const written = await store.write(incident, before);
      atOnce--;
      return written;
    },
  };
  expect(await runTick({ ...engine, store: counting })).toEqual({ incidents: 1_000, left: 0, faults: [] });
  expect(world.paged.filter((each) => each.includes('tier-2 ben'))).toHaveLength(1_000);
  expect([count(table.calls, 'Query'), count(table.calls, 'GetItem'), count(table.calls, 'PutItem')]).toEqual([9, 1_000, 2_000]);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(INCIDENTS_AT_ONCE);
}, 120_000);

test('a tick that runs out of time begins with the worst, says how much is left, and the next one goes on', async () => {
  const { world, store, engine } = await engineWith(Array.from({ length: 120 }, (_, index) => open(index, index < 60 ? 'S2' : 'S0')));
  world.account.run(START + 70 * MINUTE_MS);
  let spent = 0;
  const slow: Engine = {
    ...engine,
    now: () => world.account.now + spent,
    notifier: {
      ...engine.notifier,
      publish: async (topic, message, marks) => {
        spent += 200;
        await engine.notifier.publish(topic, message, marks);
      },
    },
  };
  const first = await runTick(slow);
  expect(first.left).toBeGreaterThan(0);
  expect(world.logged).toContainEqual({ level: 'WARN', code: 'work left', message: `${first.left} of 120 incidents that are due are left to the next tick` });
  const untouched = (await store.active()).filter(({ version }) => version === 1);
  expect(untouched).toHaveLength(first.left);
  const worst = (await store.active()).filter(({ severity, version }) => severity === 'S0' && version > 1);
  expect(worst.length).toBeGreaterThanOrEqual(Math.min(60, 120 - first.left));
  // Due for longer than five minutes, and put off again: the engine does not call itself well.
  expect(first.faults).toEqual([{ code: 'work left', message: expect.stringContaining('have been due for more than 5 minutes') }]);
  let rest = first.left;
  for (let tick = 0; tick < 20 && rest > 0; tick++) rest = (await runTick(slow)).left;
  expect((await store.active()).filter(({ version }) => version === 1)).toEqual([]);
}, 60_000);
