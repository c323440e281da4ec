import type { BurnRatePolicyAlert } from './burn-rate';
import type { ObjectiveKind, Sli } from './sli/sli';

/** A promise and the traffic it is about: what burn-rate alerts are derived from. */
export interface BurnRateObjective {
  /** In percent, as it was written: 99.9. */
  readonly targetPercent: number;
  /** Period that burn rates are for, minutes: the rolling period, or 7, 30 or 91 days for a calendar one. */
  readonly periodMinutes: number;
  readonly sli: Sli;
  readonly burnRatePolicy: readonly BurnRatePolicyAlert[];
  /** Events in a minute, as the mean over a day; without it alarms have no guard against low or uneven traffic. */
  readonly typicalEventsPerMinute?: number;
  /** Events of the busiest hour of a day over those of the quietest. Default: 1, the same all day. */
  readonly trafficVariation?: number;
}

/** What an objective is for: doing the work well, what users get, what it costs, or what rules ask for. */
export const OBJECTIVE_CATEGORIES = ['excellence', 'quality', 'cost', 'compliance'] as const;
/** One of {@link OBJECTIVE_CATEGORIES}. */
export type ObjectiveCategory = (typeof OBJECTIVE_CATEGORIES)[number];

/** What customers are promised about what an objective measures. The objective is stricter. */
export interface ServiceLevelAgreement {
  readonly targetPercent: number;
  /** Of latency and freshness only, milliseconds. */
  readonly thresholdMs?: number;
}

/** A promise that a measured figure can keep or break. */
export interface PromisedObjective {
  /** Unique within its service, such as `availability`. */
  readonly id: string;
  readonly kind: ObjectiveKind;
  /** In percent, as it was written: 99.9. */
  readonly targetPercent: number;
  /** Longest good latency or oldest good message, milliseconds; of latency and freshness only. */
  readonly thresholdMs?: number;
}

/** The objectives of an application, by service. */
export interface ObjectivesByService {
  readonly application: string;
  readonly services: readonly { readonly id: string; readonly objectives: readonly PromisedObjective[] }[];
}

/** `partner-portal/availability`: how people and reports call an objective. */
export function objectiveName(service: { readonly id: string }, objective: { readonly id: string }): string {
  return `${service.id}/${objective.id}`;
}
