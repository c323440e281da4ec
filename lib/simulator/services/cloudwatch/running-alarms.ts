import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { ProblemsError, sortProblems } from '../../../problems/problem';
import type { Assumptions } from '../../core/assumptions';
import type { VirtualClock } from '../../core/clock';
import type { NotSimulatedParts } from '../../core/not-simulated';
import type { CompositeAlarm } from './alarm';
import type { AlarmEffects } from './alarm-effects';
import { AlarmEvaluator } from './alarm-evaluator';
import { AlarmSet } from './alarm-set';
import { LookAhead } from './look-ahead';
import type { MetricStore } from './metric-store';
import { MuteRules } from './mute-rules';
import { MutedActions } from './muted-actions';
import { readAlarms, type MetricAlarmFactory, type ReadAlarmsOptions, type RefusedAlarm } from './read-alarms';
import { SuppressedActions } from './suppressed-actions';

/** What alarms run on. */
export interface RunningAlarmsOptions {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly clock: VirtualClock;
  readonly assumptions: Assumptions;
  readonly store: MetricStore;
  readonly createMetricAlarm: MetricAlarmFactory;
  readonly queryAlarms?: ReadAlarmsOptions['queryAlarms'];
  readonly notSimulated: NotSimulatedParts;
  readonly effects: AlarmEffects;
  /** Is handed the alarms that AWS would refuse to create, and the others run. Absent: they are thrown. */
  readonly onRefused?: (refused: readonly RefusedAlarm[]) => void;
}

/** The alarms of stacks on a clock: read, evaluated ahead, changed when it is time, their actions suppressed. */
export class RunningAlarms {
  readonly alarms: AlarmSet;
  readonly evaluator: AlarmEvaluator;
  readonly lookAhead: LookAhead;
  /** Runs what a suppressor held back of a composite alarm, unless it is deleted. */
  readonly release: (alarm: CompositeAlarm) => void;

  /** @throws ProblemsError with every alarm AWS would refuse to create (codes of `readAlarms`), where nobody is handed them */
  constructor(options: RunningAlarmsOptions) {
    const { clock } = options;
    const muted = new MutedActions({ ...options, rules: new MuteRules(options.stacks, options.notSimulated) });
    const suppressed = new SuppressedActions({ ...options, muted });
    this.release = (alarm) => {
      if (this.alarms.has(alarm)) suppressed.release(alarm);
    };
    const { alarms: read, refused } = readAlarms(options.stacks, { ...options, createdAt: clock.now, onRelease: this.release });
    if (refused.length > 0 && options.onRefused === undefined) throw new ProblemsError(sortProblems(refused.map(({ problem }) => problem)));
    options.onRefused?.(refused);
    this.alarms = new AlarmSet(read);
    const composites = read.filter((alarm) => alarm.type === 'composite');
    this.evaluator = new AlarmEvaluator(composites, suppressed, muted, options);
    const metricAlarms = read.filter((alarm) => alarm.type === 'metric');
    this.lookAhead = new LookAhead(metricAlarms, { clock, onTransition: (alarm, transition) => this.evaluator.applyTransition(alarm, transition) });
  }
}
