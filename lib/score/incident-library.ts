/** An incident of the library: a share of the events fails for a while. */
export interface LibraryIncident {
  /** Share of the events that fails, 0–1. */
  readonly errorRatio: number;
  readonly minutes: number;
}

/** Shares of events that fail, ascending. */
export const ERROR_RATIOS: readonly number[] = [0.0015, 0.002, 0.003, 0.005, 0.01, 0.015, 0.02, 0.05, 0.1, 0.25, 0.5, 1];
/** How long they fail, minutes, ascending. */
export const DURATIONS_MINUTES: readonly number[] = [1, 2, 5, 10, 30, 60, 180, 360, 720, 1_440, 2_880, 4_320];

/**
 * The 144 incidents that alarm designs are compared on: twelve error ratios from 0.15 % to a full outage, each for
 * twelve durations from a minute to three days. The grid brackets every row of the reference table for 99.9 % over 30
 * days (https://sre.google/workbook/alerting-on-slos/), on both sides of each threshold.
 */
export const INCIDENT_LIBRARY: readonly LibraryIncident[] = ERROR_RATIOS.flatMap((errorRatio) => DURATIONS_MINUTES.map((minutes) => ({ errorRatio, minutes })));

/** Share of a period's budget from which an incident deserves to be notified. https://sre.google/workbook/alerting-on-slos/ */
export const SIGNIFICANT_BUDGET_SHARE = 0.02;

/**
 * An incident is worth a page when it spends this share of the budget within so many minutes: what the two paging rows
 * of the reference table promise to see. https://sre.google/workbook/alerting-on-slos/
 */
export const PAGE_WORTHY = [
  { budgetShare: 0.02, withinMinutes: 60 },
  { budgetShare: 0.05, withinMinutes: 360 },
] as const;
