import { resourceArn } from '../../aws/arn';
import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { NotSimulatedError, ServiceError } from '../../aws/errors';
import { cloudWatchPrincipal, type ServicePrincipal } from '../../aws/iam/principal';
import type { DeployedAlarm, DeployedResources } from '../../conformance/deployed-resources';
import { differenceOf } from '../../conformance/difference-of';
import type { PlanDifference } from '../../conformance/plan-difference';
import type { Severity } from '../../incident/severity';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { ledgerAlarmsOf } from '../../plan/budget-plan';
import { ANOMALIES_SERVICE, ANOMALY_SEVERITY, BUDGET_NOTICES, BUDGETS_SERVICE } from '../../signals/cost-signals';
import { Account } from '../../simulator/account';
import { BrokenLinkError } from '../../simulator/core/service';
import { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { deployedTopic } from './deployed-topic';
import { probePaging } from './probe-paging';

/** What publishing once from every planned alarm and every notice of costs brought. */
export interface DeliveryProbe {
  readonly differences: readonly PlanDifference[];
  readonly unknown: readonly string[];
}

/**
 * Publishes once from every planned alarm that notifies somebody, and from what notifies of costs, to its planned topic, in an account of its own: the alarms that
 * stay quiet in a scenario have to reach somebody too; and so has the engine. Names the link that breaks.
 *
 * @param stacks what the account is made of
 * @param deployed the same, to name what a link breaks at
 * @param alarms the planned alarms that exist, by name
 */
export function probeDelivery(
  plan: OperationsPlan,
  stacks: readonly LoadedStack[],
  deployed: DeployedResources,
  alarms: ReadonlyMap<string, DeployedAlarm>,
): DeliveryProbe {
  const differences: PlanDifference[] = [];
  const unknown: string[] = [];
  const account = new Account({ stacks, store: new MetricStore(), start: 0 });
  for (const { name, topicName, region, principal } of [...publishingAlarms(plan, alarms, account.accountId), ...publishingCosts(plan, account.accountId)]) {
    const input = { TopicArn: resourceArn('sns', region, account.accountId, topicName), Message: 'probe' };
    try {
      account.call(principal, 'sns', 'Publish', input, region);
    } catch (error) {
      if (error instanceof NotSimulatedError) unknown.push(`whether ${name} can publish to ${topicName}: ${error.message}`);
      else if (error instanceof ServiceError) {
        const link = error instanceof BrokenLinkError ? error.link : 'call';
        const what = `delivery to topic ${topicName}`;
        const found = `dropped at the ${link}: ${error.message}`;
        differences.push(differenceOf('delivery', name, deployedTopic(deployed, region, topicName), { what, planned: 'the message is accepted', found }));
      } else throw error;
    }
  }
  if (plan.incidents === undefined) return { differences, unknown };
  const paging = probePaging(plan.incidents, deployed, account);
  return { differences: [...differences, ...paging.differences], unknown: [...unknown, ...paging.unknown] };
}

/** Something that publishes to a topic by itself. */
interface Publisher {
  readonly name: string;
  readonly topicName: string;
  readonly region: string;
  readonly principal: ServicePrincipal;
}

function publishingAlarms(plan: OperationsPlan, known: ReadonlyMap<string, DeployedAlarm>, accountId: string): readonly Publisher[] {
  return plan.regions.flatMap(({ region, objectives, errorBudget, thresholds = [] }) => {
    const alarms = [
      ...objectives.flatMap(({ compositeAlarms }) => compositeAlarms),
      ...(errorBudget?.objectives.flatMap((each) => each.alarms) ?? []),
      ...(errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget)),
      ...thresholds,
      ...(plan.pagerWatches ?? []).flatMap((watch) => (watch.region === region ? [watch.alarm] : [])),
    ];
    return alarms
      .filter(({ name }) => known.has(name))
      .map(({ name, topicName }) => ({
        name,
        topicName,
        region,
        principal: cloudWatchPrincipal(resourceArn('cloudwatch', region, accountId, `alarm:${name}`)),
      }));
  });
}

function publishingCosts({ application, environment, cost }: OperationsPlan, accountId: string): readonly Publisher[] {
  if (cost === undefined) return [];
  const { region, anomalies } = cost;
  const prefix = `${application}-${environment}`;
  const publisher = (name: string, service: string, severity: Severity): Publisher => {
    const principal = { service, sourceAccount: accountId, sourceArn: `arn:aws:${service.split('.')[0]!}::${accountId}:${name}` };
    return { name, topicName: `${prefix}-${severity.toLowerCase()}`, region, principal };
  };
  const severities = [...new Set(BUDGET_NOTICES.map(({ severity }) => severity))];
  return [
    ...severities.map((severity) => publisher(`${prefix}-monthly`, BUDGETS_SERVICE, severity)),
    ...(anomalies === undefined ? [] : [publisher(`${prefix}-cost-anomalies`, ANOMALIES_SERVICE, ANOMALY_SEVERITY)]),
  ];
}
