import type { Instant } from '../../time/time';

/**
 * What it means for the budget that a time is excluded. Three meanings are published and they give different figures,
 * so the author of a configuration has to choose one.
 *
 * - `drop`: the time, or its events, count neither as good nor as bad; the total shrinks, later failures weigh more.
 * - `count-as-good`: the total stays, everything in it was good.
 * - `add-back`: the time counts as it was; what it spent is written back as an entry with author and reason.
 */
export type ExclusionMeaning = 'drop' | 'count-as-good' | 'add-back';

/** A time that an objective is excused for. */
export interface Exclusion {
  /** From an instant up to, and without, another; named as they are written in the configuration and in the event of the ledger. */
  readonly from: Instant;
  readonly to: Instant;
  /** Why, one sentence. */
  readonly reason: string;
  /** Role that decided it; never a person's contact. */
  readonly author: string;
}
