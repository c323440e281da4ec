import { Stage, Tags } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { OperationsPlan, RegionPlan } from '../plan/alarm-plan';
import type { IncidentPlan } from '../plan/incident-plan';
import { AlarmsStack } from './alarms-stack';
import { IncidentsStack } from './incidents-stack';
import { WatchdogStack } from './watchdog-stack';

/** Properties of {@link OperationsStage}. */
export interface OperationsStageProps {
  readonly plan: OperationsPlan;
}

/** The stacks of a region: its topics, and where somebody is on call the engine; and the alarms that publish to them. */
interface RegionStacks {
  readonly incidents: IncidentsStack;
  readonly alarms: AlarmsStack;
}

/**
 * One environment: a pair of stacks in its home region, and another pair in every other region that has metrics of
 * its objectives, because an alarm can only watch, and only tell, in its own region. Where somebody is on call, the
 * watchdog stands in a region of its own. The account is left to the credentials that deploy; only regions are decided
 * here.
 */
export class OperationsStage extends Stage {
  constructor(scope: Construct, id: string, props: OperationsStageProps) {
    super(scope, id);
    const { plan } = props;
    const [home, ...others] = plan.regions.map((region, index) => this.#addRegion(plan, region, index === 0));
    // The chat of the home region listens to topics of all regions, which have to be there when it is made.
    if (home !== undefined && (plan.incidents?.chat ?? []).length > 0) for (const other of others) home.incidents.addStackDependency(other.incidents);
    // The engine hears the alarms of its plan and no others: it knows them before they are there.
    if (home !== undefined && plan.incidents !== undefined) for (const other of others) other.alarms.addStackDependency(home.incidents);
    // An alarm that is there before the first heartbeat goes off: the watchdog comes after the engine.
    if (plan.incidents !== undefined && home !== undefined) this.#addWatchdog(plan, plan.incidents).addStackDependency(home.incidents);
    Tags.of(this).add('application', plan.application);
    Tags.of(this).add('environment', plan.environment);
  }

  #addRegion({ application, environment, incidents: allIncidents }: OperationsPlan, plan: RegionPlan, isHome: boolean): RegionStacks {
    const prefix = `${application}-${environment}`;
    const suffix = isHome ? '' : `-${plan.region}`;
    const env = { region: plan.region };
    const incidents = new IncidentsStack(this, `Incidents${suffix}`, {
      env,
      stackName: `${prefix}-incidents${suffix}`,
      description: `${allIncidents === undefined ? 'Alarm topics' : 'Alarm topics and incidents'} of ${prefix} in ${plan.region}`,
      plan,
      ...(allIncidents !== undefined && { incidents: allIncidents }),
    });
    const region = allIncidents?.regions.find((each) => each.region === plan.region);
    const alarms = new AlarmsStack(this, `Alarms${suffix}`, {
      env,
      stackName: `${prefix}-alarms${suffix}`,
      description: `SLO alarms of ${prefix} in ${plan.region}`,
      plan,
      ...(region !== undefined && { fallback: region }),
    });
    // Alarms name the topics they publish to, so nothing else says which stack comes first.
    alarms.addStackDependency(incidents);
    return { incidents, alarms };
  }

  #addWatchdog({ application, environment }: OperationsPlan, { watchdog, policy }: IncidentPlan): WatchdogStack {
    return new WatchdogStack(this, 'Watchdog', {
      env: { region: watchdog.region },
      stackName: `${application}-${environment}-watchdog`,
      description: `Watches the incident engine of ${application}-${environment} from ${watchdog.region}`,
      plan: watchdog,
      engineRegion: policy.region,
    });
  }
}
