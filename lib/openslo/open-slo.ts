/** OpenSLO v1, as far as day2 reads and writes it. https://github.com/OpenSLO/OpenSLO */

/** `apiVersion` of the documents. */
export const OPENSLO_VERSION = 'openslo/v1';

/** What every document begins with. */
export interface OpenSloMetadata {
  readonly name: string;
  readonly displayName?: string;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Where a number comes from; `spec` is the business of its type. */
export interface MetricSource {
  readonly metricSource: { readonly type: string; readonly spec: CloudWatchSource };
}

/**
 * The `spec` of a metric source of type CloudWatch, which OpenSLO leaves to its users: metrics by their ids in metric math, the steps over
 * them in order, and the id of the result. This is day2's definition; there was none in public.
 */
export interface CloudWatchSource {
  readonly region?: string;
  readonly metrics: Readonly<
    Record<
      string,
      { readonly namespace: string; readonly metricName: string; readonly dimensions: Readonly<Record<string, string>>; readonly statistic: string }
    >
  >;
  readonly expressions?: readonly { readonly id: string; readonly expression: string }[];
  /** Id of the metric or expression that is meant. */
  readonly result: string;
}

/** An objective. */
export interface OpenSloSlo {
  readonly apiVersion: typeof OPENSLO_VERSION;
  readonly kind: 'SLO';
  readonly metadata: OpenSloMetadata;
  readonly spec: {
    readonly description: string;
    readonly service: string;
    readonly indicator: {
      readonly metadata: OpenSloMetadata;
      readonly spec: { readonly ratioMetric: { readonly counter: false; readonly bad: MetricSource; readonly total: MetricSource } };
    };
    readonly timeWindow: readonly [OpenSloWindow];
    readonly budgetingMethod: 'Occurrences' | 'RatioTimeslices';
    readonly objectives: readonly [{ readonly displayName: string; readonly target: number; readonly timeSliceWindow?: string }];
    readonly alertPolicies: readonly OpenSloAlertPolicy[];
  };
}

/** Rolling, or of the calendar from a time on. */
export type OpenSloWindow =
  | { readonly duration: string; readonly isRolling: true }
  | { readonly duration: string; readonly isRolling: false; readonly calendar: { readonly startTime: string; readonly timeZone: string } };

/** One window of a burn-rate alert: a policy has one condition. */
export interface OpenSloAlertPolicy {
  readonly kind: 'AlertPolicy';
  readonly metadata: OpenSloMetadata;
  readonly spec: {
    readonly description: string;
    readonly alertWhenBreaching: true;
    readonly conditions: readonly [
      {
        readonly kind: 'AlertCondition';
        readonly metadata: OpenSloMetadata;
        readonly spec: {
          readonly severity: string;
          readonly condition: {
            readonly kind: 'burnrate';
            readonly op: 'gt';
            readonly threshold: number;
            readonly lookbackWindow: string;
            readonly alertAfter: '0m';
          };
        };
      },
    ];
  };
}

/** A service that objectives are of. */
export interface OpenSloService {
  readonly apiVersion: typeof OPENSLO_VERSION;
  readonly kind: 'Service';
  readonly metadata: OpenSloMetadata;
  readonly spec: { readonly description: string };
}

/** Names of resources are labels of DNS: https://datatracker.ietf.org/doc/html/rfc1123 */
export const NAME_PATTERN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** As the rules of the Go SDK have them. https://github.com/OpenSLO/go-sdk */
export const MAX_DISPLAY_NAME = 63;
export const MAX_DESCRIPTION = 1_050;
/** A number and a unit, case matters: `m` are minutes and `M` months. */
export const DURATION = /^([1-9]\d*)([mhdwMQY])$/;

/** What an annotation of day2's begins with. */
export const ANNOTATION = 'day2/';
