import { MINUTE_MS, type Instant } from '../time/time';
import { badEventsIn, type EventSeries } from './event-series';
import { PAGE_WORTHY, SIGNIFICANT_BUDGET_SHARE, type LibraryIncident } from './incident-library';
import type { Firing } from './play-design';

/** An incident that was played, what it cost, and who was notified. */
export interface PlayedIncident {
  readonly incident: LibraryIncident;
  /** Hour of the day, UTC, at which it starts. */
  readonly startHour: number;
  /** Seed of its run, where traffic is random. */
  readonly seed?: number;
  /** Position among the incidents of a score, from 0. */
  readonly index: number;
  readonly onset: Instant;
  readonly end: Instant;
  /** Share of the period's budget that it spends. */
  readonly budgetShare: number;
  /** Whether somebody should be notified of it: {@link SIGNIFICANT_BUDGET_SHARE}. */
  readonly isSignificant: boolean;
  /** Whether somebody should be woken for it: {@link PAGE_WORTHY}. */
  readonly isPageWorthy: boolean;
  /** Share of the period's budget that it has spent by an instant. */
  readonly budgetSpentAt: (instant: Instant) => number;
  readonly firings: readonly Firing[];
}

/** Sums of binary fractions may end a hair below the share they mean: 2 % is significant. */
const SHARE_TOLERANCE = 1e-6;

/** Judges what an incident costs, from the events that were really played. */
export class IncidentCost {
  readonly budgetShare: number;
  readonly isSignificant: boolean;
  readonly isPageWorthy: boolean;
  readonly #spent: Float64Array;

  /** @param budgetEvents bad events that the budget of a period allows */
  constructor(
    series: EventSeries,
    private readonly onsetMinute: number,
    minutes: number,
    private readonly budgetEvents: number,
  ) {
    this.#spent = new Float64Array(minutes + 1);
    for (let index = 0; index < minutes; index += 1) {
      this.#spent[index + 1] = this.#spent[index]! + badEventsIn(series, onsetMinute + index, onsetMinute + index + 1);
    }
    this.budgetShare = this.#spent[minutes]! / budgetEvents;
    this.isSignificant = reaches(this.budgetShare, SIGNIFICANT_BUDGET_SHARE);
    this.isPageWorthy = PAGE_WORTHY.some(({ budgetShare, withinMinutes }) => reaches(this.#mostIn(withinMinutes), budgetShare));
  }

  spentAt(instant: Instant): number {
    const minutes = Math.floor(instant / MINUTE_MS) - this.onsetMinute;
    return this.#spent[Math.min(Math.max(minutes, 0), this.#spent.length - 1)]! / this.budgetEvents;
  }

  /** Largest share spent in any window of a length. */
  #mostIn(windowMinutes: number): number {
    let most = 0;
    for (let end = 1; end < this.#spent.length; end += 1) {
      const spent = this.#spent[end]! - this.#spent[end < windowMinutes ? 0 : end - windowMinutes]!;
      if (spent > most) most = spent;
    }
    return most / this.budgetEvents;
  }
}

function reaches(share: number, limit: number): boolean {
  return share >= limit * (1 - SHARE_TOLERANCE);
}
