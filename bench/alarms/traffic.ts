/** What the alarms of the bench look at: windows, thresholds and counts per minute. */

const DAY_MINUTES = 1_440;
/** Days that are evaluated, after as much history as the longest window needs. */
export const RUN_MINUTES = 30 * DAY_MINUTES;
export const HISTORY_MINUTES = 3 * DAY_MINUTES;

/** Long and short window in minutes, burn rate: the reference table of the SRE workbook for 99.9 % over 30 days. */
const BURN_RATE_ALERTS = [
  [60, 5, 14.4],
  [360, 30, 6],
  [DAY_MINUTES, 120, 3],
  [3 * DAY_MINUTES, 360, 1],
] as const;
const ALLOWED_BAD_SHARE = 0.001;
/** The share of errors that noise goes around, and the threshold of every window then. */
const NOISY_SHARE = 3 * ALLOWED_BAD_SHARE;

/** One alarm of an objective: it breaches above a share of errors. */
export interface AlarmWindow {
  readonly minutes: number;
  readonly threshold: number;
  /** Minutes from one evaluation to the next: an alarm over more than a day is evaluated once an hour. */
  readonly stepMinutes: number;
}

/** Requests and errors of an objective, and the alarms over them. */
export interface Traffic {
  readonly windows: readonly AlarmWindow[];
  /** Fills in the counts of every minute of history and run; the same each time. */
  readonly fill: (objective: number, requests: Float64Array, errors: Float64Array) => void;
}

/**
 * `usual`: day and night with a steady trickle of errors and an outage of an hour every ten days. `threshold`: the
 * share of errors goes at random around the threshold of every window, so that no evaluation can be foreseen.
 */
export const TRAFFIC: Readonly<Record<'usual' | 'threshold', Traffic>> = {
  usual: {
    windows: windowsWith((burnRate) => burnRate * ALLOWED_BAD_SHARE),
    fill: (objective, requests, errors) => {
      for (let minute = 0; minute < requests.length; minute += 1) {
        const isOutage = (minute + objective * 17) % 14_400 < 60;
        requests[minute] = requestsAt(minute + objective);
        errors[minute] = isOutage ? requests[minute]! : (minute * 7 + objective) % 13 === 0 ? 1 : 0;
      }
    },
  },
  threshold: {
    windows: windowsWith(() => NOISY_SHARE),
    fill: (objective, requests, errors) => {
      const random = uniform(objective);
      for (let minute = 0; minute < requests.length; minute += 1) {
        requests[minute] = requestsAt(minute + objective);
        errors[minute] = Math.floor(requests[minute]! * NOISY_SHARE * 2 * random() + random());
      }
    },
  },
};

function windowsWith(thresholdOf: (burnRate: number) => number): readonly AlarmWindow[] {
  return BURN_RATE_ALERTS.flatMap(([long, short, burnRate]) =>
    [long, short].map((minutes) => ({ minutes, threshold: thresholdOf(burnRate), stepMinutes: minutes > DAY_MINUTES ? 60 : 1 })),
  );
}

function requestsAt(minute: number): number {
  return Math.round(500 + 450 * Math.sin((2 * Math.PI * minute) / DAY_MINUTES));
}

/** Numbers in [0, 1) that look random and are the same in every run (mulberry32). */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
