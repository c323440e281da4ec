import type { JsonObject } from '../aws/cloudformation/template';
import type { IncidentPlan } from '../plan/incident-plan';
import type { MetricAlarmSettings } from '../plan/metric-alarm-plan';
import { topicNamesOf } from './compare-composite-alarm';
import { compareMetricAlarm } from './compare-metric-alarm';
import { compareRule } from './compare-rule';
import type { Comparison } from './comparison';
import { Differences, textOf, type Difference } from './difference';
import type { PlannedAlarms } from './planned-alarms';

/** Whether what judges the engine from outside is as planned: the alarms on its heartbeat, CloudWatch's own way around it, and the alarms on every part of paging. */
export function comparePagingAlarms(plan: IncidentPlan, comparison: Comparison, alarms: PlannedAlarms): void {
  const compareAlarm = (region: string, alarm: MetricAlarmSettings, topics = 'none', notifiesWhenOver = 'none'): void =>
    alarms.compare(region, alarm.name, 'metric alarm', ({ configuration }) =>
      compareMetricAlarm(alarm, configuration, (value) => comparison.fill(region, value), topics, notifiesWhenOver),
    );
  const compareComposite = (region: string, planned: PlannedFallback): void =>
    alarms.compare(region, planned.name, 'composite alarm', ({ configuration }) => compareFallback(planned, configuration));

  for (const { region, silenceAlarm, fallbackAlarms, fallbackTopic } of plan.regions) {
    compareAlarm(region, silenceAlarm);
    for (const { name, description, anyOf, parts } of fallbackAlarms) {
      compareComposite(region, { name, description, groups: anyOf.map((each) => [silenceAlarm.name, each]), topic: fallbackTopic.name });
      for (const part of parts) compareComposite(region, { ...part, groups: part.anyOf.map((each) => [each]), topic: 'none' });
    }
  }
  const fallbackOf = (region: string) => plan.regions.find((each) => each.region === region)!.fallbackTopic.name;
  for (const alarm of plan.pagingAlarms) {
    const topics = [alarm.topicName, ...(alarm.pagesWithoutEngine ? [fallbackOf(alarm.region)] : [])].sort().join(', ');
    compareAlarm(alarm.region, alarm, topics);
  }
  // They also say that the engine is back, and that messages go out again.
  const { watchdog } = plan;
  for (const alarm of [watchdog.alarm, watchdog.canary.alarm]) compareAlarm(watchdog.region, alarm, watchdog.topicName, watchdog.topicName);
}

interface PlannedFallback {
  readonly name: string;
  readonly description: string;
  readonly groups: readonly (readonly string[])[];
  readonly topic: string;
}

function compareFallback({ description, groups, topic }: PlannedFallback, configuration: JsonObject): readonly Difference[] {
  const { ActionsEnabled = true } = configuration;
  const differences = new Differences();
  differences.expect('description', description, configuration.AlarmDescription);
  const rule = compareRule(groups, configuration.AlarmRule);
  if (rule !== undefined) differences.add('rule', rule.planned, rule.found);
  differences.expect('actions', topic, topicNamesOf(configuration.AlarmActions));
  differences.expect('actions enabled', 'true', textOf(ActionsEnabled));
  differences.refuseOthers(configuration, ['AlarmName', 'AlarmDescription', 'AlarmRule', 'AlarmActions', 'ActionsEnabled', 'Tags']);
  return differences.found;
}
