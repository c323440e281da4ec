import fc from 'fast-check';
import { joined, stateAt, stateOfAll } from '../../../lib/maintenance/calendar/calendar-state';
import { calendarText } from '../../../lib/maintenance/calendar/calendar-text';
import { freezeEvents } from '../../../lib/maintenance/calendar/freeze-events';
import type { FreezeRule, FreezeSettings, FreezeTimes } from '../../../lib/maintenance/calendar/freeze-rule';
import { readCalendar } from '../../../lib/maintenance/calendar/read-calendar';
import { WEEKDAYS } from '../../../lib/time/business-calendar';
import { formatInstant, MINUTE_MS } from '../../../lib/time/time';
import { DAY_MS, parseLocalDay } from '../../../lib/time/zoned-time';

const FROM = Date.UTC(2026, 2, 1);
const rule = (id: string, times: FreezeTimes, timeZone = 'Europe/Berlin'): FreezeRule => ({
  id,
  reason: 'no release',
  owner: 'change-manager',
  timeZone,
  times,
});
const settings = (rules: readonly FreezeRule[], horizonDays = 40): FreezeSettings => ({ from: FROM, horizonDays, rules });
const times = (...rules: readonly FreezeRule[]) =>
  freezeEvents(settings(rules)).map(({ uid, from, until }) => `${uid.replace(/-\d+T\d+Z$/, '')} ${formatInstant(from)} ${formatInstant(until)}`);

const WEEKENDS = rule('weekends', { kind: 'weekly', from: { weekday: 'friday', minutes: 960 }, until: { weekday: 'monday', minutes: 480 } });
const local = (date: string, minutes: number) => parseLocalDay(date)! * DAY_MS + minutes * MINUTE_MS;

test('what comes back every week does so on the clocks of its zone, also in the night in which they change, and from before the start on', () => {
  expect(times(WEEKENDS)).toEqual([
    'weekends 2026-03-01T00:00:00Z 2026-03-02T07:00:00Z',
    'weekends 2026-03-06T15:00:00Z 2026-03-09T07:00:00Z',
    'weekends 2026-03-13T15:00:00Z 2026-03-16T07:00:00Z',
    'weekends 2026-03-20T15:00:00Z 2026-03-23T07:00:00Z',
    'weekends 2026-03-27T15:00:00Z 2026-03-30T06:00:00Z',
    'weekends 2026-04-03T14:00:00Z 2026-04-06T06:00:00Z',
  ]);
});

test('dates beside each other are one event, 23 hours long on the day on which clocks go forward', () => {
  const dates = ['2026-03-28', '2026-03-29', '2026-03-31'].map((date) => parseLocalDay(date)!);
  expect(times(rule('dates', { kind: 'dates', dates }))).toEqual([
    'dates 2026-03-27T23:00:00Z 2026-03-29T22:00:00Z',
    'dates 2026-03-30T22:00:00Z 2026-03-31T22:00:00Z',
  ]);
});

test('a range is cut off at the start and the horizon, and nothing is left of one beside them', () => {
  const range = (id: string, from: string, until: string) => rule(id, { kind: 'range', from: local(from, 0), until: local(until, 0) });
  expect(times(range('before', '2026-01-01', '2026-02-01'), range('around', '2026-02-01', '2027-02-01'), range('after', '2027-01-01', '2027-02-01'))).toEqual([
    'around 2026-03-01T00:00:00Z 2026-04-10T00:00:00Z',
  ]);
});

test('outside of business hours is the rest, holidays included', () => {
  const hours = { timeZone: 'Europe/Berlin', days: ['monday', 'tuesday'] as const, open: '09:00', close: '17:00', holidays: ['2026-03-09'] };
  expect(times(rule('nights', { kind: 'outside', hours })).slice(0, 4)).toEqual([
    'nights 2026-03-01T00:00:00Z 2026-03-02T08:00:00Z',
    'nights 2026-03-02T16:00:00Z 2026-03-03T08:00:00Z',
    'nights 2026-03-03T16:00:00Z 2026-03-10T08:00:00Z',
    'nights 2026-03-10T16:00:00Z 2026-03-16T08:00:00Z',
  ]);
});

test('rules that overlap leave the event that began first whole', () => {
  const quarterEnd = rule('quarter-end', { kind: 'range', from: local('2026-03-07', 0), until: local('2026-03-10', 0) });
  expect(times(WEEKENDS, quarterEnd).slice(1, 3)).toEqual([
    'weekends 2026-03-06T15:00:00Z 2026-03-09T07:00:00Z',
    'quarter-end 2026-03-09T07:00:00Z 2026-03-09T23:00:00Z',
  ]);
});

