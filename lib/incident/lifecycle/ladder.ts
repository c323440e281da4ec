import { endOfDelay } from './delay';
import type { Delay, EscalationTier } from './escalation-policy';
import type { Incident } from './incident';
import type { Turn } from './turn';
import { SECOND_MS, type Instant } from '../../time/time';

/**
 * The ladder climbs while an alarm is on and nobody has resolved it. Times count from the start of the generation, in
 * elapsed time, whatever else happens: an alarm that comes and goes moves none of them. While the alarms are over
 * (hold-down) nothing new is paged, and what became due in the meantime is paged at once when one comes back.
 */

/** True while tiers may be paged. */
export function isClimbing({ state, quietSince }: Pick<Incident, 'state' | 'quietSince'>): boolean {
  return (state === 'open' || state === 'acknowledged') && quietSince === undefined;
}

/** Tiers of the present severity that were neither paged nor skipped, and that nothing stands against. */
function pendingTiers(incident: Incident): readonly EscalationTier[] {
  const { tiers } = incident.policy.severities[incident.severity];
  return tiers.filter(
    ({ tier, condition }) =>
      !incident.ladder.reached.some((reached) => reached.tier === tier) &&
      !(condition === 'not acknowledged' && incident.acknowledgement !== undefined),
  );
}

/**
 * When a tier is due. An alarm may ask for another hand-over to the second tier than its severity does; one of another
 * severity than the incident's has no say in it.
 */
export function tierDueAt({ ladder, policy, alarms, severity }: Incident, { tier, after, condition }: EscalationTier): Instant {
  const asked = tier === 2 ? alarms.filter((alarm) => alarm.severity === severity) : [];
  const handovers = asked.flatMap(({ handoverAfterSeconds }) => handoverAfterSeconds ?? []);
  const delay: Delay = handovers.length === 0 ? after : { kind: 'elapsed', seconds: Math.min(...handovers) };
  // Whoever is called because it is not resolved is not put off by somebody who acknowledges and says nothing.
  const from = condition === 'not resolved' ? (ladder.unresolvedSince ?? ladder.startedAt) : ladder.startedAt;
  return endOfDelay(delay, from, policy.calendar);
}

/** When the next tier is due, undefined when none is left. */
export function nextTierDueAt(incident: Incident): Instant | undefined {
  const pending = isClimbing(incident) ? pendingTiers(incident) : [];
  return pending.length === 0 ? undefined : Math.min(...pending.map((tier) => tierDueAt(incident, tier)));
}

/** Pages every tier that is due. */
export function climb(turn: Turn): void {
  if (!isClimbing(turn.incident)) return;
  for (const tier of pendingTiers(turn.incident)) {
    if (tierDueAt(turn.incident, tier) <= turn.now) reach(turn, tier, 'tier due');
  }
}

function reach(turn: Turn, { tier, roles }: EscalationTier, reason: 'tier due' | 'tier skipped'): void {
  const { ladder } = turn.incident;
  turn.set({ ladder: { ...ladder, reached: [...ladder.reached, { tier, at: turn.now, skipped: false }] } });
  turn.note(`tier ${tier} (${roles.join(', ')}) is paged${reason === 'tier skipped' ? ', as the tier before has nobody' : ''}`);
  turn.page(tier, roles, reason);
}

/** A tier turned out to have nobody: the next one is paged at once, whatever its time. */
export function skipTier(turn: Turn, tier: number, why: string): void {
  const { ladder, id } = turn.incident;
  const reached = ladder.reached.map((each) => (each.tier === tier ? { ...each, skipped: true } : each));
  turn.set({ ladder: { ...ladder, reached } });
  turn.note(`tier ${tier} is skipped: ${why}`);
  turn.fault('tier empty', `${id}: tier ${tier} is skipped: ${why}`, `tier-${tier}`);
  const later = turn.incident.policy.severities[turn.incident.severity].tiers.filter((each) => each.tier > tier);
  if (later.some((each) => reached.some((known) => known.tier === each.tier && !known.skipped))) return;
  const [next] = later.filter((each) => !reached.some((known) => known.tier === each.tier));
  if (next !== undefined) reach(turn, next, 'tier skipped');
  else if (turn.incident.acknowledgement === undefined && reached.every((each) => each.skipped)) {
    exhaust(turn, 'ladder unreachable', 'no tier of the ladder has anybody who can be reached');
  }
}

