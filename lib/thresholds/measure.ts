/** What can be watched of a resource beyond its objectives, as data: plans make alarms of it, forecasts read the same metrics. */

import type { MathStep, MetricReference } from '../slo/sli/sli';

/** Everything that can be watched, in the order of the reference. What of it a resource has is said by its kind. */
export const MEASURE_IDS = [
  'p95',
  'p99',
  'errorRate',
  'availability',
  'cpu',
  'memory',
  'disk',
  'connectionPool',
  'queryTime',
  'replicationLag',
  'backupDuration',
  'concurrency',
  'depth',
  'age',
  'inFlight',
  'throughput',
  'rejectedConnections',
  'throttles',
  'readUnits',
  'writeUnits',
  'quotaUse',
] as const;
/** The word for a measure. */
export type MeasureId = (typeof MEASURE_IDS)[number];

/** What a value of a measure is: durations are written with their unit and kept in milliseconds. */
export type MeasureUnit = 'percent' | 'milliseconds' | 'count';

/** What a period without data means for an alarm on the measure, and why. */
export interface MissingData {
  /** `missing`: there is no verdict, which the incident engine reports as blind; the others as CloudWatch has them. */
  readonly treatAs: 'missing' | 'breaching' | 'notBreaching';
  /** One sentence. */
  readonly because: string;
}

/** One thing that can be watched of a resource: what CloudWatch has of it, and how it is read. */
export interface Measure {
  /** What is measured, for people: `CPU used`. */
  readonly what: string;
  readonly unit: MeasureUnit;
  /** How many of the metric's units are one of {@link unit}: 0.001 where CloudWatch has seconds. */
  readonly metricUnits: number;
  /** Metrics by their id in the steps, each with its exact dimensions and statistic. */
  readonly metrics: Readonly<Record<string, MetricReference>>;
  /** Metric math in order, the last step is the measure; none: the only metric is. */
  readonly steps: readonly MathStep[];
  /** A value is bad at this side of a threshold. Percentages reach it, durations and counts exceed it. */
  readonly comparison: 'GreaterThanThreshold' | 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  /** How often the metric is published, seconds. */
  readonly periodSeconds: number;
  /** True for a ratio of counts over a whole window: the window is one period, so that quiet minutes weigh less than busy ones. */
  readonly isOverWindow: boolean;
  readonly missingData: MissingData;
  /** Who publishes the metrics: the service by itself, or something that has to be installed. */
  readonly publishedBy: string;
  /** The page that says so. */
  readonly documentation: string;
}

/** A measure that a resource does not have, named: an alarm on a metric that nobody publishes would be silent for ever. */
export interface MeasureGap {
  /** Why there is no such metric. */
  readonly gap: string;
  /** What would give it one. */
  readonly change: string;
}

/** True for a measure that the resource does not have. */
export function isGap(measure: Measure | MeasureGap): measure is MeasureGap {
  return 'gap' in measure;
}

/** What happened in a period, a second, of a metric that counts it. */
export const A_SECOND: readonly MathStep[] = [{ id: 'rate', expression: 'measured / PERIOD(measured)' }];

/** A measure that is one metric as its service publishes it every minute, with what differs. */
export function metricMeasure(metric: MetricReference, settings: Pick<Measure, 'what' | 'unit' | 'missingData' | 'documentation'> & Partial<Measure>): Measure {
  return {
    metricUnits: 1,
    metrics: { measured: metric },
    steps: [],
    comparison: settings.unit === 'percent' ? 'GreaterThanOrEqualToThreshold' : 'GreaterThanThreshold',
    periodSeconds: 60,
    isOverWindow: false,
    publishedBy: 'the service',
    ...settings,
  };
}

/** No data is no verdict: for what is published as long as the resource is there. */
export const NO_VERDICT: MissingData = {
  treatAs: 'missing',
  because: 'the metric is published as long as the resource works; without it there is no verdict, which the incident engine reports',
};

/** No data is nothing to worry about: for what is only published while something happens. */
export const NOTHING_HAPPENED: MissingData = {
  treatAs: 'notBreaching',
  because: 'without traffic there is nothing to measure; silence of the service is reported by its objectives',
};
