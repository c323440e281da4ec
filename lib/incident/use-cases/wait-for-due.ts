import { messageOf } from '../../problems/error-message';
import { SECOND_MS, type Instant } from '../../time/time';
import { nextDueAt } from '../lifecycle/clocks';
import type { Incident } from '../lifecycle/incident';
import type { Engine } from './engine';
import { processDueSteps } from './process-due-steps';

/**
 * Seconds a tick stays for what is due before the next one, so that a tier is paged at its second and not at the next
 * minute. Together with the work before it less than the function may run. A run that ends early loses nothing: the next
 * tick does what is overdue.
 */
const STAYS_SECONDS = 40;

/**
 * Waits for whatever is due within the tick, and does it on time. Costs time of the function only while something is.
 *
 * @param processedAt until when what was due has been tried; what could not be done then is the next tick's
 */
export async function waitForDue(engine: Engine, incidents: readonly Incident[], processedAt: Instant): Promise<void> {
  const end = processedAt + STAYS_SECONDS * SECOND_MS;
  let waiting = incidents.map((incident): Waiting => ({ incident, triedAt: processedAt }));
  for (;;) {
    const next = earliest(waiting);
    if (next === undefined || next.at > end) return;
    await engine.wait(Math.max(0, next.at - engine.now()));
    const triedAt = Math.max(next.at, engine.now());
    const incident = await processOrLog(engine, next.incident);
    waiting = waiting.map((each) => (each.incident.id === next.incident.id ? { incident, triedAt } : each));
  }
}

interface Waiting {
  readonly incident: Incident;
  /** What was due until then has been tried. */
  readonly triedAt: Instant;
}

function earliest(waiting: readonly Waiting[]): { readonly incident: Incident; readonly at: Instant } | undefined {
  const due = waiting.flatMap(({ incident, triedAt }) => {
    const at = nextDueAt(incident);
    return at === undefined || at <= triedAt ? [] : [{ incident, at }];
  });
  return due.sort((a, b) => a.at - b.at)[0];
}

async function processOrLog(engine: Engine, incident: Incident): Promise<Incident> {
  try {
    return await processDueSteps(engine, incident);
  } catch (error) {
    engine.log({ level: 'ERROR', code: 'incident not processed', message: `${incident.id}: ${messageOf(error)}` });
    return incident;
  }
}
