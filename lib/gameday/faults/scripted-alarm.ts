import type { AlarmState, AlarmTransition, MetricAlarmRun } from '../../simulator/services/cloudwatch/metric-alarm';
import { MINUTE_MS, type Instant } from '../../time/time';

/** An alarm that changes its state when it is asked to, whatever its metrics are. */
export class ScriptedAlarm implements MetricAlarmRun {
  readonly evaluationSecond = 0;
  #state: AlarmState = 'INSUFFICIENT_DATA';

  constructor(
    readonly name: string,
    private readonly steps: readonly { readonly at: Instant; readonly to: AlarmState }[],
  ) {}

  get state(): AlarmState {
    return this.#state;
  }

  scan(fromMinute: number, toMinute: number): AlarmTransition[] {
    const due = this.steps.filter(({ at }) => at >= fromMinute * MINUTE_MS && at < toMinute * MINUTE_MS);
    return due.map(({ at, to }) => {
      const from = this.#state;
      this.#state = to;
      return { at, from, to, reason: `${this.name} follows a script`, datapoints: [] };
    });
  }

  /** Somebody set its state: the script goes on from there. */
  resumeAt(_minute: number, state: AlarmState): void {
    this.#state = state;
  }
}
