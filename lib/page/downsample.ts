import type { Instant } from '../time/time';

/** A value at an instant; null where nothing is known, which is drawn as a gap. */
export type Point = readonly [at: Instant, value: number | null];

/**
 * Points few enough to be drawn: time is cut into buckets, and of each bucket the first, the lowest, the highest and the last
 * point are kept, in order, with the first gap. No extreme and no gap is lost; what lies between is.
 */
export function downsample(points: readonly Point[], buckets: number): readonly Point[] {
  if (points.length <= buckets * 4) return points;
  const first = points[0]![0];
  const width = (points.at(-1)![0] - first) / buckets || 1;
  const kept: Point[] = [];
  for (let begin = 0; begin < points.length;) {
    const bucket = Math.floor((points[begin]![0] - first) / width);
    let end = begin + 1;
    while (end < points.length && Math.floor((points[end]![0] - first) / width) === bucket) end++;
    for (const index of extremesOf(points, begin, end)) kept.push(points[index]!);
    begin = end;
  }
  return kept;
}

/** Indexes of what is kept of points [begin, end), ascending, each once. */
function extremesOf(points: readonly Point[], begin: number, end: number): number[] {
  let low = -1;
  let high = -1;
  let gap = -1;
  for (let index = begin; index < end; index++) {
    const value = points[index]![1];
    if (value === null) gap = gap === -1 ? index : gap;
    else {
      if (low === -1 || value < points[low]![1]!) low = index;
      if (high === -1 || value > points[high]![1]!) high = index;
    }
  }
  return [...new Set([begin, low, high, gap, end - 1])].filter((index) => index !== -1).sort((a, b) => a - b);
}
