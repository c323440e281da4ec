import { MINUTE_MS } from '../time/time';
import { episodesOf } from './episodes';
import type { Firing } from './play-design';
import type { PlayedIncident } from './played-incident';

/** Median, 95th percentile and worst of a figure; of nothing there is none. */
export interface Spread {
  readonly median: number | null;
  readonly p95: number | null;
  readonly worst: number | null;
}

/**
 * How good an alarm design is, by the attributes of the SRE workbook (https://sre.google/workbook/alerting-on-slos/).
 * Fractions are 0–1; null is "there was nothing to measure", never a perfect figure.
 */
export interface Attributes {
  /** Incidents that should be notified, by the truth of the events. */
  readonly relevantIncidents: number;
  readonly episodes: number;
  /** Episodes that belong to a relevant incident, of all episodes. */
  readonly precision: number | null;
  /** Relevant incidents that were notified in time, of all relevant incidents. */
  readonly recall: number | null;
  /** From onset to the first notification, minutes; of the incidents notified. */
  readonly detectionMinutes: Spread;
  /** Share of the period's budget that was spent at the first notification. */
  readonly budgetAtFire: Spread;
  /** From the end of an incident to the last minute of alarm, minutes. */
  readonly resetMinutes: Spread;
  /** Notifications beyond the first of each urgency, per incident notified. */
  readonly duplicates: number | null;
  /** Relevant incidents that were notified in time, in the order they were played. */
  readonly detected: readonly DetectedIncident[];
  /** Relevant incidents nobody was notified of in time. */
  readonly missed: readonly PlayedIncident[];
  /** Incidents with an episode that belongs to no relevant incident. */
  readonly falseAlarms: readonly PlayedIncident[];
}

/** A relevant incident that was notified in time. */
export interface DetectedIncident {
  readonly played: PlayedIncident;
  /** From onset to the first notification. */
  readonly minutes: number;
}

/** What is measured, and against which truth. */
export interface AttributeQuestion {
  readonly isRelevant: (played: PlayedIncident) => boolean;
  readonly counts: (firing: Firing) => boolean;
  /**
   * How long after the end of an incident a first notification is still in time, minutes: what the pipeline of
   * metrics, the step of the evaluation and the wait periods of the design delay it by.
   */
  readonly delayMinutes: number;
  /** How long after the end of an incident its events are still in some window of the design, minutes. */
  readonly windowMinutes: number;
}

/** Measures a design on incidents that were played, each in a run of its own. */
export function measureAttributes(all: readonly PlayedIncident[], question: AttributeQuestion): Attributes {
  const relevant = all.filter(question.isRelevant);
  const notified: { played: PlayedIncident; first: Firing; firings: readonly Firing[] }[] = [];
  const missed: PlayedIncident[] = [];
  const falseAlarms: PlayedIncident[] = [];
  let episodes = 0;
  let trueEpisodes = 0;
  for (const played of all) {
    const firings = played.firings.filter(question.counts);
    const found = episodesOf(firings);
    const belonging = question.isRelevant(played) ? found.filter((episode) => belongs(episode, played, question.windowMinutes)) : [];
    episodes += found.length;
    trueEpisodes += belonging.length;
    if (belonging.length < found.length) falseAlarms.push(played);
    if (!question.isRelevant(played)) continue;
    const deadline = played.end + question.delayMinutes * MINUTE_MS;
    const own = firings.filter(({ notifiedAt, clearedAt }) => clearedAt > played.onset && notifiedAt <= played.end + question.windowMinutes * MINUTE_MS);
    const first = own[0];
    if (first === undefined || first.notifiedAt > deadline) missed.push(played);
    else notified.push({ played, first, firings: own });
  }
  const extra = notified.reduce((sum, { firings }) => sum + firings.length - new Set(firings.map(({ urgency }) => urgency)).size, 0);
  const detected = notified.map(({ played, first }) => ({ played, minutes: Math.max(0, first.notifiedAt - played.onset) / MINUTE_MS }));
  return {
    relevantIncidents: relevant.length,
    episodes,
    precision: share(trueEpisodes, episodes),
    recall: share(notified.length, relevant.length),
    detectionMinutes: spreadOf(detected.map(({ minutes }) => minutes)),
    budgetAtFire: spreadOf(notified.map(({ played, first }) => played.budgetSpentAt(first.notifiedAt))),
    resetMinutes: spreadOf(notified.map(({ played, firings }) => resetMinutes(played, firings))),
    duplicates: share(extra, notified.length),
    detected,
    missed,
    falseAlarms,
  };
}

/** An episode belongs to an incident that it overlaps, or whose events are still in a window when it starts. */
function belongs(episode: { readonly from: number; readonly to: number }, { onset, end }: PlayedIncident, windowMinutes: number): boolean {
  return episode.to > onset && episode.from <= end + windowMinutes * MINUTE_MS;
}

/** The last minute of alarm is the one before the alarm clears. */
function resetMinutes({ end }: PlayedIncident, firings: readonly Firing[]): number {
  const cleared = Math.max(...firings.map(({ clearedAt }) => clearedAt));
  return (cleared - end) / MINUTE_MS - 1;
}

/** Median (of two middle figures the upper), 95th percentile (nearest rank) and worst: all figures that did occur. */
export function spreadOf(figures: readonly number[]): Spread {
  const sorted = [...figures].sort((a, b) => a - b);
  if (sorted.length === 0) return { median: null, p95: null, worst: null };
  const at = (fraction: number) => sorted[Math.ceil(fraction * sorted.length) - 1]!;
  return { median: sorted[Math.floor(sorted.length / 2)]!, p95: at(0.95), worst: sorted.at(-1)! };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
