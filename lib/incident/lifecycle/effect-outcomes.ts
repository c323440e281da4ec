import { MINUTE_MS } from '../../time/time';
import type { OutboxEntry } from './effect';
import { skipTier } from './escalation';
import { hearStart } from './healing';
import { isActive } from './incident';
import type { EffectOutcomeEvent } from './incident-event';
import type { IncidentTransition } from './incident-transition';

/** Longest wait before an effect that failed is tried again; those that page never wait. */
const MAX_WAIT_MINUTES = 15;

/** What became of an effect. One that is no longer in the outbox was done before, or nobody needs it any more. */
export function hearOutcome(transition: IncidentTransition, { key, outcome, page }: EffectOutcomeEvent): void {
  const { outbox } = transition.incident;
  const entry = outbox.find(({ effect }) => effect.key === key);
  const heal = outcomeOfStart(key, outcome, entry);
  if (heal !== undefined) {
    transition.set({ outbox: outbox.filter((each) => each !== entry) });
    return hearStart(transition, heal.number, heal.outcome);
  }
  if (entry === undefined) {
    if (page !== undefined && outcome.kind === 'done') tellOvertaken(transition, recordPaged(transition, page, outcome.reached ?? []));
    return;
  }
  if (outcome.kind === 'failed' || outcome.kind === 'refused') return failed(transition, entry, outcome.why);
  transition.set({ outbox: outbox.filter((each) => each !== entry) });
  const { effect } = entry;
  if (effect.kind === 'ops item' && outcome.kind === 'done' && outcome.reference !== undefined) transition.set({ opsItemId: outcome.reference });
  if (effect.kind !== 'page') return;
  if (outcome.kind === 'nobody') {
    // A repeat to a tier that is known to be empty says nothing new.
    if (effect.round === transition.incident.round && transition.incident.escalation.reached.some(({ tier, skipped }) => tier === effect.tier && !skipped)) {
      skipTier(transition, effect.tier, outcome.why);
    }
    return;
  }
  recordPaged(transition, effect, outcome.reached ?? []);
  const unreachable = (outcome.unreachable ?? []).join(' and ');
  // Once a tier: a repeat says nothing new.
  const isRepeat = effect.reason === 'nobody acknowledged' || effect.reason === 'exhausted';
  if (unreachable !== '' && !isRepeat)
    transition.fault(
      'person unreachable',
      `${transition.incident.id}: ${unreachable} of tier ${effect.tier} cannot be reached: no confirmed contact`,
      unreachable,
    );
}

/** The outcome of the start of a run, also of one that was taken back meanwhile; undefined for any other effect. */
function outcomeOfStart(key: string, outcome: EffectOutcomeEvent['outcome'], entry: OutboxEntry | undefined) {
  const number = /\/heal\/(\d+)$/.exec(key)?.[1];
  if (number === undefined || outcome.kind === 'nobody' || (entry !== undefined && entry.effect.kind !== 'heal')) return undefined;
  return { number: Number(number), outcome };
}

/** Writes down who was paged, each once for a tier and escalation round; returns those who were not known to be. */
function recordPaged(
  transition: IncidentTransition,
  { tier, round }: { readonly tier: number; readonly round: number },
  people: readonly string[],
): readonly string[] {
  const { paged } = transition.incident;
  const added = people.filter((person) => !paged.some((each) => each.person === person && each.tier === tier && each.round === round));
  transition.note('people paged', `paged (tier ${tier}): ${people.join(', ')}`);
  transition.set({ paged: [...paged, ...added.map((person) => ({ person, tier, round, at: transition.now }))] });
  return added;
}

/** Somebody acknowledged or resolved it while these people were being paged: they hear of it, too. */
function tellOvertaken(transition: IncidentTransition, people: readonly string[]): void {
  const { state, acknowledgement } = transition.incident;
  if (people.length === 0) return;
  if (!isActive(transition.incident)) transition.inform({ kind: 'people', people }, state === 'closed' ? 'closed' : 'resolved');
  else if (acknowledgement !== undefined) transition.inform({ kind: 'people', people }, 'acknowledged');
}

function failed(transition: IncidentTransition, entry: OutboxEntry, why: string): void {
  const { effect } = entry;
  const attempts = entry.attempts + 1;
  const isUrgent = effect.kind === 'page' || effect.kind === 'fault' || effect.kind === 'stop healing';
  const wait = isUrgent ? 0 : Math.min(2 ** (attempts - 1), MAX_WAIT_MINUTES) * MINUTE_MS;
  const again = { ...entry, attempts, notBefore: transition.now + wait };
  transition.set({ outbox: transition.incident.outbox.map((each) => (each === entry ? again : each)) });
  if (attempts > 1) return;
  transition.note('effect failed', `${effect.kind} failed and is tried again: ${why}`);
  if (effect.kind === 'page')
    transition.fault('page failed', `${transition.incident.id}: tier ${effect.tier} could not be paged: ${why}`, `tier-${effect.tier}`);
}
