import { resourceArn } from '../../../aws/arn';
import type { LoadedStack } from '../../../aws/assembly/loaded-stack';
import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { RequestContext } from '../../../aws/iam/condition';
import { principalName } from '../../../aws/iam/principal';
import { ProblemsError, sortProblems } from '../../../problems/problem';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../../time/time';
import type { Assumptions } from '../../core/assumptions';
import type { Scheduled } from '../../core/clock';
import { COMPOSITE_ORDER, CONTINUATION_ORDER, FUNCTION_ORDER, metricAlarmOrder } from '../../core/instant-order';
import type { AlarmStateChangedEntry, LogEntry } from '../../core/log';
import type { NotSimulatedParts } from '../../core/not-simulated';
import { denialReason, optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { EventContent } from '../events/ports';
import type { Alarm, AlarmStateRecord, CompositeAlarm, MetricAlarm } from './alarm';
import { runAlarmActions, type AlarmActionsPorts } from './alarm-actions';
import { alarmDeletedEvent, alarmStateChangeEvent, metricReasonData, suppressionReason } from './alarm-event';
import { alarmTimestamp, reasonTime } from './alarm-time';
import { CompositeEvaluation } from './composite-evaluation';
import { describeAlarmHistory } from './describe-alarm-history';
import { describeAlarms } from './describe-alarms';
import { GetMetricData } from './get-metric-data';
import { listMetrics } from './list-metrics';
import type { AlarmState, AlarmTransition } from './metric-alarm';
import { metricKey, type MetricIdentity, type MetricStore } from './metric-store';
import type { CLOUDWATCH_OPERATIONS } from './operations';
import { putMetricData } from './put-metric-data';
import { alarmKey, readAlarms, type MetricAlarmFactory } from './read-alarms';

/** What CloudWatch needs of the account it runs in. */
export interface CloudWatchOptions extends AlarmActionsPorts {
  readonly accountId: string;
  readonly stacks: readonly LoadedStack[];
  readonly assumptions: Assumptions;
  readonly store: MetricStore;
  readonly createMetricAlarm: MetricAlarmFactory;
  readonly notSimulated: NotSimulatedParts;
  /** Everything logged so far: alarm history is read from it. */
  readonly entries: readonly LogEntry[];
  readonly emit: (content: EventContent, region: string, at: Instant) => void;
  /** True while a scenario lets metric data be partial. */
  readonly isDataPartial: (now: Instant) => boolean;
}

/** How far ahead an alarm is evaluated whose metrics change during the run. */
const LIVE_LOOK_AHEAD_MINUTES = 60;

type Cause = AlarmStateChangedEntry['cause'];
type StateChange = Pick<AlarmStateRecord, 'value' | 'reason' | 'reasonData'>;

/**
 * The alarms of the account. A change of state does, at one instant and in this order: the change itself, its event,
 * its actions; then, once every alarm that changes at that instant has, the composite alarms that depend on them.
 */
export class CloudWatch {
  readonly operations: OperationRuns<typeof CLOUDWATCH_OPERATIONS> = {
    DescribeAlarms: (input, call) => this.#describeAlarms(input, call),
    DescribeAlarmHistory: (input, call) => this.#describeHistory(input, call),
    SetAlarmState: (input, call) => this.#setAlarmState(input, call),
    DisableAlarmActions: (input, call) => this.#enableActions('DisableAlarmActions', input, call),
    EnableAlarmActions: (input, call) => this.#enableActions('EnableAlarmActions', input, call),
    DeleteAlarms: (input, call) => this.#deleteAlarms(input, call),
    GetMetricData: (input, call) => this.#answerMetricData(input, call),
    ListMetrics: (input, call) => this.#listMetrics(input, call),
    PutMetricData: (input, call) => this.#putMetricData(input, call),
  };
  readonly #options: CloudWatchOptions;
  readonly #alarms = new Map<string, Alarm>();
  readonly #metricAlarms: readonly MetricAlarm[];
  readonly #composites: CompositeEvaluation;
  readonly #getMetricData: GetMetricData;
  /** Alarms by the metrics they read. */
  readonly #readers = new Map<string, MetricAlarm[]>();
  /** Alarms that read a metric something was published for during the run. */
  readonly #live = new Set<MetricAlarm>();
  /** Live alarms whose metrics have changed and that have not looked again yet. */
  readonly #outdated = new Set<MetricAlarm>();
  /** Minute up to which metric alarms are evaluated ahead. */
  #scannedTo: number;
  #changed = new Set<Alarm>();
  #settlement: Scheduled | undefined;

  /** @throws ProblemsError with every alarm AWS would refuse to create (codes of `readAlarms`) */
  constructor(options: CloudWatchOptions) {
    this.#options = options;
    this.#scannedTo = options.clock.now / MINUTE_MS;
    const { alarms, problems } = readAlarms(options.stacks, {
      ...options,
      createdAt: options.clock.now,
      onRelease: (alarm) => this.#releaseActions(alarm),
    });
    if (problems.length > 0) throw new ProblemsError(sortProblems(problems));
    for (const alarm of alarms) this.#alarms.set(alarmKey(alarm.identity.region, alarm.identity.name), alarm);
    this.#metricAlarms = alarms.filter((alarm) => alarm.type === 'metric');
    for (const alarm of this.#metricAlarms) {
      for (const key of new Set(alarm.run.metrics?.map(metricKey))) this.#readers.set(key, [...(this.#readers.get(key) ?? []), alarm]);
    }
    this.#getMetricData = new GetMetricData(options.store, options.assumptions, options.accountId);
    this.#composites = new CompositeEvaluation(
      alarms.filter((alarm) => alarm.type === 'composite'),
      options.assumptions,
      {
        onVerdict: (alarm, verdict, children) => this.#applyVerdict(alarm, verdict, children),
        onSuppressorChange: (alarm) => this.#followSuppressor(alarm),
      },
    );
    options.clock.schedule(options.clock.now, () => this.#composites.evaluateAll());
  }

  /** Every alarm that is simulated, metric alarms first, in the order of the templates. */
  get alarms(): readonly Alarm[] {
    return [...this.#alarms.values()];
  }

  /**
   * Evaluates all metric alarms from where the last look ahead ended up to, and without, a minute since the epoch, and
   * puts the changes of state they find on the clock.
   */
  lookAheadTo(minute: number): void {
    const fromMinute = this.#scannedTo;
    this.#scannedTo = minute;
    for (const alarm of this.#metricAlarms) {
      if (!this.#exists(alarm)) continue;
      const from = Math.max(fromMinute, alarm.resumesAtMinute ?? fromMinute);
      if (alarm.continuation === undefined) this.#lookAhead(alarm, from);
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
    const { clock } = this.#options;
    if (!isRefreshDue && this.#outdated.size > 0) clock.schedule(clock.now, () => this.#lookAtChanges(), FUNCTION_ORDER);
  }

  #lookAtChanges(): void {
    const outdated = [...this.#outdated];
    this.#outdated.clear();
    for (const alarm of outdated) this.#lookAheadAgain(alarm);
  }

  #lookAhead(alarm: MetricAlarm, fromMinute: number): void {
    alarm.continuation = undefined;
    if (fromMinute >= this.#scannedTo) return;
    const { clock } = this.#options;
    const order = metricAlarmOrder(this.#metricAlarms.indexOf(alarm));
    const toMinute = this.#live.has(alarm) ? Math.min(this.#scannedTo, fromMinute + LIVE_LOOK_AHEAD_MINUTES) : this.#scannedTo;
    // New data makes a live alarm look again soon: to look far ahead would be wasted. It goes on when it gets there.
    if (toMinute < this.#scannedTo) {
      alarm.continuation = clock.schedule(toMinute * MINUTE_MS, () => this.#lookAhead(alarm, toMinute), CONTINUATION_ORDER);
    }
    // A stretch ends at the beginning of its last minute: what is due later in that minute is still to come.
    const pending = alarm.lookAhead.filter(({ at }) => at >= clock.now);
    const found = alarm.run
      .scan(fromMinute, toMinute)
      .map((transition) => clock.schedule(transition.at, () => this.#applyTransition(alarm, transition), order));
    alarm.lookAhead = [...pending, ...found];
  }

  /** Takes back what was found ahead for an alarm, and evaluates it again from its next evaluation on. */
  #lookAheadAgain(alarm: MetricAlarm): void {
    for (const scheduled of alarm.lookAhead) scheduled.cancel();
    alarm.continuation?.cancel();
    alarm.lookAhead = [];
    const offsetMs = alarm.run.evaluationSecond * SECOND_MS;
    const nextMinute = Math.floor((this.#options.clock.now - offsetMs) / MINUTE_MS) + 1;
    alarm.resumesAtMinute = nextMinute;
    alarm.run.resumeAt(nextMinute, alarm.state.value);
    this.#lookAhead(alarm, nextMinute);
  }

  #applyTransition(alarm: MetricAlarm, transition: AlarmTransition): void {
    const { to: value, reason } = transition;
    this.#change(alarm, { value, reason, reasonData: metricReasonData(alarm, transition) }, 'evaluation');
  }

  #applyVerdict(alarm: CompositeAlarm, verdict: AlarmState, changedChildren: readonly Alarm[]): void {
    if (alarm.state.value === verdict) return;
    const last = changedChildren.at(-1);
    if (last === undefined) {
      const reason = `${alarm.identity.arn} was created and its alarm rule evaluates to ${verdict}`;
      this.#change(alarm, { value: verdict, reason }, 'creation');
      return;
    }
    const { value, transitionedAt } = last.state;
    const reason = `${last.identity.arn} transitioned to ${value} at ${reasonTime(transitionedAt)}`;
    const triggeringAlarms = changedChildren.map(({ identity, state }) => ({
      arn: identity.arn,
      state: { value: state.value, timestamp: alarmTimestamp(state.transitionedAt) },
    }));
    this.#change(alarm, { value: verdict, reason, reasonData: { triggeringAlarms } }, 'evaluation');
  }

  #change(alarm: Alarm, to: StateChange, cause: Cause): void {
    const { clock, log, emit } = this.#options;
    const at = clock.now;
    const suppressedBy = alarm.type === 'composite' ? alarm.suppression?.stateChanged() : undefined;
    const from = alarm.state.value;
    alarm.previousState = alarm.state;
    alarm.state = { ...to, timestamp: at, transitionedAt: at, suppressedBy };
    log({
      kind: 'alarm state changed',
      at,
      alarm: alarm.identity,
      from,
      to: to.value,
      reason: to.reason,
      cause,
      actionsSuppressedBy: suppressedBy,
    });
    emit(alarmStateChangeEvent(alarm), alarm.identity.region, at);
    if (suppressedBy === undefined) runAlarmActions(alarm, this.#options);
    else this.#logSuppression(alarm);
    // Composite alarms change inside their own evaluation, which follows what depends on them itself.
    if (alarm.type === 'metric') this.#settleLater(alarm);
  }

  /** Runs after every other change of a metric alarm at this instant. */
  #settleLater(alarm: Alarm): void {
    this.#changed.add(alarm);
    const { clock } = this.#options;
    this.#settlement ??= clock.schedule(clock.now, () => this.#settle(), COMPOSITE_ORDER);
  }

  #settle(): void {
    this.#settlement?.cancel();
    this.#settlement = undefined;
    const changed = this.#changed;
    this.#changed = new Set();
    this.#composites.evaluateDependents(changed);
  }

  #followSuppressor(alarm: CompositeAlarm): void {
    const suppression = alarm.suppression!;
    const before = suppression.phase;
    suppression.suppressorChanged();
    if (!suppression.isHolding || suppression.phase === before) return;
    alarm.state = { ...alarm.state, suppressedBy: suppression.phase };
    this.#logSuppression(alarm);
  }

  /** Held actions are let go: the state is told anew, as no longer suppressed, and its actions run. */
  #releaseActions(alarm: CompositeAlarm): void {
    if (!this.#exists(alarm)) return;
    alarm.previousState = alarm.state;
    alarm.state = { ...alarm.state, suppressedBy: undefined, timestamp: this.#options.clock.now };
    runAlarmActions(alarm, this.#options);
  }

  #logSuppression(alarm: Alarm): void {
    const { state, identity, actions } = alarm;
    if (state.suppressedBy === undefined || actions[state.value].length === 0) return;
    this.#options.log({
      kind: 'action suppressed',
      at: this.#options.clock.now,
      alarm: identity,
      state: state.value,
      actions: actions[state.value],
      by: state.suppressedBy,
      reason: suppressionReason(state)!,
    });
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
  #answerMetricData(input: CallInput, call: CallContext): CallOutput {
    this.#authorizeOnMetrics('cloudwatch:GetMetricData', call);
    const { now, region } = call;
    return this.#getMetricData.run(input, { now, region, isPartial: this.#options.isDataPartial(now) });
  }

  #listMetrics(input: CallInput, call: CallContext): CallOutput {
    this.#authorizeOnMetrics('cloudwatch:ListMetrics', call);
    return listMetrics(this.#options.store, input, call.region, call.now);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
  #putMetricData(input: CallInput, call: CallContext): CallOutput {
    this.#authorizeOnMetrics('cloudwatch:PutMetricData', call, { 'cloudwatch:namespace': requiredInput(input, 'Namespace') });
    this.metricsChanged(putMetricData(this.#options.store, input, call.region, call.now));
    return {};
  }

  /** Metrics are no resources of IAM. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
  #authorizeOnMetrics(action: string, call: CallContext, context: RequestContext = {}): void {
    const decision = call.authorize('identity policy', { action, resource: '*', context });
    if (decision.outcome === 'allowed') return;
    throw new ServiceError('AccessDenied', `${principalName(call.principal)} may not ${action}: ${denialReason(decision, 'identity policy')}`);
  }

  #describeAlarms(input: CallInput, call: CallContext): CallOutput {
    this.#authorize('cloudwatch:DescribeAlarms', '*', call);
    return describeAlarms(
      this.alarms.filter(({ identity }) => identity.region === call.region),
      input,
    );
  }

  #describeHistory(input: CallInput, call: CallContext): CallOutput {
    this.#authorize('cloudwatch:DescribeAlarmHistory', optionalInput(input, 'AlarmName') ?? '*', call);
    return describeAlarmHistory(this.#options.entries, call.region, input);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
  #setAlarmState(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'AlarmName');
    const value = requiredInput(input, 'StateValue');
    const reason = requiredInput(input, 'StateReason');
    this.#authorize('cloudwatch:SetAlarmState', name, call);
    const alarm = this.#alarms.get(alarmKey(call.region, name));
    if (alarm === undefined) throw new ServiceError('ResourceNotFound', `alarm ${name} does not exist`);
    if (value !== 'OK' && value !== 'ALARM' && value !== 'INSUFFICIENT_DATA') {
      throw new ServiceError('ValidationError', `StateValue ${value} is not OK, ALARM or INSUFFICIENT_DATA`);
    }
    const reasonData = parseReasonData(optionalInput(input, 'StateReasonData'));
    if (alarm.state.value === value) return {};
    this.#change(alarm, { value, reason, reasonData }, 'SetAlarmState');
    // A metric alarm goes back to what its data say at its next evaluation, a composite one when a child changes.
    if (alarm.type === 'metric') this.#lookAheadAgain(alarm);
    this.#changed.add(alarm);
    this.#settle();
    return {};
  }

  /**
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html. Whether an event tells
   * of it is not documented: none does here.
   */
  #enableActions(operation: 'DisableAlarmActions' | 'EnableAlarmActions', input: CallInput, call: CallContext): CallOutput {
    const names = alarmNames(input);
    for (const name of names) this.#authorize(`cloudwatch:${operation}`, name, call);
    for (const alarm of this.#named(names, call.region)) alarm.actionsEnabled = operation === 'EnableAlarmActions';
    return {};
  }

  /**
   * Deletes alarms: they are evaluated no more, and an event tells of each. Names that are wrong keep none of the others
   * from being deleted. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
   *
   * @throws NotSimulatedError for an alarm that a composite alarm still looks at
   */
  #deleteAlarms(input: CallInput, call: CallContext): CallOutput {
    const names = alarmNames(input);
    const alarms = this.#named(names, call.region);
    const composites = alarms.filter(({ type }) => type === 'composite');
    // A composite alarm takes the permission for all alarms.
    for (const name of composites.length > 0 ? ['*'] : names) this.#authorize('cloudwatch:DeleteAlarms', name, call);
    if (composites.length > 1) throw new ServiceError('ValidationError', 'at most one composite alarm can be deleted at a time');
    for (const alarm of alarms) {
      const dependent = this.#composites.dependentsOf(alarm).find((candidate) => !alarms.includes(candidate));
      if (dependent !== undefined) throw new NotSimulatedError(`deletion of alarm ${alarm.identity.name}, which ${dependent.identity.name} looks at`);
    }
    for (const alarm of alarms) this.#delete(alarm);
    if (alarms.length < names.length) throw new ServiceError('ResourceNotFound', 'some of the alarms do not exist; the others are deleted');
    return {};
  }

  #delete(alarm: Alarm): void {
    const { identity } = alarm;
    this.#alarms.delete(alarmKey(identity.region, identity.name));
    this.#changed.delete(alarm);
    if (alarm.type === 'composite') {
      this.#composites.remove(alarm);
    } else {
      for (const scheduled of alarm.lookAhead) scheduled.cancel();
      alarm.continuation?.cancel();
      this.#outdated.delete(alarm);
      for (const [key, readers] of this.#readers)
        this.#readers.set(
          key,
          readers.filter((reader) => reader !== alarm),
        );
    }
    this.#options.emit(alarmDeletedEvent(alarm), identity.region, this.#options.clock.now);
  }

  #named(names: readonly string[], region: string): Alarm[] {
    return names.flatMap((name) => this.#alarms.get(alarmKey(region, name)) ?? []);
  }

  #exists(alarm: Alarm): boolean {
    return this.#alarms.get(alarmKey(alarm.identity.region, alarm.identity.name)) === alarm;
  }

  #authorize(action: string, alarmName: string, call: CallContext): void {
    const resource = resourceArn('cloudwatch', call.region, this.#options.accountId, `alarm:${alarmName}`);
    const decision = call.authorize('identity policy', { action, resource });
    if (decision.outcome === 'allowed') return;
    throw new ServiceError('AccessDenied', `${action} on ${resource}: ${denialReason(decision, 'identity policy')}`);
  }
}

/** Most names one call takes. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html */
const MAX_ALARM_NAMES = 100;

function alarmNames({ AlarmNames: names }: CallInput): readonly string[] {
  if (Array.isArray(names) && names.length <= MAX_ALARM_NAMES && names.every((name) => typeof name === 'string')) return [...new Set(names)];
  throw new ServiceError('ValidationError', `AlarmNames must be a list of at most ${MAX_ALARM_NAMES} texts`);
}

/** Anything but a JSON object is kept out: the API takes the text as it is, and nobody could read it. */
function parseReasonData(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  const parsed = parseJsonObject(text);
  if (parsed !== undefined) return parsed;
  throw new ServiceError('InvalidFormat', 'StateReasonData is not a JSON object');
}
