import { Token } from 'aws-cdk-lib';
import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import { Construct } from 'constructs';
import { scalableResource, type ScalableResource, type ScalingTarget } from '../capacity/scaling';

/** Properties of {@link ScalingPolicies}. */
export interface ScalingPoliciesProps {
  readonly target: ScalingTarget;
  /** What is always there, in units of the target: tasks, environments, capacity units, replicas. */
  readonly min: number;
  /** The most there may be; what it bears is for a load test to say. */
  readonly max: number;
  /** Values to keep near, by predefined metric, in place of the usual ones. */
  readonly targets?: Readonly<Record<string, number>>;
}

/**
 * Lets a resource take what it has to bear by itself, by the usual policies of its kind: target tracking of Application Auto Scaling.
 *
 * The resource may stand in the same app or be known by its name. No role is made: Application Auto Scaling uses the service-linked role of
 * the service, and the role that the construct of the CDK would make has no permissions.
 */
export class ScalingPolicies extends Construct {
  readonly scalableTarget: CfnScalableTarget;
  readonly policies: readonly CfnScalingPolicy[];

  /** @throws RangeError with a line for each property that is wrong */
  constructor(scope: Construct, id: string, props: ScalingPoliciesProps) {
    super(scope, id);
    const resource = scalableResource(props.target);
    const mistakes = mistakesIn(props, resource);
    if (mistakes.length > 0) throw new RangeError(mistakes.join('\n'));
    const { serviceNamespace, resourceId, scalableDimension, tracked } = resource;
    this.scalableTarget = new CfnScalableTarget(this, 'Target', {
      serviceNamespace,
      resourceId,
      scalableDimension,
      minCapacity: props.min,
      maxCapacity: props.max,
    });
    this.policies = tracked.map(
      ({ metric, target, scaleOutCooldownSeconds, scaleInCooldownSeconds }) =>
        new CfnScalingPolicy(this, metric, {
          // Two policies of one name for one target are one.
          policyName: metric,
          policyType: 'TargetTrackingScaling',
          scalingTargetId: this.scalableTarget.ref,
          targetTrackingScalingPolicyConfiguration: {
            predefinedMetricSpecification: { predefinedMetricType: metric },
            targetValue: props.targets?.[metric] ?? target,
            scaleOutCooldown: scaleOutCooldownSeconds,
            scaleInCooldown: scaleInCooldownSeconds,
          },
        }),
    );
  }
}

function mistakesIn({ min, max, targets = {} }: ScalingPoliciesProps, { tracked, atMost = Infinity }: ScalableResource): string[] {
  const isCount = (value: number) => Token.isUnresolved(value) || (Number.isInteger(value) && value >= 0);
  const known = [min, max].every((value) => isCount(value) && !Token.isUnresolved(value));
  return [
    ...Object.entries({ min, max }).flatMap(([name, value]) => (isCount(value) ? [] : [`${name} is ${value}: allowed are whole numbers from 0`])),
    ...(known && min > max ? [`min is ${min}: allowed is at most max, ${max}`] : []),
    ...(known && max > atMost ? [`max is ${max}: allowed are at most ${atMost}`] : []),
    ...Object.entries(targets).flatMap(([metric, value]) => {
      const found = tracked.find((each) => each.metric === metric);
      if (found === undefined) return [`targets.${metric} is no metric of the target: allowed are ${tracked.map((each) => each.metric).join(', ')}`];
      const [least, most] = found.between;
      return value >= least && value <= most ? [] : [`targets.${metric} is ${value}: allowed are ${least} to ${most}`];
    }),
  ];
}
