import type { Instant } from '../../../time/time';
import type { LogEntry } from '../../core/log';
import type { OperationRuns } from '../../core/service';
import type { Alarm } from './alarm';
import { accountEffects, type AccountEffectsPorts } from './alarm-effects';
import { AlarmOperations, type AlarmOperationsOptions } from './alarm-operations';
import type { AlarmSet } from './alarm-set';
import type { LookAhead } from './look-ahead';
import { MetricOperations } from './metric-operations';
import { requireStated, type MetricIdentity } from './metric-store';
import type { CLOUDWATCH_OPERATIONS } from './operations';
import type { MetricAlarmFactory } from './read-alarms';
import { ResourceOperations } from './resource-operations';
import { RunningAlarms, type RunningAlarmsOptions } from './running-alarms';

/** What CloudWatch needs of the account it runs in. */
export interface CloudWatchOptions extends Omit<RunningAlarmsOptions, 'effects'>, AccountEffectsPorts, Pick<AlarmOperationsOptions, 'stated'> {
  /** Everything logged so far: alarm history is read from it. */
  readonly entries: readonly LogEntry[];
  /** True while a scenario lets metric data be partial. */
  readonly isDataPartial: (now: Instant) => boolean;
}

/** CloudWatch in an account: its alarms, and the operations on alarms and metrics. */
export class CloudWatch {
  readonly operations: OperationRuns<typeof CLOUDWATCH_OPERATIONS>;
  readonly #alarms: AlarmSet;
  readonly #lookAhead: LookAhead;

  /** @throws ProblemsError with every alarm AWS would refuse to create (codes of `readAlarms`) */
  constructor(options: CloudWatchOptions) {
    const createMetricAlarm: MetricAlarmFactory = (input) => {
      const alarm = options.createMetricAlarm(input);
      for (const metric of alarm.metrics ?? []) requireStated(options.store, metric);
      return alarm;
    };
    const { alarms, evaluator, lookAhead, release } = new RunningAlarms({ ...options, createMetricAlarm, effects: accountEffects(options) });
    this.#alarms = alarms;
    this.#lookAhead = lookAhead;
    this.operations = {
      ...new AlarmOperations({ ...options, alarms, evaluator, lookAhead, release }).runs,
      ...new MetricOperations({ ...options, lookAhead }).runs,
      ...new ResourceOperations(options).runs,
    };
  }

  /** Every alarm that is simulated, metric alarms first, in the order of the templates. */
  get alarms(): readonly Alarm[] {
    return this.#alarms.all;
  }

  /** Evaluates all metric alarms up to, and without, a minute since the epoch: {@link LookAhead.to}. */
  lookAheadTo(minute: number): void {
    this.#lookAhead.to(minute);
  }

  /** Something was published for metrics, at the present instant: {@link LookAhead.metricsChanged}. */
  metricsChanged(metrics: Iterable<MetricIdentity>): void {
    this.#lookAhead.metricsChanged(metrics);
  }
}
