import { carryOut } from './carry-out';
import { changeExisting } from '../../incident/use-cases/change-incident';
import { turnContext, type Engine } from './engine';
import type { Incident } from '../../incident/lifecycle/incident';
import { reduceIncident } from '../../incident/lifecycle/reduce-incident';

/** Does what is due for an incident, and returns it as it is then. */
export async function lookAfter(engine: Engine, incident: Incident): Promise<Incident> {
  const changed = await changeExisting(engine.store, incident, (current) => reduceIncident(current, { kind: 'tick' }, turnContext(engine)));
  return changed === undefined ? incident : carryOut(engine, changed);
}
