/**
 * What remains of a budget, computed from what really happened, minute by minute and by plain sums: the independent
 * side of the comparison with what the ledger publishes. It never looks at CloudWatch, and shares with the ledger no
 * more than the calendar of its windows.
 */

import type { LedgerTask } from '../../slo/budget/ledger-input';
import { intervalAt, periodMinutesAt } from '../../slo/budget/window-interval';
import { formatDurationMinutes, MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR } from '../../time/time';
import type { MinuteRange } from '../../workload/minute-range';
import type { ObservedObjective } from '../../workload/observed-objective';

/** Minutes in which events either came or did not: how finely a ledger can tell quiet from lost. */
const EVENT_MINUTES = 5;
/** Figures counted of every bucket; see `#addUp`. */
const COUNTS = 6;
/** Days of which CloudWatch keeps single minutes, less one for a run that is late. */
const DAYS_OF_MINUTES = 14;

/** The figures of one run; shares are fractions. */
export interface ExpectedFigures {
  /** Undefined when nothing that counts was measured. */
  readonly remaining?: number;
  /** By window, such as `1h`; a window without events has none. */
  readonly burnRates: ReadonlyMap<string, number>;
  readonly coverage: number;
  /** True when the figures are not to be trusted: too little measured, or data that stopped. */
  readonly isDoubtful: boolean;
  /** True when less than a day of the window exists: nobody is to judge by it. */
  readonly isYoung: boolean;
}

/** The workload of one objective, in the buckets its ledger counts by. */
export class ExpectedFiguresOf {
  readonly #minutes: number;
  readonly #first: number;
  readonly #bad: Float64Array;
  readonly #total: Float64Array;
  readonly #seen: Uint8Array;
  readonly #isExcluded: Uint8Array;
  readonly #isMeasured: Uint8Array;
  /** Everything before this bucket is decided: no silence that is still growing reaches it. */
  #decided = 0;
  /** Counts of all decided buckets before an index, one column a count. */
  readonly #sums: readonly Float64Array[];
  /** First hour anything was known of, minutes since the epoch; set by the first run that knows one. */
  #knownFrom: number | undefined;

