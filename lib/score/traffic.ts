import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';

/** Globals are slow to look up where code runs in a context of its own, as tests do. */
const { cos, PI } = Math;

/** Traffic that incidents are played over. */
export interface Traffic {
  /** As it is written on the command line: `steady`, `60-per-hour`. */
  readonly name: string;
  /** Events to be expected in a minute since the epoch. */
  readonly eventsAt: (minute: number) => number;
  /** Whether counts are drawn at random (Poisson) or are exactly what is to be expected. */
  readonly isRandom: boolean;
  /** Hours of the day, UTC, at which incidents start. */
  readonly startHours: readonly number[];
}

/**
 * Events per minute of steady and uneven traffic when nothing else is asked for. All error ratios of the library make
 * whole numbers of it, so that sums and ratios are exact also where they meet a threshold.
 */
export const TYPICAL_EVENTS_PER_MINUTE = 10_000;

/** The quietest minute of uneven traffic has a twentieth of the busiest. */
const NIGHT_FACTOR = 1 / 20;
/** Mean of a wave between the two, as a share of the busiest minute. */
const MEAN_FACTOR = (1 + NIGHT_FACTOR) / 2;
const QUIETEST_MINUTE = 3 * MINUTES_PER_HOUR;
const UNEVEN_START_HOURS = [3, 9, 15, 21];

/** The traffic names a command takes, in words. */
export const ALLOWED_TRAFFIC = 'steady, uneven, or a random one such as 60-per-hour or 600-per-minute';

/**
 * Traffic by its name, or undefined when there is none of that name.
 *
 * @param eventsPerMinute of steady and uneven traffic, the mean over a day
 */
export function trafficNamed(name: string, eventsPerMinute = TYPICAL_EVENTS_PER_MINUTE): Traffic | undefined {
  if (name === 'steady') return { name, eventsAt: () => eventsPerMinute, isRandom: false, startHours: [0] };
  if (name === 'uneven') {
    return { name, eventsAt: (minute) => eventsPerMinute * dayCurve(minute), isRandom: false, startHours: UNEVEN_START_HOURS };
  }
  const [, amount, unit] = /^(\d{1,7})-per-(hour|minute)$/.exec(name) ?? [];
  const perMinute = Number(amount) / (unit === 'hour' ? MINUTES_PER_HOUR : 1);
  return perMinute > 0 ? { name, eventsAt: () => perMinute, isRandom: true, startHours: [0] } : undefined;
}

/** The same traffic with counts drawn at random. */
export function randomised(traffic: Traffic): Traffic {
  return { ...traffic, isRandom: true };
}

/** A smooth day with its low at 03:00 and its high at 15:00 UTC; 1 in the mean. */
function dayCurve(minute: number): number {
  const phase = (2 * PI * ((minute % MINUTES_PER_DAY) - QUIETEST_MINUTE)) / MINUTES_PER_DAY;
  return (NIGHT_FACTOR + (1 - NIGHT_FACTOR) * ((1 - cos(phase)) / 2)) / MEAN_FACTOR;
}
