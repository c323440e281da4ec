import type { Instant } from '../../../time/time';
import type { AnomalyBand } from '../../core/anomaly-band';
import type { MetricIdentity } from './metric-store';

/** The three states of any CloudWatch alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** One datapoint as an alarm saw it: the start of its bucket and its value, or no value where there was none. */
export interface EvaluatedDatapoint {
  readonly timestamp: Instant;
  readonly value?: number;
}

/** A change of state of a metric alarm, with what the event about it will say. */
export interface AlarmTransition {
  readonly at: Instant;
  readonly from: AlarmState;
  readonly to: AlarmState;
  /** CloudWatch's own sentence: `Threshold Crossed: 1 out of the last 1 datapoints [...] was greater than ...`. */
  readonly reason: string;
  /** The datapoints judged, newest first. */
  readonly datapoints: readonly EvaluatedDatapoint[];
  /** Of an alarm on anomalies, the edges of its band that count, at the datapoints that have a value, newest first. */
  readonly edges?: Partial<AnomalyBand>;
}

/**
 * One metric alarm on its way through virtual time. It is evaluated in stretches of minutes, so that a month is a
 * few array passes; it keeps its state and position between stretches.
 */
export interface MetricAlarmRun {
  readonly name: string;
  /** State after everything scanned so far. Starts as INSUFFICIENT_DATA. */
  readonly state: AlarmState;
  /** Second within the minute at which this alarm is evaluated. */
  readonly evaluationSecond: number;
  /** The metrics it reads: data published for one of them during the run makes it look again. None when absent. */
  readonly metrics?: readonly MetricIdentity[];
  /**
   * Runs every evaluation that falls in [from, to), both whole minutes since the epoch, and returns the changes of
   * state in order. `from` must be where the last scan ended.
   */
  scan(fromMinute: number, toMinute: number): AlarmTransition[];
  /**
   * Puts the alarm at a minute and in a state, as if a scan had ended there: after SetAlarmState, or when data has
   * arrived behind what was scanned ahead.
   */
  resumeAt(minute: number, state: AlarmState): void;
}
