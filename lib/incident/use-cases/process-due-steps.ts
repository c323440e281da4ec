import { executeEffects } from './execute-effects';
import { changeExisting } from './change-incident';
import { turnContext, type Engine } from './engine';
import type { Incident } from '../lifecycle/incident';
import { reduceIncident } from '../lifecycle/reduce-incident';

/** Does what is due for an incident, and returns it as it is then. */
export async function processDueSteps(engine: Engine, incident: Incident): Promise<Incident> {
  const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, { kind: 'tick' }, turnContext(engine)));
  return changed === undefined ? incident : executeEffects(engine, changed);
}
