import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../../time/time';
import { parseTimeOfDay } from '../../time/zoned-time';
import type { Cadence } from '../cadence/cadence';

/** What is started at a time of day. */
interface Started {
  readonly id: string;
  readonly cadence: Cadence;
}

/**
 * The same with starts a minute apart: Systems Manager takes one start a second, and Scheduler is as precise as a minute. Of those
 * that are written for the same time of day the first by id keeps it, each other starts in the next minute that is free; before midnight, as
 * its day has to stay the same. Zones are not compared: two that differ may still fall together.
 * https://docs.aws.amazon.com/general/latest/gr/ssm.html, https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function staggered<T extends Started>(all: readonly T[]): readonly T[] {
  const taken = new Set<number>();
  const starts = new Map<string, string>();
  for (const { id, cadence } of [...all].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const minute = freeMinute(parseTimeOfDay(cadence.at)!, taken);
    taken.add(minute);
    starts.set(id, timeOfDay(minute));
  }
  return all.map((each) => ({ ...each, cadence: { ...each.cadence, at: starts.get(each.id)! } }));
}

function freeMinute(wanted: number, taken: ReadonlySet<number>): number {
  for (let minute = wanted; minute < MINUTES_PER_DAY; minute += 1) if (!taken.has(minute)) return minute;
  for (let minute = wanted; minute > 0; minute -= 1) if (!taken.has(minute)) return minute;
  return wanted;
}

function timeOfDay(minutes: number): string {
  const [hour, minute] = [Math.floor(minutes / MINUTES_PER_HOUR), minutes % MINUTES_PER_HOUR].map((part) => String(part).padStart(2, '0'));
  return `${hour}:${minute}`;
}
