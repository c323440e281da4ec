import { livedTimeZone } from '../incident/roster/roster-time-zone';
import type { OperationsPlan } from '../plan/alarm-plan';
import { formatInstant, parseInstant, type Instant } from '../time/time';
import { DAY_MS, formatInstantAndLocal, formatLocalDay, formatWallClock, isUtc, localDayAt } from '../time/zoned-time';

/** Days before and after the present in which the name of a day of the week is one day only. */
const NAMED_DAYS = 6;

/**
 * The one rule of how commands print an instant for people: in UTC, and beside it what the clock on the wall of those who are on call
 * shows. Where nobody is on call, or their clock shows UTC, it is printed once. What programs read (`--json`, logs) is in UTC alone.
 */
export class LocalTimes {
  /** @param timeZone IANA zone of those who read it */
  constructor(readonly timeZone: string) {}

  /** The line that says what stands in brackets; none where each instant is printed once. */
  get note(): readonly string[] {
    return isUtc(this.timeZone) ? [] : [`in brackets: local time in ${this.timeZone}`];
  }

  /**
   * An instant, or a text with the local time beside each instant in it: an instant as JSON has it, or a sentence that a decision gave as
   * its reason. Not for links, commands and lines that are what somebody wrote; names that begin with an
   * instant stay as they are.
   */
  of(at: Instant | string): string {
    if (typeof at === 'number') return formatInstantAndLocal(at, this.timeZone);
    return at.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ(?![-\w])/g, (found) => {
      const instant = parseInstant(found);
      return instant === undefined ? found : this.of(instant);
    });
  }

  /** An answer in a few lines: the text with its local times, and where it has any, the line that says so below it. */
  answer(text: string): string {
    const local = this.of(text);
    return local === text ? text : [local, ...this.note].join('\n');
  }

  /**
   * An instant in a row of a table whose heading has the present: `03:10Z (Sun 04:10)`. What is a week away has its local date alone:
   * the command about the one thing has the time.
   *
   * @param at an instant, or as JSON has it
   */
  cell(at: Instant | string, now: Instant): string {
    const instant = typeof at === 'number' ? at : parseInstant(at);
    if (instant === undefined) return String(at);
    if (Math.abs(instant - now) >= NAMED_DAYS * DAY_MS) return formatLocalDay(localDayAt(instant, this.timeZone));
    const local = formatWallClock(instant, this.timeZone);
    return isUtc(this.timeZone) ? `${local}Z` : `${formatInstant(instant).slice(11, 16)}Z (${local})`;
  }
}

/** Local times of those who are on call; in UTC where nobody is. */
export function localTimesOf({ incidents }: Pick<OperationsPlan, 'incidents'>): LocalTimes {
  return new LocalTimes(incidents === undefined ? 'UTC' : livedTimeZone(incidents.policy));
}
