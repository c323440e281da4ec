import { poissonCount, type RandomSource } from './random';
import type { Traffic } from './traffic';

/** Events minute by minute. Index 0 is `firstMinute`, in minutes since the epoch. */
export interface EventSeries {
  readonly firstMinute: number;
  readonly good: Float64Array;
  readonly bad: Float64Array;
}

/** Minutes [from, to) since the epoch in which a share of the events fails. */
export interface Disturbance {
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly errorRatio: number;
}

/**
 * Counts that are not whole are multiples of this, so that their sums are exact: an incident exactly at a threshold is
 * never pushed above it by rounding.
 */
const COUNT_QUANTUM = 2 ** -20;
/** Globals are slow to look up where code runs in a context of its own, as tests do. */
const { floor } = Math;

/**
 * The events of minutes [from, to) in which an even share of them fails.
 *
 * @param random asked only where the traffic is random
 */
export function playTraffic(traffic: Traffic, fromMinute: number, toMinute: number, errorRatio: number, random: RandomSource): EventSeries {
  const length = toMinute - fromMinute;
  const series = { firstMinute: fromMinute, good: new Float64Array(length), bad: new Float64Array(length) };
  fill(series, traffic, { fromMinute, toMinute, errorRatio }, random);
  return series;
}

/** The same events with an incident among them. The series given stays as it is. */
export function disturb(series: EventSeries, traffic: Traffic, disturbance: Disturbance, random: RandomSource): EventSeries {
  const disturbed = { firstMinute: series.firstMinute, good: series.good.slice(), bad: series.bad.slice() };
  fill(disturbed, traffic, disturbance, random);
  return disturbed;
}

function fill({ firstMinute, good, bad }: EventSeries, traffic: Traffic, { fromMinute, toMinute, errorRatio }: Disturbance, random: RandomSource): void {
  for (let minute = fromMinute; minute < toMinute; minute += 1) {
    const expected = traffic.eventsAt(minute);
    const index = minute - firstMinute;
    if (traffic.isRandom) {
      bad[index] = poissonCount(expected * errorRatio, random);
      good[index] = poissonCount(expected * (1 - errorRatio), random);
    } else {
      const failed = quantized(expected * errorRatio);
      bad[index] = failed;
      good[index] = quantized(expected) - failed;
    }
  }
}

/** Down, never up; 1e-9: products of binary fractions may end a hair below the number they mean. */
function quantized(count: number): number {
  return floor(count / COUNT_QUANTUM + 1e-9) * COUNT_QUANTUM;
}

/** Bad events in minutes [from, to). */
export function badEventsIn({ firstMinute, bad }: EventSeries, fromMinute: number, toMinute: number): number {
  let sum = 0;
  for (let minute = fromMinute; minute < toMinute; minute += 1) sum += bad[minute - firstMinute] ?? 0;
  return sum;
}

/** All events in minutes [from, to). */
export function eventsIn(series: EventSeries, fromMinute: number, toMinute: number): number {
  let sum = badEventsIn(series, fromMinute, toMinute);
  for (let minute = fromMinute; minute < toMinute; minute += 1) sum += series.good[minute - series.firstMinute] ?? 0;
  return sum;
}
