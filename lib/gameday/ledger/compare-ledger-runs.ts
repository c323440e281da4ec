/**
 * Whether every ledger recorded, run by run, what really happened: what remains, the burn rates, the coverage and the
 * state, against plain sums over the workload. A run may be missing only while a call that the ledger needs was made to
 * fail; what is notified nevertheless has to be right.
 */

import type { DeployedThing } from '../../conformance/deployed-resources';
import { differenceOf } from '../../conformance/difference-of';
import type { PlanDifference } from '../../conformance/plan-difference';
import type { LedgerPlan } from '../../plan/budget-plan';
import { LEDGER_METRICS, type LedgerInput, type LedgerTask } from '../../slo/budget/ledger-input';
import { formatInstant, MINUTE_MS, parseInstant, type Instant } from '../../time/time';
import type { MinuteRange } from '../../workload/minute-range';
import type { ObservedObjective } from '../../workload/observed-objective';
import { ExpectedFiguresOf, type ExpectedFigures } from './expected-figures';
import { ExpectedGate } from './expected-gate';
import type { LedgerRuns, PublishedFigures, StoredState } from './ledger-runs';

/** What happened to a ledger, for the comparison. */
export interface LedgerHistory {
  readonly range: MinuteRange;
  /** Every run that was due and should be over, in order. */
  readonly scheduledTimes: readonly Instant[];
  readonly observed: ReadonlyMap<string, ObservedObjective>;
  readonly runs: LedgerRuns;
  /** True for a run during which a call that the ledger needs was made to fail. */
  readonly isDisturbed: (scheduledAt: Instant) => boolean;
  /** The function, or what else is to be named. */
  readonly resource?: DeployedThing;
}

/** What a run of one objective should have brought, and when it was recorded. */
export interface ExpectedRun {
  readonly scheduledAt: Instant;
  /** Share that remains; undefined while the state is `unknown`, and when the run was not recorded. */
  readonly remaining?: number;
  /** When it was published; undefined when it was not recorded. */
  readonly recordedAt?: Instant;
}

/** The comparison of one ledger. */
export interface LedgerComparison {
  /** The first of each kind, objective by objective. */
  readonly differences: readonly PlanDifference[];
  /** By objective. */
  readonly expected: ReadonlyMap<string, readonly ExpectedRun[]>;
}

/** Relative difference up to which two figures are the same: sums of fractions round in their own order. */
const RELATIVE_TOLERANCE = 1e-9;
/** A record is a state for so many periods of the ledger. */
const PERIODS_VALID = 2;

/** Compares every run of a planned ledger. */
export function compareLedgerRuns({ input: ledger }: LedgerPlan, history: LedgerHistory): LedgerComparison {
  const differences: PlanDifference[] = [];
  const expected = new Map<string, readonly ExpectedRun[]>();
  for (const task of ledger.objectives) {
    const comparison = new ObjectiveComparison(ledger, task, history);
    comparison.compare();
    differences.push(...comparison.differences);
    expected.set(task.objective, comparison.expected);
  }
  return { differences, expected };
}

class ObjectiveComparison {
  readonly differences: PlanDifference[] = [];
  readonly expected: ExpectedRun[] = [];
  readonly #gate: ExpectedGate;
  readonly #figures: ExpectedFiguresOf;
  readonly #reported = new Set<string>();

  constructor(
    private readonly ledger: Omit<LedgerInput, 'scheduledAt'>,
    private readonly task: LedgerTask,
    private readonly history: LedgerHistory,
  ) {
    const observed = history.observed.get(task.objective);
    if (observed === undefined) throw new RangeError(`${task.objective} is planned but not played`);
    this.#gate = new ExpectedGate(task.policy);
    this.#figures = new ExpectedFiguresOf(task, observed, history.range);
  }

