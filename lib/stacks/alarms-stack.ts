import { Stack, type StackProps } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { SloAlarms } from '../constructs/slo-alarms';
import type { Severity } from '../domain/severity';
import type { RegionPlan } from '../plan/alarm-plan';

/** Properties of {@link AlarmsStack}. */
export interface AlarmsStackProps extends StackProps {
  readonly plan: RegionPlan;
  readonly topics: Partial<Readonly<Record<Severity, ITopic>>>;
}

/** The alarms of every objective whose metrics are in this region. */
export class AlarmsStack extends Stack {
  constructor(scope: Construct, id: string, props: AlarmsStackProps) {
    super(scope, id, props);
    for (const objective of props.plan.objectives) {
      SloAlarms.fromPlan(this, objective.constructId, objective, props.topics);
    }
  }
}
