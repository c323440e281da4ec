/** The account of a scenario: the stacks of its environment, its workload as metrics, and what is made to fail. */

import type { LoadedResource, LoadedStack } from '../aws/assembly/loaded-stack';
import { isJsonObject, type JsonObject } from '../aws/cloudformation/template';
import { statedResourcesOf } from '../config/stated-resource-schema';
import type { OperationsModel } from '../model/model';
import type { OperationsPlan } from '../plan/alarm-plan';
import { plannedObjectives } from '../plan/build-plan';
import type { Scenario } from '../scenario/scenario';
import { Account } from '../simulator/account';
import type { CallFault } from '../simulator/core/fault-injection';
import type { ScriptRunner } from '../simulator/services/ssm/automation/scripts';
import { STATED } from '../simulator/services/stated/stated-resources';
import { MINUTE_MS, MINUTES_PER_DAY, type Instant } from '../time/time';
import { buildWorkload, type Workload } from '../workload/build-workload';
import type { MinuteRange } from '../workload/minute-range';
import { disturbPaging } from './paging/disturb-paging';
import { muteRuleStacks } from './paging/mute-rule-stacks';
import { playPeople } from './paging/play-people';
import { cutOffPagers, pagerSecrets, simulatedPagers } from './paging/simulated-pagers';
import { deploymentsOf, pagingPlans } from './redeploy/deployments';
import { playRedeployments, withRedeployedAssets } from './redeploy/play-redeployments';
import { stacksWithoutScheduledWork } from './scheduled-work';

/**
 * Minutes before the scenario in which alarms find their state, a multi-day alarm is judged once, and the ledger has
 * its first runs.
 */
const SETTLING_MINUTES = 70;
/** Days of the longest unit of its kind in any calendar. */
const LONGEST_UNIT_DAYS = { week: 7, month: 31, quarter: 92 } as const;

/** When the account of a scenario begins. */
export function accountStart({ start }: MinuteRange): Instant {
  return (start - SETTLING_MINUTES) * MINUTE_MS;
}

/** What the account of a scenario is made of besides its stacks. */
export interface ScenarioSurroundings {
  readonly range: MinuteRange;
  readonly workload: Workload;
  readonly plan: OperationsPlan;
  /** Runs scripts of runbooks. Default: nothing does, and nobody can tell what comes of a run with one. */
  readonly runScript?: ScriptRunner;
}

/** An account at its start, before anything happened. */
export function scenarioAccount(scenario: Scenario, stacks: readonly LoadedStack[], { range, workload, plan, runScript }: ScenarioSurroundings): Account {
  const played = [...stacksWithoutScheduledWork(stacks, plan), ...muteRuleStacks(scenario, plan, stacks)];
  const account = new Account({
    stacks: played,
    store: workload.store,
    start: accountStart(range),
    assumptions: scenario.assume,
    stated: [...statedResourcesOf(scenario.account), ...pagerSecrets(plan)],
    endpoints: simulatedPagers(plan, scenario),
    ...(runScript !== undefined && { runScript }),
  });
  for (const { at, account: changed } of scenario.meanwhile) {
    account.schedule(scenario.start + at * MINUTE_MS, () => statedResourcesOf(changed).forEach((resource) => account.use(STATED).change(resource)));
  }
  for (const fault of faultsOf(scenario)) account.failCalls(fault);
  cutOffPagers(account, plan, scenario);
  if (plan.incidents !== undefined) disturbPaging(account, scenario, plan.incidents);
  return account;
}

/** What a scenario is played with. */
export interface ScenarioParts {
  readonly scenario: Scenario;
  readonly model: OperationsModel;
  readonly plan: OperationsPlan;
  readonly stacks: readonly LoadedStack[];
  /** Runs scripts of runbooks. Default: nothing does, and nobody can tell what comes of a run with one. */
  readonly runScript?: ScriptRunner;
}

/**
 * The account of a scenario with everything on its clock that the scenario brings: redeployments, and what its people do.
 *
 * @throws ProblemsError when AWS would refuse to deploy the stacks
 */
