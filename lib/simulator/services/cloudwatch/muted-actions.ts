import type { Scheduled, VirtualClock } from '../../core/clock';
import { SUPPRESSION_ORDER } from '../../core/instant-order';
import type { Alarm, Mute } from './alarm';
import type { AlarmEffects } from './alarm-effects';
import type { AlarmState } from './metric-alarm';
import type { MuteRules } from './mute-rules';

/** What muted actions need. */
export interface MutedActionsPorts {
  readonly clock: VirtualClock;
  readonly rules: MuteRules;
  readonly effects: AlarmEffects;
}

/** Actions of one alarm that are held until nothing mutes it any more. */
interface Held {
  /** The state the alarm had when the first of them was held; undefined when that does not matter. */
  readonly from: AlarmState | undefined;
  readonly timer: Scheduled;
}

/**
 * Actions that mute rules hold. States and events go on; at the end of the last window that overlaps, the actions of the
 * state run which the alarm is in by then, unless it is back in the state from which it came.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules-behaviour.html
 */
export class MutedActions {
  readonly #ports: MutedActionsPorts;
  readonly #held = new Map<Alarm, Held>();

  constructor(ports: MutedActionsPorts) {
    this.#ports = ports;
  }

  /** What mutes an alarm now. */
  muteOf(alarm: Alarm): Mute | undefined {
    return this.#ports.rules.muteOf(alarm.identity, this.#ports.clock.now);
  }

  /**
   * The actions of the state an alarm is in are due: they run, or are held while it is muted.
   *
   * @param from the state it left; undefined when its actions run at the end of the mute whatever that was
   */
  actionsDue(alarm: Alarm, from: AlarmState | undefined): void {
    const mute = this.muteOf(alarm);
    const held = this.#held.get(alarm);
    held?.timer.cancel();
    this.#held.delete(alarm);
    if (mute === undefined) return this.#ports.effects.actionsDue(alarm);
    this.#ports.effects.actionsMuted(alarm, mute);
    this.#hold(alarm, mute, held === undefined ? from : held.from);
  }

  #hold(alarm: Alarm, mute: Mute, from: AlarmState | undefined): void {
    const timer = this.#ports.clock.schedule(mute.end, () => this.#windowEnds(alarm, from), SUPPRESSION_ORDER);
    this.#held.set(alarm, { from, timer });
  }

  #windowEnds(alarm: Alarm, from: AlarmState | undefined): void {
    const mute = this.muteOf(alarm);
    if (mute !== undefined) return this.#hold(alarm, mute, from);
    this.#held.delete(alarm);
    // Mutes come before suppression: what a suppressor still holds, it releases itself.
    if (alarm.state.value !== from && !(alarm.type === 'composite' && alarm.suppression?.isHolding === true)) this.#ports.effects.actionsDue(alarm);
  }
}
