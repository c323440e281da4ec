/** How a resource takes what it has to bear by itself: what Application Auto Scaling changes, and by which metrics it is steered. */

/** What is scaled, by the names that its service has for it. */
export type ScalingTarget =
  | { readonly kind: 'ecsService'; readonly clusterName: string; readonly serviceName: string }
  | { readonly kind: 'provisionedConcurrency'; readonly functionName: string; readonly aliasName: string }
  | { readonly kind: 'tableReads' | 'tableWrites'; readonly tableName: string }
  | { readonly kind: 'auroraReplicas'; readonly clusterIdentifier: string };

/** One thing that Application Auto Scaling keeps near a value. */
export interface TrackedMetric {
  /** Predefined metric type. */
  readonly metric: string;
  /** In the unit that the metric has: percent, but a fraction for provisioned concurrency. */
  readonly target: number;
  /** Values that make sense, both inclusive. */
  readonly between: readonly [least: number, most: number];
  /** Absent: the default of the service. */
  readonly scaleOutCooldownSeconds?: number;
  readonly scaleInCooldownSeconds?: number;
}

/** What Application Auto Scaling calls a target, and how it is usually steered. */
export interface ScalableResource {
  readonly serviceNamespace: string;
  readonly resourceId: string;
  readonly scalableDimension: string;
  /** More is added as soon as one of them asks for it, and taken away once all of them do. */
  readonly tracked: readonly TrackedMetric[];
  /** The most that the service takes; absent: a quota of the account. */
  readonly atMost?: number;
}

/** Another minute of overload is what is to be avoided; taking away too soon costs another. Requirement 002-65: within 60 s. */
const COOLDOWNS = { scaleOutCooldownSeconds: 60, scaleInCooldownSeconds: 300 };
const PERCENT = [10, 90] as const;

/**
 * The names and the usual policies of a target. Targets in percent are the baselines of requirement 002-49: CPU 60, memory 70; capacity of
 * tables 70, as the console of DynamoDB proposes.
 * Sources: https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ScalableTarget.html,
 * https://docs.aws.amazon.com/autoscaling/application/APIReference/API_PredefinedMetricSpecification.html
 */
export function scalableResource(target: ScalingTarget): ScalableResource {
  switch (target.kind) {
    case 'ecsService':
      return {
        serviceNamespace: 'ecs',
        resourceId: `service/${target.clusterName}/${target.serviceName}`,
        scalableDimension: 'ecs:service:DesiredCount',
        tracked: [
          { metric: 'ECSServiceAverageCPUUtilization', target: 60, between: PERCENT, ...COOLDOWNS },
          { metric: 'ECSServiceAverageMemoryUtilization', target: 70, between: PERCENT, ...COOLDOWNS },
        ],
      };
    case 'provisionedConcurrency':
      return {
        serviceNamespace: 'lambda',
        resourceId: `function:${target.functionName}:${target.aliasName}`,
        scalableDimension: 'lambda:function:ProvisionedConcurrency',
        // https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html
        tracked: [{ metric: 'LambdaProvisionedConcurrencyUtilization', target: 0.7, between: [0.1, 0.9] }],
      };
    case 'tableReads':
    case 'tableWrites': {
      const what = target.kind === 'tableReads' ? 'Read' : 'Write';
      return {
        serviceNamespace: 'dynamodb',
        resourceId: `table/${target.tableName}`,
        scalableDimension: `dynamodb:table:${what}CapacityUnits`,
        // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
        tracked: [{ metric: `DynamoDB${what}CapacityUtilization`, target: 70, between: [20, 90] }],
      };
    }
    case 'auroraReplicas':
      return {
        serviceNamespace: 'rds',
        resourceId: `cluster:${target.clusterIdentifier}`,
        scalableDimension: 'rds:cluster:ReadReplicaCount',
        tracked: [{ metric: 'RDSReaderAverageCPUUtilization', target: 60, between: PERCENT, ...COOLDOWNS }],
        // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Integrating.AutoScaling.html
        atMost: 15,
      };
  }
}
