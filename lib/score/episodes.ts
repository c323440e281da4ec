import { MINUTE_MS, type Instant } from '../time/time';
import type { Firing } from './play-design';

/** An alert as people live through it: from the first notification until every alarm is quiet for a while. */
export interface Episode {
  readonly from: Instant;
  readonly to: Instant;
}

/** Alarms that are quiet for no longer than this are one episode: nobody has left their desk. Our choice. */
const JOINED_GAP_MINUTES = 10;

/** Joins firings of one run into episodes, in order. */
export function episodesOf(firings: readonly Firing[]): Episode[] {
  const episodes: { from: Instant; to: Instant }[] = [];
  for (const { notifiedAt, clearedAt } of [...firings].sort((a, b) => a.notifiedAt - b.notifiedAt)) {
    const last = episodes.at(-1);
    if (last !== undefined && notifiedAt - last.to <= JOINED_GAP_MINUTES * MINUTE_MS) last.to = Math.max(last.to, clearedAt);
    else episodes.push({ from: notifiedAt, to: clearedAt });
  }
  return episodes;
}
