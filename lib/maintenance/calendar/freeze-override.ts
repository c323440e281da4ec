import { parameterJson, parseDecision, type TimedDecision } from '../../aws/stored-decision';
import { formatInstant, MINUTE_MS } from '../../time/time';
import { calendarText } from './calendar-text';
import type { CalendarEvent, ChangeCalendar } from './change-calendar';

/** A time in which changes are allowed although they are frozen: somebody decided it, for a reason, and it ends by itself. */
export type FreezeOverride = TimedDecision;

/** The longest override. Our choice: what has to be open for longer is another rule in the configuration. */
export const MAX_OVERRIDE_MINUTES = 3 * 24 * 60;

/** Characters of a reason. Fewer than ten explain nothing. */
const REASON_CHARACTERS = { least: 10, most: 200 };

/** Name of the parameter that records the overrides of an environment; Parameter Store keeps its last hundred versions. */
export function freezeOverrideParameterName({ application, environment }: { readonly application: string; readonly environment: string }): string {
  return `/${application}/${environment}/freeze/override`;
}

/** Why an override cannot be; undefined for one that can. */
export function overrideFault({ reason, from, until }: FreezeOverride): string | undefined {
  if (until <= from) return `it would end at ${formatInstant(until)}, which is over`;
  if (until - from > MAX_OVERRIDE_MINUTES * MINUTE_MS) return `it would last longer than ${MAX_OVERRIDE_MINUTES / 60} hours`;
  const { least, most } = REASON_CHARACTERS;
  const characters = reason.trim().length;
  if (characters < least || characters > most || /\p{Cc}/u.test(reason)) return `its reason is not one line of ${least} to ${most} characters`;
  return undefined;
}

/**
 * A freeze list without what an override opens: events are cut at its start and its end, and go on after it. Whoever asks the
 * calendar, runbooks and State Manager too, finds it open, and closed again without anybody doing anything.
 *
 * @throws RangeError for a calendar that is closed by default: there events open
 */
export function withOverride({ type, events }: ChangeCalendar, { from, until }: Pick<FreezeOverride, 'from' | 'until'>): ChangeCalendar {
  if (type !== 'DEFAULT_OPEN') throw new RangeError('a calendar that is closed by default is opened by an event, not by an override');
  const cut = (event: CalendarEvent): CalendarEvent[] => {
    if (event.until <= from || event.from >= until) return [event];
    return [
      ...(event.from < from ? [{ ...event, until: from }] : []),
      ...(event.until > until ? [{ ...event, uid: `${event.uid}-after-override-${formatInstant(until)}`, from: until }] : []),
    ];
  };
  return { type, events: events.flatMap(cut).sort((a, b) => a.from - b.from) };
}

/** The content of a freeze calendar with an override, which says in its description whose it is. */
export function overriddenText(calendar: ChangeCalendar, override: FreezeOverride): string {
  const { by, reason, from, until } = override;
  return calendarText(withOverride(calendar, override), { description: `Open until ${formatInstant(until)} by ${by}: ${reason}`, stamp: from });
}

/** An override as it is recorded: JSON in one line, with times that people can read. */
export function formatOverride({ by, reason, from, until }: FreezeOverride): string {
  return parameterJson({ by, reason, from: formatInstant(from), until: formatInstant(until) });
}

/** The override of a record, or undefined for a text that is none. */
export function parseOverride(text: string): FreezeOverride | undefined {
  return parseDecision(text)?.decision;
}
