import type { ObjectiveAlarmsPlan, OperationsPlan } from '../plan/alarm-plan';
import { DEAD_LETTER_QUEUE_NAME, type BudgetAlarmPlan, type ErrorBudgetPlan } from '../plan/budget-plan';
import { plannedObjectives } from '../plan/build-plan';
import type { ThresholdAlarmPlan } from '../plan/threshold-plan';
import { compareApplicationSignals } from './compare-application-signals';
import { compareCompositeAlarm, compareSignal } from './compare-composite-alarm';
import { compareCosts } from './compare-costs';
import { compareDashboards } from './compare-dashboards';
import { compareLedger, findLedger } from './compare-error-budget';
import { compareEvidenceStore } from './compare-evidence-store';
import { compareFreezes } from './compare-freezes';
import { compareMaintenance } from './compare-maintenance';
import { compareMetricAlarm, type FillPseudoParameters } from './compare-metric-alarm';
import { compareMutes } from './compare-mutes';
import { comparePaging } from './compare-paging';
import { compareChat, comparePagers } from './compare-topics';
import { Comparison } from './comparison';
import type { DeployedAlarm, DeployedResources } from './deployed-resources';
import type { PlanDifference } from './plan-difference';
import { PlannedAlarms } from './planned-alarms';

/** What comparing what is deployed with the plan brought. */
export interface DeploymentComparison {
  readonly differences: readonly PlanDifference[];
  /** What could not be compared, and why. */
  readonly unknown: readonly string[];
  /** Each planned alarm that exists, by name. */
  readonly alarms: ReadonlyMap<string, DeployedAlarm>;
}

/** Looks up everything that is planned among what is deployed, and compares it property by property. */
export function compareDeployment(plan: OperationsPlan, deployed: DeployedResources): DeploymentComparison {
  const comparison = new Comparison(deployed);
  const alarms = compareInto(comparison, plan);
  return { differences: comparison.differences, unknown: comparison.unknown, alarms };
}

/** The same, into a comparison that others go on with. Returns each planned alarm that exists, by name. */
export function compareInto(comparison: Comparison, plan: OperationsPlan): ReadonlyMap<string, DeployedAlarm> {
  const alarms = new PlannedAlarms(comparison);
  for (const objective of plannedObjectives(plan)) compareObjective(objective, comparison, alarms);
  for (const { errorBudget } of plan.regions) if (errorBudget !== undefined) compareErrorBudget(errorBudget, comparison, alarms);
  for (const { thresholds = [] } of plan.regions) compareThresholds(thresholds, comparison, alarms);
  for (const region of plan.regions) compareApplicationSignals(region, comparison);
  if (plan.incidents !== undefined) comparePaging(plan.incidents, comparison, alarms);
  compareCosts(plan, comparison);
  compareEvidenceStore(plan, comparison);
  for (const channel of plan.chat) compareChat(comparison, plan.regions[0]!.region, channel);
  if (plan.pagers !== undefined) comparePagers(comparison, plan.pagers, plan);
  for (const { region, alarm } of plan.pagerWatches ?? []) {
    const fill: FillPseudoParameters = (value) => comparison.fill(region, value);
    alarms.compare(region, alarm.name, 'metric alarm', ({ configuration }) => compareMetricAlarm(alarm, configuration, fill, alarm.topicName, 'none'));
  }
  if (plan.maintenance?.freezes !== undefined) compareFreezes(plan.maintenance.freezes, comparison);
  compareMaintenance(plan, comparison);
  compareDashboards(plan, comparison);
  compareMutes(plan, comparison, (name) => alarms.found.has(name));
  return alarms.found;
}

function compareObjective({ region, metricAlarms, compositeAlarms }: ObjectiveAlarmsPlan, comparison: Comparison, alarms: PlannedAlarms): void {
  const fill = (value: string) => comparison.fill(region, value);
  for (const alarm of metricAlarms) alarms.compare(region, alarm.name, 'metric alarm', ({ configuration }) => compareMetricAlarm(alarm, configuration, fill));
  for (const alarm of compositeAlarms) {
    alarms.compare(region, alarm.name, 'composite alarm', ({ configuration }) => compareCompositeAlarm(alarm, configuration));
  }
}

function compareThresholds(planned: readonly ThresholdAlarmPlan[], comparison: Comparison, alarms: PlannedAlarms): void {
  for (const alarm of planned) {
    const fill = (value: string) => comparison.fill(alarm.region, value);
    alarms.compare(alarm.region, alarm.name, 'metric alarm', ({ configuration }) => compareNotifying(alarm, configuration, fill));
  }
}

function compareNotifying(alarm: ThresholdAlarmPlan | BudgetAlarmPlan, configuration: DeployedAlarm['configuration'], fill: FillPseudoParameters) {
  return compareMetricAlarm(alarm, configuration, fill, alarm.topicName, alarm.notifiesWhenOver === true ? alarm.topicName : 'none');
}

function watchesQueue({ metrics }: BudgetAlarmPlan): boolean {
  return Object.values(metrics).some(({ dimensions }) => Object.values(dimensions).includes(DEAD_LETTER_QUEUE_NAME));
}

function compareErrorBudget(plan: ErrorBudgetPlan, comparison: Comparison, alarms: PlannedAlarms): void {
  const { region } = plan;
  const compareAlarms = (planned: readonly BudgetAlarmPlan[], queueName: string): void => {
    const fill = (value: string) => comparison.fill(region, value).replaceAll(DEAD_LETTER_QUEUE_NAME, queueName);
    for (const alarm of planned) {
      alarms.compare(region, alarm.name, 'metric alarm', ({ configuration }) => compareNotifying(alarm, configuration, fill));
    }
  };
  for (const ledger of plan.ledgers) {
    const { number, input } = ledger;
    const found = findLedger(region, ledger, comparison);
    const name = `budget ledger${number === 1 ? '' : ` ${number}`} of ${input.application} ${input.environment}`;
    if (found !== undefined) compareLedger({ ...plan, ledger }, name, found, comparison);
    else if (!comparison.mayBeThere('schedule', region)) comparison.miss(name, region, 'schedule');
    const queueName = found?.deadLetterQueue?.name;
    // Without its ledger nobody can tell which queue of an account an alarm has to watch.
    const isComparable = (alarm: BudgetAlarmPlan) => queueName !== undefined || comparison.source === 'templates' || !watchesQueue(alarm);
    compareAlarms(ledger.alarms.filter(isComparable), queueName ?? 'the dead-letter queue');
  }
  for (const objective of plan.objectives) compareAlarms(objective.alarms, 'no queue');
  for (const signal of plan.signals) alarms.compare(region, signal.name, 'composite alarm', ({ configuration }) => compareSignal(signal, configuration));
}
