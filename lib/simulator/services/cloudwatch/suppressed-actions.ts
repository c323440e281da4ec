import type { VirtualClock } from '../../core/clock';
import type { CompositeAlarm } from './alarm';
import type { AlarmEffects } from './alarm-effects';
import type { MutedActions } from './muted-actions';

/** What suppressed actions need. */
export interface SuppressedActionsPorts {
  readonly clock: VirtualClock;
  readonly effects: AlarmEffects;
  readonly muted: MutedActions;
}

/** Actions of composite alarms that a suppressor holds back: follows the suppressor, and has what it lets go run. */
export class SuppressedActions {
  readonly #ports: SuppressedActionsPorts;

  constructor(ports: SuppressedActionsPorts) {
    this.#ports = ports;
  }

  /** The suppressor of an alarm changed its state. Actions still held back are so for another reason. */
  followSuppressor(alarm: CompositeAlarm): void {
    const suppression = alarm.suppression!;
    const before = suppression.phase;
    suppression.suppressorChanged();
    if (!suppression.isHolding || suppression.phase === before) return;
    alarm.state = { ...alarm.state, suppressedBy: suppression.phase };
    this.#ports.effects.actionsSuppressed(alarm);
  }

  /** Held actions are let go: the state is notified anew, as no longer suppressed, and its actions run. */
  release(alarm: CompositeAlarm): void {
    alarm.previousState = alarm.state;
    alarm.state = { ...alarm.state, suppressedBy: undefined, timestamp: this.#ports.clock.now };
    this.#ports.muted.actionsDue(alarm, undefined);
  }
}
