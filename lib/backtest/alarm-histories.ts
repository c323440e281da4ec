import type { VirtualClock } from '../simulator/core/clock';
import type { AlarmIdentity } from '../simulator/core/log';
import type { Alarm } from '../simulator/services/cloudwatch/alarm';
import type { AlarmEffects } from '../simulator/services/cloudwatch/alarm-effects';
import { alarmKey } from '../simulator/services/cloudwatch/read-alarms';
import { MINUTE_MS, type Instant } from '../time/time';
import type { Known } from './recorded-metrics';

/** A time in ALARM. */
export interface Spell {
  readonly from: Instant;
  /** When it left ALARM, or the end of what is known. */
  readonly to: Instant;
  /** True when it was in ALARM before what is known begins. */
  readonly isCut: boolean;
  /** True when it was still in ALARM at the end of what is known. */
  readonly isOpen: boolean;
  /** When its actions ran; absent when they were held back throughout, or there are none. */
  readonly notifiedAt?: Instant;
}

type OpenSpell = { from: Instant; notifiedAt?: Instant; to?: Instant };

/** Records when alarms were in ALARM and when their actions ran. */
export class AlarmHistories implements AlarmEffects {
  readonly #spells = new Map<string, OpenSpell[]>();

  constructor(private readonly clock: VirtualClock) {}

  stateChanged({ identity, state }: Alarm): void {
    const spells = this.#of(identity);
    const last = spells.at(-1);
    if (state.value === 'ALARM') spells.push({ from: this.clock.now });
    else if (last !== undefined) last.to ??= this.clock.now;
  }

  actionsDue({ identity, state, actions, actionsEnabled }: Alarm): void {
    if (state.value !== 'ALARM' || !actionsEnabled || actions.ALARM.length === 0) return;
    const last = this.#of(identity).at(-1);
    if (last !== undefined) last.notifiedAt ??= this.clock.now;
  }

  actionsSuppressed(): void {}

  actionsMuted(): void {}

  /** The spells of an alarm within what is known of it; one that began before is cut. */
  spellsOf(identity: AlarmIdentity, { fromMinute, toMinute }: Known, end: Instant): readonly Spell[] {
    const knownFrom = fromMinute * MINUTE_MS;
    const knownTo = Math.min(end, toMinute * MINUTE_MS);
    return this.#of(identity).flatMap(({ from, to = Infinity, notifiedAt }): Spell[] => {
      if (to <= knownFrom || from >= knownTo) return [];
      const isKnown = notifiedAt !== undefined && notifiedAt >= knownFrom && notifiedAt < knownTo;
      return [{ from: Math.max(from, knownFrom), to: Math.min(to, knownTo), isCut: from < knownFrom, isOpen: to > knownTo, ...(isKnown && { notifiedAt }) }];
    });
  }

  #of({ region, name }: AlarmIdentity): OpenSpell[] {
    const key = alarmKey(region, name);
    const known = this.#spells.get(key) ?? [];
    this.#spells.set(key, known);
    return known;
  }
}
