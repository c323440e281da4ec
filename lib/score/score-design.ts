import { optionalNumber } from '../aws/assembly/property';
import type { Assumptions } from '../simulator/core/assumptions';
import type { Urgency } from '../slo/burn-rate';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../time/time';
import { measureAttributes, type Attributes } from './attributes';
import type { ScoreClock } from './clock';
import type { ClosestAlarm } from './closest-alarm';
import { DesignTrial, type TrialOptions } from './design-trial';
import type { LibraryIncident } from './incident-library';
import type { ScoreMapping } from './mapping';
import { measureNoise, measureOutages, type Noise, type OutageDetection } from './noise-and-outages';
import type { PlayedIncident } from './played-incident';
import type { NotScoredAlarm, ScoredDesign } from './scored-design';

/** An incident of a score, by what distinguishes it from the others. */
export interface ScoredIncident extends LibraryIncident {
  /** Hour of the day, UTC, at which it starts. */
  readonly startHour: number;
  /** Where traffic is random. */
  readonly seed?: number;
  /** Share of the period's budget that it spends. */
  readonly budgetShare: number;
}

/** A relevant incident nobody was notified of in time. */
export interface Miss extends ScoredIncident {
  /** The alarm that came closest without firing. */
  readonly closest?: ClosestAlarm;
}

/** A relevant incident that was notified in time. */
export interface Detection extends ScoredIncident {
  /** From onset to the first notification. */
  readonly detectionMinutes: number;
}

/** The attributes of a part of the notifications, ready to be printed. */
export interface ScoredAttributes extends Omit<Attributes, 'detected' | 'missed' | 'falseAlarms'> {
  readonly detected: readonly Detection[];
  readonly missed: readonly Miss[];
  readonly falseAlarms: readonly ScoredIncident[];
}

/** What the incident library says about a design. */
export interface LibraryScore {
  readonly incidents: number;
  /** All notifications against the significant incidents. */
  readonly all: ScoredAttributes;
  /** Pages against the incidents worth one. */
  readonly pages: ScoredAttributes;
  /** Tickets against the significant incidents, also those that a page notifies already. */
  readonly tickets: ScoredAttributes;
}

/** Everything a score says about a design. */
export interface Score extends LibraryScore {
  readonly design: string;
  readonly objective: ScoreMapping['objective'];
  readonly traffic: string;
  readonly clock: ScoreClock;
  readonly noise: readonly Noise[];
  readonly outage: OutageDetection;
  readonly alarms: { readonly metric: number; readonly composite: number };
  /** Alarms that notify somebody, by what they are. */
  readonly notifying: Readonly<Record<Urgency, number>>;
  readonly monthlyUsd: number;
  readonly notScored: readonly NotScoredAlarm[];
  /** What had to be assumed of the units of metrics, and which alarms ask for a unit in which there is nothing. */
  readonly unitNotes: readonly string[];
}

/** Scores an alarm design: the incident library, the noise of good months, and full outages. */
export function scoreDesign(design: ScoredDesign, options: TrialOptions): Score {
  const trial = new DesignTrial(design, options);
  return {
    design: design.name,
    objective: options.mapping.objective,
    traffic: options.traffic.name,
    clock: options.clock,
    ...scoreLibrary(design, trial),
    noise: measureNoise(trial),
    outage: measureOutages(trial),
    alarms: { metric: design.metricAlarms.length, composite: design.compositeAlarms },
    notifying: { page: countOf(design, 'page'), ticket: countOf(design, 'ticket') },
    monthlyUsd: design.monthlyUsd,
    notScored: design.notScored,
    unitNotes: design.unitNotes,
  };
}

function countOf({ notifying }: ScoredDesign, urgency: Urgency): number {
  return [...notifying.values()].filter((each) => each === urgency).length;
}

/** The part of a score that comes from the incident library. */
export function scoreLibrary(design: ScoredDesign, trial: DesignTrial): LibraryScore {
  const played = trial.playLibrary();
  const delayMinutes = notificationDelayMinutes(design, trial.assumptions);
  const measure = (isRelevant: (each: PlayedIncident) => boolean, urgency?: Urgency) =>
    measureAttributes(played, {
      isRelevant,
      counts: (firing) => urgency === undefined || firing.urgency === urgency,
      delayMinutes,
      windowMinutes: design.rangeMinutes + delayMinutes,
    });
  const explained = (attributes: Attributes) => withPlainIncidents(attributes, (each) => missOf(each, trial.explain(each)));
  return {
    incidents: played.length,
    all: explained(measure((each) => each.isSignificant)),
    pages: explained(measure((each) => each.isPageWorthy, 'page')),
    tickets: withPlainIncidents(
      measure((each) => each.isSignificant, 'ticket'),
      scoredIncident,
    ),
  };
}

function withPlainIncidents(attributes: Attributes, explain: (missed: PlayedIncident) => Miss): ScoredAttributes {
  return {
    ...attributes,
    detected: attributes.detected.map(({ played, minutes }) => ({ ...scoredIncident(played), detectionMinutes: minutes })),
    missed: attributes.missed.map(explain),
    falseAlarms: attributes.falseAlarms.map(scoredIncident),
  };
}

function missOf(played: PlayedIncident, closest: ClosestAlarm | undefined): Miss {
  return { ...scoredIncident(played), ...(closest !== undefined && { closest }) };
}

function scoredIncident({ incident, startHour, seed, budgetShare }: PlayedIncident): ScoredIncident {
  return { ...incident, startHour, ...(seed !== undefined && { seed }), budgetShare };
}

/** Minutes that a notification may be late by, however fast the incident: metrics, evaluation step, wait periods. */
function notificationDelayMinutes(design: ScoredDesign, assumptions: Assumptions): number {
  const waits = design.stacks.flatMap(({ resources }) => resources.map(({ properties }) => optionalNumber(properties, 'ActionsSuppressorWaitPeriod') ?? 0));
  const isHourly = assumptions.multiDayEvaluation === 'hourly' && design.rangeMinutes > MINUTES_PER_DAY;
  return assumptions.metricDelayMinutes + (isHourly ? MINUTES_PER_HOUR : 1) + Math.max(0, ...waits) / 60;
}
