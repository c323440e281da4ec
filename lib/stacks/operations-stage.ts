import { Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OperationsPlan, RegionPlan } from '../plan/alarm-plan';
import { AlarmsStack } from './alarms-stack';
import { IncidentsStack } from './incidents-stack';

/** Properties of {@link OperationsStage}. */
export interface OperationsStageProps {
  readonly plan: OperationsPlan;
}

/**
 * One environment: a pair of stacks in its home region, and another pair in every other region that has metrics of
 * its objectives, because an alarm can only watch, and only tell, in its own region. The account is left to the
 * credentials that deploy; only regions are decided here.
 */
export class OperationsStage extends Stage {
  constructor(scope: Construct, id: string, props: OperationsStageProps) {
    super(scope, id);
    const { application, environment, regions } = props.plan;
    regions.forEach((region, index) => this.#addRegion(`${application}-${environment}`, region, index === 0));
    Tags.of(this).add('application', application);
    Tags.of(this).add('environment', environment);
  }

  #addRegion(prefix: string, plan: RegionPlan, isHome: boolean): void {
    const suffix = isHome ? '' : `-${plan.region}`;
    const env = { region: plan.region };
    const incidents = new IncidentsStack(this, `Incidents${suffix}`, {
      env,
      stackName: `${prefix}-incidents${suffix}`,
      description: `Alarm topics of ${prefix} in ${plan.region}`,
      plan,
    });
    new AlarmsStack(this, `Alarms${suffix}`, {
      env,
      stackName: `${prefix}-alarms${suffix}`,
      description: `SLO alarms of ${prefix} in ${plan.region}`,
      plan,
      topics: incidents.topics,
    });
  }
}
