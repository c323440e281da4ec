/** What is to be asked of CloudWatch for a recording, and in which pieces. */

import { parseStatistic } from '../simulator/services/cloudwatch/statistic';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { groupBy } from './group-by';
import { followsFromMinutes, keyOfNeeded, type NeededStatistic } from './needed-statistics';
import { endOfStretch, type RecordedStretch } from './recording';

/** A stretch to ask for: the buckets that begin in [fromMinute, toMinute). */
export interface WantedStretch {
  readonly needed: NeededStatistic;
  readonly periodMinutes: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/**
 * CloudWatch keeps values of a minute for 15 days, of five minutes for longer.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export const MINUTES_KEPT = 15 * MINUTES_PER_DAY;
const FIVE_MINUTES = 5;
/** A minute that is about to be thrown away may be gone when it is asked for. Our choice. */
const SAFETY_MINUTES = 30;

/**
 * The stretches of a recording, day by day, without what was recorded before. Where minutes are no longer kept, five minutes stand in
 * for them; a percentile of less than that is left out there, because nothing it follows from is kept.
 *
 * @param span minutes since the epoch: what is wanted, and now
 */
export function planRecording(
  needed: readonly NeededStatistic[],
  span: { readonly fromMinute: number; readonly toMinute: number; readonly nowMinute: number },
  recorded: readonly RecordedStretch[],
): WantedStretch[] {
  const boundary = upTo(span.nowMinute - MINUTES_KEPT + SAFETY_MINUTES, MINUTES_PER_HOUR);
  const covered = coverage(recorded);
  return needed.flatMap((each) =>
    piecesOf(each, span, boundary)
      .flatMap(byDay)
      .flatMap((piece) => withoutCovered({ needed: each, ...piece }, covered)),
  );
}

type Piece = Omit<WantedStretch, 'needed'>;

function piecesOf({ periodMinutes, statistic }: NeededStatistic, { fromMinute, toMinute }: Pick<Piece, 'fromMinute' | 'toMinute'>, boundary: number): Piece[] {
  if (periodMinutes % FIVE_MINUTES === 0) return [{ periodMinutes, fromMinute, toMinute }];
  const young = { periodMinutes, fromMinute: Math.max(boundary, fromMinute), toMinute };
  if (periodMinutes > 1 || !followsFromMinutes(statistic)) return [young];
  return [{ periodMinutes: FIVE_MINUTES, fromMinute, toMinute: Math.min(boundary, toMinute) }, young];
}

/** Pieces within days of UTC, whole buckets only. */
function byDay({ periodMinutes, fromMinute, toMinute }: Piece): Piece[] {
  const last = Math.floor(toMinute / periodMinutes) * periodMinutes;
  const length = Math.max(MINUTES_PER_DAY, periodMinutes);
  const pieces: Piece[] = [];
  for (let from = upTo(fromMinute, periodMinutes); from < last;) {
    const to = Math.min(last, (Math.floor(from / length) + 1) * length);
    pieces.push({ periodMinutes, fromMinute: from, toMinute: to });
    from = to;
  }
  return pieces;
}

function coverage(recorded: readonly RecordedStretch[]): ReadonlyMap<string, readonly RecordedStretch[]> {
  return groupBy(recorded, (stretch) => keyOfNeeded({ ...stretch, statistic: parseStatistic(stretch.statistic) }));
}

/** A day is recorded from its begin on: what is missing of it is its end. */
function withoutCovered(wanted: WantedStretch, covered: ReadonlyMap<string, readonly RecordedStretch[]>): WantedStretch[] {
  const { needed, periodMinutes, toMinute } = wanted;
  let { fromMinute } = wanted;
  const known = [...(covered.get(keyOfNeeded({ ...needed, periodMinutes })) ?? [])].sort((a, b) => a.fromMinute - b.fromMinute);
  for (const stretch of known) if (stretch.fromMinute <= fromMinute) fromMinute = Math.max(fromMinute, endOfStretch(stretch));
  return fromMinute < toMinute ? [{ ...wanted, fromMinute }] : [];
}

function upTo(minute: number, multiple: number): number {
  return Math.ceil(minute / multiple) * multiple;
}
