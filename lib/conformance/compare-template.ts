import { partitionOfRegion } from '../aws/arn';
import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { NotSimulatedError } from '../aws/errors';
import type { ObjectiveAlarmsPlan, OperationsPlan } from '../plan/alarm-plan';
import { DEAD_LETTER_QUEUE_NAME, type ErrorBudgetPlan } from '../plan/budget-plan';
import { plannedObjectives } from '../plan/build-plan';
import { compareCompositeAlarm, compareSignal } from './compare-composite-alarm';
import { compareLedger, findLedger } from './compare-error-budget';
import { compareMetricAlarm } from './compare-metric-alarm';
import { comparePaging } from './compare-paging';
import type { Difference } from './difference';
import { differenceOf } from './difference-of';
import type { PlanDifference } from './plan-difference';

/** What comparing the text of the templates with the plan brought. */
export interface TemplateComparison {
  readonly differences: readonly PlanDifference[];
  /** Resources that could not be compared, and why. */
  readonly unknown: readonly string[];
  /** Resource of each planned alarm that exists, by name. */
  readonly resources: ReadonlyMap<string, LoadedResource>;
}

/** Looks up every planned alarm in the templates and compares it property by property. */
export function compareTemplate(plan: OperationsPlan, stacks: readonly LoadedStack[]): TemplateComparison {
  const comparison = new Comparison(stacks);
  for (const objective of plannedObjectives(plan)) comparison.compareObjective(objective);
  for (const { errorBudget } of plan.regions) if (errorBudget !== undefined) comparison.compareErrorBudget(errorBudget);
  if (plan.incidents !== undefined) {
    const paging = comparePaging(plan.incidents, stacks);
    comparison.differences.push(...paging.differences);
    comparison.unknown.push(...paging.unknown);
  }
  return comparison;
}

class Comparison implements TemplateComparison {
  readonly differences: PlanDifference[] = [];
  readonly unknown: string[] = [];
  readonly resources = new Map<string, LoadedResource>();
  readonly #found = new Map<string, LoadedResource>();
  readonly #all: readonly LoadedResource[];
  readonly #account: string;

  constructor(stacks: readonly LoadedStack[]) {
    this.#account = stacks[0]?.account ?? '';
    this.#all = stacks.flatMap((stack) => stack.resources);
    for (const resource of this.#all) {
      if (!/^AWS::CloudWatch::(Composite)?Alarm$/.test(resource.type)) continue;
      const name = this.#attempt(() => resource.properties.AlarmName);
      if (typeof name === 'string') this.#found.set(`${resource.region} ${name}`, resource);
    }
  }

  compareObjective(objective: ObjectiveAlarmsPlan): void {
    const fill = this.#fillFor(objective.region);
    for (const alarm of objective.metricAlarms) {
      this.#compare(objective.region, alarm.name, 'AWS::CloudWatch::Alarm', (resource) => compareMetricAlarm(alarm, resource.properties, fill));
    }
    for (const alarm of objective.compositeAlarms) {
      this.#compare(objective.region, alarm.name, 'AWS::CloudWatch::CompositeAlarm', (resource) => compareCompositeAlarm(alarm, resource.properties));
    }
  }

  compareErrorBudget(plan: ErrorBudgetPlan): void {
    const { region, ledger } = plan;
    const resources = this.#all.filter((resource) => resource.region === region);
    const found = this.#attempt(() => findLedger(plan, resources));
    const name = `budget ledger of ${ledger.application} ${ledger.environment}`;
    if (found === undefined) {
      this.differences.push({ kind: 'template', name, resource: region, what: 'schedule', planned: `exists in ${region}`, found: 'is in no template' });
    } else {
      const compared = this.#attempt(() => compareLedger(plan, found, resources, this.#fillFor(region))) ?? [];
      for (const { resource, differences } of compared) {
        for (const difference of differences) this.differences.push(differenceOf('template', name, resource, difference));
      }
    }
    const queueName = this.#attempt(() => found?.deadLetterQueue?.attribute('QueueName')) ?? 'the dead-letter queue';
    const fill = (value: string) => this.#fillFor(region)(value).replaceAll(DEAD_LETTER_QUEUE_NAME, queueName);
    for (const alarm of [...plan.objectives.flatMap(({ alarms }) => alarms), ...plan.ledgerAlarms]) {
      this.#compare(region, alarm.name, 'AWS::CloudWatch::Alarm', (resource) => compareMetricAlarm(alarm, resource.properties, fill, alarm.topicName));
    }
    for (const signal of plan.signals) {
      this.#compare(region, signal.name, 'AWS::CloudWatch::CompositeAlarm', (resource) => compareSignal(signal, resource.properties));
    }
  }

  /** Pseudo parameters as CloudFormation fills them in a region. */
  #fillFor(region: string): (value: string) => string {
    return (value) =>
      value.replaceAll('${AWS::Partition}', partitionOfRegion(region)).replaceAll('${AWS::Region}', region).replaceAll('${AWS::AccountId}', this.#account);
  }

  #compare(region: string, name: string, type: string, compare: (resource: LoadedResource) => readonly Difference[]): void {
    const resource = this.#found.get(`${region} ${name}`);
    if (resource === undefined) {
      const missing = { what: 'alarm', planned: `exists in ${region}`, found: 'is in no template' };
      this.differences.push({ kind: 'template', name, resource: region, ...missing });
      return;
    }
    this.resources.set(name, resource);
    const differences = resource.type === type ? this.#attempt(() => compare(resource)) : [wrongType(type, resource)];
    for (const difference of differences ?? []) this.differences.push(differenceOf('template', name, resource, difference));
  }

  /** Reads of a resource; what cannot be resolved cannot be compared. */
  #attempt<T>(read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof NotSimulatedError)) throw error;
      this.unknown.push(error.message);
      return undefined;
    }
  }
}

function wrongType(planned: string, resource: LoadedResource): Difference {
  return { what: 'type of resource', planned, found: resource.type };
}
