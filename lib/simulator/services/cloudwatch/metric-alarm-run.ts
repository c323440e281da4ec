import { namedValueIn } from '../../../aws/cloudformation/named-value';
import { NotSimulatedError } from '../../../aws/errors';
import { MINUTE_MS, MINUTES_PER_DAY, MINUTES_PER_HOUR, SECOND_MS, type Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import { evidenceOf, nextState, type StateRule } from './alarm-state';
import { BucketReader, CHUNK_SIZE } from './bucket-reader';
import { compileExpressions } from './expression-program';
import { FoundTransition, type JudgedAlarm } from './found-transition';
import type { AlarmState, AlarmTransition, MetricAlarmRun } from './metric-alarm';
import { type MetricAlarmDefinition, readMetricAlarmDefinition } from './metric-alarm-definition';
import { metricIdentity, type MetricIdentity, type MetricStore } from './metric-store';
import { RangeMarks } from './range-marks';
import { type AlarmThreshold, thresholdOf } from './threshold';

/** What a metric alarm needs to run. */
export interface MetricAlarmInput {
  readonly name: string;
  readonly region: string;
  /** Type of its resource. Default: `AWS::CloudWatch::Alarm`. */
  readonly type?: string;
  /** Properties of the alarm, intrinsic functions resolved. */
  readonly properties: unknown;
  readonly store: MetricStore;
  readonly assumptions: Assumptions;
  /** Own account: a metric that names another one in `AccountId` is that of another account. */
  readonly accountId?: string;
  /** When it was created, from which on it warms up. Default: so long ago that it has. */
  readonly createdAt?: Instant;
}

/**
 * A metric alarm ready to be scanned.
 *
 * It is evaluated every minute over sliding windows that end with that minute, or hourly when its range exceeds a
 * day, then over data up to the full hour only; always at its own second.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 *
 * @throws NotSimulatedError for anything in the properties the simulator does not know
 * @throws ServiceError ValidationError for an alarm that cannot exist
 */
export function createMetricAlarm(input: MetricAlarmInput): MetricAlarmRun {
  return new ColumnarMetricAlarm(input);
}

/** Evaluations a block or a chunk has at least: below, reading the buckets is as quick as bounding them. */
const SMALLEST_BLOCK = 8;
const SMALLEST_CHUNK = 16;
/** Blocks of one size that have to be certain, after one that was not, before a larger one is tried. */
const STREAK_TO_GROW = 4;

interface Change {
  /** End of the newest bucket, in minutes since the epoch. */
  readonly end: number;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** The value that decided alone; undefined where several buckets were judged. */
  readonly decidedBy?: number;
}

class ColumnarMetricAlarm implements MetricAlarmRun {
  readonly name: string;
  readonly evaluationSecond: number;
  readonly #region: string;
  readonly #store: MetricStore;
  readonly #definition: MetricAlarmDefinition;
  readonly #rule: StateRule;
  readonly #threshold: AlarmThreshold;
  /** What its transitions have in common. */
  readonly #judged: JudgedAlarm;
  readonly #buckets: BucketReader;
  /** Minutes after the end of the newest bucket at which it is judged. */
  readonly #offsetMinutes: number;
  /** The first minute in which it is evaluated. */
  readonly #warmMinute: number;
  /** True when the buckets of many evaluations can be computed in one column. */
  readonly #isColumnar: boolean;
  /** True when one datapoint decides, so that a bound of it can. */
  readonly #canSkip: boolean;
  #state: AlarmState = 'INSUFFICIENT_DATA';
  #position: number | undefined;

  constructor({ name, region, properties, store, assumptions, accountId, createdAt }: MetricAlarmInput) {
    const definition = withAssumedTreatment(readMetricAlarmDefinition(name, properties, accountId, assumptions.anomalyBands), assumptions);
    const { periodMinutes, evaluationPeriods } = definition;
    const program = compileExpressions(definition, assumptions, `alarm ${name}`);
    const isHourly = assumptions.multiDayEvaluation === 'hourly' && periodMinutes * evaluationPeriods > MINUTES_PER_DAY;
    const stepMinutes = isHourly ? MINUTES_PER_HOUR : 1;
    this.name = name;
    this.#region = region;
    this.#store = store;
    this.#definition = definition;
    this.#rule = { ...definition, youngLoneBreach: assumptions.youngLoneBreach };
    this.#threshold = thresholdOf(definition.limit);
    this.#judged = { definition, threshold: this.#threshold };
    this.#offsetMinutes = isHourly ? assumptions.multiDayEvaluationMinute : 0;
    this.#isColumnar = program.isPointwise && !definition.keepsStateOnFewSamples && periodMinutes % stepMinutes === 0;
    this.#canSkip = this.#isColumnar && evaluationPeriods === 1 && program.bound !== undefined;
    this.#buckets = new BucketReader(definition, program, {
      periodMinutes,
      stepMinutes,
      unreadableMinutes: Math.max(0, assumptions.metricDelayMinutes - this.#offsetMinutes),
      range: evaluationPeriods + assumptions.extraEvaluationBuckets,
    });
    this.evaluationSecond = assumptions.evaluationSecond === 'spread' ? spreadOverMinute(name) : assumptions.evaluationSecond;
    const { warmUpMinutes } = definition;
    this.#warmMinute =
      createdAt === undefined || warmUpMinutes === undefined
        ? -Infinity
        : Math.ceil((createdAt - this.evaluationSecond * SECOND_MS) / MINUTE_MS) + warmUpMinutes;
  }

  get state(): AlarmState {
    return this.#state;
  }

  get metrics(): readonly MetricIdentity[] {
    return this.#definition.metrics.map((metric) => metricIdentity(this.#region, metric));
  }

  resumeAt(minute: number, state: AlarmState): void {
    this.#position = minute;
    this.#state = state;
  }

  scan(fromMinute: number, toMinute: number): AlarmTransition[] {
    if (this.#position !== undefined && fromMinute !== this.#position) {
      throw new RangeError(`alarm ${this.name} stands at minute ${this.#position} and cannot be scanned from ${fromMinute}`);
    }
    this.#buckets.open(this.#store, this.#region);
    this.#position = toMinute;
    const { stepMinutes } = this.#buckets.grid;
    const transitions: AlarmTransition[] = [];
    const first = Math.max(fromMinute, this.#warmMinute);
    let minute = first + modulo(this.#offsetMinutes - first, stepMinutes);
    let chunk = SMALLEST_CHUNK;
    while (minute < toMinute) {
      const certain = this.#certainEvaluations(minute - this.#offsetMinutes, Math.ceil((toMinute - minute) / stepMinutes));
      minute += certain * stepMinutes;
      if (minute >= toMinute) break;
      // Where bounds decide nothing, they are asked ever less often, so that asking costs next to nothing.
      chunk = certain > 0 ? SMALLEST_CHUNK : Math.min(CHUNK_SIZE, chunk * 2);
      const size = Math.min(this.#canSkip ? chunk : CHUNK_SIZE, Math.ceil((toMinute - minute) / stepMinutes));
      for (const change of this.#changesIn(minute - this.#offsetMinutes, size)) transitions.push(this.#describe(change));
      minute += size * stepMinutes;
    }
    return transitions;
  }

  /**
   * How many of the next evaluations certainly leave the state as it is, found from bounds over blocks that double
   * while they decide and halve when they do not. One datapoint must decide alone, and none may be missing.
   */
  #certainEvaluations(firstEnd: number, most: number): number {
    if (!this.#canSkip || this.#state === 'INSUFFICIENT_DATA') return 0;
    const { stepMinutes } = this.#buckets.grid;
    let certain = 0;
    let block = SMALLEST_BLOCK;
    let streak = STREAK_TO_GROW;
    while (block >= SMALLEST_BLOCK && certain + SMALLEST_BLOCK <= most) {
      const size = Math.min(block, most - certain);
      if (this.#isCertain(firstEnd + certain * stepMinutes, size)) {
        certain += size;
        streak += 1;
        if (streak >= STREAK_TO_GROW) block *= 2;
      } else {
        streak = 0;
        block >>= 1;
      }
    }
    return certain;
  }

  #isCertain(firstEnd: number, size: number): boolean {
    const bounds = this.#buckets.boundsOfNewest(firstEnd, size);
    const result = this.#buckets.program.resultColumn;
    if (bounds === undefined || bounds.mayMiss[result] !== 0) return false;
    return this.#threshold.isCertainly(this.#state === 'ALARM', bounds.low[result]!, bounds.high[result]!);
  }

  /** Changes of state over `size` evaluations, the first with windows ending at `firstEnd`. */
  #changesIn(firstEnd: number, size: number): Change[] {
    const { stepMinutes } = this.#buckets.grid;
    if (!this.#isColumnar) return this.#collect(firstEnd, size, (index) => this.#stateFromRange(firstEnd + index * stepMinutes));
    if (this.#definition.evaluationPeriods === 1) {
      const newest = this.#buckets.valuesOfAge(1, firstEnd, size);
      if (this.#buckets.program.isDense || !hasGap(newest, size)) return this.#changesByValue(newest, firstEnd, size);
    }
    const ranges = this.#rangesOf(firstEnd, size);
    return this.#collect(firstEnd, size, (index) => nextState(this.#rule, ranges.at(index), this.#state));
  }

  /** One datapoint per evaluation and none missing: it alone decides. */
  #changesByValue(values: Float64Array, firstEnd: number, size: number): Change[] {
    const threshold = this.#threshold;
    const { stepMinutes } = this.#buckets.grid;
    const firstStart = firstEnd - this.#definition.periodMinutes;
    const changes: Change[] = [];
    for (let index = 0; index < size; index += 1) {
      const value = values[index]!;
      const to = threshold.isBreachedBy(value, firstStart + index * stepMinutes) ? 'ALARM' : 'OK';
      if (to !== this.#state) this.#change(changes, firstEnd, index, to, value);
    }
    return changes;
  }

  #collect(firstEnd: number, size: number, stateAt: (index: number) => AlarmState): Change[] {
    const changes: Change[] = [];
    for (let index = 0; index < size; index += 1) {
      const to = stateAt(index);
      if (to !== this.#state) this.#change(changes, firstEnd, index, to);
    }
    return changes;
  }

  #change(changes: Change[], firstEnd: number, index: number, to: AlarmState, decidedBy?: number): void {
    changes.push({ end: firstEnd + index * this.#buckets.grid.stepMinutes, from: this.#state, to, decidedBy });
    this.#state = to;
  }

  #rangesOf(firstEnd: number, size: number): RangeMarks {
    const { periodMinutes, stepMinutes, range } = this.#buckets.grid;
    const { youngCount } = this.#buckets;
    const stride = periodMinutes / stepMinutes;
    const young = Array.from({ length: youngCount }, (_, index) =>
      this.#threshold.marksOf(this.#buckets.valuesOfAge(index + 1, firstEnd, size), size, firstEnd - (index + 1) * periodMinutes, stepMinutes),
    );
    const oldSize = range > youngCount ? size + (range - youngCount - 1) * stride : 0;
    const oldEnd = firstEnd - (range - 1) * periodMinutes;
    const old = this.#threshold.marksOf(this.#buckets.completeValues(oldEnd, oldSize), oldSize, oldEnd - periodMinutes, stepMinutes);
    return new RangeMarks(young, old, { evaluationPeriods: this.#definition.evaluationPeriods, range, stride, size });
  }

  #stateFromRange(end: number): AlarmState {
    const values = this.#rangeNewestFirst(end);
    if (this.#definition.keepsStateOnFewSamples && this.#hasFewSamples(end, values)) return this.#state;
    const { periodMinutes } = this.#definition;
    const marks = this.#threshold.marksOf(values, values.length, end - periodMinutes, -periodMinutes);
    return nextState(this.#rule, evidenceOf(marks, this.#definition.evaluationPeriods), this.#state);
  }

  #rangeNewestFirst(end: number): Float64Array {
    return this.#buckets.valuesOfRange(end).slice().reverse();
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html */
  #hasFewSamples(end: number, values: Float64Array): boolean {
    const { statistic } = this.#definition.metrics[0]!;
    const age = values.findIndex((value) => !Number.isNaN(value)) + 1;
    if (age === 0 || statistic.kind !== 'percentile') return false;
    const tail = Math.min(statistic.fraction, 1 - statistic.fraction);
    return this.#buckets.sampleCount(age, end) * tail < 10 - 1e-9;
  }

  #describe({ end, from, to, decidedBy }: Change): AlarmTransition {
    const at = (end + this.#offsetMinutes) * MINUTE_MS + this.evaluationSecond * SECOND_MS;
    const values = decidedBy === undefined ? [...this.#rangeNewestFirst(end)] : [decidedBy];
    return new FoundTransition(at, from, to, this.#judged, { values, newestStartMinute: end - this.#definition.periodMinutes });
  }
}

/** AWS says two things about missing data of DynamoDB metrics; for expressions over them it says nothing. */
function withAssumedTreatment(definition: MetricAlarmDefinition, assumptions: Assumptions): MetricAlarmDefinition {
  if (assumptions.dynamoDbMissingData !== 'ignore' || definition.expressions.size > 0) return definition;
  const { namespace } = definition.metrics[0]!;
  const unknown = namedValueIn(namespace);
  if (unknown !== undefined)
    throw new NotSimulatedError(`${unknown.kind} ${unknown.name}, which decides whether the metric is of DynamoDB`, undefined, unknown);
  return namespace === 'AWS/DynamoDB' ? { ...definition, missingData: 'ignore' } : definition;
}

function hasGap(values: Float64Array, size: number): boolean {
  for (let index = 0; index < size; index += 1) if (values[index] !== values[index]) return true;
  return false;
}

/** A second from 0 to 59 that depends on the name only (FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/). */
export function spreadOverMinute(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0) % 60;
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
