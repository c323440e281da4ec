import type { OperationsModel } from '../../model/model';
import type { Scenario, WorkloadChange } from '../../scenario/scenario';
import type { Account } from '../../simulator/account';
import { METRIC_STORE, METRICS } from '../../simulator/services/cloudwatch/ports';
import { STATED, type Stated } from '../../simulator/services/stated/stated-resources';
import { MINUTE_MS } from '../../time/time';
import { buildWorkload, type Workload } from '../../workload/build-workload';
import type { MinuteRange } from '../../workload/minute-range';

/** What a scenario is played with, of which a remedy changes the rest. */
export interface Remedied {
  readonly scenario: Scenario;
  readonly model: OperationsModel;
  readonly range: MinuteRange;
  readonly workload: Workload;
}

/** A change of the workload that something may end, and the deployment that was there when it began. */
interface Healable {
  readonly index: number;
  readonly healedBy: NonNullable<WorkloadChange['healedBy']>;
  /** Undefined until it has begun. */
  deploymentBefore?: string;
}

/**
 * Ends what a remedy ends: once a minute it is looked whether the ECS service that a change of the workload names has completed a
 * deployment since it began. From that minute on the services are well, in their metrics and in what is expected of alarms. A
 * restart that does not help (another task definition) changes nothing.
 */
export function followRemedies(account: Account, { scenario, model, range, workload }: Remedied): void {
  let current = scenario.workload;
  const open: Healable[] = scenario.workload.flatMap(({ healedBy }, index) => (healedBy === undefined ? [] : [{ index, healedBy }]));
  const look = (minute: number): void => {
    for (const each of open) {
      const change = current[each.index]!;
      const elapsed = minute - range.start - change.at;
      if (elapsed < 0 || elapsed >= change.for) continue;
      const deployment = latestDeployment(account, model.region, each.healedBy);
      each.deploymentBefore ??= String(deployment?.id);
      if (deployment === undefined || String(deployment.id) === each.deploymentBefore || !hasHelped(deployment, each.healedBy)) continue;
      current = current.map((other, index) => (index === each.index ? { ...other, for: elapsed } : other));
      replay(account, { scenario: { ...scenario, workload: current }, model, range, workload });
    }
    if (minute + 1 < range.end) account.schedule((minute + 1) * MINUTE_MS, () => look(minute + 1));
  };
  if (open.length > 0) account.schedule(range.start * MINUTE_MS, () => look(range.start));
}

function latestDeployment(account: Account, region: string, { cluster, service }: Healable['healedBy']): Stated | undefined {
  const found = account.use(STATED).find('ecs service', region, cluster, service);
  const [latest] = Array.isArray(found?.deployments) ? (found.deployments as readonly Stated[]) : [];
  return latest;
}

function hasHelped({ rolloutState, taskDefinition }: Stated, { taskDefinition: wanted }: Healable['healedBy']): boolean {
  return rolloutState === 'COMPLETED' && (wanted === undefined || String(taskDefinition).split('/').at(-1) === wanted);
}

/** What happens from now on takes the place of what would have: metrics in the account, and what objectives see. */
function replay(account: Account, { scenario, model, range, workload }: Remedied): void {
  const again = buildWorkload(model, scenario, range, account.accountId);
  const store = account.use(METRIC_STORE);
  const metrics = account.use(METRICS);
  for (const [metric, series] of again.store.entries()) {
    store.replace(metric, series);
    metrics.changed(metric);
  }
  for (const [name, observed] of again.observed) workload.observed.set(name, observed);
}
