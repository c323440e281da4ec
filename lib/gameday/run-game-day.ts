/**
 * A game day: a scenario played against the resources of a template, on virtual time, and judged three ways.
 *
 * 1. Does the template say what was planned, property by property, and can every alarm reach its topic?
 * 2. Did every alarm do, minute by minute, what its plan says it should have done with what happened?
 * 3. Was everybody notified who was expected to be, in time, and nobody else?
 *
 * What the simulator cannot do is never taken for a pass: it makes the result "could not tell".
 */

import type { LoadedStack } from '../aws/assembly/loaded-stack';
import { assemblyResources } from '../conformance/assembly-resources';
import { compareDeployment, type DeploymentComparison } from '../conformance/compare-deployment';
import type { DeployedResources } from '../conformance/deployed-resources';
import type { PlanDifference } from '../conformance/plan-difference';
import type { OperationsModel } from '../model/model';
import type { OperationsPlan } from '../plan/alarm-plan';
import { plannedObjectives } from '../plan/build-plan';
import { formatLocation, ProblemsError, worstOutcome, type Outcome, type Problem } from '../problems/problem';
import type { Scenario } from '../scenario/scenario';
import type { Account } from '../simulator/account';
import type { ScriptRunner } from '../simulator/services/ssm/automation/scripts';
import { MINUTE_MS, type Instant } from '../time/time';
import { buildWorkload, type Workload } from '../workload/build-workload';
import type { MinuteRange } from '../workload/minute-range';
import { calendarStanding } from './calendar-standing';
import { compareBehaviour } from './compare-behaviour';
import { courseOf, type ScenarioCourse } from './course';
import { followRemedies } from './healing/follow-remedies';
import { hiddenByMutes } from './hidden-by-mutes';
import { IncidentBudgets } from './incident-budgets';
import { isOfFirstDeployment, judgeExpectations, type JudgedTimeline } from './judge-expectations';
import { judgeGate, type GateHistory } from './judge-gate';
import { judgeStates } from './judge-states';
import { judgeLedgers, regionsWithoutLedger } from './ledger/judge-ledgers';
import type { Measurement } from './measurements';
import { judgePaging } from './paging/judge-paging';
import { judgePosts } from './paging/judge-posts';
import { playPeople } from './paging/play-people';
import type { Publication } from './paging/publications';
import { probeDelivery } from './probes/probe-delivery';
import { deploymentsOf, pagingPlans, type Deployments } from './redeploy/deployments';
import { playRedeployments, withRedeployedAssets } from './redeploy/play-redeployments';
import type { GameDayReport } from './report';
import { accountStart, alarmRangeOf, faultsOf, rangeOf, scenarioAccount, stacksThatRun } from './scenario-account';
import { Timeline } from './timeline';
import type { TimelineEvent } from './timeline-events';

/** What a game day is played with. */
export interface GameDayOptions {
  readonly scenario: Scenario;
  readonly model: OperationsModel;
  readonly plan: OperationsPlan;
  /** The stacks of the environment. */
  readonly stacks: readonly LoadedStack[];
  /**
   * `everything` (default); `alarms`: no function runs, so that ledgers and people are not judged; `ledgers`: the
   * incident engine does not run, so that people are not judged. What is left out stands among what could not be determined.
   * For whoever asks about a part only: alarms alone take a fifth of the time.
   */
  readonly plays?: 'everything' | 'ledgers' | 'alarms';
  /** Runs scripts of runbooks. Default: nothing does, and nobody can tell what comes of a run with one. */
  readonly runScript?: ScriptRunner;
  /** Called as things happen, in order. */
  readonly onTimeline?: (event: TimelineEvent) => void;
  /** Called with the virtual instant reached, every few hours of it. */
  readonly onProgress?: (reached: Instant) => void;
  /** Called at the end with what happened minute by minute, for whoever draws it; not of templates that AWS would refuse. Absent: it is not made. */
  readonly onCourse?: (course: ScenarioCourse) => void;
}

/** Virtual minutes between two looks at the log. */
const STEP_MINUTES = 360;

/** Plays one scenario. A template that AWS would refuse to deploy is a failed game day, too. */
export async function runGameDay(options: GameDayOptions): Promise<GameDayReport> {
  const { scenario, model, plan, stacks } = options;
  const deployments = deploymentsOf(scenario, model, plan);
  const deployed = assemblyResources(stacks);
  const template = compareDeployment(plan, deployed);
  const range = options.plays === 'alarms' ? alarmRangeOf(scenario, plan) : rangeOf(scenario, plan);
  const workload = buildWorkload(model, scenario, range, stacks[0]?.account ?? '');
  const budgets = new IncidentBudgets(model, scenario, range, workload.observed);
  const timeline = new Timeline(plan, scenario, budgets, options.onTimeline);
  const played = await playOrRefuse(options, { range, deployments, workload, budgets, deployed, template, timeline });
  const differences = [...template.differences, ...played.differences];
  const unknown = [...new Set([...template.unknown, ...workload.unknown, ...played.unknown, ...timeline.unknown])];
  return {
    scenario: {
      id: scenario.id,
      title: scenario.title,
      environment: model.environment,
      start: scenario.start,
      durationMinutes: scenario.duration,
      proves: scenario.proves,
    },
    outcome: outcomeOf(played.measurements, differences, unknown),
    timeline: timeline.events,
    measurements: played.measurements,
    differences,
    unknown,
    notes: notesOf(timeline, scenario),
  };
}

