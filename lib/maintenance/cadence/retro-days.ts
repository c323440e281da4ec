import { DAY_MS, type LocalDay } from '../../time/zoned-time';

/** How often a retrospective is held. Monthly: on the day of the month of the first, or on the last day of a shorter month. */
export const RETRO_CADENCES = ['weekly', 'biweekly', 'monthly'] as const;
/** One of {@link RETRO_CADENCES}. */
export type RetroCadence = (typeof RETRO_CADENCES)[number];

const DAYS = { weekly: 7, biweekly: 14 } as const;

/**
 * The local days of a number of retrospectives, the first of them given. Requirement 003-43.
 *
 * @throws RangeError for a count that is no whole number from 1 on
 */
export function retroDays(first: LocalDay, cadence: RetroCadence, count: number): LocalDay[] {
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`a count is a whole number from 1 on, received ${count}`);
  return Array.from({ length: count }, (_, index) => (cadence === 'monthly' ? monthsLater(first, index) : first + index * DAYS[cadence]));
}

function monthsLater(first: LocalDay, months: number): LocalDay {
  const date = new Date(first * DAY_MS);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, last)) / DAY_MS;
}
