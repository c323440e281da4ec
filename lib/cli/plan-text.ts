import { formatBurnRate, formatPercent } from '../domain/burn-rate';
import { formatDurationMinutes, formatDurationSeconds } from '../domain/time';
import type { CompositeAlarmPlan, MetricAlarmPlan, ObjectiveAlarmsPlan, OperationsPlan } from '../plan/alarm-plan';

/** A plan as people read it: every alarm with its threshold, its window and the reason. */
export function printPlan(plan: OperationsPlan): string {
  const lines = [`${plan.application} ${plan.environment}`];
  for (const region of plan.regions) {
    lines.push('', `region ${region.region}`);
    lines.push(`  topics: ${region.topics.map((topic) => topic.name).join(', ')}`);
    for (const objective of region.objectives) lines.push('', ...printObjective(objective));
  }
  return lines.join('\n');
}

function printObjective(plan: ObjectiveAlarmsPlan): string[] {
  const { objective } = plan;
  const lines = [
    `  ${plan.name}: ${objective.targetPercent} % over ${formatDurationMinutes(objective.periodMinutes)}, ${objective.sli.source}, ${objective.sli.kind}`,
    `    impact: ${objective.impact}; runbook: ${objective.runbook}`,
  ];
  for (const composite of plan.compositeAlarms) lines.push(...printComposite(composite));
  for (const alarm of plan.metricAlarms) lines.push(...printMetricAlarm(alarm));
  for (const { row, reason } of plan.omittedRows) lines.push(`    no row ${row.id}: ${reason}`);
  if (objective.noData.kind === 'expected') lines.push(`    no alarm for silence: ${objective.noData.reason}`);
  for (const note of objective.sli.notes) lines.push(`    note: ${note}`);
  return lines;
}

function printComposite(composite: CompositeAlarmPlan): string[] {
  const rule = composite.firesWhenAllOf
    .map((names) => (names.length === 1 ? names[0] : `(${names.join(' AND ')})`))
    .join(' OR ');
  const held =
    composite.suppressor === undefined
      ? ''
      : `, held while ${composite.suppressor.alarmName} is on and for ${formatDurationSeconds(composite.suppressor.extensionSeconds)} after`;
  return [`    ${composite.name} tells ${composite.topicName}${held}`, `      when ${rule}`, `      ${composite.reason}`];
}

function printMetricAlarm(alarm: MetricAlarmPlan): string[] {
  return [`    ${alarm.name}: ${printCondition(alarm)}`, `      ${alarm.reason}`];
}

const SIGNS = { GreaterThanThreshold: '>', GreaterThanOrEqualToThreshold: '>=', LessThanThreshold: '<' } as const;

/** `ratio > 0.0144 over 1h`, or `9 of 60 minutes bad`. */
export function printCondition(alarm: MetricAlarmPlan): string {
  const result = alarm.steps.at(-1)?.id ?? 'result';
  const sign = SIGNS[alarm.comparison];
  if (alarm.evaluationPeriods === 1) {
    return `${result} ${sign} ${alarm.threshold} over ${formatDurationSeconds(alarm.periodSeconds)}`;
  }
  const slice = formatDurationSeconds(alarm.periodSeconds);
  return `${result} ${sign} ${alarm.threshold} in ${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods} slices of ${slice}`;
}

/** One line per objective: its promise and its rows. Then the rows left out, each reason once. */
export function printSummary(plan: OperationsPlan): string {
  const objectives = plan.regions.flatMap((region) => region.objectives);
  const alarms = objectives.reduce((sum, objective) => sum + objective.metricAlarms.length, 0);
  const composites = objectives.reduce((sum, objective) => sum + objective.compositeAlarms.length, 0);
  const regions = plan.regions.map(({ region }) => region).join(', ');
  return [
    `${plan.environment}: ${objectives.length} objectives, ${alarms} metric alarms, ${composites} composite alarms in ${regions}`,
    ...objectives.map(printPromise),
    ...printOmittedRows(objectives),
  ].join('\n');
}

function printPromise({ name, objective, rows }: ObjectiveAlarmsPlan): string {
  const printed = rows.map(
    ({ urgency, longWindowMinutes, burnRate, errorRatioThreshold }) =>
      `${urgency} ${formatDurationMinutes(longWindowMinutes)} at ${formatBurnRate(burnRate)} (${formatPercent(errorRatioThreshold)})`,
  );
  const { targetPercent, periodMinutes } = objective;
  return `  ${name} ${targetPercent} % over ${formatDurationMinutes(periodMinutes)}: ${printed.join(', ')}`;
}

function printOmittedRows(objectives: readonly ObjectiveAlarmsPlan[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, omittedRows } of objectives) {
    for (const { row, reason } of omittedRows) {
      const text = `no row ${row.id}: ${reason}`;
      names.set(text, [...(names.get(text) ?? []), name]);
    }
  }
  return [...names].map(([text, on]) => `  ${text} (${on.length === objectives.length ? 'all objectives' : on.join(', ')})`);
}
