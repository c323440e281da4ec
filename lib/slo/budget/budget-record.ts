import type { GateState, KnownGateState } from './gate-state';

/**
 * What is stored for an objective, as JSON in one parameter: the state that gates and people read, its figures, how it
 * came about, and the hours that CloudWatch no longer has in the resolution they were measured with.
 */
export interface BudgetRecord {
  readonly version: 1;
  readonly objective: string;
  /** Run it was measured for, ISO. A run is only ever followed by a later one. */
  readonly scheduledAt: string;
  /** Minutes between runs; a reader takes a record older than two of them for `unknown`. */
  readonly everyMinutes: number;
  readonly state: GateState;
  /** Run at which this state began, ISO. */
  readonly since: string;
  /** Why, most important first. */
  readonly reasons: readonly string[];
  /** The last state that was a figure's, while the state is `unknown`: frozen stays frozen. */
  readonly lastKnown?: KnownGateState;
  /** True when the state is `unknown` only because too little of the window exists: `unknown (young)`. */
  readonly isYoung?: true;
  /** Run since which the remaining share has been high enough to leave `frozen`, ISO; of `frozen`, and of a young window after it. */
  readonly stableSince?: string;
  /** Absent when they cannot be determined. */
  readonly figures?: BudgetFigures;
  /** Changes of state, newest first, the last twenty. */
  readonly history: readonly GateChange[];
  readonly hours: HourlyRecord;
  /** The beginning of what stood in the parameter when it was not a record; the one before is in the parameter's own history. */
  readonly unreadable?: string;
}

/** The figures of a run. Shares are fractions, unless the name says percent. */
export interface BudgetFigures {
  /** Good share that was attained, percent. */
  readonly attainedPercent: number;
  /** Share of the budget that is left; negative when overspent. */
  readonly remaining: number;
  /** Burn rates by window, such as `1h`. A window without events has none. */
  readonly burnRates: Readonly<Record<string, number>>;
  /** Measured share of the time that should have been measured. */
  readonly coverage: number;
  /** When the budget is gone at the burn rate of the longest burn window, ISO; absent when it is not, or is already. */
  readonly exhaustedBy?: string;
  /** Bad and all events, or bad and measured slices, of the window after exclusions. */
  readonly bad: number;
  readonly total: number;
  /** Minutes excluded, and the share of the budget they would have used. */
  readonly excludedMinutes: number;
  readonly excludedShare: number;
}

/** One change of state. */
export interface GateChange {
  readonly at: string;
  readonly from: GateState | 'none';
  readonly to: GateState;
  readonly why: string;
}

/**
 * What is known of past hours, in the encoding of `hourly-record.ts`: how much of each hour was measured, and of slice
 * objectives how many slices were bad. Hours without an entry were never measured.
 */
export interface HourlyRecord {
  /** Start of the first hour, ISO; absent as long as nothing was measured. */
  readonly first?: string;
  /** Length of what is counted, minutes: of a slice, or 5 of events. Counts of another length are of no use. */
  readonly bucketMinutes?: number;
  /** Measured slices, or five-minute buckets of events, hour by hour. */
  readonly measured: string;
  /** Bad slices hour by hour; of slice objectives only. */
  readonly bad?: string;
  /**
   * What was excluded of hours that are excluded in part, by the hour's start: minutes, measured minutes, bad and all
   * events (or slices). CloudWatch forgets the minutes of an hour; without this its excused part would come back.
   */
  readonly parts?: Readonly<Record<string, readonly [minutes: number, measuredMinutes: number, bad: number, total: number]>>;
}
