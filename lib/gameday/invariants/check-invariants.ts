import { formatInstant } from '../../time/time';
import type { Measurement } from '../report';
import type { Invariant, PagingHistory } from './invariant';
import { LIVE_LADDER } from './live-ladder';
import { NEVER_SILENT } from './never-silent';
import { NO_DUPLICATE_PAGES } from './no-duplicate-pages';
import { QUIET_AFTER_ACKNOWLEDGEMENT } from './quiet-after-acknowledgement';
import { RECORDED_PAGES } from './recorded-pages';
import { RISING_TIERS } from './rising-tiers';

/** What must be true of every game day; that it gives the same trace every time is tested by playing it twice. */
export const INVARIANTS: readonly Invariant[] = [LIVE_LADDER, RECORDED_PAGES, NO_DUPLICATE_PAGES, QUIET_AFTER_ACKNOWLEDGEMENT, RISING_TIERS, NEVER_SILENT];

/** Looks at what must always be true; each that was not is a failed measurement of its own. */
export function checkInvariants(history: PagingHistory): Measurement[] {
  const broken = INVARIANTS.flatMap(({ id, rule, violations }): Measurement[] => {
    const [first, ...more] = violations(history);
    if (first === undefined) return [];
    const others = more.length === 0 ? '' : `, and ${more.length} more`;
    return [{ what: `${id}: ${rule}`, expected: 'always', measured: `${formatInstant(first.at)}: ${first.text}${others}`, outcome: 'failed' }];
  });
  if (broken.length > 0) return broken;
  return [{ what: `invariants of paging ${INVARIANTS.map(({ id }) => id).join(', ')}`, expected: 'always', measured: 'always', outcome: 'passed' }];
}
