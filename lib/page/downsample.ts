import type { Instant } from '../time/time';

/** A value at an instant; null where nothing is known, which is drawn as a gap. */
export type Point = readonly [at: Instant, value: number | null];

/** Values at instants, ascending, however they are stored. */
export interface PointSource {
  readonly count: number;
  readonly at: (index: number) => Instant;
  readonly value: (index: number) => number | null;
}

/**
 * Points few enough to be drawn: time is cut into buckets, and of each bucket the first, the lowest, the highest and the last
 * point are kept, in order, with the first gap. No extreme and no gap is lost; what lies between is.
 */
export function downsample(points: readonly Point[], buckets: number): readonly Point[] {
  if (points.length <= buckets * POINTS_OF_BUCKET) return points;
  return sample({ count: points.length, at: (index) => points[index]![0], value: (index) => points[index]![1] }, buckets, (index) => points[index]!);
}

/** {@link downsample} of values that are no points yet. */
export function downsampled(source: PointSource, buckets: number): readonly Point[] {
  const pointAt = (index: number): Point => [source.at(index), source.value(index)];
  if (source.count <= buckets * POINTS_OF_BUCKET) return Array.from({ length: source.count }, (_, index) => pointAt(index));
  return sample(source, buckets, pointAt);
}

/** So many points of a bucket are kept at most, beside a gap. */
const POINTS_OF_BUCKET = 4;

function sample({ count, at, value }: PointSource, buckets: number, pointAt: (index: number) => Point): readonly Point[] {
  const first = at(0);
  const width = (at(count - 1) - first) / buckets || 1;
  const kept: Point[] = [];
  for (let begin = 0; begin < count;) {
    const bucket = Math.floor((at(begin) - first) / width);
    let low = -1;
    let high = -1;
    let gap = -1;
    let least = Infinity;
    let most = -Infinity;
    let end = begin;
    for (; end < count && Math.floor((at(end) - first) / width) === bucket; end++) {
      const each = value(end);
      if (each === null) gap = gap === -1 ? end : gap;
      else {
        if (each < least) [low, least] = [end, each];
        if (each > most) [high, most] = [end, each];
      }
    }
    const indexes = new Set([begin, low, high, gap, end - 1]);
    indexes.delete(-1);
    for (const index of [...indexes].sort((a, b) => a - b)) kept.push(pointAt(index));
    begin = end;
  }
  return kept;
}
