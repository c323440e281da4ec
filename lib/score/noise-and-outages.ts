import type { Urgency } from '../slo/burn-rate';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { spreadOf, type Spread } from './attributes';
import { RUN_START_MINUTE, type DesignTrial } from './design-trial';
import { SEEDS } from './random';

/** Notifications of a service that keeps its objective. */
export interface Noise {
  /** Share of the budget that is spent, evenly, 0–1. */
  readonly budgetSpent: number;
  /** Runs of 30 days. */
  readonly runs: number;
  /** Means over the runs. */
  readonly pagesPer30Days: number;
  readonly ticketsPer30Days: number;
  /** Runs in which anybody was notified anything. */
  readonly noisyRuns: number;
}

/** How soon a full outage pages, on top of the errors of every day. */
export interface OutageDetection {
  readonly outages: number;
  /** Outages nobody was paged for while they lasted. */
  readonly missed: number;
  readonly minutes: Spread;
  /** Share of all outages that paged within {@link PROMPT_MINUTES}. */
  readonly promptShare: number;
}

/** Even spending of the budget that noise is measured at. Our choice: an ordinary month, and one that is nearly spent. */
const NOISE_LEVELS = [0.5, 0.8] as const;
/** Even spending beneath a full outage. */
const OUTAGE_BACKGROUND = 0.5;
const OUTAGE_MINUTES = 60;
/** Full outages start on these days of a run; each is played on its own. */
const OUTAGE_DAYS = [2, 5, 8, 11, 14, 17, 20, 23, 26, 28];
/** A page within this time is prompt. Our choice. */
export const PROMPT_MINUTES = 5;

/** Runs 30 days of evenly spent budget, once a seed. Events are drawn at random: evenly is not regularly. */
export function measureNoise(trial: DesignTrial): Noise[] {
  return NOISE_LEVELS.map((budgetSpent) => {
    const runs = SEEDS.map((seed) => trial.playQuietMonth(budgetSpent, seed));
    const mean = (urgency: Urgency) => runs.flat().filter((firing) => firing.urgency === urgency).length / runs.length;
    return {
      budgetSpent,
      runs: runs.length,
      pagesPer30Days: mean('page'),
      ticketsPer30Days: mean('ticket'),
      noisyRuns: runs.filter((firings) => firings.length > 0).length,
    };
  });
}

/** Plays full outages of an hour over random traffic that spends half of the budget evenly. */
export function measureOutages(trial: DesignTrial): OutageDetection {
  const minutes: number[] = [];
  const { startHours } = trial.traffic;
  for (const seed of SEEDS) {
    const month = trial.randomMonth(OUTAGE_BACKGROUND, seed);
    OUTAGE_DAYS.forEach((day, index) => {
      const fromMinute = RUN_START_MINUTE + day * MINUTES_PER_DAY + startHours[index % startHours.length]! * MINUTES_PER_HOUR;
      const toMinute = fromMinute + OUTAGE_MINUTES;
      // A page after the outage is no page of it: the run ends with it.
      const { firings } = trial.playDisturbed(month, { fromMinute, toMinute, errorRatio: 1 }, seed * OUTAGE_DAYS.length + index, toMinute);
      const first = firings.find(({ urgency, clearedAt }) => urgency === 'page' && clearedAt > fromMinute * MINUTE_MS);
      if (first !== undefined && first.notifiedAt <= toMinute * MINUTE_MS) minutes.push(Math.max(0, first.notifiedAt / MINUTE_MS - fromMinute));
    });
  }
  const outages = SEEDS.length * OUTAGE_DAYS.length;
  return {
    outages,
    missed: outages - minutes.length,
    minutes: spreadOf(minutes),
    promptShare: minutes.filter((each) => each <= PROMPT_MINUTES).length / outages,
  };
}
