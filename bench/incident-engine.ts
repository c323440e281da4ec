/**
 * How fast incidents are handled: the reducer alone, and the engine with its table and topics in a simulated account,
 * beside what an alarm storm asks for: 500 alarms in a minute. The storm itself is played, too: one page a service, no
 * alarm lost. Run with `npx tsx bench/incident-engine.ts`; one core, everything in one process.
 */
import type { KnownAlarm } from '../lib/incident/lifecycle/engine-policy';
import type { Incident } from '../lib/incident/lifecycle/incident';
import type { AlarmEvent, IncidentEvent } from '../lib/incident/lifecycle/incident-event';
import { reduceGroup, reduceIncident } from '../lib/incident/lifecycle/reduce-incident';
import { MINUTE_MS } from '../lib/time/time';
import { EngineAccount } from '../test/helpers/engine-account';
import { anEscalationPolicy, OPENED_AT } from '../test/helpers/incidents';
import { REGION } from '../test/helpers/simulated-account';

/** The storm of fault F40. */
const STORM = 500;
const NEEDED_PER_SECOND = STORM / 60;

async function measure(what: string, count: number, work: () => Promise<void> | void): Promise<void> {
  await work();
  const start = process.hrtime.bigint();
  await work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  const rate = count / seconds;
  console.log(`${what.padEnd(36)} ${rate.toFixed(0).padStart(9)} events/s   ${(rate / NEEDED_PER_SECOND).toFixed(0).padStart(7)} x a storm`);
}

const alarmEvent = (index: number, state: AlarmEvent['state'], at: number): AlarmEvent => ({
  kind: 'alarm',
  alarm: { name: `alarm-${index % 5}`, region: REGION, severity: 'S1', title: 'portal/latency', impact: 'slow', runbook: 'portal-slow' },
  state,
  transitionAt: at,
  reason: 'bench',
  source: 'event',
});

/** Lives of incidents: alarms, ticks, people and outcomes, in turn. */
function liveThrough(events: number): void {
  const policy = anEscalationPolicy();
  let latest: Incident | undefined;
  for (let index = 0; index < events; index++) {
    const now = OPENED_AT + index * MINUTE_MS;
    const context = { now, leaseSeconds: 60 };
    const other: IncidentEvent = index % 11 === 0 ? { kind: 'acknowledge', by: 'ana', via: 'cli' } : { kind: 'tick' };
    const reduced =
      index % 3 === 0 || latest === undefined
        ? reduceGroup({ group: 'portal', policy }, latest, alarmEvent(index, index % 2 === 0 ? 'ALARM' : 'OK', now), context)
        : reduceIncident(latest, other, context);
    latest = reduced?.incident ?? latest;
    for (const { key } of reduced?.effects ?? []) {
      latest = reduceIncident(latest!, { kind: 'effect outcome', key, outcome: { kind: 'done', reached: ['ana'] } }, context).incident;
    }
  }
}

function storm(services: number): { readonly alarms: readonly KnownAlarm[]; readonly events: readonly object[] } {
  const alarms = Array.from({ length: STORM }, (_, index): KnownAlarm => ({
    name: `edi-prod-storm-${index}`,
    region: REGION,
    group: `service-${index % services}`,
    severity: 'S1',
    title: 'storm',
    impact: 'everything at once',
    runbook: 'storm',
  }));
  const events = alarms.map(({ name }) => ({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    region: REGION,
    detail: { alarmName: name, state: { value: 'ALARM', reason: 'storm', timestamp: '2026-03-02T08:00:30.000+0000' } },
  }));
  return { alarms, events };
}

async function play(services: number): Promise<void> {
  const { alarms, events } = storm(services);
  const world = await new EngineAccount({}, { alarms }).until(1);
  for (const event of events) await world.hear(event);
  const incidents = await world.engine.store.notClosed();
  const attached = incidents.flatMap((incident) => incident.alarms).length;
  const pages = world.paged.length;
  if (attached !== STORM || pages !== services) throw new Error(`${services} services: ${pages} pages, ${attached} alarms of ${STORM}`);
}

async function main(): Promise<void> {
  await measure('reducer', 20_000, () => liveThrough(20_000));
  for (const services of [1, 20, 500]) await measure(`engine, ${STORM} alarms of ${services} services`, STORM, () => play(services));
}

void main();
