import { carryOut } from './carry-out';
import { changeIncident } from './change-incident';
import { LEASE_SECONDS, type Engine } from './engine';
import type { Incident } from '../../domain/incident/incident';
import { reduceIncident } from '../../domain/incident/reduce-incident';

/** Does what is due for an incident, and returns it as it is then. */
export async function lookAfter(engine: Engine, incident: Incident): Promise<Incident> {
  const { group, sequence } = incident;
  const changed = await changeIncident(
    engine.store,
    () => engine.store.get(group, sequence),
    (current) => current && reduceIncident(current, { kind: 'tick' }, { now: engine.now(), leaseSeconds: LEASE_SECONDS }),
  );
  return changed === undefined ? incident : carryOut(engine, changed);
}
