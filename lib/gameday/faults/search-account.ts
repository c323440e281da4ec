import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { plannedObjectives } from '../../plan/build-plan';
import type { IncidentPlan } from '../../plan/incident-plan';
import { Account } from '../../simulator/account';
import type { MetricAlarmRun } from '../../simulator/services/cloudwatch/metric-alarm';
import { createMetricAlarm, type MetricAlarmInput } from '../../simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import type { Instant } from '../../time/time';
import { ScriptedAlarm } from './scripted-alarm';

/** An outage that is played many times, with one fault each. */
export interface SearchedOutage {
  readonly plan: OperationsPlan & { readonly incidents: IncidentPlan };
  readonly stacks: readonly LoadedStack[];
  /** Objective whose page goes off: `partner-portal/availability`. */
  readonly objective: string;
  /** When the account begins: a whole minute. */
  readonly start: Instant;
  /** When the alarms of the objective go off. */
  readonly alarmAt: Instant;
}

/**
 * A small account for the outage: the stacks without the budget ledger and without regions that have no part in it, and
 * alarms of objectives that follow a script in the place of metrics. What pages, and what watches that, is as deployed.
 */
export function searchAccount(outage: SearchedOutage): Account {
  const { plan, start } = outage;
  return new Account({ stacks: keptStacks(outage), store: new MetricStore(), start, createMetricAlarm: scripted(outage, ownAlarms(plan)) });
}

/** Names of metric alarms that are not of objectives: the engine's heartbeat, its canary, and the parts of paging. */
export function ownAlarms({ incidents }: SearchedOutage['plan']): ReadonlySet<string> {
  return new Set([
    ...incidents.regions.map(({ silenceAlarm }) => silenceAlarm.name),
    ...incidents.pagingAlarms.map(({ name }) => name),
    incidents.watchdog.alarm.name,
    incidents.watchdog.canary.alarm.name,
  ]);
}

const kept = new WeakMap<readonly LoadedStack[], readonly LoadedStack[]>();

/** The stacks of the home region and of the watchdog, without the budget ledger: read once, the same for the same stacks. */
export function keptStacks({ plan, stacks }: Pick<SearchedOutage, 'plan' | 'stacks'>): readonly LoadedStack[] {
  const known = kept.get(stacks);
  if (known !== undefined) return known;
  const regions = [plan.incidents.policy.region, plan.incidents.watchdog.region];
  const small = stacks
    .filter(({ region }) => regions.includes(region))
    .map((stack) => ({ ...stack, resources: stack.resources.filter((resource) => isKept(resource, plan.incidents)) }));
  kept.set(stacks, small);
  return small;
}

/** The ledger has a function and a schedule of its own; the engine's are named. */
function isKept({ type, properties }: LoadedResource, { names }: IncidentPlan): boolean {
  if (type === 'AWS::Lambda::Function') return properties.FunctionName === names.engine;
  if (type === 'AWS::Scheduler::Schedule') return properties.GroupName === names.engine;
  return true;
}

function scripted({ plan, objective, start, alarmAt }: SearchedOutage, own: ReadonlySet<string>): (input: MetricAlarmInput) => MetricAlarmRun {
  const planned = plannedObjectives(plan).find(({ name }) => name === objective);
  const [page] = planned?.compositeAlarms ?? [];
  if (page === undefined) throw new RangeError(`${objective} is not planned`);
  const failing = new Set(page.firesWhenAllOf[0]);
  return (input) => {
    if (own.has(input.name)) return createMetricAlarm(input);
    return new ScriptedAlarm(
      input.name,
      failing.has(input.name)
        ? [
            { at: start, to: 'OK' },
            { at: alarmAt, to: 'ALARM' },
          ]
        : [{ at: start, to: 'OK' }],
    );
  };
}
