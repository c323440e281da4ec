import { messageOf } from './clients';
import { doWhatIsDueSoon } from './due-soon';
import type { Engine } from './engine';
import { publishHeartbeat } from './heartbeat';
import { lookAfter } from './look-after';
import { sweep } from './sweep';
import { nextDueAt } from '../../domain/incident/clocks';
import type { Incident } from '../../domain/incident/incident';
import { MINUTE_MS } from '../../domain/time';

/** A page or fault that has waited this long is no longer on its way: the engine does not call itself well. */
const STUCK_AFTER_MINUTES = 5;

/** What a tick found wrong with its own work; empty when everything was looked after. */
export interface TickReport {
  readonly incidents: number;
  readonly faults: readonly string[];
}

/**
 * One minute of the engine. Whatever is due is done, incident by incident; the alarms are swept; and only when all of
 * that went well, the heartbeat is sent that the watchdog and the fallback listen for. A part that fails keeps the others
 * from nothing. Then it stays a while for what is due before the next tick.
 */
export async function tick(engine: Engine): Promise<TickReport> {
  const faults: string[] = [];
  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (error) {
      faults.push(`${what}: ${messageOf(error)}`);
      return undefined;
    }
  };

  const now = engine.now();
  const incidents = await attempt('reading the incidents', () => engine.store.notClosed());
  const lookedAfter: Incident[] = [];
  for (const incident of incidents ?? []) {
    const due = nextDueAt(incident);
    const isDue = due !== undefined && due <= now;
    lookedAfter.push((isDue ? await attempt(incident.id, () => lookAfter(engine, incident)) : undefined) ?? incident);
  }
  if (incidents !== undefined) await attempt('the sweep of alarms', () => sweep(engine, incidents));
  faults.push(...(incidents ?? []).flatMap((incident) => stuckEffects(incident, now)));
  if (faults.length === 0) faults.push(...(await publishHeartbeat(engine, incidents ?? [])));
  for (const fault of faults) engine.log(fault);
  await doWhatIsDueSoon(engine, lookedAfter, now);
  return { incidents: incidents?.length ?? 0, faults };
}

function stuckEffects({ outbox }: Incident, now: number): string[] {
  return outbox
    .filter(({ effect, since }) => (effect.kind === 'page' || effect.kind === 'fault') && now - since > STUCK_AFTER_MINUTES * MINUTE_MS)
    .map(({ effect }) => `${effect.key} has been waiting for more than ${STUCK_AFTER_MINUTES} minutes`);
}
