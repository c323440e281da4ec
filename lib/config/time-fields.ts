/** The fields of a configuration that are times: dates, hours and zones on the clocks of people, and instants. */

import { addIssue, field, listOf, map, oneOf, written } from '../problems/schema-fields';
import { WEEKDAYS, type BusinessCalendar, type Weekday } from '../time/business-calendar';
import { MINUTE_MS, MINUTES_PER_DAY, parseInstant } from '../time/time';
import { DAY_MS, isTimeZone, parseLocalDay, parseTimeOfDay, type LocalTime } from '../time/zoned-time';

const same =
  <Value>(parse: (value: string) => Value | undefined) =>
  (value: string) =>
    parse(value) === undefined ? undefined : value;

/** A local date, as text. */
export const localDate = (example: string) => written(same(parseLocalDay), /^20\d\d-\d\d-\d\d$/, 'a date of this century', example);
/** A time of day before midnight, as text. */
export const timeOfDay = (example: string) => written(same(parseTimeOfDay), /^(?:[01]\d|2[0-3]):[0-5]\d$/, 'a time from 00:00 to 23:59', example);
const closingTime = written(same(parseTimeOfDay), /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time from 00:01 to 24:00', '18:00');
/** An instant, UTC. */
export const instant = (example: string) => written(parseInstant, /^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'an instant of this century, UTC', example);
/** A local date and time. */
export const localTime = (example: string) =>
  written(parseLocalTime, /^20\d\d-\d\d-\d\dT(?:[01]\d|2[0-3]):[0-5]\d$/, 'a date of this century and a time from 00:00 to 23:59, local', example);

function parseLocalTime(value: string): LocalTime | undefined {
  const day = parseLocalDay(value.slice(0, 10));
  const minutes = parseTimeOfDay(value.slice(11));
  return day === undefined || minutes === undefined ? undefined : day * DAY_MS + minutes * MINUTE_MS;
}

/** The name of a time zone. */
export const timeZone = written(
  same((name) => isTimeZone(name) || undefined),
  /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/,
  'the name of an IANA time zone',
  'Europe/Berlin',
);

const weekdays = listOf(oneOf(WEEKDAYS as [Weekday, ...Weekday[]]), 'days of the week', WEEKDAYS.length);

const hours = {
  days: field(weekdays, 'Days on which it is open.'),
  open: field(timeOfDay('09:00'), 'When a day begins, local time.'),
  close: field(closingTime, 'When it ends, local time; `24:00` for the end of the day.'),
  holidays: field(listOf(localDate('2026-12-25'), 'dates', 400).optional(), 'Days on which it is closed, local dates.', 'none'),
};

/** `calendar`, and `hours` of a layer. */
export const businessCalendarSchema = map(
  { timeZone: field(timeZone, 'Time zone of the hours.'), ...hours },
  '{ timeZone: Europe/Berlin, days: [monday, tuesday], open: 09:00, close: 18:00 }',
)
  .check(closesAfterOpening)
  .transform(({ holidays = [], ...others }): BusinessCalendar => ({ ...others, holidays }));

/** Business hours on the clocks of a zone that stands beside them. */
export const businessHoursSchema = map(hours, '{ days: [monday, tuesday], open: 09:00, close: 18:00 }')
  .check(closesAfterOpening)
  .transform(({ holidays = [], ...others }): Omit<BusinessCalendar, 'timeZone'> => ({ ...others, holidays }));

function closesAfterOpening(context: Parameters<typeof addIssue>[0] & { readonly value: { readonly open: string; readonly close: string } }): void {
  const { open, close } = context.value;
  if ((parseTimeOfDay(open) ?? 0) < (parseTimeOfDay(close) ?? MINUTES_PER_DAY)) return;
  addIssue(context, ['close'], {
    code: 'CFG053',
    what: 'the hours end before they begin',
    allowed: `later than ${open}, at most 24:00`,
    change: 'order them; hours across midnight are two layers, or a layer without hours below one with them',
  });
}
