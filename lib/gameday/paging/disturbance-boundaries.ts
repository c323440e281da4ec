import { formatDurationMinutes, formatDurationSeconds, MINUTE_MS } from '../../time/time';
import type { TimelineEntry } from '../report';
import type { Scenario } from '../../scenario/scenario';

/** When what goes wrong on the way to people begins and is over, for the timeline. Failing calls show in what comes of them. */
export function disturbanceBoundaries({ start, disturb, unreachable, disableKey }: Pick<Scenario, 'start' | 'disturb' | 'unreachable' | 'disableKey'>): TimelineEntry[] {
  const all = [
    ...disturb.map(({ kind, delay, ...times }) => ({ ...times, what: `alarm events ${{ lose: 'are lost', duplicate: 'come twice', delay: `are ${formatDurationSeconds(delay ?? 0)} late` }[kind]}` })),
    ...unreachable.map(({ who, channel, ...times }) => ({ ...times, what: `${who} cannot be reached${channel === undefined ? '' : ` by ${channel}`}` })),
    ...disableKey.map(({ of, ...times }) => ({ ...times, what: `the key of ${of} is disabled` })),
  ];
  return all.flatMap(({ id, from, for: minutes, what }): TimelineEntry[] => {
    const name = id === undefined ? '' : `${id}: `;
    const began = start + from * MINUTE_MS;
    return [
      { at: began, kind: 'incident', text: `BEGIN ${name}${what} for ${formatDurationMinutes(minutes)}` },
      { at: began + minutes * MINUTE_MS, kind: 'incident', text: `END   ${name}${what}` },
    ];
  });
}
