import type { Measurement } from '../measurements';
import { DRILLS_GIVE_WAY } from './drills-give-way';
import { HEALED_OR_PAGED } from './healed-or-paged';
import type { Invariant, PagingHistory } from './invariant';
import { LIVE_ESCALATION } from './live-escalation';
import { NEVER_SILENT } from './never-silent';
import { NO_DUPLICATE_PAGES } from './no-duplicate-pages';
import { OVER_IS_OVER } from './over-is-over';
import { OVERRIDE_HOLDS } from './override-holds';
import { QUIET_AFTER_ACKNOWLEDGEMENT } from './quiet-after-acknowledgement';
import { RECORDED_PAGES } from './recorded-pages';
import { RISING_TIERS } from './rising-tiers';

/** What must be true of every game day; that it gives the same trace every time is tested by playing it twice. */
export const INVARIANTS: readonly Invariant[] = [
  LIVE_ESCALATION,
  RECORDED_PAGES,
  NO_DUPLICATE_PAGES,
  QUIET_AFTER_ACKNOWLEDGEMENT,
  RISING_TIERS,
  NEVER_SILENT,
  DRILLS_GIVE_WAY,
  OVERRIDE_HOLDS,
  HEALED_OR_PAGED,
];

/** What must be true besides in scenarios that nobody expects anything of. */
export const EXPLORED_INVARIANTS: readonly Invariant[] = [...INVARIANTS, OVER_IS_OVER];

/** Looks at what must always be true; each that was not is a failed measurement of its own. */
export function checkInvariants(history: PagingHistory, invariants = INVARIANTS): Measurement[] {
  const violated = invariants.flatMap(({ id, violations }): Measurement[] => {
    const [first, ...more] = violations(history);
    if (first === undefined) return [];
    return [
      {
        code: 'invariant-violated',
        subject: { id },
        expected: { kind: 'always' },
        measured: { kind: 'violated', first, more: more.length },
        outcome: 'failed',
      },
    ];
  });
  if (violated.length > 0) return violated;
  return [
    {
      code: 'invariants-hold',
      subject: { ids: invariants.map(({ id }) => id) },
      expected: { kind: 'always' },
      measured: { kind: 'always' },
      outcome: 'passed',
    },
  ];
}
