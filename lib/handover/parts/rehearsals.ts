import { worstOutcome } from '../../problems/problem';
import type { HandoverFacts } from '../facts';
import type { Rehearsal } from '../input';

/** Rehearsals of one thing that count: those of the latest date. */
export function lastRehearsals({ rehearsals }: Pick<HandoverFacts, 'rehearsals'>, kind: Rehearsal['kind'], id: string): readonly Rehearsal[] {
  const all = rehearsals.filter((each) => each.kind === kind && each.id === id);
  const last = all
    .map(({ on }) => on)
    .sort()
    .at(-1);
  return all.filter(({ on }) => on === last);
}

/** `passed on 2026-11-30, 4 cases`; undefined for what was never rehearsed. */
export function rehearsalText(facts: Pick<HandoverFacts, 'rehearsals'>, kind: Rehearsal['kind'], id: string): string | undefined {
  const last = lastRehearsals(facts, kind, id);
  if (last.length === 0) return undefined;
  const outcome = worstOutcome(last.map((each) => each.outcome));
  const cases = kind === 'runbook' ? `, ${last.length} ${last.length === 1 ? 'case' : 'cases'}` : '';
  return `${outcome} on ${last[0]!.on}${cases}`;
}