/** A topic that accepts a notification has done its part; that somebody hears of it is another's. */
function notesOf(timeline: Timeline, scenario: Scenario): string[] {
  const first = timeline.notifications.filter((each) => isOfFirstDeployment(each, scenario, timeline));
  return [
    ...hiddenByMutes(timeline.events),
    ...[...timeline.topicsWithoutSubscription].sort().map((topic) => `nobody is subscribed to ${topic}`),
    ...first.map(({ region, alarmName, topicName }) => `a first deployment to ${region} notifies ${topicName} once: ${alarmName} is on until the first run`),
    ...firstNotified(timeline, scenario).map(
      ({ region, alarmName, topicName, watchdogAlarm }) =>
        `a first deployment to ${region} notifies ${topicName} once: ${alarmName} is on until ${watchdogAlarm === 'canary missing' ? 'the first canary has arrived' : 'the engine has ticked'}`,
    ),
  ];
}

/** What the watchdog is notified of while the engine has not ticked yet, and no canary has arrived. */
function firstNotified({ paging }: Timeline, { start }: Scenario): readonly Publication[] {
  return paging?.publications.filter(({ at, purpose, by, isOver }) => at < start && purpose.kind === 'watchdog' && by === 'alarm' && !isOver) ?? [];
}

/** Everything a scenario is played with, beside the options. */
interface Rehearsal {
  readonly range: MinuteRange;
  readonly deployments: Deployments;
  readonly workload: Workload;
  readonly budgets: IncidentBudgets;
  readonly deployed: DeployedResources;
  readonly template: DeploymentComparison;
  readonly timeline: Timeline;
}

/** What playing brought, beside the timeline. */
interface Played {
  readonly measurements: readonly Measurement[];
  readonly differences: readonly PlanDifference[];
  readonly unknown: readonly string[];
}

async function playOrRefuse(options: GameDayOptions, rehearsal: Rehearsal): Promise<Played> {
  const { scenario, model, plan, stacks } = options;
  const { range, deployments, workload, budgets, deployed, template, timeline } = rehearsal;
  try {
    const delivery = probeDelivery(plan, stacks, deployed, template.alarms);
    const { account, unplayed, unknown } = await play(options, rehearsal);
    options.onCourse?.(courseOf({ plan, range, observed: workload.observed, stored: timeline.ledgerRuns.stored, account }));
    const behaviour = compareBehaviour(plan, {
      range,
      assumptions: scenario.assume,
      observed: workload.observed,
      changes: timeline.changes,
      deletedAt: (region, name) => timeline.deletedAt(region, name),
      alarms: template.alarms,
    });
    if (options.plays === 'alarms') return judgedAlarms(scenario, plan, timeline, budgets, [...delivery.differences, ...behaviour]);
    const notSimulatedIn = regionsWithoutLedger(plan, deployed, account.notSimulated);
    const ledgers = judgeLedgers(plan, {
      deployed,
      range,
      observed: workload.observed,
      runs: timeline.ledgerRuns,
      from: accountStart(range),
      faults: faultsOf(scenario),
      notSimulatedIn,
      metricDelayMinutes: scenario.assume.metricDelayMinutes,
      changesOf: (region, name) => timeline.changesIn(region, name),
      deletedAt: (region, name) => timeline.deletedAt(region, name),
      deployments,
      alarms: template.alarms,
    });
    const judged = notSimulatedIn.size === 0 ? scenario : withoutBudgets(scenario);
    const left = account.notSimulated.map((part) => `${part.stackName}/${part.logicalId ?? part.type}: ${part.why}`);
    return {
      measurements: [
        ...(scenario.judge === 'invariants'
          ? []
          : [
              ...judgeExpectations(judged, plan, heard(timeline, notSimulatedIn), budgets),
              ...judgeStates(judged, timeline.stateChanges),
              ...judgeGate(judged, gateHistory(plan, timeline, account)),
              ...(options.plays === 'ledgers' && plan.incidents !== undefined ? [] : judgePosts(scenario, timeline.events)),
            ]),
        ...(options.plays === 'ledgers' ? [] : judgePaging({ scenario, model, plan, deployments, timeline, budgets, account })),
      ],
      differences: [...delivery.differences, ...behaviour, ...ledgers.differences],
      unknown: [
        ...left,
        ...unknown,
        ...delivery.unknown,
        ...ledgers.unknown,
        // What nothing is expected of may come to nothing.
        ...(scenario.judge === 'invariants' ? [] : [...failuresThatMetNoCall(scenario, account), ...unplayed]),
        ...(options.plays === 'ledgers' ? ['what people do: the incident engine was not run'] : []),
      ],
    };
  } catch (error) {
    if (!(error instanceof ProblemsError)) throw error;
    return { measurements: error.problems.map(refusal), differences: [], unknown: [] };
  }
}

