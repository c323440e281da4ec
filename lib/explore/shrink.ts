import type { OperationsModel } from '../model/model';
import type { WrittenScenario } from '../scenario/scenario';
import { formatDurationMinutes, parseDurationMinutes } from '../time/time';
import { readWritten, type DrawnScenario } from './random-scenario';

/** Lists of a scenario whose entries can be left out. */
const LISTS = ['disturb', 'mutes', 'people', 'unreachable', 'disableKey', 'redeploy', 'fail', 'workload'] as const;

/** Shortest scenario that is tried, minutes. */
const SHORTEST_MINUTES = 30;

/**
 * Leaves out of a scenario whatever it is broken without, an entry at a time, then shortens it; again until nothing more
 * can go.
 *
 * @param isStillBroken plays a scenario and says whether it breaks the same rule
 * @param mostPlays how often it may be asked
 */
export async function shrink(
  broken: DrawnScenario,
  model: OperationsModel,
  isStillBroken: (drawn: DrawnScenario) => Promise<boolean>,
  mostPlays: number,
): Promise<DrawnScenario> {
  let smallest = broken;
  let plays = 0;
  let hasChanged = true;
  while (hasChanged && plays < mostPlays) {
    hasChanged = false;
    // What was left out shifts what comes after it, so the candidates are made anew.
    for (let index = 0, all = smaller(smallest.written); index < all.length && plays < mostPlays; index++) {
      const candidate = readWritten(all[index]!, model);
      if (candidate === undefined) continue;
      plays += 1;
      if (!(await isStillBroken(candidate))) continue;
      smallest = candidate;
      hasChanged = true;
      all = smaller(smallest.written);
      index = -1 + Math.min(index, all.length);
    }
  }
  return smallest;
}

/** Scenarios that lack one thing of this one. */
function smaller(written: WrittenScenario): WrittenScenario[] {
  const without = LISTS.flatMap((key) => {
    const entries: readonly unknown[] = written[key] ?? [];
    return entries.map((_, index) => ({ ...written, [key]: entries.filter((__, other) => other !== index) }) as WrittenScenario);
  });
  const minutes = parseDurationMinutes(written.duration)!;
  const shorter = [Math.floor(minutes / 2), Math.floor((minutes * 3) / 4), minutes - 15]
    .filter((length) => length >= SHORTEST_MINUTES && length < minutes)
    .map((length) => ({ ...written, duration: formatDurationMinutes(length) }));
  return [...without, ...shorter];
}
