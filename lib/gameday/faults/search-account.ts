import type { LoadedResource, LoadedStack } from '../../aws/assembly/loaded-stack';
import type { OperationsPlan } from '../../plan/alarm-plan';
import { plannedObjectives } from '../../plan/build-plan';
import type { IncidentPlan } from '../../plan/incident-plan';
import { Account } from '../../simulator/account';
import type { AlarmState, AlarmTransition, MetricAlarmRun } from '../../simulator/services/cloudwatch/metric-alarm';
import { createMetricAlarm, type MetricAlarmInput } from '../../simulator/services/cloudwatch/metric-alarm-run';
import { MetricStore } from '../../simulator/services/cloudwatch/metric-store';
import { MINUTE_MS, type Instant } from '../../time/time';

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

/** Names of metric alarms that are not of objectives: the engine's heartbeat, and the parts of paging. */
function ownAlarms({ incidents }: SearchedOutage['plan']): ReadonlySet<string> {
  return new Set([
    ...incidents.regions.map(({ silenceAlarm }) => silenceAlarm.name),
    ...incidents.pagingAlarms.map(({ name }) => name),
    incidents.watchdog.alarm.name,
  ]);
}

const kept = new WeakMap<readonly LoadedStack[], readonly LoadedStack[]>();

function keptStacks({ plan, stacks }: SearchedOutage): readonly LoadedStack[] {
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

/** An alarm that changes its state when it is asked to, whatever its metrics are. */
class ScriptedAlarm implements MetricAlarmRun {
  readonly evaluationSecond = 0;
  #state: AlarmState = 'INSUFFICIENT_DATA';

  constructor(
    readonly name: string,
    private readonly steps: readonly { readonly at: Instant; readonly to: AlarmState }[],
  ) {}

  get state(): AlarmState {
    return this.#state;
  }

  scan(fromMinute: number, toMinute: number): AlarmTransition[] {
    const due = this.steps.filter(({ at }) => at >= fromMinute * MINUTE_MS && at < toMinute * MINUTE_MS);
    return due.map(({ at, to }) => {
      const from = this.#state;
      this.#state = to;
      return { at, from, to, reason: `${this.name} follows a script`, datapoints: [] };
    });
  }

  /** Somebody set its state: the script goes on from there. */
  resumeAt(_minute: number, state: AlarmState): void {
    this.#state = state;
  }
}
