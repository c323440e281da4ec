import { openHours, WEEKDAYS } from '../../time/business-calendar';
import { intersect, type Span } from '../../time/span';
import { MINUTE_MS, type Instant } from '../../time/time';
import { DAY_MS, instantOfLocal, localDayAt } from '../../time/zoned-time';
import { joined } from './calendar-state';
import { basicInstant } from './calendar-text';
import type { CalendarEvent } from './change-calendar';
import { horizonEnd, type FreezeRule, type FreezeSettings, type WeeklyTime } from './freeze-rule';

const WEEK_MS = 7 * DAY_MS;

/**
 * The events of a freeze calendar between its first instant and the end of its horizon, cut off there: single ones, in the order in
 * which they begin, none of which overlap: where rules do, the event that began first stays whole, and the other is what comes after.
 *
 * Times are on the clocks of the zone of their rule, by the rule of `instantOfLocal`: a time that clocks show twice is its first
 * occurrence, and one that they leave out is the first instant after.
 *
 * @throws RangeError for a zone that the runtime does not know
 */
export function freezeEvents(settings: FreezeSettings): CalendarEvent[] {
  const ascending = settings.rules
    .flatMap((rule) => closedBy(rule, settings).map((span) => ({ rule, span })))
    .sort((a, b) => a.span.from - b.span.from || (a.rule.id < b.rule.id ? -1 : 1));
  const events: CalendarEvent[] = [];
  let end = -Infinity;
  for (const { rule, span } of ascending) {
    if (span.until <= end) continue;
    const from = Math.max(span.from, end);
    events.push({ uid: `${rule.id}-${basicInstant(from)}`, from, until: span.until, summary: `${rule.reason} (${rule.owner})` });
    end = span.until;
  }
  return events;
}

/** The rule an event of a freeze calendar is of; undefined for one that no rule brought. */
export function ruleOfEvent({ uid }: Pick<CalendarEvent, 'uid'>, rules: readonly FreezeRule[]): FreezeRule | undefined {
  return rules.find(({ id }) => uid.startsWith(`${id}-`) && /^\d{8}T\d{6}Z/.test(uid.slice(id.length + 1)));
}

/** The times at which one rule closes changes within the horizon, ascending and apart. */
export function closedBy(rule: FreezeRule, settings: Pick<FreezeSettings, 'from' | 'horizonDays'>): Span[] {
  const within: Span = { from: settings.from, until: horizonEnd(settings) };
  return intersect(joined(spansOf(rule, within)), [within]).map(({ span }) => span);
}

/** The end of the last time at which a rule closes changes; undefined for one that comes back for ever, or never comes. */
export function lastEnd(rule: FreezeRule, settings: Pick<FreezeSettings, 'from' | 'horizonDays'>): Instant | undefined {
  if (rule.times.kind === 'weekly' || rule.times.kind === 'outside') return undefined;
  return joined(spansOf(rule, { from: settings.from, until: horizonEnd(settings) })).at(-1)?.until;
}

function spansOf({ times, timeZone }: FreezeRule, within: Span): Span[] {
  const at = (local: number): Instant => instantOfLocal(local, timeZone);
  switch (times.kind) {
    case 'weekly': {
      const length = (minuteOfWeek(times.until) - minuteOfWeek(times.from)) * MINUTE_MS;
      const start = mondayOf(within.from, timeZone) + minuteOfWeek(times.from) * MINUTE_MS;
      const spans: Span[] = [];
      // From the week before: what began then may last into this one.
      for (let from = start - WEEK_MS; at(from) < within.until; from += WEEK_MS) {
        spans.push({ from: at(from), until: at(from + (length > 0 ? length : length + WEEK_MS)) });
      }
      return spans;
    }
    case 'dates':
      return times.dates.map((day) => ({ from: at(day * DAY_MS), until: at((day + 1) * DAY_MS) }));
    case 'range':
      return [{ from: at(times.from), until: at(times.until) }];
    case 'outside':
      return between(openHours(times.hours, within), within);
    case 'events':
      return [...times.events];
  }
}

/** The times between others, which are ascending and apart. */
function between(spans: readonly Span[], { from, until }: Span): Span[] {
  const edges = [from, ...spans.flatMap((span) => [span.from, span.until]), until];
  return Array.from({ length: edges.length / 2 }, (_, index) => ({ from: edges[2 * index]!, until: edges[2 * index + 1]! }));
}

function minuteOfWeek({ weekday, minutes }: WeeklyTime): number {
  return (WEEKDAYS.indexOf(weekday) * DAY_MS) / MINUTE_MS + minutes;
}

/** Midnight, local time, of the Monday of the week around an instant. Day 0 was a Thursday. */
function mondayOf(instant: Instant, timeZone: string): number {
  const day = localDayAt(instant, timeZone);
  return (day - ((((day + 3) % 7) + 7) % 7)) * DAY_MS;
}
