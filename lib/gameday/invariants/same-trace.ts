import type { LogEntry } from '../../simulator/core/log';

/**
 * I7. The same scenario gives the same trace, byte by byte: what is compared is everything that happened, in order.
 *
 * @returns the index of the first entry that differs, undefined when there is none
 */
export function firstDifferentEntry(one: readonly LogEntry[], other: readonly LogEntry[]): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let index = 0; index < length; index++) if (JSON.stringify(one[index]) !== JSON.stringify(other[index])) return index;
  return undefined;
}
