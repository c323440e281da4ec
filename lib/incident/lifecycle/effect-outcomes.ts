import type { OutboxEntry } from './effect';
import { isActive } from './incident';
import type { EffectOutcomeEvent } from './incident-event';
import { skipTier } from './ladder';
import type { Turn } from './turn';
import { MINUTE_MS } from '../../time/time';

/** Longest wait before an effect that failed is tried again; those that page never wait. */
const MAX_WAIT_MINUTES = 15;

/** What became of an effect. One that is no longer in the outbox was done before, or nobody needs it any more. */
export function hearOutcome(turn: Turn, { key, outcome, page }: EffectOutcomeEvent): void {
  const { outbox } = turn.incident;
  const entry = outbox.find(({ effect }) => effect.key === key);
  if (entry === undefined) {
    if (page !== undefined && outcome.kind === 'done') tellOvertaken(turn, recordPaged(turn, page, outcome.reached ?? []));
    return;
  }
  if (outcome.kind === 'failed') return failed(turn, entry, outcome.why);
  turn.set({ outbox: outbox.filter((each) => each !== entry) });
  const { effect } = entry;
  if (effect.kind === 'ops item' && outcome.kind === 'done' && outcome.reference !== undefined) turn.set({ opsItemId: outcome.reference });
  if (effect.kind !== 'page') return;
  if (outcome.kind === 'nobody') {
    // A repeat to a tier that is known to be empty says nothing new.
    if (effect.generation === turn.incident.generation && turn.incident.ladder.reached.some(({ tier, skipped }) => tier === effect.tier && !skipped)) {
      skipTier(turn, effect.tier, outcome.why);
    }
    return;
  }
  recordPaged(turn, effect, outcome.reached ?? []);
  const unreachable = (outcome.unreachable ?? []).join(' and ');
  // Once a tier: a repeat says nothing new.
  const isRepeat = effect.reason === 'nobody acknowledged' || effect.reason === 'exhausted';
  if (unreachable !== '' && !isRepeat) turn.fault('person unreachable', `${turn.incident.id}: ${unreachable} of tier ${effect.tier} cannot be reached: no confirmed contact`, unreachable);
}

/** Writes down who was paged, each once for a tier and generation; returns those who were not known to be. */
function recordPaged(turn: Turn, { tier, generation }: { readonly tier: number; readonly generation: number }, people: readonly string[]): readonly string[] {
  const { paged } = turn.incident;
  const added = people.filter((person) => !paged.some((each) => each.person === person && each.tier === tier && each.generation === generation));
  turn.note(`paged (tier ${tier}): ${people.join(', ')}`);
  turn.set({ paged: [...paged, ...added.map((person) => ({ person, tier, generation, at: turn.now }))] });
  return added;
}

/** Somebody acknowledged or resolved it while these people were being paged: they hear of it, too. */
function tellOvertaken(turn: Turn, people: readonly string[]): void {
  const { state, acknowledgement } = turn.incident;
  if (people.length === 0) return;
  if (!isActive(turn.incident)) turn.inform({ kind: 'people', people }, state === 'closed' ? 'closed' : 'resolved');
  else if (acknowledgement !== undefined) turn.inform({ kind: 'people', people }, 'acknowledged');
}

function failed(turn: Turn, entry: OutboxEntry, why: string): void {
  const { effect } = entry;
  const attempts = entry.attempts + 1;
  const isUrgent = effect.kind === 'page' || effect.kind === 'fault';
  const wait = isUrgent ? 0 : Math.min(2 ** (attempts - 1), MAX_WAIT_MINUTES) * MINUTE_MS;
  const again = { ...entry, attempts, notBefore: turn.now + wait };
  turn.set({ outbox: turn.incident.outbox.map((each) => (each === entry ? again : each)) });
  if (attempts > 1) return;
  turn.note(`${effect.kind} failed and is tried again: ${why}`);
  if (effect.kind === 'page') turn.fault('page failed', `${turn.incident.id}: tier ${effect.tier} could not be paged: ${why}`, `tier-${effect.tier}`);
}
