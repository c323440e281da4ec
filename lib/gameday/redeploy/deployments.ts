import type { KnownAlarm } from '../../incident/lifecycle/engine-policy';
import type { OperationsModel } from '../../model/model';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { buildPlan } from '../../plan/build-plan';
import type { IncidentPlan } from '../../plan/incident-plan';
import { redeployedModel } from '../../scenario/redeployed-model';
import type { Scenario } from '../../scenario/scenario';
import { MINUTE_MS, type Instant } from '../../time/time';

/** What is deployed from an instant on. */
export interface Deployment {
  /** `-Infinity` for what was there before the scenario. */
  readonly at: Instant;
  readonly plan: OperationsPlan;
}

/** What is deployed before a scenario, then each of its redeployments. */
export type Deployments = readonly [Deployment, ...Deployment[]];

/** The plans of a scenario, each with the instant from which it holds. */
export function deploymentsOf({ start, redeploy }: Pick<Scenario, 'start' | 'redeploy'>, model: OperationsModel, plan: OperationsPlan): Deployments {
  const later: Deployment[] = [];
  let deployed = model;
  for (const redeployment of redeploy) {
    deployed = redeployedModel(deployed, redeployment);
    later.push({ at: start + redeployment.at * MINUTE_MS, plan: buildPlan(deployed).plan });
  }
  return [{ at: -Infinity, plan }, ...later];
}

/** Every alarm that some deployment of a scenario has, once: the name of an alarm says its objective and its severity. */
export function pagedAlarms(deployments: Deployments): readonly KnownAlarm[] {
  const all = deployments.flatMap(({ plan }) => plan.incidents?.policy.alarms ?? []);
  return [...new Map(all.map((alarm) => [`${alarm.region} ${alarm.name}`, alarm])).values()];
}

/** The plan of paging that holds at an instant: who is on call by which roster, and by which rules. */
export type PagingPlans = (at: Instant) => IncidentPlan;

/**
 * Plans of paging by instant.
 *
 * @param first of what is deployed before the scenario
 */
export function pagingPlans(deployments: Deployments, first: IncidentPlan): PagingPlans {
  return (at) => deployments.findLast((each) => each.at <= at)?.plan.incidents ?? first;
}