  compare(): void {
    const { scheduledTimes, runs, isDisturbed } = this.history;
    const stored = [...(runs.stored.get(this.task.objective) ?? [])];
    const published = runs.published.get(this.task.objective);
    let lastRecorded: Instant | undefined;
    for (const scheduledAt of scheduledTimes) {
      const figures = this.#figures.at(this.#measuredUntil(scheduledAt));
      const found = published?.get(scheduledAt);
      if (found !== undefined) this.#compareFigures(scheduledAt, figures, found);
      const index = stored.findIndex(({ record }) => record !== undefined && parseInstant(record.scheduledAt) === scheduledAt);
      const others = stored.splice(0, index < 0 ? stored.filter(({ at }) => at < scheduledAt + this.#everyMs).length : index);
      for (const other of others) this.#compareBesideRuns(other, lastRecorded);
      if (index < 0) {
        if (!isDisturbed(scheduledAt)) this.#differ(scheduledAt, 'measurement', 'recorded and stored', 'not recorded');
        this.expected.push({ scheduledAt });
        continue;
      }
      if (lastRecorded !== undefined && scheduledAt - lastRecorded > PERIODS_VALID * this.#everyMs) this.#gate.passUnseen();
      const state = this.#step(scheduledAt, figures);
      this.#compareState(scheduledAt, state, stored.shift()!);
      lastRecorded = scheduledAt;
      const recorded = found?.get(LEDGER_METRICS.coverage)?.at;
      this.expected.push({
        scheduledAt,
        ...(recorded !== undefined && { recordedAt: recorded }),
        ...(state !== 'unknown' && { remaining: figures.remaining }),
      });
    }
  }

  get #everyMs(): number {
    return this.ledger.everyMinutes * MINUTE_MS;
  }

  /** A run measures up to its settling time before itself, in whole five minutes. */
  #measuredUntil(scheduledAt: Instant): number {
    const minute = scheduledAt / MINUTE_MS - this.ledger.settleMinutes;
    return minute - (minute % 5);
  }

  #step(scheduledAt: Instant, { remaining, isDoubtful, isYoung }: ExpectedFigures) {
    if (remaining === undefined || isDoubtful) return this.#gate.loseSight();
    return isYoung ? this.#gate.seeYoung(remaining, scheduledAt) : this.#gate.see(remaining, scheduledAt);
  }

  #compareFigures(scheduledAt: Instant, { remaining, burnRates, coverage, isDoubtful, isYoung }: ExpectedFigures, found: PublishedFigures): void {
    const isKnown = remaining !== undefined && !isDoubtful;
    const figures = new Map([[LEDGER_METRICS.coverage as string, coverage * 100]]);
    if (isKnown) {
      if (!isYoung) figures.set(LEDGER_METRICS.remaining, remaining * 100);
      for (const [window, rate] of burnRates) figures.set(`${LEDGER_METRICS.burnRate} ${window}`, rate);
    }
    for (const name of new Set([...figures.keys(), ...found.keys()])) {
      const [planned, value] = [figures.get(name), found.get(name)?.value];
      if (!areEqual(planned, value)) this.#differ(scheduledAt, name, planned, value);
    }
  }

  #compareState(scheduledAt: Instant, planned: string, { record }: StoredState): void {
    if (record!.state !== planned) this.#differ(scheduledAt, 'state', planned, record!.state);
  }

  /** Beside the runs that were notified, only an `unknown` may be stored: when the last notified run is too old to be a state. */
  #compareBesideRuns({ at, record }: StoredState, lastRecorded: Instant | undefined): void {
    const isOld = lastRecorded !== undefined && at - lastRecorded > PERIODS_VALID * this.#everyMs;
    if (record?.state === 'unknown' && isOld) this.#gate.loseSight();
    else this.#differ(at, 'record', 'none, as nothing was recorded', record?.state ?? 'not a record');
  }

  /** Notes the first difference of a kind; later ones mostly follow from it. */
  #differ(at: Instant, what: string, planned: number | string | undefined, found: number | string | undefined): void {
    if (this.#reported.has(what)) return;
    this.#reported.add(what);
    const difference = { what: `${what} of the run ${formatInstant(at)}`, planned: String(planned ?? 'nothing'), found: String(found ?? 'nothing') };
    this.differences.push(differenceOf('behaviour', `budget of ${this.task.objective}`, this.history.resource, difference));
  }
}

function areEqual(planned: number | undefined, found: number | undefined): boolean {
  if (planned === undefined || found === undefined) return planned === found;
  return Math.abs(planned - found) <= RELATIVE_TOLERANCE * Math.max(1, Math.abs(planned));
}
