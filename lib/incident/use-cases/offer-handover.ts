import type { Instant } from '../../time/time';
import type { Incident } from '../lifecycle/incident';
import { reduceIncident } from '../lifecycle/reduce-incident';
import { holdersOf } from '../roster/holders-of';
import type { Roster } from '../roster/roster';
import { changeExisting } from './change-incident';
import { transitionContext, type Engine } from './engine';
import { executeEffects } from './execute-effects';

/** Asks for a hand-over when whoever has an incident has gone off duty since. Fault F20. */
export async function offerHandoverAtShiftEnd(engine: Engine, incident: Incident): Promise<void> {
  if (whoIsOnInstead(incident, engine.policy.roster, engine.now()).length === 0) return;
  const changed = await changeExisting(engine.store, incident, (current) => {
    const to = whoIsOnInstead(current, engine.policy.roster, engine.now());
    return to.length === 0 ? undefined : reduceIncident(current, { kind: 'shift over', to }, transitionContext(engine));
  });
  if (changed !== undefined) await executeEffects(engine, changed);
}

/** Who has the duty now that the one who acknowledged had then; nobody while it is still theirs, or was never. */
function whoIsOnInstead({ state, acknowledgement, policy, severity }: Incident, roster: Roster, now: Instant): readonly string[] {
  if (state !== 'acknowledged' || acknowledgement === undefined || acknowledgement.offeredTo !== undefined) return [];
  const { by, at } = acknowledgement;
  const roles = policy.severities[severity].tiers.flatMap((tier) => tier.roles).filter((role) => holdersOf(roster, [role], at).includes(by));
  const holders = holdersOf(roster, roles, now);
  return holders.includes(by) ? [] : holders;
}
