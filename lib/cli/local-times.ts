import { livedTimeZone } from '../incident/roster/roster-time-zone';
import type { OperationsPlan } from '../plan/alarm-plan';
import { parseInstant } from '../time/time';
import { formatInstantAndLocal, isUtc } from '../time/zoned-time';

/**
 * The one rule of how commands print an instant for people: in UTC, and beside it what the clock on the wall of those who are on call
 * shows. Where nobody is on call, or their clock shows UTC, it is printed once. What programs read (`--json`, logs) is in UTC alone.
 */

/** The zone whose local times stand beside UTC; UTC where nobody is on call. */
export function localTimeZone({ incidents }: Pick<OperationsPlan, 'incidents'>): string {
  return incidents === undefined ? 'UTC' : livedTimeZone(incidents.policy);
}

/**
 * A text with the local time beside each instant in it: an instant as JSON has it, or a sentence that a decision gave as its reason. Not
 * for links, commands and lines that are what somebody wrote.
 */
export function withLocalTimes(text: string, timeZone: string): string {
  return text.replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, (found) => {
    const instant = parseInstant(found);
    return instant === undefined ? found : formatInstantAndLocal(instant, timeZone);
  });
}

/** The line that says what stands in brackets; none where each instant is printed once. */
export function timeZoneNote(timeZone: string): string[] {
  return isUtc(timeZone) ? [] : [`in brackets: local time in ${timeZone}`];
}