export function peopledAccount({ scenario, model, plan, stacks, runScript }: ScenarioParts): Account {
  const range = rangeOf(scenario, plan);
  const workload = buildWorkload(model, scenario, range, stacks[0]?.account ?? '');
  const deployments = deploymentsOf(scenario, model, plan);
  const surroundings = { range, workload, plan, ...(runScript !== undefined && { runScript }) };
  const account = scenarioAccount(scenario, withRedeployedAssets(stacks, deployments), surroundings);
  playRedeployments(account, deployments, new Set(stacks.map(({ region }) => region)));
  if (plan.incidents !== undefined) playPeople(account, scenario, pagingPlans(deployments, plan.incidents));
  return account;
}

/**
 * Plays a scenario up to a point, judging nothing.
 *
 * @param untilMinutes from the start of the scenario
 * @throws ProblemsError when AWS would refuse to deploy the stacks
 */
export async function playUntil({ untilMinutes, ...parts }: ScenarioParts & { readonly untilMinutes: number }): Promise<Account> {
  const account = peopledAccount(parts);
  await account.runAsync(parts.scenario.start + untilMinutes * MINUTE_MS);
  return account;
}

/** The calls that a scenario lets fail. */
export function faultsOf({ start, fail }: Pick<Scenario, 'start' | 'fail'>): CallFault[] {
  return fail.map(({ call, region, from, for: minutes, error, answer }) => {
    const [service, operation = '*'] = call.split(':');
    const begin = start + from * MINUTE_MS;
    return {
      ...(service !== '*' && { service }),
      ...(operation !== '*' && { operation }),
      ...(region !== undefined && { region }),
      from: begin,
      until: begin + minutes * MINUTE_MS,
      errorName: error,
      ...(answer === 'lost' && { after: true }),
    };
  });
}

/** What starts functions. */
const START_TYPES: readonly string[] = ['AWS::Scheduler::Schedule', 'AWS::Events::Rule'];

/** The stacks without what starts the functions that a play leaves out. */
export function stacksThatRun(
  stacks: readonly LoadedStack[],
  { incidents }: OperationsPlan,
  plays: 'everything' | 'ledgers' | 'alarms',
): readonly LoadedStack[] {
  if (plays === 'everything') return stacks;
  const isLeftOut = ({ type, properties }: LoadedResource) =>
    START_TYPES.includes(type) && (plays === 'alarms' || type === 'AWS::Events::Rule' || targetOf(properties).endsWith(`:function:${incidents?.names.engine}`));
  return stacks.map((stack) => ({ ...stack, resources: stack.resources.filter((resource) => !isLeftOut(resource)) }));
}

function targetOf({ Target: target }: JsonObject): string {
  return isJsonObject(target) ? String(target.Arn) : '';
}

/** History enough for every bucket the longest alarm may look back on, and for the whole period of every budget. */
export function rangeOf(scenario: Scenario, plan: OperationsPlan): MinuteRange {
  return rangeWith(scenario, Math.max(alarmHistoryMinutes(scenario, plan), longestBudgetMinutes(plan) + MINUTES_PER_DAY));
}

/** History enough for alarms alone. */
export function alarmRangeOf(scenario: Scenario, plan: OperationsPlan): MinuteRange {
  return rangeWith(scenario, alarmHistoryMinutes(scenario, plan));
}

function alarmHistoryMinutes(scenario: Scenario, plan: OperationsPlan): number {
  const windows = plannedObjectives(plan).flatMap(({ metricAlarms }) => metricAlarms.map(({ role }) => role.windowMinutes));
  return Math.max(0, ...windows) * (1 + scenario.assume.extraEvaluationBuckets);
}

function rangeWith(scenario: Scenario, history: number): MinuteRange {
  const start = scenario.start / MINUTE_MS;
  return { first: start - SETTLING_MINUTES - history, start, end: start + scenario.duration };
}

function longestBudgetMinutes(plan: OperationsPlan): number {
  const windows = plan.regions.flatMap(({ errorBudget }) => (errorBudget?.objectives ?? []).map(({ window }) => window));
  return Math.max(0, ...windows.map((window) => (window.kind === 'rolling' ? window.minutes : LONGEST_UNIT_DAYS[window.unit] * MINUTES_PER_DAY)));
}
