import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { ProblemsError, sortProblems } from '../../../problems/problem';
import type { Instant } from '../../../time/time';
import type { LogEntry } from '../../core/log';
import type { NotSimulatedParts } from '../../core/not-simulated';
import type { OperationRuns } from '../../core/service';
import type { Alarm } from './alarm';
import { AlarmEvaluator, type AlarmEvaluatorPorts } from './alarm-evaluator';
import { AlarmOperations } from './alarm-operations';
import { AlarmSet } from './alarm-set';
import { LookAhead } from './look-ahead';
import { MetricOperations } from './metric-operations';
import type { MetricIdentity, MetricStore } from './metric-store';
import type { CLOUDWATCH_OPERATIONS } from './operations';
import { type MetricAlarmFactory, readAlarms } from './read-alarms';
import { SuppressedActions } from './suppressed-actions';

/** What CloudWatch needs of the account it runs in. */
export interface CloudWatchOptions extends AlarmEvaluatorPorts {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly store: MetricStore;
  readonly createMetricAlarm: MetricAlarmFactory;
  readonly notSimulated: NotSimulatedParts;
  /** Everything logged so far: alarm history is read from it. */
  readonly entries: readonly LogEntry[];
  /** True while a scenario lets metric data be partial. */
  readonly isDataPartial: (now: Instant) => boolean;
}

/** The alarms of the account: reads them, and puts together what evaluates them, suppresses their actions and answers calls. */
export class CloudWatch {
  readonly operations: OperationRuns<typeof CLOUDWATCH_OPERATIONS>;
  readonly #alarms: AlarmSet;
  readonly #lookAhead: LookAhead;

  /** @throws ProblemsError with every alarm AWS would refuse to create (codes of `readAlarms`) */
  constructor(options: CloudWatchOptions) {
    const suppressed = new SuppressedActions(options);
    const { alarms: read, problems } = readAlarms(options.stacks, {
      ...options,
      createdAt: options.clock.now,
      onRelease: (alarm) => {
        if (alarms.has(alarm)) suppressed.release(alarm);
      },
    });
    if (problems.length > 0) throw new ProblemsError(sortProblems(problems));
    const alarms = (this.#alarms = new AlarmSet(read));
    const composites = read.filter((alarm) => alarm.type === 'composite');
    const evaluator = new AlarmEvaluator(composites, suppressed, options);
    const metricAlarms = read.filter((alarm) => alarm.type === 'metric');
    const lookAhead = (this.#lookAhead = new LookAhead(metricAlarms, {
      clock: options.clock,
      onTransition: (alarm, transition) => evaluator.applyTransition(alarm, transition),
    }));
    this.operations = {
      ...new AlarmOperations({ ...options, alarms, evaluator, lookAhead }).runs,
      ...new MetricOperations({ ...options, lookAhead }).runs,
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
