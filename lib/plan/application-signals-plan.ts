/** Service level objectives of Application Signals, decided once, in the words of `AWS::ApplicationSignals::ServiceLevelObjective`. */

/** What is created in one region, and what cannot be. */
export interface ApplicationSignalsPlan {
  readonly objectives: readonly ServiceLevelObjectivePlan[];
  /** Objectives that it cannot express, each with every reason. */
  readonly without: readonly { readonly objective: string; readonly reasons: readonly string[] }[];
}

/** One objective as the console of Application Signals shows it. */
export interface ServiceLevelObjectivePlan {
  /** `partner-portal/availability`. */
  readonly objective: string;
  readonly serviceId: string;
  /** Unique within the stack of its service. */
  readonly constructId: string;
  readonly settings: ServiceLevelObjectiveSettings;
  /** In what its figures differ from those of the ledger, one sentence each. */
  readonly differs: readonly string[];
}

/** The properties of the resource: metrics may hold `${AWS::Region}` and the other pseudo parameters. */
export interface ServiceLevelObjectiveSettings {
  readonly name: string;
  readonly description: string;
  readonly requestBasedSli?: {
    readonly requestBasedSliMetric: {
      readonly totalRequestCountMetric: readonly MetricQuery[];
      readonly monitoredRequestCountMetric: { readonly badCountMetric: readonly MetricQuery[] };
    };
  };
  readonly sli?: {
    readonly sliMetric: { readonly metricDataQueries: readonly MetricQuery[]; readonly periodSeconds: number };
    readonly metricThreshold: number;
    readonly comparisonOperator: 'LessThan';
  };
  readonly goal: { readonly attainmentGoal: number; readonly warningThreshold: number; readonly interval: GoalInterval };
  readonly burnRateConfigurations: readonly { readonly lookBackWindowMinutes: number }[];
}

/** What the goal is over. */
export type GoalInterval =
  | { readonly rollingInterval: { readonly duration: number; readonly durationUnit: 'DAY' } }
  /** `startTime`: seconds since the epoch. */
  | { readonly calendarInterval: { readonly startTime: number; readonly duration: number; readonly durationUnit: 'DAY' | 'MONTH' } };

/** A metric or an expression; exactly one of a list is returned. */
export interface MetricQuery {
  readonly id: string;
  readonly returnData: boolean;
  readonly expression?: string;
  readonly metricStat?: {
    readonly metric: {
      readonly namespace: string;
      readonly metricName: string;
      readonly dimensions: readonly { readonly name: string; readonly value: string }[];
    };
    readonly period: number;
    readonly stat: string;
  };
}
