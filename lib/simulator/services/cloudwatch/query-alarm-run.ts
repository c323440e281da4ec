import { MINUTE_MS, SECOND_MS } from '../../../time/time';
import { evidenceOf, nextState, type StateRule } from './alarm-state';
import type { AlarmState, AlarmTransition, MetricAlarmRun } from './metric-alarm';
import { spreadOverMinute, type MetricAlarmInput } from './metric-alarm-run';
import type { MetricIdentity, MetricStore } from './metric-store';
import { queryResult, type LogAlarmDefinition, type PromQlAlarmDefinition, type QueryAlarmDefinition } from './query-alarm-definition';
import { thresholdOf } from './threshold';

/** An alarm on the result of a query, over results that somebody stated as a metric: {@link queryResult}. */
export function createQueryAlarm(input: Pick<MetricAlarmInput, 'assumptions' | 'name' | 'region' | 'store'>, definition: QueryAlarmDefinition): MetricAlarmRun {
  return new QueryAlarm(input, definition);
}

/** Decides the state after a run of the query. */
interface QueryJudge {
  readonly initial: AlarmState;
  /** @param resultAt the result of the run in a minute; NaN where it gave none */
  next(minute: number, resultAt: (minute: number) => number, current: AlarmState): AlarmState;
}

class QueryAlarm implements MetricAlarmRun {
  readonly name: string;
  readonly evaluationSecond: number;
  readonly metrics: readonly MetricIdentity[];
  readonly #store: MetricStore;
  readonly #judge: QueryJudge;
  readonly #intervalMinutes: number;
  readonly #phaseMinutes: number;
  #state: AlarmState;

  constructor({ name, region, store, assumptions }: Pick<MetricAlarmInput, 'assumptions' | 'name' | 'region' | 'store'>, definition: QueryAlarmDefinition) {
    this.name = name;
    this.metrics = [queryResult(region, name)];
    this.evaluationSecond = assumptions.evaluationSecond === 'spread' ? spreadOverMinute(name) : assumptions.evaluationSecond;
    this.#store = store;
    this.#intervalMinutes = definition.intervalMinutes;
    this.#phaseMinutes = assumptions.queryMinute;
    this.#judge = definition.kind === 'logs' ? judgeOfLogs(definition, assumptions.youngLoneBreach) : judgeOfPromQl(definition);
    this.#state = this.#judge.initial;
  }

  get state(): AlarmState {
    return this.#state;
  }

  resumeAt(_minute: number, state: AlarmState): void {
    this.#state = state;
  }

  scan(fromMinute: number, toMinute: number): AlarmTransition[] {
    const resultAt = this.#reader();
    const transitions: AlarmTransition[] = [];
    const interval = this.#intervalMinutes;
    for (let minute = Math.ceil((fromMinute - this.#phaseMinutes) / interval) * interval + this.#phaseMinutes; minute < toMinute; minute += interval) {
      const from = this.#state;
      const to = this.#judge.next(minute, resultAt, from);
      if (to === from) continue;
      this.#state = to;
      const at = minute * MINUTE_MS + this.evaluationSecond * SECOND_MS;
      transitions.push({ at, from, to, reason: `the query gave ${shown(resultAt(minute))}`, datapoints: [] });
    }
    return transitions;
  }

  #reader(): (minute: number) => number {
    const series = this.#store.find(this.metrics[0]!);
    const out = new Float64Array(1);
    return (minute) => {
      if (series === undefined) return NaN;
      series.read({ kind: 'Average' }, { firstEndMinute: minute + 1, lengthMinutes: 1, stepMinutes: 1, size: 1 }, out);
      return out[0]!;
    };
  }
}

function shown(result: number): string {
  return Number.isNaN(result) ? 'nothing' : String(result);
}

/** M of the last N results, as of a metric; no result beyond the last N is looked at. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-log.html */
function judgeOfLogs(definition: LogAlarmDefinition, youngLoneBreach: StateRule['youngLoneBreach']): QueryJudge {
  const { resultsToEvaluate, resultsToAlarm, missingData, intervalMinutes } = definition;
  const rule: StateRule = { evaluationPeriods: resultsToEvaluate, datapointsToAlarm: resultsToAlarm, missingData, youngLoneBreach };
  const threshold = thresholdOf(definition);
  return {
    initial: 'INSUFFICIENT_DATA',
    next: (minute, resultAt, current) => {
      const newestFirst = Float64Array.from({ length: resultsToEvaluate }, (_, age) => resultAt(minute - age * intervalMinutes));
      const marks = threshold.marksOf(newestFirst, resultsToEvaluate, minute, -intervalMinutes);
      return nextState(rule, evidenceOf(marks, resultsToEvaluate), current);
    },
  };
}

/**
 * On once the query has returned a series for the pending period, off once it has returned none for the recovery period. Of several series each would
 * have times of its own; what is stated is taken for one. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-promql.html
 */
function judgeOfPromQl({ pendingSeconds, recoverySeconds }: PromQlAlarmDefinition): QueryJudge {
  let since: { readonly minute: number; readonly isReturned: boolean } | undefined;
  return {
    initial: 'OK',
    next: (minute, resultAt, current) => {
      const isReturned = !Number.isNaN(resultAt(minute));
      if (since?.isReturned !== isReturned) since = { minute, isReturned };
      const seconds = (minute - since.minute) * 60;
      if (current === 'ALARM') return !isReturned && seconds >= recoverySeconds ? 'OK' : current;
      return isReturned && seconds >= pendingSeconds ? 'ALARM' : current;
    },
  };
}
