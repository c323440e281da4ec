import { posix } from 'node:path';
import { readCalendar } from '../maintenance/calendar/read-calendar';
import { hasErrors, type Problem } from '../problems/problem';
import { textOf } from '../problems/untyped';
import type { Span } from '../time/span';
import { calendarFile } from './freezes-schema';
import type { Part } from './mute-problems';
import { unreadable, type ConfigurationFiles } from './read-source';
import { timeZone } from './time-fields';
import type { YamlSource } from './yaml-source';

/** The calendars that freezes name. */
export interface FreezeCalendars {
  /** Times of their events, by the name of the freeze; only of those in which nothing is an error. */
  readonly events: ReadonlyMap<string, readonly Span[]>;
  readonly problems: readonly Problem[];
}

/**
 * Reads the `.ics` files that freezes name, relative to the folder of `maintenance.yaml`, whatever is wrong with the rest of that
 * file: one run reports all problems.
 */
export function readFreezeCalendars(source: YamlSource, freezes: readonly Part[], file: string, files: ConfigurationFiles): FreezeCalendars {
  const events = new Map<string, readonly Span[]>();
  const problems: Problem[] = [];
  for (const [name, freeze, path] of freezes) {
    const calendar = calendarFile.safeParse(textOf(freeze, 'calendar'));
    const zone = timeZone.safeParse(textOf(freeze, 'timeZone'));
    // The schema reports them.
    if (!calendar.success || !zone.success) continue;
    const read = readEvents(posix.join(posix.dirname(file), calendar.data), zone.data, files);
    if ('unreadable' in read) {
      const change = `write the name of a file beside ${posix.basename(file)}`;
      problems.push({ ...unreadable(calendar.data, read.unreadable), where: source.locate([...path, 'calendar']), change });
      continue;
    }
    problems.push(...read.problems);
    if (!hasErrors(read.problems)) events.set(name, read.events);
  }
  return { events, problems };
}

function readEvents(
  file: string,
  zone: string,
  files: ConfigurationFiles,
): { readonly events: readonly Span[]; readonly problems: Problem[] } | { readonly unreadable: unknown } {
  let text: string;
  try {
    text = files.readFile(file);
  } catch (error) {
    return { unreadable: error };
  }
  const { calendar, problems } = readCalendar(text, { file, as: 'import', timeZone: zone });
  const events = (calendar?.events ?? []).map(({ from, until }) => ({ from, until }));
  if (calendar?.type !== 'DEFAULT_CLOSED') return { events, problems: [...problems] };
  const opposite: Problem = {
    code: 'CAL008',
    level: 'error',
    where: { file },
    what: 'the calendar is open during its events, and a freeze is a time in which it is closed',
    received: 'X-CALENDAR-TYPE:DEFAULT_CLOSED',
    allowed: 'a calendar whose events are the freezes',
    change: 'export the times in which nothing may be changed',
  };
  return { events, problems: [...problems, opposite] };
}