test('the text is that of AWS, byte for byte, in UTC with ends, and lines of at most 75 octets', () => {
  const event = { uid: 'a', from: FROM, until: FROM + DAY_MS, summary: `Jahresabschluß; Partner, ${'ü'.repeat(40)}` };
  const head = { description: 'Freezes of edi-prod', stamp: FROM };
  const text = calendarText({ type: 'DEFAULT_OPEN', events: [event] }, head);
  expect(text.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'PRODID:-//AWS//Change Calendar 1.0//EN',
    'VERSION:2.0',
    'X-CALENDAR-TYPE:DEFAULT_OPEN',
    'X-WR-CALDESC:Freezes of edi-prod',
    'BEGIN:VEVENT',
    'DTSTAMP:20260301T000000Z',
    'UID:a',
    'DTSTART:20260301T000000Z',
    'DTEND:20260302T000000Z',
    `SUMMARY:Jahresabschluß\\; Partner\\, ${'ü'.repeat(19)}`,
    ` ${'ü'.repeat(21)}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  expect(readCalendar(text, { file: '', as: 'document' })).toEqual({ calendar: { type: 'DEFAULT_OPEN', events: [event] }, problems: [] });
});

test('a calendar without an event has the to-do that AWS puts there', () => {
  const text = calendarText({ type: 'DEFAULT_OPEN', events: [] }, { description: 'none', stamp: FROM });
  expect(text).toContain('BEGIN:VTODO\r\nDTSTAMP:20260301T000000Z\r\nUID:no-freeze\r\nSUMMARY:No freeze\r\nEND:VTODO');
  expect(readCalendar(text, { file: '', as: 'document' })).toEqual({ calendar: { type: 'DEFAULT_OPEN', events: [] }, problems: [] });
});

describe('the state', () => {
  const event = (from: number, until: number) => ({ uid: `${from}`, summary: '', from, until });
  const freezes = { type: 'DEFAULT_OPEN', events: [event(10, 20), event(15, 30), event(30, 40), event(50, 60)] } as const;

  test('is closed from the start of an event up to, and without, its end; events that touch are one', () => {
    const states = [9, 10, 25, 39, 40, 55, 60].map((at) => stateAt(freezes, at));
    expect(states.map(({ state, nextTransition }) => `${state} ${nextTransition}`)).toEqual([
      'OPEN 10',
      'CLOSED 40',
      'CLOSED 40',
      'CLOSED 40',
      'OPEN 50',
      'CLOSED 60',
      'OPEN undefined',
    ]);
  });

  test('of a calendar that is closed by default is the other way round', () => {
    expect(stateAt({ ...freezes, type: 'DEFAULT_CLOSED' }, 10)).toEqual({ state: 'OPEN', nextTransition: 40 });
  });

  test('of several is open while all are, so that none opens what another closes', () => {
    const windows = { type: 'DEFAULT_CLOSED', events: [event(5, 35), event(45, 70)] } as const;
    const states = [0, 5, 10, 40, 45, 60, 70].map((at) => stateOfAll([freezes, windows], at));
    expect(states.map(({ state, nextTransition }) => `${state} ${nextTransition}`)).toEqual([
      'CLOSED 5',
      'OPEN 10',
      'CLOSED 45',
      'CLOSED 45',
      'OPEN 50',
      'OPEN 70',
      'CLOSED undefined',
    ]);
    expect(stateOfAll([], 0)).toEqual({ state: 'OPEN' });
  });
});

const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC', 'America/Santiago');
const weeklyTime = fc.record({ weekday: fc.constantFrom(...WEEKDAYS), minutes: fc.integer({ min: 0, max: 1_439 }) });
const anyTimes = fc.oneof(
  fc.record({ kind: fc.constant('weekly' as const), from: weeklyTime, until: weeklyTime }),
  fc.record({ kind: fc.constant('dates' as const), dates: fc.array(fc.integer({ min: 20_510, max: 20_560 }), { minLength: 1, maxLength: 5 }) }),
  fc
    .tuple(fc.integer({ min: 0, max: 50 * 1_440 }), fc.integer({ min: 1, max: 10 * 1_440 }))
    .map(([start, length]) => ({ kind: 'range' as const, from: FROM + start * MINUTE_MS, until: FROM + (start + length) * MINUTE_MS })),
);
const anyRules = fc
  .array(fc.record({ times: anyTimes, timeZone: zones }), { minLength: 1, maxLength: 4 })
  .map((rules) => rules.map((each, index) => rule(`rule-${index}`, each.times, each.timeZone)));

test('any rules give a calendar that is read back as it is, without overlap, and closes nothing beside its rules', () => {
  fc.assert(
    fc.property(anyRules, (rules) => {
      const events = freezeEvents(settings(rules));
      const text = calendarText({ type: 'DEFAULT_OPEN', events }, { description: 'any', stamp: FROM });
      const read = readCalendar(text, { file: '', as: 'document' });
      expect(read).toEqual({ calendar: { type: 'DEFAULT_OPEN', events }, problems: [] });
      // What several rules close is what each of them closes.
      expect(joined(events)).toEqual(joined(rules.flatMap((each) => freezeEvents(settings([each])))));
      expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
    }),
    { numRuns: 60 },
  );
});

test('a weekly rule closes exactly when clocks of its zone say so, where they run on', () => {
  const clock = (instant: number, timeZone: string): number => {
    const parts = new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(instant);
    const part = (type: string) => parts.find((each) => each.type === type)!.value;
    return WEEKDAYS.indexOf(part('weekday').toLowerCase() as never) * 1_440 + Number(part('hour')) * 60 + Number(part('minute'));
  };
  fc.assert(
    fc.property(weeklyTime, weeklyTime, zones, fc.integer({ min: 0, max: 25 * 1_440 }), (from, until, timeZone, minute) => {
      const [begin, end] = [from, until].map(({ weekday, minutes }) => WEEKDAYS.indexOf(weekday) * 1_440 + minutes);
      fc.pre(begin !== end);
      // Before the end of March clocks change in none of these zones but New York, on the 8th at two.
      const at = FROM + minute * MINUTE_MS;
      const shown = clock(at, timeZone);
      fc.pre(!(timeZone === 'America/New_York' && at > Date.UTC(2026, 2, 8, 4) && at < Date.UTC(2026, 2, 8, 10)));
      const isWithin = begin! < end! ? begin! <= shown && shown < end! : shown >= begin! || shown < end!;
      const calendar = { type: 'DEFAULT_OPEN' as const, events: freezeEvents(settings([rule('w', { kind: 'weekly', from, until }, timeZone)])) };
      expect(stateAt(calendar, at).state).toBe(isWithin ? 'CLOSED' : 'OPEN');
    }),
    { numRuns: 100 },
  );
});