/** Nobody answers, or nobody is there: the watchdog is told. It goes on all the same. */
export function exhaust(turn: Turn, code: 'ladder exhausted' | 'ladder unreachable', why: string): void {
  const { id, title, severity } = turn.incident;
  turn.set({ exhausted: true });
  turn.note(`exhausted: ${why}`);
  turn.fault(code, `${severity} ${id} (${title}) has nobody: ${why}`);
}

/** When everybody on the ladder is paged again, undefined while there are tiers to come or somebody has it. */
export function nextRepeatAt(incident: Incident): Instant | undefined {
  const { ladder, policy, severity, acknowledgement, exhausted } = incident;
  const usual = policy.severities[severity].repeatEverySeconds;
  if (!isClimbing(incident) || acknowledgement !== undefined || usual === undefined) return undefined;
  // Never more often than before: what waited for a day does not become hourly.
  const every = exhausted ? Math.max(usual, policy.exhaustedEverySeconds) : usual;
  if (ladder.reached.length === 0 || pendingTiers(incident).length > 0) return undefined;
  return Math.max(...ladder.reached.map(({ at }) => at), ladder.lastRepeatAt ?? 0) + every * SECOND_MS;
}

/** Pages everybody again; after enough of that in vain the watchdog hears of it each time. */
export function repeatPages(turn: Turn): void {
  const { ladder, policy, exhausted } = turn.incident;
  const repeats = ladder.repeats + 1;
  turn.set({ ladder: { ...ladder, repeats, lastRepeatAt: turn.now } });
  turn.note(`nobody acknowledged: everybody on the ladder is paged again (${repeats})`);
  for (const { tier, roles } of turn.rules.tiers) turn.page(tier, roles, exhausted ? 'exhausted' : 'nobody acknowledged', repeats);
  if (exhausted || repeats >= policy.repeatsUntilExhausted) exhaust(turn, 'ladder exhausted', `nobody acknowledged after ${repeats} repeats`);
}

/** People were told that it is over, and it is not: the first tier is called again, whoever had it. */
export function pageRelapse(turn: Turn): void {
  const [first] = turn.rules.tiers;
  if (first !== undefined) turn.page(first.tier, first.roles, 'relapsed', turn.incident.flapCount);
  turn.inform({ kind: 'paged' }, 'relapsed');
}

/** A new generation of the incident: the ladder begins again now, for whoever is on call now. */
export function restartLadder(turn: Turn, reason: 'promoted' | 'reopened' | 'acknowledgement stale'): void {
  const { generation, ladder } = turn.incident;
  const { tiers } = turn.rules;
  // Who was called because it was not resolved, acknowledged or not, is not called again for somebody's silence.
  const kept = reason === 'acknowledgement stale' ? ladder.reached.filter(({ tier }) => tiers.find((each) => each.tier === tier)?.condition === 'not resolved') : [];
  turn.dropPages(() => true);
  turn.set({
    state: 'open',
    generation: generation + 1,
    acknowledgement: undefined,
    quietSince: undefined,
    exhausted: false,
    ladder: {
      startedAt: turn.now,
      reached: kept,
      repeats: 0,
      ...(reason === 'acknowledgement stale' && { unresolvedSince: ladder.unresolvedSince ?? ladder.startedAt }),
    },
  });
  const [first] = tiers;
  if (first === undefined) return;
  turn.set({ ladder: { ...turn.incident.ladder, reached: [{ tier: first.tier, at: turn.now, skipped: false }, ...kept] } });
  turn.page(first.tier, first.roles, reason);
}
