import { realBefore } from '../lifecycle/drill';
import type { EscalationPolicy } from '../lifecycle/escalation-policy';
import { isActive, type Incident } from '../lifecycle/incident';
import type { DeclareEvent } from '../lifecycle/incident-event';
import type { TransitionContext } from '../lifecycle/incident-transition';
import { openIncident } from '../lifecycle/open-incident';
import { cutWhenOpened } from '../lifecycle/text-limits';
import { changeIncident, type Changed } from './change-incident';
import type { IncidentStore } from './incident-store';

/** What became of a declaration: a new incident, with what of it was too long to be kept whole, or the one that stands in its way. */
export type Declaration =
  | { readonly kind: 'opened'; readonly opened: Changed; readonly cut: readonly string[] }
  | { readonly kind: 'refused'; readonly active: Incident };

/**
 * Opens an incident that no alarm reported, or a drill. A service has one incident at a time, but what is real does not
 * wait for what is played, and nothing is played while something real that is as severe calls people.
 *
 * @throws CollisionError when others always write first
 * @throws Error as the store answers
 */
export async function declareIncident(
  store: IncidentStore,
  { group, policy }: { readonly group: string; readonly policy: EscalationPolicy },
  event: DeclareEvent,
  context: TransitionContext,
): Promise<Declaration> {
  const real = event.drill ? realBefore(event.severity, await store.active()) : undefined;
  if (real !== undefined) return { kind: 'refused', active: real };
  let active: Incident | undefined;
  const opened = await changeIncident(
    store,
    () => store.latest(group),
    (previous) => {
      active = previous !== undefined && isActive(previous) && (event.drill || !previous.drill) ? previous : undefined;
      return active === undefined ? openIncident({ group, previous, policy }, event, context) : undefined;
    },
  );
  return opened === undefined ? { kind: 'refused', active: active! } : { kind: 'opened', opened, cut: cutWhenOpened(event) };
}
