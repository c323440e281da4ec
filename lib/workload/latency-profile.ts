import { logNormal, type ValueDistribution } from '../simulator/services/cloudwatch/value-distribution';
import { allowedBadFraction } from '../slo/burn-rate';

/** How long the requests of a resource take on a good day, milliseconds. */
export interface LatencyProfile {
  readonly normal: { readonly medianMs: number; readonly p95Ms: number };
}

/** What a latency objective promises. */
export interface LatencyPromise {
  /** Longest good request, milliseconds. */
  readonly thresholdMs: number;
  readonly targetPercent: number;
}

/** 95 % of normal requests stay below this multiple of their median. */
const NORMAL_P95_FACTOR = 3.2;
/** Half of the slow requests take longer than the scenario's typical value; 95 % stay below this multiple of it. */
const SLOW_P95_FACTOR = 1.5;
/** Median of requests that nobody promised anything about, milliseconds. */
const UNPROMISED_MEDIAN_MS = 250;
/** Share of a latency budget that a good day spends: the incidents of a scenario have to be what is noticed. */
const GOOD_DAY_BUDGET_SHARE = 0.1;

/** A good day: every promise about the resource is kept, the strictest with a tenth of its budget. */
export function latencyProfile(promises: readonly LatencyPromise[]): LatencyProfile {
  const shape = logNormal(1, NORMAL_P95_FACTOR);
  const medians = promises.map(({ thresholdMs, targetPercent }) => {
    const slowShare = GOOD_DAY_BUDGET_SHARE * allowedBadFraction(targetPercent);
    return thresholdMs / shape.quantile(1 - slowShare);
  });
  const medianMs = medians.length === 0 ? UNPROMISED_MEDIAN_MS : Math.min(...medians);
  return { normal: { medianMs, p95Ms: medianMs * NORMAL_P95_FACTOR } };
}

/** Durations of normal requests, in the unit that has `unitsPerMs` units a millisecond. */
export function normalLatency(profile: LatencyProfile, unitsPerMs = 1): ValueDistribution {
  return logNormal(profile.normal.medianMs * unitsPerMs, profile.normal.p95Ms * unitsPerMs);
}

/** Durations of slow requests, in the unit that has `unitsPerMs` units a millisecond. */
export function slowLatency(typicalMs: number, unitsPerMs = 1): ValueDistribution {
  return logNormal(typicalMs * unitsPerMs, typicalMs * SLOW_P95_FACTOR * unitsPerMs);
}
