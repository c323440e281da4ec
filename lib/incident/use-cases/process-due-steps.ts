import type { Incident } from '../lifecycle/incident';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { changeExisting } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';

/** Does what is due for an incident, and returns it as it is then. */
export async function processDueSteps(engine: Engine, incident: Incident): Promise<Incident> {
  const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, { kind: 'tick' }, transitionContext(engine)));
  return changed === undefined ? incident : executeEffects(engine, changed);
}
