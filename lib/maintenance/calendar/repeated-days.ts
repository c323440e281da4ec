import { DAY_MS, type LocalDay } from '../../time/zoned-time';

/** A rule of repetition as jCal has it: members in lower case, single values or lists. https://datatracker.ietf.org/doc/html/rfc7265#section-3.6.10 */
export type RecurrenceRule = Readonly<Record<string, unknown>>;

/** Days of a week as rules of repetition name them, from Monday. */
const DAY_NAMES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** What is understood of a rule; everything else is refused by name. */
const MEMBERS = ['freq', 'interval', 'count', 'until', 'byday', 'bymonthday', 'bymonth', 'wkst'];
const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** Days of fifty years and more: whatever repeats for longer was not meant. */
const MOST_DAYS = 20_000;

interface Pattern {
  readonly frequency: string;
  readonly interval: number;
  readonly count: number;
  readonly days: readonly { readonly weekday: number; readonly ordinal: number }[];
  readonly monthDays: readonly number[];
  readonly months: readonly number[];
  readonly weekStart: number;
}

/**
 * The local days on which an event repeats, from its first on, up to and without a day. `until` of the rule is for the caller, who
 * knows the time of day.
 *
 * @returns why the rule cannot be followed, when it cannot
 */
export function repeatedDays(rule: RecurrenceRule, first: LocalDay, end: LocalDay): { readonly days: readonly LocalDay[] } | { readonly refused: string } {
  const pattern = readPattern(rule);
  if ('refused' in pattern) return pattern;
  if (end - first > MOST_DAYS) return { refused: `a first event more than ${Math.floor(MOST_DAYS / 365)} years before the last that counts` };
  if (!isOn(pattern, first, first)) return { refused: 'a first event that is not one of those its rule gives' };
  const days: LocalDay[] = [];
  for (let day = first; day < end && days.length < pattern.count; day++) if (isOn(pattern, day, first)) days.push(day);
  return { days };
}

function readPattern(rule: RecurrenceRule): Pattern | { readonly refused: string } {
  const unknown = Object.keys(rule).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) return { refused: unknown.toUpperCase() };
  const frequency = String(rule.freq);
  if (!FREQUENCIES.includes(frequency)) return { refused: rule.freq === undefined ? 'a rule without FREQ' : `FREQ=${frequency}` };
  const days = listed(rule.byday).map((each) => /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(String(each)));
  if (days.includes(null)) return { refused: `BYDAY=${listed(rule.byday).join(',')}` };
  const numbers = { interval: rule.interval ?? 1, count: rule.count ?? Number.MAX_SAFE_INTEGER };
  for (const [member, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || Number(value) < 1) return { refused: `${member.toUpperCase()}=${String(value)}` };
  }
  const monthDays = listed(rule.bymonthday).map(Number);
  const months = listed(rule.bymonth).map(Number);
  if (monthDays.some((each) => !Number.isInteger(each) || each === 0 || Math.abs(each) > 31)) return { refused: `BYMONTHDAY=${monthDays.join(',')}` };
  if (months.some((each) => !Number.isInteger(each) || each < 1 || each > 12)) return { refused: `BYMONTH=${months.join(',')}` };
  const ordinals = days.map((each) => Number(each![1] ?? 0));
  const inMonth = frequency === 'MONTHLY' || (frequency === 'YEARLY' && months.length > 0);
  if (!inMonth && ordinals.some((each) => each !== 0)) return { refused: `BYDAY=${listed(rule.byday).join(',')} with FREQ=${frequency}` };
  // jCal of ical.js has the first day of a week as a number, from Sunday as 1.
  const weekStart = rule.wkst === undefined ? 0 : typeof rule.wkst === 'number' ? (rule.wkst + 5) % 7 : DAY_NAMES.indexOf(String(rule.wkst));
  if (weekStart < 0) return { refused: `WKST=${String(rule.wkst)}` };
  return {
    frequency,
    interval: Number(numbers.interval),
    count: Number(numbers.count),
    days: days.map((each, index) => ({ weekday: DAY_NAMES.indexOf(each![2]!), ordinal: ordinals[index]! })),
    monthDays,
    months,
    weekStart,
  };
}

function isOn(pattern: Pattern, day: LocalDay, first: LocalDay): boolean {
  const { frequency, interval, days, monthDays, months, weekStart } = pattern;
  if (frequency === 'DAILY' && (day - first) % interval !== 0) return false;
  if (frequency === 'WEEKLY' && (weekOf(day, weekStart) - weekOf(first, weekStart)) % interval !== 0) return false;
  if (days.length > 0 ? days.every(({ weekday }) => weekday !== weekdayOf(day)) : frequency === 'WEEKLY' && weekdayOf(day) !== weekdayOf(first)) return false;
  const isInMonths = frequency === 'MONTHLY' || frequency === 'YEARLY' || monthDays.length > 0 || months.length > 0;
  return !isInMonths || isOnInMonth(pattern, new Date(day * DAY_MS), new Date(first * DAY_MS));
}

/** What depends on the month and the year; the day of the week, where it counts, is one that the pattern has. */
function isOnInMonth({ frequency, interval, days, monthDays, months }: Pattern, date: Date, began: Date): boolean {
  const years = date.getUTCFullYear() - began.getUTCFullYear();
  if (frequency === 'YEARLY' && years % interval !== 0) return false;
  if (frequency === 'MONTHLY' && (years * 12 + date.getUTCMonth() - began.getUTCMonth()) % interval !== 0) return false;
  if (months.length > 0 ? !months.includes(date.getUTCMonth() + 1) : frequency === 'YEARLY' && date.getUTCMonth() !== began.getUTCMonth()) return false;
  const ofMonth = date.getUTCDate();
  const fromEnd = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate() - ofMonth;
  if (monthDays.length > 0 && !monthDays.some((each) => each === ofMonth || each === -1 - fromEnd)) return false;
  if (days.length > 0) {
    const weekday = (date.getUTCDay() + 6) % 7;
    const ordinals = days.filter((each) => each.weekday === weekday).map(({ ordinal }) => ordinal);
    return ordinals.some((each) => each === 0 || each === Math.ceil(ofMonth / 7) || each === -Math.ceil((fromEnd + 1) / 7));
  }
  return frequency === 'DAILY' || frequency === 'WEEKLY' || monthDays.length > 0 || ofMonth === began.getUTCDate();
}

function weekOf(day: LocalDay, weekStart: number): number {
  return Math.floor((day + 3 - weekStart) / 7);
}

/** From Monday as 0. Day 0 was a Thursday. */
function weekdayOf(day: LocalDay): number {
  return (((day + 3) % 7) + 7) % 7;
}

function listed(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
