import type { Assumptions } from '../simulator/core/assumptions';
import type { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { allowedBadFraction } from '../slo/burn-rate';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { CLOCK_ASSUMPTIONS, type ScoreClock } from './clock';
import { closestAlarm, type ClosestAlarm } from './closest-alarm';
import { disturb, eventsIn, playTraffic, type Disturbance, type EventSeries } from './event-series';
import { INCIDENT_LIBRARY, type LibraryIncident } from './incident-library';
import type { ScoreMapping } from './mapping';
import { playDesign, type Firing } from './play-design';
import { IncidentCost, type PlayedIncident } from './played-incident';
import { publishEvents } from './publish-events';
import { randomSource, SEEDS } from './random';
import type { ScoredDesign } from './scored-design';
import { randomised, type Traffic } from './traffic';
import { UndisturbedAlarms, type MinuteSpan } from './undisturbed-alarms';

/** What a design is tried on. */
export interface TrialOptions {
  readonly mapping: ScoreMapping;
  readonly traffic: Traffic;
  readonly clock: ScoreClock;
  /** Called as incidents are played, with the share of all that are done, 0–1. */
  readonly onProgress?: (share: number) => void;
  /** Evaluates every run from end to end, which takes longer and finds the same. Default: only what an incident changes. */
  readonly evaluatesEndToEnd?: boolean;
}

/** Thirty days of traffic without an incident, and what the alarms do in them. */
export interface Month {
  readonly traffic: Traffic;
  readonly series: EventSeries;
  readonly undisturbed: UndisturbedAlarms;
  /** Bad events that the objective allows in its period at this traffic. */
  readonly budgetEvents: number;
}

/** A Monday. Nothing depends on which. */
export const RUN_START_MINUTE = Date.UTC(2026, 2, 2) / MINUTE_MS;
const RUN_MINUTES = 30 * MINUTES_PER_DAY;
const RUN: MinuteSpan = { fromMinute: RUN_START_MINUTE, toMinute: RUN_START_MINUTE + RUN_MINUTES };
/** Incidents of the library start on this day of a run: by then every alarm has found its state. */
const INCIDENT_DAY = 3;

/** Plays traffic and incidents to the alarms of one design, each incident in a run of 30 days of its own. */
export class DesignTrial {
  readonly traffic: Traffic;
  readonly assumptions: Assumptions;
  readonly #design: ScoredDesign;
  readonly #options: TrialOptions;
  readonly #allowedBad: number;
  /** The months of the library by seed. */
  readonly #months = new Map<number | undefined, Month>();

  constructor(design: ScoredDesign, options: TrialOptions) {
    this.traffic = options.traffic;
    this.assumptions = CLOCK_ASSUMPTIONS[options.clock];
    this.#design = design;
    this.#options = options;
    this.#allowedBad = allowedBadFraction(options.mapping.objective.target);
  }

  /** The incident library, at every hour that the traffic asks for and, where it is random, with every seed. */
  playLibrary(): PlayedIncident[] {
    const { isRandom, startHours } = this.traffic;
    const seeds = isRandom ? SEEDS : [undefined];
    const total = seeds.length * startHours.length * INCIDENT_LIBRARY.length;
    const played: PlayedIncident[] = [];
    for (const seed of seeds) {
      const month = this.#libraryMonth(seed);
      for (const startHour of startHours) {
        for (const incident of INCIDENT_LIBRARY) {
          played.push(this.#playIncident(month, incident, startHour, seed, played.length));
          this.#options.onProgress?.(played.length / total);
        }
      }
    }
    return played;
  }

  /** Thirty days of random traffic of which a share of the budget is spent evenly. */
  randomMonth(budgetSpent: number, seed: number): Month {
    return this.#month(randomised(this.traffic), budgetSpent, seed);
  }

  /** Who is notified in 30 days of random traffic in which a share of the budget is spent evenly. */
  playQuietMonth(budgetSpent: number, seed: number): Firing[] {
    const series = this.#play(randomised(this.traffic), budgetSpent, seed);
    return playDesign(this.#design, this.#publish(series), this.assumptions, RUN);
  }

  /**
   * Who is notified in a month that has a disturbance.
   *
   * @param draw distinguishes the disturbances of a month where they are drawn at random
   * @param toMinute where the run ends; firings that go on then are cleared there. Default: the end of the month
   */
  playDisturbed(month: Month, disturbance: Disturbance, draw: number, toMinute = RUN.toMinute): { readonly series: EventSeries; readonly firings: Firing[] } {
    const series = disturb(month.series, month.traffic, disturbance, randomSource(-1 - draw));
    const factory = this.#options.evaluatesEndToEnd === true ? undefined : month.undisturbed.factoryFor(disturbance);
    return { series, firings: playDesign(this.#design, this.#publish(series), this.assumptions, { ...RUN, toMinute }, factory) };
  }

  /** The alarm that came closest to a firing in an incident nobody was notified of. */
  explain({ incident, startHour, seed, index }: PlayedIncident): ClosestAlarm | undefined {
    const disturbance = disturbanceOf(incident, startHour);
    const series = disturb(this.#libraryMonth(seed).series, this.traffic, disturbance, randomSource(-1 - index));
    return closestAlarm(this.#design, this.#publish(series), this.assumptions, disturbance);
  }

  #playIncident(month: Month, incident: LibraryIncident, startHour: number, seed: number | undefined, index: number): PlayedIncident {
    const disturbance = disturbanceOf(incident, startHour);
    const { series, firings } = this.playDisturbed(month, disturbance, index);
    const cost = new IncidentCost(series, disturbance.fromMinute, incident.minutes, month.budgetEvents);
    return {
      incident,
      startHour,
      ...(seed !== undefined && { seed }),
      index,
      onset: disturbance.fromMinute * MINUTE_MS,
      end: disturbance.toMinute * MINUTE_MS,
      budgetShare: cost.budgetShare,
      isSignificant: cost.isSignificant,
      isPageWorthy: cost.isPageWorthy,
      budgetSpentAt: (instant) => cost.spentAt(instant),
      firings,
    };
  }

  #libraryMonth(seed: number | undefined): Month {
    const month = this.#months.get(seed) ?? this.#month(this.traffic, 0, seed ?? 0);
    this.#months.set(seed, month);
    return month;
  }

  #month(traffic: Traffic, budgetSpent: number, seed: number): Month {
    const series = this.#play(traffic, budgetSpent, seed);
    const undisturbed = new UndisturbedAlarms(this.#design, this.#publish(series), this.assumptions, { ...RUN, toMinute: RUN.toMinute + 1 });
    return { traffic, series, undisturbed, budgetEvents: this.#budgetEvents(series) };
  }

  /** Traffic begins as long before the run as the alarms look back. */
  #play(traffic: Traffic, budgetSpent: number, seed: number): EventSeries {
    const fromMinute = RUN.fromMinute - this.#design.rangeMinutes - MINUTES_PER_DAY;
    return playTraffic(traffic, fromMinute, RUN.toMinute, budgetSpent * this.#allowedBad, randomSource(seed));
  }

  #publish(series: EventSeries): MetricStore {
    return publishEvents(series, this.#design.metrics, this.#design.stacks);
  }

  #budgetEvents(series: EventSeries): number {
    const events = eventsIn(series, RUN.fromMinute, RUN.toMinute) * (this.#options.mapping.objective.period / RUN_MINUTES);
    return events * this.#allowedBad;
  }
}

function disturbanceOf({ errorRatio, minutes }: LibraryIncident, startHour: number): Disturbance {
  const fromMinute = RUN_START_MINUTE + INCIDENT_DAY * MINUTES_PER_DAY + startHour * MINUTES_PER_HOUR;
  return { fromMinute, toMinute: fromMinute + minutes, errorRatio };
}
