import type { Instant } from '../../time/time';

/** The period a budget is for. */
export type BudgetWindow =
  | {
      /** Always the last so many minutes; whole days. */
      readonly kind: 'rolling';
      readonly minutes: number;
    }
  | {
      /** Starts again at the beginning of each week (Monday), month or quarter. */
      readonly kind: 'calendar';
      readonly unit: 'week' | 'month' | 'quarter';
      /** IANA zone in which the unit begins, such as `Europe/Berlin`. */
      readonly timeZone: string;
    };

/**
 * Days that burn rates take for a unit of the calendar. A burn-rate alarm needs one period for all its life, and three
 * days more or less of a month change its threshold by less than a tenth.
 */
export const CALENDAR_UNIT_DAYS: Readonly<Record<Extract<BudgetWindow, { kind: 'calendar' }>['unit'], number>> = {
  week: 7,
  month: 30,
  quarter: 91,
};

/** From an instant up to, and without, another. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}
