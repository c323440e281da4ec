import type { CompositeAlarmPlan, ObjectiveAlarmsPlan, OperationsPlan } from '../../plan/alarm-plan';
import { ledgerAlarmsOf } from '../../plan/budget-plan';
import type { MetricAlarmPlan } from '../../plan/metric-alarm-plan';
import type { EvidenceStorePlan } from '../../plan/plan-evidence-store';
import { LIMITED, STACK_LIMITS, stackSizes, type StackLimit, type StackSize } from '../../plan/stack-sizes';
import type { ThresholdAlarmPlan } from '../../plan/threshold-plan';
import { ANOMALY_SEVERITY, BUDGET_NOTICES } from '../../signals/cost-signals';
import { formatBurnRate, formatPercent } from '../../slo/burn-rate';
import type { BurnRateAlert } from '../../slo/burn-rate-alerts';
import { formatDurationMinutes, formatDurationSeconds } from '../../time/time';
import { localTimesOf } from '../local-times';
import { printApplicationSignals, summarizeApplicationSignals } from './application-signals-text';
import { printCondition } from './condition-text';
import { printErrorBudget } from './error-budget-text';
import { printFeeds, printIncidentPlan } from './incident-plan-text';
import { printMutes } from './mutes-text';

/** A plan as people read it: every alarm with its threshold, its window and the reason. */
export function printPlan(plan: OperationsPlan): string {
  const lines = [`${plan.application} ${plan.environment}`];
  for (const region of plan.regions) {
    lines.push('', `region ${region.region}`);
    lines.push(`  topics: ${region.topics.map((topic) => topic.name).join(', ')}`);
    for (const objective of region.objectives) lines.push('', ...printObjective(objective));
    if (region.errorBudget !== undefined) lines.push('', ...printErrorBudget(region.errorBudget));
    for (const alarm of region.thresholds ?? []) lines.push('', ...printThreshold(alarm));
    if (region.applicationSignals !== undefined) lines.push('', ...printApplicationSignals(region.applicationSignals).map((line) => `  ${line}`));
  }
  if (plan.incidents !== undefined) lines.push('', ...printIncidentPlan(plan.incidents));
  const chat = printFeeds(plan);
  if (chat.length > 0) lines.push('', ...chat);
  if (plan.cost !== undefined) lines.push('', ...printCost(plan.cost));
  if (plan.maintenance?.mutes !== undefined) lines.push('', ...printMutes(plan.maintenance.mutes));
  lines.push('', 'stacks:', ...stackSizes(plan).map(printStack));
  return localTimesOf(plan).answer(lines.join('\n'));
}

function printCost({ monthlyBudgetUsd, anomalies, region }: NonNullable<OperationsPlan['cost']>): string[] {
  const notices = BUDGET_NOTICES.map(({ severity, type, percent }) => `${severity} at ${percent} %${type === 'FORECASTED' ? ' forecast' : ''}`);
  return [
    `costs of the account, on the topics of ${region}: ${monthlyBudgetUsd} USD a month: ${notices.join(', ')}`,
    ...(anomalies === undefined ? [] : [`  anomalies from ${anomalies.fromUsd} USD on: ${ANOMALY_SEVERITY}`]),
  ];
}

function printStack({ stackName, region, resources, parameters, templateBytes }: StackSize): string {
  return `  ${stackName} (${region}): ${resources} resources, ${parameters} ${parameters === 1 ? 'parameter' : 'parameters'}, about ${Math.ceil(templateBytes / 1_000)} KB`;
}

function printObjective(plan: ObjectiveAlarmsPlan): string[] {
  const { objective } = plan;
  const lines = [
    `  ${plan.name}: ${objective.targetPercent} % over ${formatDurationMinutes(objective.periodMinutes)}, ${objective.sli.source}, ${objective.sli.kind}`,
    `    impact: ${objective.impact}; runbook: ${objective.runbook}`,
  ];
  for (const composite of plan.compositeAlarms) lines.push(...printComposite(composite));
  for (const alarm of plan.metricAlarms) lines.push(...printMetricAlarm(alarm));
  for (const { row, reason } of plan.omittedBurnRateAlerts) lines.push(`    no burn-rate alert ${row.id}: ${reason}`);
  if (objective.noData.kind === 'expected') lines.push(`    no alarm for silence: ${objective.noData.reason}`);
  for (const note of objective.sli.notes) lines.push(`    note: ${note}`);
  return lines;
}

function printThreshold(alarm: ThresholdAlarmPlan): string[] {
  const { name, topicName, reason, watches } = alarm;
  return [
    `  ${name} notifies ${topicName}: ${printCondition(alarm)}`,
    `    ${reason}; runbook: ${watches.runbook}; published by ${watches.measure.publishedBy}`,
  ];
}

function printComposite(composite: CompositeAlarmPlan): string[] {
  const rule = composite.firesWhenAllOf.map((names) => (names.length === 1 ? names[0] : `(${names.join(' AND ')})`)).join(' OR ');
  const held =
    composite.suppressor === undefined
      ? ''
      : `, held while ${composite.suppressor.alarmName} is on and for ${formatDurationSeconds(composite.suppressor.extensionSeconds)} after`;
  return [`    ${composite.name} notifies ${composite.topicName}${held}`, `      when ${rule}`, `      ${composite.reason}`];
}

function printMetricAlarm(alarm: MetricAlarmPlan): string[] {
  return [`    ${alarm.name}: ${printCondition(alarm)}`, `      ${alarm.reason}`];
}

