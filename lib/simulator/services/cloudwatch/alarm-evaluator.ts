import type { Assumptions } from '../../core/assumptions';
import type { Scheduled, VirtualClock } from '../../core/clock';
import { COMPOSITE_ORDER } from '../../core/instant-order';
import { ReasonData, type Alarm, type AlarmStateRecord, type CompositeAlarm, type MetricAlarm } from './alarm';
import type { AlarmEffects, ChangeCause } from './alarm-effects';
import { metricReasonData } from './alarm-event';
import { alarmTimestamp, reasonTime } from './alarm-time';
import { CompositeEvaluation } from './composite-evaluation';
import type { AlarmState, AlarmTransition } from './metric-alarm';
import type { MutedActions } from './muted-actions';
import type { SuppressedActions } from './suppressed-actions';

/** What changes of state need. */
export interface AlarmEvaluatorPorts {
  readonly clock: VirtualClock;
  readonly assumptions: Assumptions;
  readonly effects: AlarmEffects;
}

/** What a state becomes. */
export type StateChange = Pick<AlarmStateRecord, 'value' | 'reason' | 'reasonData'>;

/**
 * Changes the states of alarms. A change does, at one instant and in this order: the change itself, its event, its
 * actions; then, once every alarm that changes at that instant has, the composite alarms that depend on them.
 */
export class AlarmEvaluator {
  readonly #ports: AlarmEvaluatorPorts;
  readonly #muted: MutedActions;
  readonly #composites: CompositeEvaluation;
  /** Alarms that changed at this instant and whose dependents are still to be judged. */
  #changed = new Set<Alarm>();
  #settlement: Scheduled | undefined;

  constructor(composites: readonly CompositeAlarm[], suppressed: SuppressedActions, muted: MutedActions, ports: AlarmEvaluatorPorts) {
    this.#ports = ports;
    this.#muted = muted;
    this.#composites = new CompositeEvaluation(composites, ports.assumptions, {
      onVerdict: (alarm, verdict, children) => this.#applyVerdict(alarm, verdict, children),
      onSuppressorChange: (alarm) => suppressed.followSuppressor(alarm),
    });
    ports.clock.schedule(ports.clock.now, () => this.#composites.evaluateAll());
  }

  /** A change of state that the evaluation of a metric alarm found. */
  applyTransition(alarm: MetricAlarm, transition: AlarmTransition): void {
    const { to: value, reason } = transition;
    this.#change(alarm, { value, reason, reasonData: new ReasonData(() => metricReasonData(alarm, transition)) }, 'evaluation');
  }

  /** Puts an alarm in a state by hand. Unlike after an evaluation, what depends on it is judged at once. */
  setState(alarm: Alarm, to: StateChange): void {
    this.#change(alarm, to, 'SetAlarmState');
    this.#changed.add(alarm);
  }

  /** Judges the composite alarms that depend on what has changed, now and not at the end of the instant. */
  settle(): void {
    this.#settlement?.cancel();
    this.#settlement = undefined;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#composites.evaluateDependents(changed);
  }

  /** Alarms whose rule looks at an alarm, or that it suppresses. */
  dependentsOf(alarm: Alarm): readonly CompositeAlarm[] {
    return this.#composites.dependentsOf(alarm);
  }

  /**
   * A composite alarm was put: it is judged, and then what depends on it. When CloudWatch judges the rule of an alarm that was
   * updated is not documented: at once here, as that of a new one.
   */
  put(alarm: CompositeAlarm): void {
    const { value } = alarm.state;
    this.#composites.put(alarm);
    if (alarm.state.value !== value) this.#changed.add(alarm);
    this.settle();
  }

  /** Judges an alarm no more, nor anything because of it. */
  forget(alarm: Alarm): void {
    this.#changed.delete(alarm);
    if (alarm.type === 'composite') this.#composites.remove(alarm);
  }

  #applyVerdict(alarm: CompositeAlarm, verdict: AlarmState, changedChildren: readonly Alarm[]): void {
    if (alarm.state.value === verdict) return;
    const last = changedChildren.at(-1);
    if (last === undefined) {
      const isNew = alarm.state.value === 'INSUFFICIENT_DATA';
      const reason = `${alarm.identity.arn} was ${isNew ? 'created' : 'updated'} and its alarm rule evaluates to ${verdict}`;
      this.#change(alarm, { value: verdict, reason }, isNew ? 'creation' : 'evaluation');
      return;
    }
    const { value, transitionedAt } = last.state;
    const reason = `${last.identity.arn} transitioned to ${value} at ${reasonTime(transitionedAt)}`;
    // Records are never changed, only replaced: these stay as they were when the alarm changed.
    const triggering = changedChildren.map(({ identity, state }) => ({ arn: identity.arn, state }));
    const reasonData = new ReasonData(() => ({
      triggeringAlarms: triggering.map(({ arn, state }) => ({ arn, state: { value: state.value, timestamp: alarmTimestamp(state.transitionedAt) } })),
    }));
    this.#change(alarm, { value: verdict, reason, reasonData }, 'evaluation');
  }

  #change(alarm: Alarm, to: StateChange, cause: ChangeCause): void {
    const { clock, effects } = this.#ports;
    const at = clock.now;
    const suppressedBy = alarm.type === 'composite' ? alarm.suppression?.stateChanged() : undefined;
    alarm.previousState = alarm.state;
    const mute = this.#muted.muteOf(alarm);
    alarm.state = { ...to, timestamp: at, transitionedAt: at, suppressedBy, ...(mute !== undefined && { mute }) };
    effects.stateChanged(alarm, cause);
    if (suppressedBy === undefined || mute !== undefined) this.#muted.actionsDue(alarm, alarm.previousState.value);
    else effects.actionsSuppressed(alarm);
    // Composite alarms change inside their own evaluation, which follows what depends on them itself.
    if (alarm.type === 'metric') this.#settleLater(alarm);
  }

  /** Runs after every other change of a metric alarm at this instant. */
  #settleLater(alarm: Alarm): void {
    this.#changed.add(alarm);
    const { clock } = this.#ports;
    this.#settlement ??= clock.schedule(clock.now, () => this.settle(), COMPOSITE_ORDER);
  }
}
