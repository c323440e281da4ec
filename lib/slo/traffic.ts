/** Declared traffic of an objective: what alert rows may assume about the number of events. */

import { MINUTES_PER_DAY } from '../time/time';

/** How many events there are to be expected, and how unevenly they come. */
export interface Traffic {
  /** Events in a minute, as the mean over a day. */
  readonly eventsPerMinute: number;
  /** Events of the busiest hour of a day over those of the quietest; 1 is the same all day. */
  readonly variation: number;
}

/**
 * From this variation on, rows count the budget in events and not by ratio. At 5 the quietest hour has a third of the
 * mean and the busiest five thirds: the budget that a ratio stands for is already wrong by these factors. Our choice;
 * nobody fixes one.
 */
export const UNEVEN_TRAFFIC_FROM = 5;

/**
 * Events a minute in the quietest hour. Between the quietest and the busiest hour traffic is taken to rise and fall
 * like a wave, as that of most services with users in one part of the world does.
 */
export function quietestEventsPerMinute({ eventsPerMinute, variation }: Traffic): number {
  return (eventsPerMinute * 2) / (variation + 1);
}

/** Events a minute in the busiest hour. */
export function busiestEventsPerMinute({ eventsPerMinute, variation }: Traffic): number {
  return (eventsPerMinute * 2 * variation) / (variation + 1);
}

/** Events a minute in the busiest window of a length: below that of the busiest hour, because the wave falls. */
export function busiestWindowEventsPerMinute(traffic: Traffic, windowMinutes: number): number {
  const { eventsPerMinute, variation } = traffic;
  const halfAngle = (Math.PI * windowMinutes) / MINUTES_PER_DAY;
  const amplitude = (variation - 1) / (variation + 1);
  // The mean of a wave around its top; of a day or more, that of the day.
  return eventsPerMinute * (1 + (halfAngle < Math.PI ? amplitude * (Math.sin(halfAngle) / halfAngle) : 0));
}
