import { MINUTE_MS, type Instant } from '../../../time/time';
import type { AnomalyBand } from '../../core/anomaly-band';
import { edgesAtDatapoints, judgedDatapoints, stateReason } from './alarm-reason';
import type { AlarmState, AlarmTransition, EvaluatedDatapoint } from './metric-alarm';
import type { MetricAlarmDefinition } from './metric-alarm-definition';
import type { AlarmThreshold } from './threshold';

/** What the transitions of one alarm have in common. */
export interface JudgedAlarm {
  readonly definition: MetricAlarmDefinition;
  readonly threshold: AlarmThreshold;
}

/** What an evaluation judged. */
export interface JudgedValues {
  /** Values of buckets, newest first, NaN for a gap. */
  readonly values: readonly number[];
  /** Start of the newest bucket, in minutes since the epoch. */
  readonly newestStartMinute: number;
}

/**
 * A change of state with the values it was found in. The words are made when somebody reads them: an alarm at its
 * threshold changes thousands of times in a month, and a score reads no reason at all.
 */
export class FoundTransition implements AlarmTransition {
  constructor(
    readonly at: Instant,
    readonly from: AlarmState,
    readonly to: AlarmState,
    readonly alarm: JudgedAlarm,
    readonly judged: JudgedValues,
  ) {}

  get datapoints(): readonly EvaluatedDatapoint[] {
    return judgedDatapoints(this.judged.values, this.judged.newestStartMinute, this.alarm.definition);
  }

  get edges(): Partial<AnomalyBand> | undefined {
    const { limit } = this.alarm.definition;
    return 'band' in limit ? edgesAtDatapoints(limit, this.datapoints) : undefined;
  }

  get reason(): string {
    const { definition, threshold } = this.alarm;
    return stateReason(definition, this.to, this.datapoints, (value, timestamp) => threshold.isBreachedBy(value, timestamp / MINUTE_MS));
  }
}
