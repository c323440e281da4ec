import { MINUTE_MS, SECOND_MS } from '../../../time/time';
import type { VirtualClock } from '../../core/clock';
import { CONTINUATION_ORDER, FUNCTION_ORDER, metricAlarmOrder } from '../../core/instant-order';
import type { MetricAlarm } from './alarm';
import type { AlarmTransition } from './metric-alarm';
import { metricKey, type MetricIdentity } from './metric-store';

/** How far ahead an alarm is evaluated whose metrics change during the run. */
const LIVE_LOOK_AHEAD_MINUTES = 60;

/** Where found changes of state go. */
export interface LookAheadPorts {
  readonly clock: VirtualClock;
  /** A change of state that was found ahead is due. */
  readonly onTransition: (alarm: MetricAlarm, transition: AlarmTransition) => void;
}

/**
 * Evaluates metric alarms ahead of time, in long stretches, and puts the changes of state it finds on the clock. What
 * was found is taken back when metrics an alarm reads are published later, or its state is set by hand.
 */
export class LookAhead {
  readonly #ports: LookAheadPorts;
  /** All alarms of the templates: their positions order what happens at one instant. */
  readonly #alarms: readonly MetricAlarm[];
  /** Alarms by the metrics they read. */
  readonly #readers = new Map<string, MetricAlarm[]>();
  /** Alarms that read a metric something was published for during the run. */
  readonly #live = new Set<MetricAlarm>();
  /** Live alarms whose metrics have changed and that have not looked again yet. */
  readonly #outdated = new Set<MetricAlarm>();
  readonly #forgotten = new Set<MetricAlarm>();
  /** Minute up to which metric alarms are evaluated ahead. */
  #scannedTo: number;

  constructor(alarms: readonly MetricAlarm[], ports: LookAheadPorts) {
    this.#ports = ports;
    this.#alarms = alarms;
    this.#scannedTo = ports.clock.now / MINUTE_MS;
    for (const alarm of alarms) {
      for (const key of new Set(alarm.run.metrics?.map(metricKey))) this.#readers.set(key, [...(this.#readers.get(key) ?? []), alarm]);
    }
  }

  /**
   * Evaluates all metric alarms from where the last look ahead ended up to, and without, a minute since the epoch, and
   * puts the changes of state they find on the clock.
   */
  to(minute: number): void {
    const fromMinute = this.#scannedTo;
    this.#scannedTo = minute;
    for (const alarm of this.#alarms) {
      if (this.#forgotten.has(alarm)) continue;
      const from = Math.max(fromMinute, alarm.resumesAtMinute ?? fromMinute);
      if (alarm.continuation === undefined) this.#look(alarm, from);
    }
  }

  /**
   * Something was published for metrics, at the present instant. The alarms that read them look again, after everything
   * that happens at this instant, from their next evaluation on.
   */
  metricsChanged(metrics: Iterable<MetricIdentity>): void {
    const isRefreshDue = this.#outdated.size > 0;
    for (const metric of metrics) {
      for (const alarm of this.#readers.get(metricKey(metric)) ?? []) {
        this.#live.add(alarm);
        this.#outdated.add(alarm);
      }
    }
    const { clock } = this.#ports;
    if (!isRefreshDue && this.#outdated.size > 0) clock.schedule(clock.now, () => this.#lookAtChanges(), FUNCTION_ORDER);
  }

  /** Takes back what was found ahead for an alarm, and evaluates it again from its next evaluation on. */
  again(alarm: MetricAlarm): void {
    takeBack(alarm);
    alarm.lookAhead = [];
    const offsetMs = alarm.run.evaluationSecond * SECOND_MS;
    const nextMinute = Math.floor((this.#ports.clock.now - offsetMs) / MINUTE_MS) + 1;
    alarm.resumesAtMinute = nextMinute;
    alarm.run.resumeAt(nextMinute, alarm.state.value);
    this.#look(alarm, nextMinute);
  }

  /** Takes back what was found ahead for an alarm, and evaluates it no more. */
  forget(alarm: MetricAlarm): void {
    takeBack(alarm);
    this.#forgotten.add(alarm);
    this.#outdated.delete(alarm);
    for (const [key, readers] of this.#readers)
      this.#readers.set(
        key,
        readers.filter((reader) => reader !== alarm),
      );
  }

  #lookAtChanges(): void {
    const outdated = [...this.#outdated];
    this.#outdated.clear();
    for (const alarm of outdated) this.again(alarm);
  }

  #look(alarm: MetricAlarm, fromMinute: number): void {
    alarm.continuation = undefined;
    if (fromMinute >= this.#scannedTo) return;
    const { clock, onTransition } = this.#ports;
    const order = metricAlarmOrder(this.#alarms.indexOf(alarm));
    const toMinute = this.#live.has(alarm) ? Math.min(this.#scannedTo, fromMinute + LIVE_LOOK_AHEAD_MINUTES) : this.#scannedTo;
    // New data makes a live alarm look again soon: to look far ahead would be wasted. It goes on when it gets there.
    if (toMinute < this.#scannedTo) {
      alarm.continuation = clock.schedule(toMinute * MINUTE_MS, () => this.#look(alarm, toMinute), CONTINUATION_ORDER);
    }
    // A stretch ends at the beginning of its last minute: what is due later in that minute is still to come.
    const pending = alarm.lookAhead.filter(({ at }) => at >= clock.now);
    const found = alarm.run.scan(fromMinute, toMinute).map((transition) => clock.schedule(transition.at, () => onTransition(alarm, transition), order));
    alarm.lookAhead = [...pending, ...found];
  }
}

function takeBack(alarm: MetricAlarm): void {
  for (const scheduled of alarm.lookAhead) scheduled.cancel();
  alarm.continuation?.cancel();
}