/** One line per objective: its promise and its burn-rate alerts. Then the burn-rate alerts left out, each reason once. */
export function printSummary(plan: OperationsPlan): string {
  const objectives = plan.regions.flatMap((region) => region.objectives);
  const alarms = objectives.reduce((sum, objective) => sum + objective.metricAlarms.length, 0);
  const composites = objectives.reduce((sum, objective) => sum + objective.compositeAlarms.length, 0);
  const regions = plan.regions.map(({ region }) => region).join(', ');
  return [
    `${plan.environment}: ${objectives.length} ${objectives.length === 1 ? 'objective' : 'objectives'}, ${alarms} metric alarms, ${composites} composite alarms in ${regions}`,
    ...(plan.nobodyIsPaged === undefined ? [] : [`  nobody is paged: ${plan.nobodyIsPaged}`]),
    ...(plan.pagers === undefined ? [] : [`  paged by ${plan.pagers.map(({ id }) => id).join(' and ')}`]),
    ...(plan.evidenceStore === undefined ? [] : [`  ${printEvidenceStore(plan.evidenceStore)}`]),
    ...objectives.map(printPromise),
    ...printOmittedBurnRateAlerts(objectives),
    ...printBudgets(plan),
    ...printThresholds(plan),
    ...plan.regions.flatMap(({ region, applicationSignals }) =>
      applicationSignals === undefined ? [] : summarizeApplicationSignals(region, applicationSignals),
    ),
    printNearestToLimits(stackSizes(plan)),
  ].join('\n');
}

function printEvidenceStore({ bucketName, retentionDays, lock }: EvidenceStorePlan): string {
  return `evidence is kept for ${retentionDays} days in ${bucketName}, ${lock === undefined ? 'without object lock' : `with object lock in ${lock} mode`}`;
}

/** How many stacks of a summary are named. */
const STACKS_NAMED = 5;

/** How many stacks there are, and which are nearest to what CloudFormation takes. */
function printNearestToLimits(sizes: readonly StackSize[]): string {
  const nearest = sizes.map((size) => {
    const shares = (Object.keys(STACK_LIMITS) as StackLimit[]).map((limited) => ({ limited, share: size[limited] / STACK_LIMITS[limited] }));
    return { size, ...shares.reduce((most, each) => (each.share > most.share ? each : most)) };
  });
  const named = nearest.sort((a, b) => b.share - a.share).slice(0, STACKS_NAMED);
  const texts = named.map(({ size, limited }) => `${size.stackName} ${size[limited]} of ${STACK_LIMITS[limited]} ${LIMITED[limited]}`);
  return `  ${sizes.length} stacks; nearest to what CloudFormation takes: ${texts.join(', ')}`;
}

function printBudgets({ regions }: OperationsPlan): string[] {
  return regions.flatMap(({ region, errorBudget }) => {
    if (errorBudget === undefined) return [];
    const { objectives, ledgers, signals } = errorBudget;
    const alarms = objectives.reduce((sum, objective) => sum + objective.alarms.length, ledgerAlarmsOf(errorBudget).length);
    return [
      `  ${region}: ${objectives.length} error ${objectives.length === 1 ? 'budget' : 'budgets'} measured every ${formatDurationMinutes(ledgers[0].input.everyMinutes)}${ledgers.length === 1 ? '' : ` by ${ledgers.length} ledgers`}, ${alarms} alarms on them, ${signals.at(-1)!.name} for pipelines`,
    ];
  });
}

function printThresholds({ regions }: OperationsPlan): string[] {
  return regions.flatMap(({ region, thresholds = [] }) =>
    thresholds.length === 0
      ? []
      : [`  ${region}: ${thresholds.length} ${thresholds.length === 1 ? 'threshold' : 'thresholds'}: ${thresholds.map(({ reason }) => reason).join('; ')}`],
  );
}

function printPromise({ name, objective, rows }: ObjectiveAlarmsPlan): string {
  const printed = rows.map((row) => `${row.urgency} ${formatDurationMinutes(row.longWindowMinutes)} at ${formatBurnRate(row.burnRate)} (${printRule(row)})`);
  const { targetPercent, periodMinutes } = objective;
  return `  ${name} ${targetPercent} % over ${formatDurationMinutes(periodMinutes)}: ${printed.join(', ')}`;
}

/** What the long window of an alert has to exceed: `1.44 %`, `1.44 %, 3 bad or more`, `519 bad or more`. */
function printRule({ rule, errorRatioThreshold }: BurnRateAlert): string {
  const threshold = formatPercent(errorRatioThreshold);
  switch (rule.kind) {
    case 'ratio':
      return threshold;
    case 'guarded ratio':
      return `${threshold}, ${rule.leastBadEvents} bad or more`;
    case 'consumption':
      return `${rule.leastBadEvents} bad or more`;
  }
}

function printOmittedBurnRateAlerts(objectives: readonly ObjectiveAlarmsPlan[]): string[] {
  const names = new Map<string, string[]>();
  for (const { name, omittedBurnRateAlerts } of objectives) {
    for (const { row, reason } of omittedBurnRateAlerts) {
      const text = `no burn-rate alert ${row.id}: ${reason}`;
      names.set(text, [...(names.get(text) ?? []), name]);
    }
  }
  return [...names].map(([text, on]) => `  ${text} (${on.length === objectives.length ? 'all objectives' : on.join(', ')})`);
}
