import { partitionOfRegion } from '../aws/arn';
import type { IncidentPlan } from '../plan/incident-plan';
import type { MetricAlarmSettings } from '../plan/metric-alarm-plan';
import { topicNamesOf } from './compare-composite-alarm';
import { compareMetricAlarm } from './compare-metric-alarm';
import { compareRule } from './compare-rule';
import { Differences, textOf } from './difference';
import type { FoundResources } from './found-resources';

/** Whether what judges the engine from outside is as planned: the alarms on its heartbeat, CloudWatch's own way around it, and the alarms on every part of paging. */
export function comparePagingAlarms(plan: IncidentPlan, found: FoundResources): void {
  for (const { region, silenceAlarm, fallbackAlarms, fallbackTopic } of plan.regions) {
    compareAlarm(found, region, silenceAlarm);
    for (const { name, description, anyOf, parts } of fallbackAlarms) {
      compareFallback(found, region, { name, description, groups: anyOf.map((each) => [silenceAlarm.name, each]), topic: fallbackTopic.name });
      for (const part of parts) compareFallback(found, region, { ...part, groups: part.anyOf.map((each) => [each]), topic: 'none' });
    }
  }
  const fallbackOf = (region: string) => plan.regions.find((each) => each.region === region)!.fallbackTopic.name;
  for (const alarm of plan.pagingAlarms) {
    const topics = [alarm.topicName, ...(alarm.pagesWithoutEngine ? [fallbackOf(alarm.region)] : [])].sort().join(', ');
    compareAlarm(found, alarm.region, alarm, topics);
  }
  // It also tells that the engine is back.
  compareAlarm(found, plan.watchdog.region, plan.watchdog.alarm, plan.watchdog.topicName, plan.watchdog.topicName);
}

function compareAlarm(found: FoundResources, region: string, alarm: MetricAlarmSettings, topics = 'none', tellsWhenOver = 'none'): void {
  const resource = found.named('AWS::CloudWatch::Alarm', region, 'AlarmName', alarm.name);
  if (resource === undefined) return;
  const fill = (value: string): string =>
    value.replaceAll('${AWS::Partition}', partitionOfRegion(region)).replaceAll('${AWS::Region}', region).replaceAll('${AWS::AccountId}', found.accountId);
  found.attempt(() => {
    const { OKActions, ...properties } = resource.properties;
    const differences = new Differences();
    differences.expect('actions when it is over', tellsWhenOver, topicNamesOf(OKActions));
    found.differ(alarm.name, resource, [...compareMetricAlarm(alarm, properties, fill, topics), ...differences.found]);
  });
}

interface ComparedFallback {
  readonly name: string;
  readonly description: string;
  readonly groups: readonly (readonly string[])[];
  readonly topic: string;
}

function compareFallback(found: FoundResources, region: string, { name, description, groups, topic }: ComparedFallback): void {
  const resource = found.named('AWS::CloudWatch::CompositeAlarm', region, 'AlarmName', name);
  if (resource === undefined) return;
  found.attempt(() => {
    const { properties } = resource;
    const { ActionsEnabled = true } = properties;
    const differences = new Differences();
    differences.expect('description', description, properties.AlarmDescription);
    const rule = compareRule(groups, properties.AlarmRule);
    if (rule !== undefined) differences.add('rule', rule.planned, rule.found);
    differences.expect('actions', topic, topicNamesOf(properties.AlarmActions));
    differences.expect('actions enabled', 'true', textOf(ActionsEnabled));
    differences.refuseOthers(properties, ['AlarmName', 'AlarmDescription', 'AlarmRule', 'AlarmActions', 'ActionsEnabled', 'Tags']);
    found.differ(name, resource, differences.found);
  });
}
