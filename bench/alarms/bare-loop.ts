/** The comparison of the bench: prefix sums and the same comparisons, written for this one case, and nothing else. */
import { HISTORY_MINUTES, RUN_MINUTES, type AlarmWindow, type Traffic } from './traffic';

/** Changes of state of all alarms, and the CPU seconds it took to find them; prefix sums are not counted. */
export function measureBareLoop(objectives: number, { windows, fill }: Traffic): { readonly seconds: number; readonly changes: number } {
  const requests = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  const errors = new Float64Array(HISTORY_MINUTES + RUN_MINUTES);
  let seconds = 0;
  let changes = 0;
  for (let objective = 0; objective < objectives; objective += 1) {
    fill(objective, requests, errors);
    const total = prefixSums(requests);
    const bad = prefixSums(errors);
    const start = process.cpuUsage();
    for (const window of windows) changes += countChanges(bad, total, window);
    seconds += cpuSecondsSince(start);
  }
  return { seconds, changes };
}

/** User and system time of this process. */
export function cpuSecondsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

function countChanges(bad: Float64Array, total: Float64Array, { minutes, threshold, stepMinutes }: AlarmWindow): number {
  let isAlarm = false;
  let changes = 0;
  for (let end = HISTORY_MINUTES; end < HISTORY_MINUTES + RUN_MINUTES; end += stepMinutes) {
    const all = total[end]! - total[end - minutes]!;
    const breaches = all > 0 && (bad[end]! - bad[end - minutes]!) / all > threshold;
    if (breaches === isAlarm) continue;
    isAlarm = breaches;
    changes += 1;
  }
  return changes;
}

function prefixSums(counts: Float64Array): Float64Array {
  const sums = new Float64Array(counts.length + 1);
  for (let index = 0; index < counts.length; index += 1) sums[index + 1] = sums[index]! + counts[index]!;
  return sums;
}
