import type { OperationsModel } from '../model/model';
import type { OperationsPlan } from '../plan/alarm-plan';
import type { IncidentPlan } from '../plan/incident-plan';
import { worstOutcome } from '../problems/problem';
import type { Scenario } from '../scenario/scenario';
import { targetsOf } from '../scenario/scenario-targets';
import { Account } from '../simulator/account';
import type { MetricAlarmRun } from '../simulator/services/cloudwatch/metric-alarm';
import { createMetricAlarm, type MetricAlarmInput } from '../simulator/services/cloudwatch/metric-alarm-run';
import { MINUTE_MS, type Instant } from '../time/time';
import { buildWorkload } from '../workload/build-workload';
import type { MinuteRange } from '../workload/minute-range';
import { ScriptedAlarm } from './faults/scripted-alarm';
import { keptStacks, ownAlarms } from './faults/search-account';
import { IncidentBudgets } from './incident-budgets';
import { checkInvariants, EXPLORED_INVARIANTS } from './invariants/check-invariants';
import { disturbPaging } from './paging/disturb-paging';
import { muteRuleStacks } from './paging/mute-rule-stacks';
import { playPeople } from './paging/play-people';
import { deploymentsOf, pagedAlarms, pagingPlans, type Deployments } from './redeploy/deployments';
import { playRedeployments, withRedeployedAssets } from './redeploy/play-redeployments';
import type { GameDayReport } from './report';
import type { GameDayOptions } from './run-game-day';
import { alarmRangeOf, faultsOf } from './scenario-account';
import { Timeline } from './timeline';

/** Minutes before a scenario in which alarms find their state and the engine is known to be alive. */
const SETTLING_MINUTES = 15;

/** What paging is played with: an environment in which somebody is on call. */
interface PagingOptions extends Pick<GameDayOptions, 'scenario' | 'model' | 'stacks' | 'onTimeline'> {
  readonly plan: OperationsPlan & { readonly incidents: IncidentPlan };
}

/**
 * Plays a scenario for what must always be true of paging, and nothing else, in a sixth of the time: the engine, the ways
 * to people and the watchdog are as deployed; of the alarms only those of services to which something happens read
 * metrics, the others stay well. No budget ledger runs: the alarms on the level of a budget go on when what happened has
 * spent as much, and stay on. Templates are not compared with the plan.
 *
 * Regions without incident engine or watchdog are left out, and so is what happens there.
 */
export async function playPaging({ scenario, model, plan, stacks, onTimeline }: PagingOptions): Promise<GameDayReport> {
  const played = { ...model, services: servicesHit(scenario, model) };
  const range = alarmRangeOf(scenario, plan);
  const workload = buildWorkload(played, scenario, range, stacks[0]?.account ?? '');
  const budgets = new IncidentBudgets(model, scenario, range, workload.observed);
  const timeline = new Timeline(plan, scenario, budgets, onTimeline);
  const start = scenario.start - SETTLING_MINUTES * MINUTE_MS;
  const kept = keptStacks({ plan, stacks });
  const deployments = deploymentsOf(scenario, model, plan);
  const plans = pagingPlans(deployments, plan.incidents);
  const account = new Account({
    stacks: [...withRedeployedAssets(kept, deployments), ...muteRuleStacks(scenario, plan, stacks)],
    store: workload.store,
    start,
    assumptions: scenario.assume,
    createMetricAlarm: alarmsOf(scenario, played, { plan, range, budgets, start }),
  });
  for (const fault of faultsOf(scenario)) account.failCalls(fault);
  disturbPaging(account, scenario, plan.incidents);
  const unplayed = playRedeployments(account, deployments, new Set(kept.map(({ region }) => region)));
  const people = playPeople(account, scenario, plans);
  await account.runAsync(scenario.start + scenario.duration * MINUTE_MS);
  for (const entry of account.log) timeline.add(entry);
  timeline.finish();
  for (const answer of people.answers) timeline.addAnswer(answer);
  return reportOf({ scenario, model, plan, deployments, account, timeline, unplayed });
}

