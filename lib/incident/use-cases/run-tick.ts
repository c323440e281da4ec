import { messageOf } from '../../problems/error-message';
import { MINUTE_MS } from '../../time/time';
import { nextDueAt } from '../lifecycle/clocks';
import type { Incident } from '../lifecycle/incident';
import type { Engine } from './engine';
import type { EngineLogCode, TickFault } from './engine-log';
import { offerHandoverAtShiftEnd } from './offer-handover';
import { processDueSteps } from './process-due-steps';
import { publishHeartbeat } from './publish-heartbeat';
import { reconcileAlarms } from './reconcile-alarms';
import { waitForDue } from './wait-for-due';

/** A page that has waited this long is no longer on its way: the engine does not call itself well. */
const STUCK_AFTER_MINUTES = 5;

/** What a tick found wrong with its own work; empty when everything was looked after. */
export interface TickReport {
  readonly incidents: number;
  readonly faults: readonly TickFault[];
}

/**
 * One minute of the engine. Whatever is due is done, incident by incident; the alarms are read; and only when all of
 * that went well, the heartbeat is sent that the watchdog and the fallback listen for. A part that fails keeps the others
 * from nothing. Then it stays a while for what is due before the next tick.
 */
export async function runTick(engine: Engine): Promise<TickReport> {
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
  const incidents = await attempt('incidents unreadable', 'reading the incidents', () => engine.store.notClosed());
  const processed: Incident[] = [];
  for (const incident of incidents ?? []) {
    const due = nextDueAt(incident);
    const isDue = due !== undefined && due <= now;
    processed.push((isDue ? await attempt('incident not processed', incident.id, () => processDueSteps(engine, incident)) : undefined) ?? incident);
  }
  for (const incident of processed) await attempt('incident not processed', incident.id, () => offerHandoverAtShiftEnd(engine, incident));
  if (incidents !== undefined) addAll('alarms not reconciled', await reconcileAlarms(engine, incidents));
  for (const incident of processed) {
    addAll('page stuck', stuckPages(incident, now));
    addAll('nobody reached', nobodyReached(incident));
  }
  if (faults.length === 0) addAll('heartbeat failed', await publishHeartbeat(engine, incidents ?? []));
  for (const fault of faults) engine.log({ level: 'ERROR', ...fault });
  await waitForDue(engine, processed, now);
  return { incidents: incidents?.length ?? 0, faults };
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