  constructor(
    private readonly task: LedgerTask,
    observed: ObservedObjective,
    range: MinuteRange,
  ) {
    this.#minutes = task.sli.kind === 'slices' ? task.sli.sliceMinutes! : EVENT_MINUTES;
    this.#first = Math.floor(range.first / this.#minutes);
    const length = Math.ceil(range.end / this.#minutes) - this.#first;
    this.#bad = new Float64Array(length);
    this.#total = new Float64Array(length);
    this.#seen = new Uint8Array(length);
    this.#isMeasured = new Uint8Array(length);
    this.#sums = Array.from({ length: COUNTS }, () => new Float64Array(length + 1));
    for (let minute = range.first; minute < range.end; minute++) {
      const bucket = Math.floor(minute / this.#minutes) - this.#first;
      const index = minute - range.first;
      this.#bad[bucket]! += observed.bad[index]!;
      this.#total[bucket]! += observed.total[index]!;
      if (observed.seen[index]! > 0) this.#seen[bucket] = 1;
    }
    this.#isExcluded = Uint8Array.from({ length }, (_, bucket) => {
      const begin = (this.#first + bucket) * this.#minutes * MINUTE_MS;
      return Number(task.exclusions.some((each) => each.from <= begin && begin + this.#minutes * MINUTE_MS <= each.to));
    });
  }

  /** The figures of the run that measures up to `end`, in minutes since the epoch. Runs are asked for in order. */
  at(end: number): ExpectedFigures {
    const { task } = this;
    const last = Math.floor(end / this.#minutes) - this.#first;
    const silentMinutes = this.#measureUpTo(last);
    const instant = end * MINUTE_MS;
    const window = { from: intervalAt(task.window, instant).from / MINUTE_MS, to: end };
    const knownFrom = this.#knownSince(window.from, end, last);
    const counts = this.#count(Math.max(window.from, knownFrom), last);

    const burnRates = new Map<string, number>();
    for (const minutes of task.burnWindowsMinutes) {
      const { bad, total } = this.#count(Math.max(end - minutes, knownFrom), last);
      if (total > 0) burnRates.set(formatDurationMinutes(minutes), bad / total / task.allowedBadFraction);
    }
    const coverage = counts.expectedMinutes === 0 ? 0 : counts.measuredMinutes / counts.expectedMinutes;
    const isSilent = task.quietMinutes !== undefined && silentMinutes > task.quietMinutes;
    const existing = window.to - Math.max(window.from, knownFrom);
    const base = { burnRates, isYoung: existing < MINUTES_PER_DAY, coverage, isDoubtful: coverage < task.policy.coverageLimit || isSilent || knownFrom >= end };
    if (counts.measuredMinutes === 0) return base;
    const period = periodMinutesAt(task.window, instant);
    const exists = Math.min(1, existing / period);
    const share = (bad: number, total: number) => (total === 0 ? 0 : (bad / total / task.allowedBadFraction) * exists);
    const givenBack = task.exclusionMeaning === 'add-back' ? share(counts.excludedBad, counts.allEvents) : 0;
    return { ...base, remaining: 1 - share(counts.bad, counts.total) + givenBack };
  }

  /**
   * A bucket was measured when something was seen in it, or when the silence around it is short enough to be quiet. A
   * silence that reaches up to `last` may still grow, so it is looked at again by the next run.
   *
   * @returns length of that silence, minutes
   */
  #measureUpTo(last: number): number {
    const { quietMinutes = Infinity } = this.task;
    let run = 0;
    for (let bucket = this.#decided; bucket < last; bucket++) {
      run = this.#seen[bucket] === 1 ? 0 : run + 1;
      const runEnds = run > 0 && (bucket + 1 === last || this.#seen[bucket + 1] === 1);
      if (run === 0) this.#isMeasured[bucket] = 1;
      else if (runEnds) this.#isMeasured.fill(Number(run * this.#minutes <= quietMinutes), bucket + 1 - run, bucket + 1);
    }
    for (let bucket = this.#decided; bucket < last; bucket++) this.#addUp(bucket);
    this.#decided = last - run;
    return run * this.#minutes;
  }

  #addUp(bucket: number): void {
    const { exclusionMeaning, sli } = this.task;
    const isSlice = sli.kind === 'slices';
    const measured = this.#isMeasured[bucket]!;
    const excluded = this.#isExcluded[bucket]!;
    const bad = isSlice ? Math.min(1, this.#bad[bucket]!) * measured : this.#bad[bucket]!;
    const total = isSlice ? measured : this.#total[bucket]!;
    this.#add(0, bucket, excluded === 1 && exclusionMeaning !== 'add-back' ? 0 : bad);
    this.#add(1, bucket, excluded === 1 && exclusionMeaning === 'drop' ? 0 : total);
    this.#add(2, bucket, total);
    this.#add(3, bucket, excluded * bad);
    this.#add(4, bucket, (1 - excluded) * measured * this.#minutes);
    this.#add(5, bucket, (1 - excluded) * this.#minutes);
  }

  /** One of the counts of a bucket, in the order of `#count`. A growing silence is added up at every run: no list for each bucket. */
  #add(column: number, bucket: number, count: number): void {
    const sums = this.#sums[column]!;
    sums[bucket + 1] = sums[bucket]! + count;
  }

  /**
   * Nobody can expect that time was measured before anything was ever seen. Of slices CloudWatch forgets the minutes
   * that came two weeks before the first run, and whether a silence then was quiet is known an hour and the length of
   * a quiet silence later.
   */
  #knownSince(windowFrom: number, end: number, last: number): number {
    const hours = (minutes: number) => Math.ceil(minutes / MINUTES_PER_HOUR) * MINUTES_PER_HOUR;
    const floorToHour = (minute: number) => Math.floor(minute / MINUTES_PER_HOUR) * MINUTES_PER_HOUR;
    const lead = hours(this.task.quietMinutes ?? 0) + MINUTES_PER_HOUR;
    const kept = hours(end - DAYS_OF_MINUTES * MINUTES_PER_DAY) + lead;
    const from = this.task.sli.kind === 'slices' ? Math.max(windowFrom, kept) : windowFrom;
    // Where silence is expected, it is as good as data for as long as minutes are kept.
    if (this.task.quietMinutes === undefined) this.#knownFrom ??= from;
    else if (this.#knownFrom === undefined) {
      const bucket = this.#seen.subarray(0, last).indexOf(1, Math.max(0, Math.floor((from - lead) / this.#minutes) - this.#first));
      if (bucket >= 0) this.#knownFrom = Math.max(from, floorToHour((this.#first + bucket) * this.#minutes));
    }
    return this.#knownFrom ?? Infinity;
  }

  /** What was counted from a minute on, up to a bucket. */
  #count(from: number, last: number) {
    const begin = Math.min(last, Math.max(0, Math.floor(from / this.#minutes) - this.#first));
    const [bad, total, allEvents, excludedBad, measuredMinutes, expectedMinutes] = this.#sums.map((sums) => sums[last]! - sums[begin]!);
    return { bad: bad!, total: total!, allEvents: allEvents!, excludedBad: excludedBad!, measuredMinutes: measuredMinutes!, expectedMinutes: expectedMinutes! };
  }
}
