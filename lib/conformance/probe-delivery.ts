import { resourceArn } from '../aws/arn';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { NotSimulatedError, ServiceError } from '../aws/errors';
import { cloudWatchPrincipal } from '../aws/iam/principal';
import type { OperationsPlan } from '../plan/alarm-plan';
import { Account } from '../simulator/account';
import { BrokenLinkError } from '../simulator/core/service';
import { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import { differenceOf } from './difference-of';
import type { PlanDifference } from './plan-difference';
import { probePaging } from './probe-paging';

/** What publishing once from every planned alarm brought. */
export interface DeliveryProbe {
  readonly differences: readonly PlanDifference[];
  readonly unknown: readonly string[];
}

/**
 * Publishes once from every planned alarm that tells somebody to its planned topic, in an account of its own: the alarms that
 * stay quiet in a scenario have to reach somebody too; and so has the engine. Names the link that breaks.
 *
 * @param resources of the planned alarms, by name
 */
export function probeDelivery(plan: OperationsPlan, stacks: readonly LoadedStack[], resources: ReadonlyMap<string, LoadedResource>): DeliveryProbe {
  const differences: PlanDifference[] = [];
  const unknown: string[] = [];
  const account = new Account({ stacks, store: new MetricStore(), start: 0 });
  const topics = topicsByName(stacks);
  for (const { region, telling } of tellingAlarms(plan)) {
    for (const { name, topicName } of telling) {
      if (!resources.has(name)) continue;
      const topic = topics.get(`${region} ${topicName}`);
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
          differences.push(differenceOf('delivery', name, topic, { what, planned: 'the message is accepted', found }));
        } else throw error;
      }
    }
  }
  if (plan.incidents === undefined) return { differences, unknown };
  const paging = probePaging(plan.incidents, stacks, account);
  return { differences: [...differences, ...paging.differences], unknown: [...unknown, ...paging.unknown] };
}

interface TellingAlarm {
  readonly name: string;
  readonly topicName: string;
}

function tellingAlarms(plan: OperationsPlan): { readonly region: string; readonly telling: readonly TellingAlarm[] }[] {
  return plan.regions.map(({ region, objectives, errorBudget }) => ({
    region,
    telling: [
      ...objectives.flatMap(({ compositeAlarms }) => compositeAlarms),
      ...(errorBudget?.objectives.flatMap(({ alarms }) => alarms) ?? []),
      ...(errorBudget?.ledgerAlarms ?? []),
    ],
  }));
}

function topicsByName(stacks: readonly LoadedStack[]): Map<string, LoadedResource> {
  const topics = new Map<string, LoadedResource>();
  for (const resource of stacks.flatMap((stack) => stack.resources)) {
    if (resource.type !== 'AWS::SNS::Topic') continue;
    try {
      topics.set(`${resource.region} ${resource.attribute('TopicName')}`, resource);
    } catch (error) {
      // A topic whose name cannot be read is none of the planned ones; publishing to those says what is wrong.
      if (!(error instanceof NotSimulatedError)) throw error;
    }
  }
  return topics;
}