function servicesHit({ workload }: Scenario, model: OperationsModel): OperationsModel['services'] {
  const hit = new Set(workload.flatMap(({ on }) => on.flatMap((target) => targetsOf(model, target).map(({ service }) => service.id))));
  return model.services.filter(({ id }) => hit.has(id));
}

interface AlarmsContext {
  readonly plan: PagingOptions['plan'];
  readonly range: MinuteRange;
  readonly budgets: IncidentBudgets;
  readonly start: Instant;
}

function alarmsOf(scenario: Scenario, played: OperationsModel, { plan, budgets, start }: AlarmsContext): (input: MetricAlarmInput) => MetricAlarmRun {
  const own = ownAlarms(plan);
  const hit = new Set(played.services.map(({ id }) => id));
  const objectives = plan.regions.flatMap((region) => region.objectives).filter(({ serviceId }) => hit.has(serviceId));
  const measured = new Set([...own, ...objectives.flatMap(({ metricAlarms }) => metricAlarms.map(({ name }) => name))]);
  const levels = new Map(
    plan.regions.flatMap(({ errorBudget }) =>
      (errorBudget?.objectives ?? []).flatMap(({ name, alarms }) =>
        alarms.map((alarm) => [alarm.name, { objective: name, leftPercent: alarm.threshold }] as const),
      ),
    ),
  );
  return (input) => {
    if (measured.has(input.name)) return createMetricAlarm(input);
    const level = levels.get(input.name);
    const at = level === undefined ? undefined : spentAt(scenario, budgets, level);
    return new ScriptedAlarm(input.name, [{ at: start, to: 'OK' }, ...(at === undefined ? [] : [{ at, to: 'ALARM' } as const])]);
  };
}

/** When what happens in a scenario has spent a budget down to a level; undefined when it never does, or nobody can tell. */
function spentAt(
  { start, duration }: Scenario,
  budgets: IncidentBudgets,
  level: { readonly objective: string; readonly leftPercent: number },
): Instant | undefined {
  const isSpent = (minutes: number): boolean => {
    const spent = budgets.spentBetween(level.objective, start, start + minutes * MINUTE_MS);
    return spent !== null && (1 - spent) * 100 <= level.leftPercent;
  };
  if (!isSpent(duration)) return undefined;
  let [before, after] = [0, duration];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (isSpent(middle)) after = middle;
    else before = middle;
  }
  return start + after * MINUTE_MS;
}

interface PlayedPaging {
  readonly scenario: Scenario;
  readonly model: OperationsModel;
  readonly plan: PagingOptions['plan'];
  readonly deployments: Deployments;
  readonly account: Account;
  readonly timeline: Timeline;
  /** What of the redeployments could not be played. */
  readonly unplayed: readonly string[];
}

function reportOf({ scenario, model, plan, deployments, account, timeline, unplayed }: PlayedPaging): GameDayReport {
  const { id, title, start, duration: durationMinutes, proves } = scenario;
  const { publications, records } = timeline.paging!;
  const until = start + durationMinutes * MINUTE_MS;
  const measurements = checkInvariants(
    {
      plan: plan.incidents,
      plans: pagingPlans(deployments, plan.incidents),
      alarms: pagedAlarms(deployments),
      log: account.log,
      publications,
      records,
      from: start,
      until,
    },
    EXPLORED_INVARIANTS,
  );
  const unknown = [...timeline.unknown, ...unplayed, ...account.notSimulated.map((part) => `${part.stackName}/${part.logicalId ?? part.type}: ${part.why}`)];
  return {
    scenario: { id, title, environment: model.environment, start, durationMinutes, proves },
    outcome: worstOutcome([...measurements.map(({ outcome }) => outcome), ...(unknown.length > 0 ? (['could not tell'] as const) : [])]),
    timeline: timeline.events,
    measurements,
    differences: [],
    unknown,
    notes: [],
  };
}

/** True for an environment in which somebody is on call. */
export function hasPaging(plan: OperationsPlan): plan is PagingOptions['plan'] {
  return plan.incidents !== undefined;
}
