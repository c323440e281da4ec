/** The minutes a game day covers: the history alarms look back on, then the scenario itself. */
export interface MinuteRange {
  /** First minute, whole minutes since the epoch. */
  readonly first: number;
  /** First minute of the scenario. */
  readonly start: number;
  /** Minute after the last. */
  readonly end: number;
}

/** Number of minutes, history included. */
export function minutesIn(range: MinuteRange): number {
  return range.end - range.first;
}
