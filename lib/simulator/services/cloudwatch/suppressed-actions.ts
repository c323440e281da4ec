import type { Alarm, CompositeAlarm } from './alarm';
import { type AlarmActionsPorts, runAlarmActions } from './alarm-actions';
import { suppressionReason } from './alarm-event';

/**
 * Actions of composite alarms that a suppressor holds back: logs those that are, follows the suppressor, and runs what
 * it lets go.
 */
export class SuppressedActions {
  readonly #ports: AlarmActionsPorts;

  constructor(ports: AlarmActionsPorts) {
    this.#ports = ports;
  }

  /** The suppressor of an alarm changed its state. Actions still held back are so for another reason, which is logged. */
  followSuppressor(alarm: CompositeAlarm): void {
    const suppression = alarm.suppression!;
    const before = suppression.phase;
    suppression.suppressorChanged();
    if (!suppression.isHolding || suppression.phase === before) return;
    alarm.state = { ...alarm.state, suppressedBy: suppression.phase };
    this.log(alarm);
  }

  /** Held actions are let go: the state is notified anew, as no longer suppressed, and its actions run. */
  release(alarm: CompositeAlarm): void {
    alarm.previousState = alarm.state;
    alarm.state = { ...alarm.state, suppressedBy: undefined, timestamp: this.#ports.clock.now };
    runAlarmActions(alarm, this.#ports);
  }

  /** Logs that the actions of the state an alarm is in are held back, when there are any. */
  log(alarm: Alarm): void {
    const { state, identity, actions } = alarm;
    if (state.suppressedBy === undefined || actions[state.value].length === 0) return;
    this.#ports.log({
      kind: 'action suppressed',
      at: this.#ports.clock.now,
      alarm: identity,
      state: state.value,
      actions: actions[state.value],
      by: state.suppressedBy,
      reason: suppressionReason(state)!,
    });
  }
}
