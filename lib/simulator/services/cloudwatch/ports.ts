import { Port } from '../../core/port';
import type { Alarm } from './alarm';
import type { MetricIdentity, MetricStore } from './metric-store';
import type { MetricAlarmFactory } from './read-alarms';
import type { SeriesComponent } from './series-component';

/** The metrics of the account; provided by whoever makes it. */
export const METRIC_STORE = new Port<MetricStore>('metric store');

/** How metric alarms are evaluated; provided by whoever makes the account. */
export const METRIC_ALARM_FACTORY = new Port<MetricAlarmFactory>('metric alarms');

/** What services publish of themselves; alarms that read it look again. */
export interface Metrics {
  /** Publishes a metric that goes on changing. */
  publish(metric: MetricIdentity, component: SeriesComponent, unit: string): void;
  /** Publishes a datapoint of a metric at the present instant. */
  count(metric: MetricIdentity, value: number): void;
  /** A published metric has changed. */
  changed(metric: MetricIdentity): void;
}

export const METRICS = new Port<Metrics>('metrics');

/** The alarms that are simulated, metric alarms first, in the order of the templates. */
export const ALARMS = new Port<() => readonly Alarm[]>('alarms');
