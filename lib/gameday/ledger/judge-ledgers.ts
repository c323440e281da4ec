import { findLedger } from '../../conformance/compare-error-budget';
import { Comparison } from '../../conformance/comparison';
import type { DeployedResources, DeployedThing } from '../../conformance/deployed-resources';
import type { PlanDifference } from '../../conformance/plan-difference';
import type { OperationsPlan } from '../../plan/alarm-plan';
import type { CallFault } from '../../simulator/core/fault-injection';
import type { NotSimulatedPart } from '../../simulator/core/not-simulated';
import { MINUTE_MS, type Instant } from '../../time/time';
import type { ObservedObjective } from '../../workload/observed-objective';
import { compareBudgetAlarms, type BudgetAlarmHistory } from './compare-budget-alarms';
import { compareLedgerRuns } from './compare-ledger-runs';
import type { LedgerRuns } from './ledger-runs';

/** What happened in a game day, for the comparison of its ledgers. */
export interface LedgersPlayed extends BudgetAlarmHistory {
  readonly deployed: DeployedResources;
  readonly observed: ReadonlyMap<string, ObservedObjective>;
  readonly runs: LedgerRuns;
  /** When the account, and with it every schedule, began. */
  readonly from: Instant;
  readonly faults: readonly CallFault[];
  /** Regions whose ledger cannot be simulated, such as one whose code is not in the assembly. */
  readonly notSimulatedIn: ReadonlySet<string>;
  /** Minutes until a datapoint can be read. */
  readonly metricDelayMinutes: number;
}

/** What came of comparing the ledgers. */
export interface LedgersJudged {
  readonly differences: readonly PlanDifference[];
  /** What could not be determined, and why. */
  readonly unknown: readonly string[];
}

/** A run that is not over when the game day ends cannot be judged. */
const RUN_MS = 2 * MINUTE_MS;

/** The calls without which a run cannot be determined. */
const CALLS_OF_A_SLOT: Readonly<Record<string, readonly string[]>> = {
  cloudwatch: ['GetMetricData', 'PutMetricData'],
  ssm: ['GetParameters', 'PutParameter'],
  lambda: ['Invoke'],
  sts: ['AssumeRole'],
};

/** Compares every planned ledger, and the alarms on what it publishes, with what really happened. */
export function judgeLedgers(plan: OperationsPlan, played: LedgersPlayed): LedgersJudged {
  const differences: PlanDifference[] = [];
  const unknown: string[] = [];
  for (const { region, errorBudget } of plan.regions) {
    if (errorBudget === undefined || played.notSimulatedIn.has(region)) continue;
    const { everyMinutes, settleMinutes } = errorBudget.ledgers[0].input;
    if (played.metricDelayMinutes >= settleMinutes) {
      unknown.push(`what the budget ledger of ${region} should tell: datapoints take longer than the ${settleMinutes} minutes it waits for them`);
      continue;
    }
    const faults = played.faults.filter((fault) => (fault.region ?? region) === region);
    const compared = errorBudget.ledgers.map((ledger) => {
      const found = findLedger(region, ledger, new Comparison(played.deployed));
      return compareLedgerRuns(ledger, {
        ...played,
        scheduledTimes: runsOf(everyMinutes, ledger.schedule.offsetMinutes, played),
        isDisturbed: (scheduledAt) => isDisturbed(scheduledAt, everyMinutes, faults),
        resource: found?.function ?? found?.schedule,
      });
    });
    const expected = new Map(compared.flatMap((each) => [...each.expected]));
    differences.push(...compared.flatMap((each) => each.differences), ...compareBudgetAlarms(errorBudget, region, expected, played));
  }
  return { differences, unknown };
}

/** Regions in which a part of a ledger is among what an account does without. */
export function regionsWithoutLedger(plan: OperationsPlan, deployed: DeployedResources, left: readonly NotSimulatedPart[]): Set<string> {
  const isLeft = (part: DeployedThing | undefined) =>
    left.some(({ stackName, logicalId }) => stackName === part?.definedIn?.stackName && logicalId === part.definedIn.logicalId);
  const without = plan.regions.filter(({ region, errorBudget }) =>
    (errorBudget?.ledgers ?? []).some((ledger) => {
      const found = findLedger(region, ledger, new Comparison(deployed));
      return isLeft(found?.schedule) || isLeft(found?.function);
    }),
  );
  return new Set(without.map(({ region }) => region));
}

/** Runs lie their offset behind the multiples of their distance. */
function runsOf(everyMinutes: number, offset: number, { from, range }: LedgersPlayed): Instant[] {
  const scheduledTimes: Instant[] = [];
  const first = Math.ceil((from / MINUTE_MS - offset) / everyMinutes) * everyMinutes + offset;
  for (let minute = first; minute * MINUTE_MS <= range.end * MINUTE_MS - RUN_MS; minute += everyMinutes) scheduledTimes.push(minute * MINUTE_MS);
  return scheduledTimes;
}

function isDisturbed(scheduledAt: Instant, everyMinutes: number, faults: readonly CallFault[]): boolean {
  const end = scheduledAt + everyMinutes * MINUTE_MS;
  return faults.some(({ service, operation, from, until }) => from < end && until > scheduledAt && isCallOfARun(service, operation));
}

function isCallOfARun(service: string | undefined, operation: string | undefined): boolean {
  return Object.entries(CALLS_OF_A_SLOT).some(([name, calls]) => (service ?? name) === name && calls.some((call) => (operation ?? call) === call));
}
