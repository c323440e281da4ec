import { messageOf } from '../../problems/error-message';
import { SECOND_MS, type Instant } from '../../time/time';
import { nextDueAt } from '../lifecycle/clocks';
import type { Incident } from '../lifecycle/incident';
import { workOn } from './bounded-work';
import type { Engine } from './engine';
import { processDueSteps } from './process-due-steps';

/**
 * Seconds a tick stays for what is due before the next one, so that a tier is paged at its second and not at the next
 * minute. Together with the work before it less than the function may run. A run that ends early loses nothing: the next
 * tick does what is overdue.
 */
export const STAYS_SECONDS = 40;

/** Incidents that are looked after at the same time: each waits for AWS most of its time, and connections are not without end. */
export const INCIDENTS_AT_ONCE = 8;

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
    if (engine.now() > end) return;
    const triedAt = Math.max(next.at, engine.now());
    const due = waiting.filter((each) => dueAt(each) !== undefined && dueAt(each)! <= triedAt);
    const processed = new Map<Waiting, Waiting>();
    await workOn(due, { atOnce: INCIDENTS_AT_ONCE, mayBegin: () => engine.now() <= end }, async (each) => {
      processed.set(each, { incident: await processOrLog(engine, each.incident), triedAt });
    });
    waiting = waiting.map((each) => processed.get(each) ?? each);
  }
}

interface Waiting {
  readonly incident: Incident;
  /** What was due until then has been tried. */
  readonly triedAt: Instant;
}

function earliest(waiting: readonly Waiting[]): { readonly incident: Incident; readonly at: Instant } | undefined {
  const due = waiting.flatMap((each) => {
    const at = dueAt(each);
    return at === undefined ? [] : [{ incident: each.incident, at }];
  });
  return due.sort((a, b) => a.at - b.at)[0];
}

/** When an incident is due for something that has not been tried yet. */
function dueAt({ incident, triedAt }: Waiting): Instant | undefined {
  const at = nextDueAt(incident);
  return at === undefined || at <= triedAt ? undefined : at;
}

async function processOrLog(engine: Engine, incident: Incident): Promise<Incident> {
  try {
    return await processDueSteps(engine, incident);
  } catch (error) {
    engine.log({ level: 'ERROR', code: 'incident not processed', message: `${incident.id}: ${messageOf(error)}` });
    return incident;
  }
}
