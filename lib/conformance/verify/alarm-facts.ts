import { OPERATIONS_GROUP } from '../../incident/lifecycle/engine-policy';
import { compareSeverity, type Severity } from '../../incident/severity';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { ledgerAlarmsOf } from '../../plan/budget-plan';
import type { MetricAlarmSettings } from '../../plan/metric-alarm-plan';

/** A planned alarm, as far as it matters whether it is alive. */
export interface PlannedAlarmFacts {
  readonly name: string;
  readonly region: string;
  /** What it would notify of; the worst where it is a part of several. Least severe for one that only others look at. */
  readonly severity: Severity;
  /** The service it is about, or `operations` for day2's own parts. */
  readonly group: string;
  /** Names of the topics it publishes to itself. */
  readonly topicNames: readonly string[];
  /** Of a metric alarm. */
  readonly metric?: MetricAlarmSettings;
  /**
   * Without a verdict it is blind, and the incident engine reports it as well. Absent: it has a reason to be without one, such as a queue
   * that was never used, or it says so by ALARM.
   */
  readonly needsVerdict?: true;
  /** What it says when its metrics are missing. */
  readonly watches?: 'heartbeat' | 'ledger';
}

/** Every alarm of a plan, each once. */
export function plannedAlarmFacts(plan: OperationsPlan): readonly PlannedAlarmFacts[] {
  return [...plan.regions.flatMap((region) => [...objectiveAlarms(region), ...thresholdAlarms(region), ...budgetAlarms(region)]), ...pagingAlarms(plan)];
}

type RegionPlan = OperationsPlan['regions'][number];

function objectiveAlarms({ region, objectives }: RegionPlan): PlannedAlarmFacts[] {
  return objectives.flatMap(({ serviceId: group, metricAlarms, compositeAlarms }) => [
    ...metricAlarms.map((metric): PlannedAlarmFacts => {
      const above = compositeAlarms.filter(({ firesWhenAllOf }) => firesWhenAllOf.some((names) => names.includes(metric.name)));
      return { name: metric.name, region, severity: worst(above.map(({ severity }) => severity)), group, topicNames: [], metric, needsVerdict: true };
    }),
    ...compositeAlarms.map(({ name, severity, topicName }) => ({ name, region, severity, group, topicNames: [topicName] })),
  ]);
}

function thresholdAlarms({ thresholds = [] }: RegionPlan): PlannedAlarmFacts[] {
  return thresholds.map((metric) => ({
    name: metric.name,
    region: metric.region,
    severity: metric.severity,
    group: metric.serviceId,
    topicNames: [metric.topicName],
    metric,
    ...(metric.treatMissingData === 'missing' && { needsVerdict: true }),
  }));
}

function budgetAlarms({ region, errorBudget }: RegionPlan): PlannedAlarmFacts[] {
  if (errorBudget === undefined) return [];
  return [
    ...errorBudget.objectives.flatMap(({ serviceId: group, alarms }) =>
      alarms.map((metric) => ({ name: metric.name, region, severity: metric.severity, group, topicNames: [metric.topicName], metric })),
    ),
    ...ledgerAlarmsOf(errorBudget).map((metric): PlannedAlarmFacts => {
      const isStopped = metric.role.kind === 'ledger' && metric.role.signal === 'stopped';
      const facts = { name: metric.name, region, severity: metric.severity, group: OPERATIONS_GROUP, topicNames: [metric.topicName], metric };
      return { ...facts, ...(isStopped && { watches: 'ledger' as const }) };
    }),
    ...errorBudget.signals.map(({ name, serviceId: group = OPERATIONS_GROUP }) => ({ name, region, severity: 'S3' as const, group, topicNames: [] })),
  ];
}

/** Whatever keeps people from being paged is as bad as what they would be paged for. */
function pagingAlarms({ incidents, pagerWatches = [] }: OperationsPlan): PlannedAlarmFacts[] {
  if (incidents === undefined) {
    return pagerWatches.map(({ alarm: { name, region, severity, topicName }, alarm }) => {
      return { name, region, severity, group: OPERATIONS_GROUP, topicNames: [topicName], metric: alarm };
    });
  }
  const { policy, regions, watchdog } = incidents;
  const own = { severity: policy.highestSeverity, group: OPERATIONS_GROUP };
  return [
    ...regions.flatMap(({ region, silenceAlarm, fallbackAlarms, fallbackTopic }): PlannedAlarmFacts[] => [
      { ...own, name: silenceAlarm.name, region, topicNames: [], metric: silenceAlarm, watches: 'heartbeat' },
      ...fallbackAlarms.flatMap(({ name, severity, parts }) => [
        { ...own, name, severity, region, topicNames: [fallbackTopic.name] },
        ...parts.map((part) => ({ ...own, name: part.name, severity, region, topicNames: [] })),
      ]),
    ]),
    ...incidents.pagingAlarms.map((metric) => {
      const fallback = regions.find(({ region }) => region === metric.region)?.fallbackTopic.name;
      const topicNames = [metric.topicName, ...(metric.pagesWithoutEngine && fallback !== undefined ? [fallback] : [])];
      return { name: metric.name, region: metric.region, severity: metric.severity, group: OPERATIONS_GROUP, topicNames, metric };
    }),
    ...[watchdog.alarm, watchdog.canary.alarm].map((metric): PlannedAlarmFacts => ({
      ...own,
      name: metric.name,
      region: watchdog.region,
      topicNames: [watchdog.topicName],
      metric,
      watches: 'heartbeat',
    })),
  ];
}

function worst(severities: readonly Severity[]): Severity {
  return [...severities].sort(compareSeverity)[0] ?? 'S4';
}
