import { formatInstant, type Instant } from '../../../time/time';
import type { ActionHold, AlarmStateChangedEntry } from '../../core/log';
import type { EventContent } from '../events/ports';
import type { Alarm, Mute } from './alarm';
import { runAlarmActions, type AlarmActionsPorts } from './alarm-actions';
import { alarmStateChangeEvent, suppressionReason } from './alarm-event';

/** What made an alarm change its state. */
export type ChangeCause = AlarmStateChangedEntry['cause'];

/** What a change of state does beside the alarms that depend on it. */
export interface AlarmEffects {
  /** An alarm is in a new state; the one it left is its previous one. */
  stateChanged(alarm: Alarm, cause: ChangeCause): void;
  /** The actions of the state an alarm is in are due, at its change or because a suppressor released them. */
  actionsDue(alarm: Alarm): void;
  /** The actions of the state an alarm is in are held back, from now on or for another reason than before. */
  actionsSuppressed(alarm: Alarm): void;
  /** The actions of the state an alarm is in are held by a mute rule. */
  actionsMuted(alarm: Alarm, mute: Mute): void;
}

/** What effects in an account need of it. */
export interface AccountEffectsPorts extends AlarmActionsPorts {
  readonly emit: (content: EventContent, region: string, at: Instant) => void;
}

/** Effects as an account has them: a change is logged and is an event, actions run. */
export function accountEffects(ports: AccountEffectsPorts): AlarmEffects {
  const { clock, log, emit } = ports;
  const logSuppressed = ({ identity, state, actions }: Alarm, by: ActionHold, reason: string): void => {
    if (actions[state.value].length === 0) return;
    log({ kind: 'action suppressed', at: clock.now, alarm: identity, state: state.value, actions: actions[state.value], by, reason });
  };
  return {
    stateChanged: (alarm, cause) => {
      const { identity, state, previousState } = alarm;
      log({
        kind: 'alarm state changed',
        at: clock.now,
        alarm: identity,
        from: previousState.value,
        to: state.value,
        reason: state.reason,
        cause,
        actionsSuppressedBy: state.suppressedBy,
        ...(state.mute !== undefined && { mutedUntil: state.mute.end }),
      });
      emit(alarmStateChangeEvent(alarm), identity.region, clock.now);
    },
    actionsDue: (alarm) => runAlarmActions(alarm, ports),
    actionsSuppressed: (alarm) => {
      const { state } = alarm;
      if (state.suppressedBy !== undefined) logSuppressed(alarm, state.suppressedBy, suppressionReason(state)!);
    },
    actionsMuted: (alarm, { ruleArn, end }) => logSuppressed(alarm, 'AlarmMuteRule', `muted by ${ruleArn} until ${formatInstant(end)}`),
  };
}
