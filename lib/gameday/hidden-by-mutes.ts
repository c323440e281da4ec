import { formatInstant } from '../time/time';
import type { TimelineEvent } from './timeline-events';

/**
 * What mutes hid in a game day: each alarm that went on while a mute rule suppressed its actions, from when until when it was on. Whoever
 * reads the report sees that quiet was not health.
 */
export function hiddenByMutes(events: readonly TimelineEvent[]): readonly string[] {
  return events.flatMap((event, index) => {
    if (event.code !== 'notification-suppressed' || event.suppressedBy !== 'AlarmMuteRule') return [];
    const over = events.slice(index).find((later) => later.code === 'composite-alarm-changed' && later.alarmName === event.alarmName && later.to !== 'ALARM');
    return [
      `a mute hid ${event.alarmName}: on from ${formatInstant(event.at)} ${over === undefined ? 'to the end' : `to ${formatInstant(over.at)}`} (${event.reason})`,
    ];
  });
}
