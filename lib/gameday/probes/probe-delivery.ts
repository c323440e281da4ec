import { resourceArn } from '../../aws/arn';
import type { LoadedStack } from '../../aws/assembly/loaded-stack';
import { NotSimulatedError, ServiceError } from '../../aws/errors';
import { cloudWatchPrincipal } from '../../aws/iam/principal';
import type { DeployedAlarm, DeployedResources } from '../../conformance/deployed-resources';
import { differenceOf } from '../../conformance/difference-of';
import type { PlanDifference } from '../../conformance/plan-difference';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { ledgerAlarmsOf } from '../../plan/budget-plan';
import { Account } from '../../simulator/account';
import { BrokenLinkError } from '../../simulator/core/service';
import { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { deployedTopic } from './deployed-topic';
import { probePaging } from './probe-paging';

/** What publishing once from every planned alarm brought. */
export interface DeliveryProbe {
  readonly differences: readonly PlanDifference[];
  readonly unknown: readonly string[];
}

/**
 * Publishes once from every planned alarm that notifies somebody to its planned topic, in an account of its own: the alarms that
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
  for (const { region, telling } of tellingAlarms(plan)) {
    for (const { name, topicName } of telling) {
      if (!alarms.has(name)) continue;
      const alarmArn = resourceArn('cloudwatch', region, account.accountId, `alarm:${name}`);
      const input = { TopicArn: resourceArn('sns', region, account.accountId, topicName), Message: 'probe' };
      try {
        account.call(cloudWatchPrincipal(alarmArn), 'sns', 'Publish', input, region);
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
  }
  if (plan.incidents === undefined) return { differences, unknown };
  const paging = probePaging(plan.incidents, deployed, account);
  return { differences: [...differences, ...paging.differences], unknown: [...unknown, ...paging.unknown] };
}

interface TellingAlarm {
  readonly name: string;
  readonly topicName: string;
}

function tellingAlarms(plan: OperationsPlan): { readonly region: string; readonly telling: readonly TellingAlarm[] }[] {
  return plan.regions.map(({ region, objectives, errorBudget, thresholds = [] }) => ({
    region,
    telling: [
      ...objectives.flatMap(({ compositeAlarms }) => compositeAlarms),
      ...(errorBudget?.objectives.flatMap(({ alarms }) => alarms) ?? []),
      ...(errorBudget === undefined ? [] : ledgerAlarmsOf(errorBudget)),
      ...thresholds,
    ],
  }));
}
