import type { CalendarUnit } from '../../time/calendar-unit';

/** The period a budget is for. */
export type BudgetWindow =
  | {
      /** Always the last so many minutes; whole days. */
      readonly kind: 'rolling';
      readonly minutes: number;
    }
  | ({
      /** Starts again at the beginning of each week (Monday), month or quarter. */
      readonly kind: 'calendar';
    } & CalendarUnit);

/**
 * Days that burn rates take for a unit of the calendar. A burn-rate alarm needs one period for all its life, and three
 * days more or less of a month change its threshold by less than a tenth.
 */
export const CALENDAR_UNIT_DAYS: Readonly<Record<CalendarUnit['unit'], number>> = {
  week: 7,
  month: 30,
  quarter: 91,
};
