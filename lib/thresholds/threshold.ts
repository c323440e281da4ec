import type { Severity } from '../incident/severity';
import { MINUTES_PER_DAY, MINUTES_PER_HOUR, MINUTE_MS, type Instant } from '../time/time';
import { baselineOf, type Baselines } from './baselines';
import type { Measure, MeasureId } from './measure';
import type { Resource } from './resource-kinds';

/** How bad it is to be beyond a threshold, worst first. */
export const THRESHOLD_CLASSES = ['critical', 'warning', 'information'] as const;
/** The word for a class. */
export type ThresholdClass = (typeof THRESHOLD_CLASSES)[number];

/** `proactive`: more is needed soon, and nobody notices yet; `reactive`: more is needed now. Requirement 000-07. */
export type CapacityMode = 'proactive' | 'reactive';

/** What a class stands for where a threshold says nothing itself. */
export interface ClassDefaults {
  readonly severity: Severity;
  /** Nobody acknowledged for this long: the second tier is paged. Absent: as the severity says. */
  readonly handoverAfterSeconds?: number;
  /** How long a value has to be beyond the threshold, minutes. Our choice. */
  readonly forMinutes: number;
  /** Values by measure, in its unit. */
  readonly values: Readonly<Partial<Record<MeasureId, number>>>;
}

/** Requirements 002-19 to 002-26. */
export const CLASS_DEFAULTS: Readonly<Record<ThresholdClass, ClassDefaults>> = {
  critical: { severity: 'S0', handoverAfterSeconds: 300, forMinutes: 5, values: { p95: 5_000, errorRate: 5, availability: 99.9 } },
  warning: { severity: 'S2', handoverAfterSeconds: 900, forMinutes: 15, values: { p95: 3_000, cpu: 80, memory: 85 } },
  information: { severity: 'S4', forMinutes: 15, values: {} },
};

/** Availability is a share over a window, of which a few minutes say little. Our choice. */
export const AVAILABILITY_WINDOW_MINUTES = MINUTES_PER_HOUR;

/** How long a value of a measure has to be beyond a threshold of a class where the threshold does not say it, minutes. */
export function defaultForMinutes(id: MeasureId, thresholdClass: ThresholdClass): number {
  return id === 'availability' ? AVAILABILITY_WINDOW_MINUTES : CLASS_DEFAULTS[thresholdClass].forMinutes;
}

/**
 * The value of a threshold that says none: the figure of its class, or else the baseline, from which on a system is not what it
 * should be; which is a warning, and nothing to wake somebody for. Undefined where there is neither.
 */
export function defaultValue(id: MeasureId, thresholdClass: ThresholdClass, baselines: Baselines): number | undefined {
  const ofClass = CLASS_DEFAULTS[thresholdClass].values[id];
  return ofClass ?? (thresholdClass === 'critical' ? undefined : baselineOf(id, baselines));
}

/** One threshold of a service, checked and complete. */
export interface Threshold {
  /** What the environment calls the resource. */
  readonly resource: string;
  readonly binding: Resource;
  readonly measureId: MeasureId;
  readonly measure: Measure;
  readonly class: ThresholdClass;
  /** What it is to the capacity of the resource; absent: nothing. */
  readonly capacity?: CapacityMode;
  readonly severity: Severity;
  readonly handoverAfterSeconds?: number;
  /** In the unit of the measure; of an anomaly, how many standard deviations the band reaches from what CloudWatch expects. */
  readonly value: number;
  /** Beyond a band that CloudWatch learns, and not beyond a value; since when it learns. Absent: a value. */
  readonly anomaly?: { readonly since: Instant };
  readonly forMinutes: number;
  /** Name of the runbook an operator starts from. */
  readonly runbook: string;
}

/** How long CloudWatch learns from a metric before an anomaly is worth more than a ticket. Requirement 002-64; AWS trains on up to two weeks. */
export const TRAINING_DAYS = 14;

/** From when on an anomaly has its own severity; undefined for what needs no training. */
export function trainedFrom({ anomaly }: Pick<Threshold, 'anomaly'>): Instant | undefined {
  return anomaly && anomaly.since + TRAINING_DAYS * MINUTES_PER_DAY * MINUTE_MS;
}

/** A value with its unit, for people: `80 %`, `3s`, `250`. */
export function formatMeasured(value: number, { unit }: Pick<Measure, 'unit'>): string {
  switch (unit) {
    case 'percent':
      return `${value} %`;
    case 'milliseconds':
      return value % 1_000 === 0 ? `${value / 1_000} s` : `${value} ms`;
    case 'count':
      return String(value);
  }
}
