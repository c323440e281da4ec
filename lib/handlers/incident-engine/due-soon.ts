import { messageOf } from './clients';
import type { Engine } from './engine';
import { lookAfter } from './look-after';
import { nextDueAt } from '../../domain/incident/clocks';
import type { Incident } from '../../domain/incident/incident';
import { SECOND_MS } from '../../domain/time';

/**
 * Seconds a tick stays for what is due before the next one, so that a tier is paged at its second and not at the next
 * minute. Together with the work before it less than the function may run. A run that ends early loses nothing: the next
 * tick does what is overdue.
 */
const STAYS_SECONDS = 40;

/** Waits for whatever is due within the tick, and does it on time. Costs time of the function only while something is. */
export async function doWhatIsDueSoon(engine: Engine, incidents: readonly Incident[], tickAt: number): Promise<void> {
  const end = tickAt + STAYS_SECONDS * SECOND_MS;
  const waiting = new Map(incidents.map((incident) => [incident.id, incident]));
  for (;;) {
    const next = earliest([...waiting.values()], engine.now());
    if (next === undefined || next.at > end) return;
    await engine.wait(next.at - engine.now());
    try {
      waiting.set(next.incident.id, await lookAfter(engine, next.incident));
    } catch (error) {
      engine.log(`${next.incident.id}: ${messageOf(error)}`);
      waiting.delete(next.incident.id);
    }
  }
}

/** What is due next, later than now: what is due and could not be done is the next tick's. */
function earliest(incidents: readonly Incident[], now: number): { readonly incident: Incident; readonly at: number } | undefined {
  const due = incidents.flatMap((incident) => {
    const at = nextDueAt(incident);
    return at === undefined || at <= now ? [] : [{ incident, at }];
  });
  return due.sort((a, b) => a.at - b.at)[0];
}
