import { eventOfTime } from '../lifecycle/drill';
import type { Incident } from '../lifecycle/incident';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { changeIncident } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';

/**
 * Does what is due for an incident, and returns it as it is then. It is reduced as it was read from the index, and read again
 * only when somebody has written it since: a call less for each of a thousand. Before a drill does anything, it is looked
 * whether something real goes on.
 */
export async function processDueSteps(engine: Engine, incident: Incident): Promise<Incident> {
  const { store } = engine;
  const event = eventOfTime(incident, incident.drill ? await store.active() : []);
  let isRead = false;
  const read = () => {
    const again = isRead;
    isRead = true;
    return again ? store.get(incident.group, incident.sequence) : Promise.resolve(incident);
  };
  const changed = await changeIncident(store, read, (current) => current && reduceIncident(current, event, transitionContext(engine)));
  return changed === undefined ? incident : executeEffects(engine, changed);
}