/** What a play without functions shows: what alarms did, and that nothing can be said of the rest. */
function judgedAlarms(scenario: Scenario, plan: OperationsPlan, timeline: Timeline, budgets: IncidentBudgets, differences: readonly PlanDifference[]): Played {
  const everywhere = new Set(plan.regions.map(({ region }) => region));
  return {
    measurements: judgeExpectations(withoutBudgets(scenario), plan, heard(timeline, everywhere), budgets),
    differences,
    unknown: ['what budget ledgers and people do: no function was run'],
  };
}

function gateHistory(plan: OperationsPlan, { ledgerRuns, paging }: Timeline, account: Account): GateHistory {
  return {
    objectives: plannedObjectives(plan).map(({ name }) => name),
    stored: ledgerRuns.stored,
    incidentsAt: (at) => paging?.records.allAt(at) ?? [],
    calendarAt: (at) => calendarStanding(account, plan, at),
  };
}

/** What a scenario expects where no ledger runs: what that would tell is unknown, and said to be. */
function withoutBudgets(scenario: Scenario): Scenario {
  return {
    ...scenario,
    expect: scenario.expect.filter(({ budget, ledger }) => budget === undefined && ledger === undefined),
    expectStates: [],
    expectGate: [],
  };
}

/** A timeline without what alarms on a ledger say that was never run. */
function heard(timeline: Timeline, notSimulatedIn: ReadonlySet<string>): JudgedTimeline {
  return {
    changes: timeline.changes,
    changesIn: (region, name) => timeline.changesIn(region, name),
    notifications: timeline.notifications.filter(({ signal, region }) => signal === undefined || !notSimulatedIn.has(region)),
  };
}

async function play(
  { scenario, model, plan, stacks, plays = 'everything', runScript, onProgress }: GameDayOptions,
  { range, deployments, workload, timeline }: Rehearsal,
): Promise<{ readonly account: Account; readonly unplayed: readonly string[]; readonly unknown: readonly string[] }> {
  const played = withRedeployedAssets(stacksThatRun(stacks, plan, plays), deployments);
  const account = scenarioAccount(scenario, played, { range, workload, plan, ...(runScript !== undefined && { runScript }) });
  followRemedies(account, { scenario, model, range, workload });
  const unknown = playRedeployments(account, deployments, new Set(stacks.map(({ region }) => region)));
  const people = plan.incidents === undefined || plays !== 'everything' ? undefined : playPeople(account, scenario, pagingPlans(deployments, plan.incidents));
  let read = 0;
  let answered = 0;
  const tellAnswers = (until: Instant): void => {
    for (let next = people?.answers[answered]; next !== undefined && next.at < until; next = people?.answers[++answered]) timeline.addAnswer(next);
  };
  for (let minute = accountStart(range) / MINUTE_MS; minute < range.end;) {
    minute = Math.min(minute + STEP_MINUTES, range.end);
    await account.runAsync(minute * MINUTE_MS);
    for (; read < account.log.length; read++) {
      tellAnswers(account.log[read]!.at);
      timeline.add(account.log[read]!);
    }
    timeline.finish();
    tellAnswers(Infinity);
    timeline.passIncidents(minute * MINUTE_MS);
    onProgress?.(minute * MINUTE_MS);
  }
  return { account, unplayed: people?.unplayed() ?? [], unknown };
}

function refusal(problem: Problem): Measurement {
  return {
    code: 'deployment',
    subject: { target: problem.where.path ?? formatLocation(problem.where) },
    expected: { kind: 'accepted' },
    measured: { kind: 'refused', problemCode: problem.code, problem: problem.what },
    outcome: 'failed',
  };
}

/** A call that nobody makes cannot show what comes of its failure, nor can one whose name is misspelt. */
function failuresThatMetNoCall(scenario: Scenario, account: Account): string[] {
  const calls = account.log.filter((entry) => entry.kind === 'call');
  return faultsOf(scenario).flatMap(({ service, operation, region, from, until }, index) => {
    const isMet = calls.some(
      (call) =>
        (service ?? call.service) === call.service &&
        (operation ?? call.operation) === call.operation &&
        (region ?? call.region) === call.region &&
        call.at >= from &&
        call.at < until,
    );
    return isMet ? [] : [`what the failure of ${scenario.fail[index]!.call} does: nobody makes this call while it fails`];
  });
}

function outcomeOf(measurements: readonly Measurement[], differences: readonly PlanDifference[], unknown: readonly string[]): Outcome {
  return worstOutcome([
    ...measurements.map((measurement) => measurement.outcome),
    ...(differences.length > 0 ? (['failed'] as const) : []),
    ...(unknown.length > 0 ? (['could not tell'] as const) : []),
  ]);
}
