import type { Assumptions } from '../simulator/core/assumptions';
import type { AlarmState, AlarmTransition, MetricAlarmRun } from '../simulator/services/cloudwatch/metric-alarm';
import { createMetricAlarm, type MetricAlarmInput } from '../simulator/services/cloudwatch/metric-alarm-run';
import type { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import type { MetricAlarmFactory } from '../simulator/services/cloudwatch/read-alarms';
import { MINUTE_MS, MINUTES_PER_HOUR } from '../time/time';
import { alarmKeyOf, type ScoredDesign } from './scored-design';

/** Minutes [from, to) since the epoch. */
export interface MinuteSpan {
  readonly fromMinute: number;
  readonly toMinute: number;
}

/**
 * What the metric alarms of a design do on their own, so that a hundred incidents over the same traffic need not be
 * evaluated from end to end: an alarm that cannot see an incident yet, or any more, does what it does without it.
 *
 * Nothing is approximated. The state of an alarm depends on the data in its evaluation range and on its last state
 * only; where the range holds no minute of the incident, and both states agree, both go on alike.
 */
export class UndisturbedAlarms {
  readonly #transitions = new Map<string, readonly AlarmTransition[]>();
  readonly #rangeMinutes = new Map<string, number>();

  constructor(
    design: ScoredDesign,
    readonly store: MetricStore,
    readonly assumptions: Assumptions,
    span: MinuteSpan,
  ) {
    for (const { resource, definition } of design.metricAlarms) {
      const name = resource.ref;
      const { region, properties } = resource;
      const run = createMetricAlarm({ name, region, properties, store, assumptions });
      const key = alarmKeyOf({ region, name });
      this.#transitions.set(key, run.scan(span.fromMinute, span.toMinute));
      const buckets = definition.evaluationPeriods + assumptions.extraEvaluationBuckets;
      this.#rangeMinutes.set(key, definition.periodMinutes * buckets + assumptions.metricDelayMinutes + 2 * MINUTES_PER_HOUR);
    }
  }

  /** Evaluates alarms where they can see the incident, and only there. */
  factoryFor(incident: MinuteSpan): MetricAlarmFactory {
    return (input) => {
      const key = alarmKeyOf(input);
      const seen = { fromMinute: incident.fromMinute, toMinute: incident.toMinute + this.#rangeMinutes.get(key)! };
      return new DisturbedAlarm(input, this.#transitions.get(key)!, seen);
    };
  }
}

/** An alarm that is evaluated within a span, and follows what is known of it outside, once it agrees with that. */
class DisturbedAlarm implements MetricAlarmRun {
  readonly #evaluated: MetricAlarmRun;
  readonly #known: readonly AlarmTransition[];
  #seen: MinuteSpan;
  #state: AlarmState = 'INSUFFICIENT_DATA';
  #isEvaluating = false;

  constructor(input: MetricAlarmInput, known: readonly AlarmTransition[], seen: MinuteSpan) {
    this.#evaluated = createMetricAlarm(input);
    this.#known = known;
    this.#seen = seen;
  }

  get name(): string {
    return this.#evaluated.name;
  }

  get evaluationSecond(): number {
    return this.#evaluated.evaluationSecond;
  }

  get metrics(): MetricAlarmRun['metrics'] {
    return this.#evaluated.metrics;
  }

  get state(): AlarmState {
    return this.#state;
  }

  resumeAt(minute: number, state: AlarmState): void {
    this.#evaluated.resumeAt(minute, state);
    this.#state = state;
    this.#isEvaluating = true;
    this.#seen = { fromMinute: minute, toMinute: Infinity };
  }

  scan(fromMinute: number, toMinute: number): AlarmTransition[] {
    const transitions: AlarmTransition[] = [];
    const add = (found: readonly AlarmTransition[]) => {
      transitions.push(...found);
      this.#state = found.at(-1)?.to ?? this.#state;
    };
    add(this.#knownIn(fromMinute, Math.min(toMinute, this.#seen.fromMinute)));
    const begin = Math.max(fromMinute, this.#seen.fromMinute);
    const end = Math.min(toMinute, this.#seen.toMinute);
    if (begin < end) {
      if (!this.#isEvaluating) this.#evaluated.resumeAt(begin, this.#state);
      this.#isEvaluating = true;
      add(this.#evaluated.scan(begin, end));
    }
    if (toMinute <= this.#seen.toMinute) return transitions;
    if (this.#isEvaluating && this.#state !== this.#knownStateBefore(end)) {
      this.#seen = { ...this.#seen, toMinute: Infinity };
      add(this.#evaluated.scan(end, toMinute));
    } else {
      this.#isEvaluating = false;
      add(this.#knownIn(Math.max(fromMinute, this.#seen.toMinute), toMinute));
    }
    return transitions;
  }

  #knownIn(fromMinute: number, toMinute: number): AlarmTransition[] {
    return this.#known.filter(({ at }) => at >= fromMinute * MINUTE_MS && at < toMinute * MINUTE_MS);
  }

  #knownStateBefore(minute: number): AlarmState {
    return this.#known.findLast(({ at }) => at < minute * MINUTE_MS)?.to ?? 'INSUFFICIENT_DATA';
  }
}
