/** What `freezes` of maintenance.yaml may say: when changes are frozen, why, and who answers for it. */

import type { FreezeRule, FreezeSettings, FreezeTimes, WeeklyTime } from '../maintenance/calendar/freeze-rule';
import { addIssue, field, hasIssues, listOf, map, mapOf, text, written } from '../problems/schema-fields';
import { WEEKDAYS, type Weekday } from '../time/business-calendar';
import { MINUTES_PER_DAY } from '../time/time';
import { instantOfLocal, parseLocalDay, parseTimeOfDay, type LocalTime } from '../time/zoned-time';
import { identifier, wholeDays } from './fields';
import { businessHoursSchema, instant, localDate, localTime, timeZone } from './time-fields';

const weeklyTime = (example: string) =>
  written(
    (value): WeeklyTime | undefined => {
      const [weekday, time] = value.split(' ') as [Weekday, string];
      const minutes = parseTimeOfDay(time);
      return minutes === undefined ? undefined : { weekday, minutes };
    },
    new RegExp(`^(?:${WEEKDAYS.join('|')}) (?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$`),
    'a day of the week and a time from 00:00 to 24:00',
    example,
  );

const weekly = map(
  { from: field(weeklyTime('friday 16:00'), 'When it begins, every week.'), until: field(weeklyTime('monday 08:00'), 'When it ends.') },
  '{ from: friday 16:00, until: monday 08:00 }',
).check((context) => {
  const { from, until } = context.value as { readonly from?: WeeklyTime; readonly until?: WeeklyTime };
  if (from === undefined || until === undefined || minuteOfWeek(from) !== minuteOfWeek(until)) return;
  addIssue(context, ['until'], {
    code: 'CFG053',
    what: 'the freeze of every week ends when it begins',
    allowed: 'another time of the week',
    change: 'give it an end; for a freeze that never ends write a range',
  });
});

/** Minutes since Monday 00:00. */
function minuteOfWeek({ weekday, minutes }: WeeklyTime): number {
  return (WEEKDAYS.indexOf(weekday) * MINUTES_PER_DAY + minutes) % (7 * MINUTES_PER_DAY);
}

const range = map(
  { from: field(localTime('2026-12-18T16:00'), 'When it begins, local time.'), until: field(localTime('2027-01-04T08:00'), 'When it ends, local time.') },
  '{ from: 2026-12-18T16:00, until: 2027-01-04T08:00 }',
).check((context) => {
  const { from, until } = context.value;
  if (from < until) return;
  addIssue(context, ['until'], { code: 'CFG053', what: 'the freeze ends before it begins', allowed: 'a time after from', change: 'order the two' });
});

/** Name of a calendar beside `maintenance.yaml`. */
export const calendarFile = text(
  /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}){0,5}\.ics$/,
  'the name of an .ics file, relative to the folder of maintenance.yaml and in it',
  'release-freezes.ics',
);

const FORMS = ['weekly', 'dates', 'range', 'outside', 'calendar'] as const;

const rule = map({
  reason: field(
    text(/^[^\p{Cc}]{1,60}$/u, 'one line, 1 to 60 characters: the title of every event of the calendar', 'no release before a weekend'),
    'Why, for whoever wants to change something.',
  ),
  owner: field(identifier('change-manager'), 'Role that answers for it; not a person.'),
  timeZone: field(timeZone, 'Time zone of its times.'),
  weekly: field(weekly.optional(), 'From a time of every week to another; or one of the four below.', 'none'),
  dates: field(listOf(localDate('2026-12-24'), 'dates', 400).optional(), 'Whole days.', 'none'),
  range: field(range.optional(), 'Once, from a time to another.', 'none'),
  outside: field(businessHoursSchema.optional(), 'Whenever it is not business hours.', 'none'),
  calendar: field(
    calendarFile.optional(),
    'During the events of a calendar of somebody else, an .ics file in the folder of this one. Times without a zone are on the clocks of `timeZone`.',
    'none',
  ),
})
  .check((context) => {
    const given = FORMS.filter((form) => context.value[form] !== undefined);
    if (given.length !== 1) {
      addIssue(context, given.slice(1, 2), {
        code: 'CFG014',
        what: given.length === 0 ? 'it is not said when changes are frozen' : 'it is said in several ways when changes are frozen',
        allowed: `one of ${FORMS.join(', ')}`,
        change: given.length === 0 ? 'add one of them' : 'keep one, and write a rule for each of the others',
      });
    }
    if (hasIssues(context)) return;
    for (const end of ['from', 'until'] as const) {
      const local = context.value.range?.[end];
      if (local === undefined || instantOfLocal(local, context.value.timeZone, { inGap: 'never' }) !== undefined) continue;
      addIssue(context, ['range', end], {
        code: 'CFG058',
        what: `clocks in ${context.value.timeZone} never show this time: they go forward over it`,
        allowed: 'a time before or after the change of clocks',
        change: 'write the time that was meant',
      });
    }
  })
  .transform(({ reason, owner, timeZone: zone, ...times }): Omit<WrittenFreezeRule, 'id'> => ({ reason, owner, timeZone: zone, times: timesOf(times, zone) }))
  .meta({ oneOf: FORMS.map((form) => ({ required: [form] })) });

/** A freeze as it is written: a calendar is named, and not read yet. */
export interface WrittenFreezeRule extends Omit<FreezeRule, 'times'> {
  readonly times: FreezeTimes | { readonly kind: 'calendar'; readonly file: string };
}

/** `freezes`, well formed. */
export interface WrittenFreezes extends Omit<FreezeSettings, 'rules'> {
  readonly rules: readonly WrittenFreezeRule[];
}

type WrittenTimes = {
  readonly weekly?: { readonly from: WeeklyTime; readonly until: WeeklyTime };
  readonly dates?: readonly string[];
  readonly range?: { readonly from: LocalTime; readonly until: LocalTime };
  readonly outside?: Omit<Extract<FreezeTimes, { kind: 'outside' }>['hours'], 'timeZone'>;
  readonly calendar?: string;
};

function timesOf({ weekly: everyWeek, dates, range: once, outside, calendar }: WrittenTimes, zone: string): WrittenFreezeRule['times'] {
  if (everyWeek !== undefined) return { kind: 'weekly', ...everyWeek };
  if (once !== undefined) return { kind: 'range', ...once };
  if (outside !== undefined) return { kind: 'outside', hours: { ...outside, timeZone: zone } };
  if (calendar !== undefined) return { kind: 'calendar', file: calendar };
  return { kind: 'dates', dates: (dates ?? []).map((date) => parseLocalDay(date)!) };
}

/** `freezes`. */
export const freezesSchema = map({
  from: field(
    instant('2026-12-01T00:00:00Z'),
    'The calendar begins here. Stated, and not the day of the deployment: the same configuration gives the same calendar every day.',
  ),
  horizon: field(wholeDays('365d').optional(), 'How much of the future is written into the calendar; nothing is frozen after it.', '365d'),
  rules: field(
    mapOf(identifier('weekends'), rule, 'a map from names to rules, each with a reason, an owner, a time zone and times').optional(),
    'What is frozen. Rules may overlap.',
    'none: the calendar is open until somebody declares a freeze',
  ),
}).transform(({ from, horizon = DEFAULT_HORIZON_DAYS * MINUTES_PER_DAY, rules = {} }): WrittenFreezes => ({
  from,
  horizonDays: horizon / MINUTES_PER_DAY,
  rules: Object.entries(rules).map(([id, each]) => ({ id, ...each })),
}));

/** A year: freezes that come back every year are in it once. */
const DEFAULT_HORIZON_DAYS = 365;
