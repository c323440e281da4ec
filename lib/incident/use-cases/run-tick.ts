import { messageOf } from '../../problems/error-message';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../time/time';
import { nextDueAt } from '../lifecycle/clocks';
import { isActive, type Incident } from '../lifecycle/incident';
import { compareSeverity } from '../severity';
import { announce } from './announce';
import { workOn } from './bounded-work';
import type { Engine } from './engine';
import type { EngineLogCode, TickFault } from './engine-log';
import { offerHandoverAtShiftEnd } from './offer-handover';
import { processDueSteps } from './process-due-steps';
import { processRequests } from './process-requests';
import { publishCanary } from './publish-canary';
import { publishOwedCounts } from './publish-counts';
import { publishHeartbeat } from './publish-heartbeat';
import { reconcileAlarms } from './reconcile-alarms';
import { takesRequests } from './request-engine';
import { INCIDENTS_AT_ONCE, STAYS_SECONDS, waitForDue } from './wait-for-due';
import { watchHealing } from './watch-healing';
import { watchMitigated } from './watch-mitigated';

/** A page that has waited this long is no longer on its way: the engine does not call itself well. */
const STUCK_AFTER_MINUTES = 5;

/** Incidents a tick looks after, and seconds after which it begins no other: the function may run for a minute, and has more to do. */
const MOST_A_TICK = 1_000;
const WORK_SECONDS = 25;

/** What a tick found wrong with its own work; empty when everything was looked after. */
export interface TickReport {
  /** Incidents that are neither resolved nor closed. */
  readonly incidents: number;
  /** Incidents that were due and are left to the next tick. */
  readonly left: number;
  readonly faults: readonly TickFault[];
}

/**
 * One minute of the engine. Read is what is active, of which there is one a service, and what is due of the rest, however many
 * there are. Whatever is due is done, several incidents at a time, the most severe first, and no more than there is time for; the alarms are read; and only when all of
 * that went well, the heartbeat is sent that the watchdog and the fallback listen for. A part that fails keeps the others
 * from nothing. Behind it comes what nobody is paged for: posts to chat, and requests of people. Every few minutes it publishes a canary, whatever went wrong, and every hour how many postmortems are owed. Then it stays a while for what is due before the next tick.
 *
 * @param scheduledAt when it was to begin; what is posted once is posted in its minute
 */
export async function runTick(engine: Engine, scheduledAt = engine.now()): Promise<TickReport> {
  const faults: TickFault[] = [];
  const addAll = (code: EngineLogCode, messages: readonly string[]) => void faults.push(...messages.map((message) => ({ code, message })));
  const attempt = async <T>(code: EngineLogCode, what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      faults.push({ code, message: `${what}: ${messageOf(error)}` });
      return undefined;
    }
  };

  const now = engine.now();
  const active = await attempt('incidents unreadable', 'reading the incidents', () => engine.store.active());
  const owing = await attempt('incidents unreadable', 'reading what is owed', () => engine.store.owingAt(now + STAYS_SECONDS * SECOND_MS, MOST_A_TICK));
  const read = [...(active ?? []), ...(owing ?? [])];
  const byId = new Map(read.map((incident) => [incident.id, incident]));
  // A drill may have to give way, whatever is due of it.
  const due = read.filter((incident) => isDue(incident, now) || (incident.drill && isActive(incident))).sort((a, b) => compareSeverity(a.severity, b.severity));
  const end = now + WORK_SECONDS * SECOND_MS;
  let begun = 0;
  const left = await workOn(due, { atOnce: INCIDENTS_AT_ONCE, mayBegin: () => engine.now() < end && begun++ < MOST_A_TICK }, async (incident) => {
    const processed = await attempt('incident not processed', incident.id, () => processDueSteps(engine, incident));
    if (processed !== undefined) byId.set(incident.id, processed);
  });
  const processed = [...byId.values()];
  for (const incident of processed) await attempt('incident not processed', incident.id, () => offerHandoverAtShiftEnd(engine, incident));
  if (active !== undefined) addAll('alarms not reconciled', await reconcileAlarms(engine, active));
  addAll('alarms not reconciled', await watchMitigated(engine, processed));
  await attempt('healing not watched', 'what heals by itself', () => watchHealing(engine, processed));
  if (left.length > 0)
    engine.log({ level: 'WARN', code: 'work left', message: `${left.length} of ${due.length} incidents that are due are left to the next tick` });
  addAll('work left', overdue(left, now));
  for (const incident of processed) {
    addAll('page stuck', stuckPages(incident, now));
    addAll('nobody reached', nobodyReached(incident));
  }
  if (faults.length === 0) addAll('heartbeat failed', await publishHeartbeat(engine, active ?? []));
  await attempt('not announced', 'roster and digest', () => announce(engine, Math.floor(scheduledAt / MINUTE_MS) * MINUTE_MS));
  // Behind the heartbeat: a request that waits is no reason to call everybody.
  if (takesRequests(engine)) addAll('request not processed', (await attempt('request not processed', 'requests', () => processRequests(engine))) ?? []);
  for (const fault of faults) engine.log({ level: 'ERROR', ...fault });
  // None waits for the others: an SNS that does not answer makes no page late.
  await Promise.all([publishCanary(engine, now), publishOwedCounts(engine, now), waitForDue(engine, processed, now)]);
  return { incidents: active?.length ?? 0, left: left.length, faults };
}

function isDue(incident: Incident, now: Instant): boolean {
  const due = nextDueAt(incident);
  return due !== undefined && due <= now;
}

/** What is put off to the next tick is late; what has been for minutes is not looked after. */
function overdue(left: readonly Incident[], now: Instant): string[] {
  const late = left.filter((incident) => isDue(incident, now - STUCK_AFTER_MINUTES * MINUTE_MS));
  return late.length === 0 ? [] : [`${late.length} incidents have been due for more than ${STUCK_AFTER_MINUTES} minutes, ${late[0]!.id} first`];
}

/** A fault that the watchdog cannot be notified of is no reason to call everybody at home. */
function stuckPages({ outbox }: Incident, now: number): string[] {
  return outbox
    .filter(({ effect, since }) => effect.kind === 'page' && now - since > STUCK_AFTER_MINUTES * MINUTE_MS)
    .map(({ effect }) => `${effect.key} has been waiting for more than ${STUCK_AFTER_MINUTES} minutes`);
}

/**
 * An incident of which nobody in the escalation policy could be reached is not looked after, whatever the watchdog makes of it: without
 * the heartbeat CloudWatch pages everybody of the first tiers by its own topic. Fault F22.
 */
function nobodyReached({ id, state, exhausted, drill, paged, round }: Incident): string[] {
  const isReached = paged.some((each) => each.round === round);
  return state === 'open' && exhausted && !drill && !isReached ? [`nobody could be reached for ${id}`] : [];
}
