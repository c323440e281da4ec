import type { Assumptions } from '../simulator/core/assumptions';
import { VirtualClock } from '../simulator/core/clock';
import { NotSimulatedParts } from '../simulator/core/not-simulated';
import { onlyAccount } from '../simulator/core/simulated-account';
import type { Alarm } from '../simulator/services/cloudwatch/alarm';
import type { AlarmEffects } from '../simulator/services/cloudwatch/alarm-effects';
import { createMetricAlarm } from '../simulator/services/cloudwatch/metric-alarm-run';
import type { MetricStore } from '../simulator/services/cloudwatch/metric-store';
import type { MetricAlarmFactory } from '../simulator/services/cloudwatch/read-alarms';
import { RunningAlarms } from '../simulator/services/cloudwatch/running-alarms';
import type { Urgency } from '../slo/burn-rate';
import { MINUTE_MS, type Instant } from '../time/time';
import { alarmKeyOf, type ScoredDesign } from './scored-design';
import type { MinuteSpan } from './undisturbed-alarms';

/** An alarm that notified somebody, and how long it went on. */
export interface Firing {
  readonly alarm: string;
  readonly urgency: Urgency;
  /** The notification: the change to ALARM, or the release of its held actions. */
  readonly notifiedAt: Instant;
  /** When the alarm left ALARM, or the end of the run. */
  readonly clearedAt: Instant;
}

/**
 * Runs a design over metrics and says which alarms notified somebody, in order. A notification whose actions are held by a
 * suppressor is none until they are released; where it would have gone from there is not followed: the alarms run
 * without an account, so that a change costs neither an event nor a message.
 *
 * @param factory how metric alarms are evaluated; end to end when absent
 * @throws ProblemsError for stacks of several accounts, and for alarms that AWS would refuse
 */
export function playDesign(
  design: ScoredDesign,
  store: MetricStore,
  assumptions: Assumptions,
  { fromMinute, toMinute }: MinuteSpan,
  factory: MetricAlarmFactory = createMetricAlarm,
): Firing[] {
  const clock = new VirtualClock(fromMinute * MINUTE_MS);
  const firings = new FiringRecorder(clock, design.notifying);
  const { stacks } = design;
  const { lookAhead } = new RunningAlarms({
    accountId: onlyAccount(stacks),
    stacks,
    clock,
    assumptions,
    store,
    createMetricAlarm: factory,
    notSimulated: new NotSimulatedParts(),
    effects: firings,
  });
  // What is due at the first instant of the last minute still happens.
  lookAhead.to(toMinute + 1);
  clock.runUntil(toMinute * MINUTE_MS);
  return firings.endAt(toMinute * MINUTE_MS);
}

/** Records which alarms notify somebody, and when. */
class FiringRecorder implements AlarmEffects {
  readonly #firings: Firing[] = [];
  readonly #open = new Map<string, Omit<Firing, 'clearedAt'>>();

  constructor(
    private readonly clock: VirtualClock,
    private readonly notifying: ScoredDesign['notifying'],
  ) {}

  stateChanged({ identity, state }: Alarm): void {
    if (state.value !== 'ALARM') this.#close(alarmKeyOf(identity), this.clock.now);
  }

  /** An alarm may have several actions; together they are one notification. */
  actionsDue({ identity, state, actions, actionsEnabled }: Alarm): void {
    if (state.value !== 'ALARM' || !actionsEnabled || actions.ALARM.length === 0) return;
    const key = alarmKeyOf(identity);
    const urgency = this.notifying.get(key);
    if (urgency !== undefined && !this.#open.has(key)) this.#open.set(key, { alarm: identity.name, urgency, notifiedAt: this.clock.now });
  }

  actionsSuppressed(): void {}

  actionsMuted(): void {}

  /** All firings in order; those that still go on end here. */
  endAt(end: Instant): Firing[] {
    for (const key of this.#open.keys()) this.#close(key, end);
    return this.#firings.sort((a, b) => a.notifiedAt - b.notifiedAt);
  }

  #close(key: string, clearedAt: Instant): void {
    const firing = this.#open.get(key);
    if (firing === undefined) return;
    this.#open.delete(key);
    this.#firings.push({ ...firing, clearedAt });
  }
}
