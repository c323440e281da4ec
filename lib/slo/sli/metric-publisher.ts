/** What a source is given in a game day to publish the metrics of a resource: what happened, and where to put it. */

/** What happened at one resource, a number for each minute. */
interface ResourceMinutes {
  /** Requests, executions, runs. */
  readonly requests: Float64Array;
  /** Of the requests, those answered with an error by the service. */
  readonly failed: Float64Array;
  /** Of the requests, those refused before they reached the service. */
  readonly rejected: Float64Array;
  /** 1 in minutes of an outage, with requests or without. */
  readonly outOfService: Uint8Array;
  /** Age of the oldest waiting message, seconds. */
  readonly oldestMessageSeconds: Float64Array;
  /** Messages waiting in the dead-letter queue. */
  readonly deadLetters: Float64Array;
}

/** Which metric of a source, and of which resource. */
export interface MetricOfResource {
  /** Default: that of the source. */
  readonly namespace?: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** True where several resources add to one metric, such as the target groups of a load balancer to its own. */
  readonly isShared?: boolean;
}

/**
 * Takes the metrics of one resource. Namespace, unit and region are those the source declares as published; a metric
 * or a set of dimensions that it does not declare is an error.
 */
export interface MetricPublisher {
  readonly region: string;
  readonly accountId: string;
  readonly happened: ResourceMinutes;
  /** A counter with one sample of value 1 an event; minutes without events have no datapoint. */
  counter(metric: MetricOfResource, counts: Float64Array): void;
  /**
   * A metric that has one value in some samples and 0 in the others: its sum counts, its average is a rate.
   *
   * @param valueOfOne default 1; 100 where the rate is a percentage
   */
  flag(metric: MetricOfResource, ones: Float64Array, all: Float64Array, valueOfOne?: number): void;
  /** One value a minute, where there is one (not NaN). */
  gauge(metric: MetricOfResource, values: Float64Array): void;
  /** How long the requests took that have a duration. */
  durations(metric: MetricOfResource, timed: Float64Array): void;
  /** Durations that nothing in a scenario changes, in the unit of the metric. */
  steadyDurations(metric: MetricOfResource, counts: Float64Array, usual: { readonly median: number; readonly p95: number }): void;
}
