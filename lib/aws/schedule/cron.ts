import { MINUTE_MS, MINUTES_PER_HOUR, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, localDayAt, type LocalDay } from '../../time/zoned-time';
import { NotSimulatedError, ServiceError } from '../errors';

/** One field of a cron expression: what it may hold and how its values are called. */
interface FieldRange {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names that stand for numbers, the first one for `least`. */
  readonly words?: readonly string[];
}

const MINUTES: FieldRange = { name: 'minutes', least: 0, most: 59 };
const HOURS: FieldRange = { name: 'hours', least: 0, most: 23 };
const DAYS: FieldRange = { name: 'day-of-month', least: 1, most: 31 };
const MONTHS: FieldRange = {
  name: 'month',
  least: 1,
  most: 12,
  words: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
const WEEKDAYS: FieldRange = { name: 'day-of-week', least: 1, most: 7, words: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };
const YEARS: FieldRange = { name: 'year', least: 1970, most: 2199 };

/** A local date in its parts. */
interface LocalDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

type DayTest = (local: LocalDate) => boolean;

/**
 * A cron expression of EventBridge Scheduler: minutes, hours, day of month, month, day of week (1 is Sunday), year.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export class Cron {
  readonly #minutes: readonly number[];
  readonly #hours: readonly number[];
  readonly #isMonth: ReadonlySet<number>;
  readonly #years: readonly number[];
  readonly #isDay: DayTest;

  /**
   * @param fields the text between the brackets of `cron(...)`
   * @throws ServiceError ValidationException for what Scheduler refuses
   * @throws NotSimulatedError for the wildcard W
   */
  constructor(fields: string) {
    const parts = fields.trim().split(/\s+/);
    if (parts.length !== 6) throw refused(`cron takes six fields, received ${fields}`);
    const [minutes, hours, day, month, weekday, year] = parts as [string, string, string, string, string, string];
    if ((day === '?') === (weekday === '?')) throw refused(`exactly one of day-of-month and day-of-week must be ?, received ${fields}`);
    this.#minutes = valuesOf(minutes, MINUTES);
    this.#hours = valuesOf(hours, HOURS);
    this.#isMonth = new Set(valuesOf(month, MONTHS));
    this.#years = valuesOf(year, YEARS);
    this.#isDay = weekday === '?' ? dayOfMonthTest(day) : dayOfWeekTest(weekday);
  }

  /**
   * The next instant after another one at which the expression is due, undefined when there is none. A local time that
   * clocks skip is not run, one that they repeat runs once; AWS does not say which time, here the first.
   */
  nextAfter(after: Instant, timeZone: string): Instant | undefined {
    const lastYear = this.#years.at(-1)!;
    for (let day = localDayAt(after, timeZone); ; day += 1) {
      const local = dateOf(day);
      if (local.year > lastYear) return undefined;
      if (!this.#years.includes(local.year) || !this.#isMonth.has(local.month) || !this.#isDay(local)) continue;
      const found = this.#firstOfDay(day, after, timeZone);
      if (found !== undefined) return found;
    }
  }

  #firstOfDay(day: LocalDay, after: Instant, timeZone: string): Instant | undefined {
    for (const hour of this.#hours) {
      for (const minute of this.#minutes) {
        const instant = instantOfLocal(day * DAY_MS + (hour * MINUTES_PER_HOUR + minute) * MINUTE_MS, timeZone, { inGap: 'never' });
        if (instant !== undefined && instant > after) return instant;
      }
    }
    return undefined;
  }
}

/** Every value a field names, ascending. */
function valuesOf(text: string, range: FieldRange): number[] {
  const values = new Set(text.split(',').flatMap((item) => itemValues(item, range)));
  return [...values].sort((a, b) => a - b);
}

function itemValues(item: string, range: FieldRange): number[] {
  const match = /^(\*|[^*/-]+)(?:-([^/-]+))?(?:\/(\d+))?$/.exec(item);
  if (match === null) throw refused(`${range.name} ${item} is not a value, a range or a step`);
  const [, first, last, step] = match as unknown as [string, string, string | undefined, string | undefined];
  if (first === '*' && last !== undefined) throw refused(`${range.name} ${item} is not a range`);
  const from = first === '*' ? range.least : valueOf(first, range);
  const openTo = first === '*' || step !== undefined ? range.most : from;
  const to = last === undefined ? openTo : valueOf(last, range);
  const by = step === undefined ? 1 : Number(step);
  if (to < from || by < 1) throw refused(`${range.name} ${item} is empty`);
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by);
}

function valueOf(text: string, { name, least, most, words = [] }: FieldRange): number {
  const word = words.indexOf(text.toUpperCase());
  const value = word >= 0 ? least + word : /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw refused(`${name} ${text} is not between ${least} and ${most}`);
}

/** `L` is the last day of the month. */
function dayOfMonthTest(text: string): DayTest {
  if (/^(?:L|[12]?\d|3[01])W$/.test(text)) throw new NotSimulatedError(`day-of-month ${text} of a cron expression`);
  if (text === 'L') return (local) => local.day === daysIn(local);
  const days = new Set(valuesOf(text, DAYS));
  return ({ day }) => days.has(day);
}

/** `L` after a day is its last one in the month, `#n` its nth. */
function dayOfWeekTest(text: string): DayTest {
  const last = /^(.+)L$/.exec(text);
  if (last !== null) {
    const weekday = valueOf(last[1]!, WEEKDAYS);
    return (local) => weekdayOf(local) === weekday && local.day > daysIn(local) - 7;
  }
  const nth = /^(.+)#([1-5])$/.exec(text);
  if (nth !== null) {
    const weekday = valueOf(nth[1]!, WEEKDAYS);
    return (local) => weekdayOf(local) === weekday && Math.ceil(local.day / 7) === Number(nth[2]);
  }
  const weekdays = new Set(valuesOf(text === 'L' ? '7' : text, WEEKDAYS));
  return (local) => weekdays.has(weekdayOf(local));
}

function dateOf(day: LocalDay): LocalDate {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function weekdayOf({ year, month, day }: LocalDate): number {
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1;
}

function daysIn({ year, month }: LocalDate): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function refused(why: string): ServiceError {
  return new ServiceError('ValidationException', `Invalid Schedule Expression: ${why}`);
}
