import { begin } from './begin-incident';
import { pageTierAtOnce } from './escalation';
import type { EscalationTier } from './escalation-policy';
import { isActive, type Incident } from './incident';
import type { UnapprovedEvent, UnapprovedStep } from './incident-event';
import type { IncidentTransition } from './incident-transition';

/**
 * A runbook asked for an approval, and its time is over: silence never approves, so the run has ended and nothing was changed. Whoever
 * was asked does not answer, and the next tier is called. Fault F54.
 */

/** Steps kept in a record, so that an event that comes twice pages once. Our choice: far more than an incident asks for. */
const MOST_KEPT = 10;

/** An approval was not given: it is recorded, once, and an incident that a mute suppresses begins. */
export function hearUnapproved(transition: IncidentTransition, { step }: UnapprovedEvent): void {
  const { incident } = transition;
  const { unapproved = [] } = incident;
  if (!isActive(incident) || unapproved.some((known) => known.executionId === step.executionId && known.name === step.name)) return;
  transition.set({ unapproved: [...unapproved, step].slice(-MOST_KEPT) });
  transition.note('not approved', `${unapprovedText(step)}: the run has ended, and nothing is approved by silence`);
  if (incident.state === 'suppressed') begin(transition);
  else transition.updateOpsItem(incident.acknowledgement === undefined ? 'Open' : 'InProgress');
}

/** Pages the next tier, acknowledged or not, when it was recorded just now and nobody is paged anyway. */
export function callForApproval(transition: IncidentTransition, before: Incident): void {
  const { incident } = transition;
  const tier = nextTier(incident);
  if (incident.unapproved === before.unapproved || !isActive(incident) || transition.pagesSomebody || tier === undefined) return;
  pageTierAtOnce(transition, tier, 'not approved', incident.unapproved!.length);
}

/** `nobody approved step approve of edi-prod-fail-over in time`. */
export function unapprovedText({ name, document }: UnapprovedStep): string {
  return `nobody approved step ${name} of ${document} in time`;
}

/** The tier after the highest one that was paged; the last one again where that was. One that was passed by is not gone back to. */
function nextTier({ policy, severity, escalation, notifiesOnce }: Incident): EscalationTier | undefined {
  const { tiers } = policy.severities[severity];
  const called = notifiesOnce === true ? tiers.slice(0, 1) : tiers;
  const highest = Math.max(0, ...escalation.reached.map(({ tier }) => tier));
  return called.find(({ tier }) => tier > highest) ?? called.at(-1);
}
