import { resourceArn } from '../../../aws/arn';
import { parseJsonObject } from '../../../aws/cloudformation/json-text';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import type { Instant } from '../../../time/time';
import type { VirtualClock } from '../../core/clock';
import type { LogEntry } from '../../core/log';
import { denialReason, optionalInput, requiredInput, type CallContext, type CallInput, type CallOutput, type OperationRuns } from '../../core/service';
import type { EventContent } from '../events/ports';
import { withStatedAlarms, withStatedHistory } from '../stated/alarms';
import type { StatedResources } from '../stated/stated-resources';
import { ReasonData, type Alarm, type CompositeAlarm } from './alarm';
import type { AlarmEvaluator } from './alarm-evaluator';
import { alarmConfigurationEvent } from './alarm-event';
import type { AlarmSet } from './alarm-set';
import { describeAlarmHistory } from './describe-alarm-history';
import { describeAlarms } from './describe-alarms';
import type { LookAhead } from './look-ahead';
import type { CLOUDWATCH_OPERATIONS } from './operations';
import { putCompositeAlarm } from './put-composite-alarm';

/** What the operations on alarms work with. */
export interface AlarmOperationsOptions {
  readonly accountId: string;
  readonly clock: VirtualClock;
  /** Everything logged so far: alarm history is read from it. */
  readonly entries: readonly LogEntry[];
  readonly emit: (content: EventContent, region: string, at: Instant) => void;
  readonly alarms: AlarmSet;
  readonly evaluator: AlarmEvaluator;
  readonly lookAhead: LookAhead;
  /** Runs what a suppressor held back of a composite alarm. */
  readonly release: (alarm: CompositeAlarm) => void;
  /** Alarms that no template has. */
  readonly stated: () => StatedResources;
}

type AlarmOperationName =
  | 'DescribeAlarms'
  | 'DescribeAlarmHistory'
  | 'SetAlarmState'
  | 'DisableAlarmActions'
  | 'EnableAlarmActions'
  | 'PutCompositeAlarm'
  | 'DeleteAlarms';

/** The part of the API of CloudWatch that is about alarms. */
export class AlarmOperations {
  readonly runs: Pick<OperationRuns<typeof CLOUDWATCH_OPERATIONS>, AlarmOperationName> = {
    DescribeAlarms: (input, call) => this.#describeAlarms(input, call),
    DescribeAlarmHistory: (input, call) => this.#describeHistory(input, call),
    SetAlarmState: (input, call) => this.#setAlarmState(input, call),
    DisableAlarmActions: (input, call) => this.#enableActions('DisableAlarmActions', input, call),
    EnableAlarmActions: (input, call) => this.#enableActions('EnableAlarmActions', input, call),
    PutCompositeAlarm: (input, call) => this.#putCompositeAlarm(input, call),
    DeleteAlarms: (input, call) => this.#deleteAlarms(input, call),
  };
  readonly #options: AlarmOperationsOptions;

  constructor(options: AlarmOperationsOptions) {
    this.#options = options;
  }

  #describeAlarms(input: CallInput, call: CallContext): CallOutput {
    this.#authorize('cloudwatch:DescribeAlarms', '*', call);
    return withStatedAlarms(describeAlarms(this.#options.alarms.inRegion(call.region), input), this.#options.stated(), call.region, input);
  }

  #describeHistory(input: CallInput, call: CallContext): CallOutput {
    this.#authorize('cloudwatch:DescribeAlarmHistory', optionalInput(input, 'AlarmName') ?? '*', call);
    return withStatedHistory(describeAlarmHistory(this.#options.entries, call.region, input), this.#options.stated(), call.region, input);
  }

  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_SetAlarmState.html */
  #setAlarmState(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'AlarmName');
    const value = requiredInput(input, 'StateValue');
    const reason = requiredInput(input, 'StateReason');
    this.#authorize('cloudwatch:SetAlarmState', name, call);
    const { alarms, evaluator, lookAhead } = this.#options;
    const alarm = alarms.find(call.region, name);
    if (alarm === undefined) throw new ServiceError('ResourceNotFound', `alarm ${name} does not exist`);
    if (value !== 'OK' && value !== 'ALARM' && value !== 'INSUFFICIENT_DATA') {
      throw new ServiceError('ValidationError', `StateValue ${value} is not OK, ALARM or INSUFFICIENT_DATA`);
    }
    const reasonData = parseReasonData(optionalInput(input, 'StateReasonData'));
    if (alarm.state.value === value) return {};
    evaluator.setState(alarm, { value, reason, reasonData: reasonData && new ReasonData(() => reasonData) });
    // A metric alarm goes back to what its data say at its next evaluation, a composite one when a child changes.
    if (alarm.type === 'metric') lookAhead.again(alarm);
    evaluator.settle();
    return {};
  }

  /**
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DisableAlarmActions.html. Whether an event notifies
   * of it is not documented: none does here.
   */
  #enableActions(operation: 'DisableAlarmActions' | 'EnableAlarmActions', input: CallInput, call: CallContext): CallOutput {
    const names = alarmNames(input);
    for (const name of names) this.#authorize(`cloudwatch:${operation}`, name, call);
    for (const alarm of this.#options.alarms.named(names, call.region)) alarm.actionsEnabled = operation === 'EnableAlarmActions';
    return {};
  }

  /**
   * Deletes alarms: they are evaluated no more, and an event reports each. Names that are wrong keep none of the others
   * from being deleted. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAlarms.html
   *
   * @throws NotSimulatedError for an alarm that a composite alarm still looks at
   */
  #deleteAlarms(input: CallInput, call: CallContext): CallOutput {
    const names = alarmNames(input);
    const alarms = this.#options.alarms.named(names, call.region);
    const composites = alarms.filter(({ type }) => type === 'composite');
    // A composite alarm takes the permission for all alarms.
    for (const name of composites.length > 0 ? ['*'] : names) this.#authorize('cloudwatch:DeleteAlarms', name, call);
    if (composites.length > 1) throw new ServiceError('ValidationError', 'at most one composite alarm can be deleted at a time');
    for (const alarm of alarms) {
      const dependent = this.#options.evaluator.dependentsOf(alarm).find((candidate) => !alarms.includes(candidate));
      if (dependent !== undefined) throw new NotSimulatedError(`deletion of alarm ${alarm.identity.name}, which ${dependent.identity.name} looks at`);
    }
    for (const alarm of alarms) this.#delete(alarm);
    if (alarms.length < names.length) throw new ServiceError('ResourceNotFound', 'some of the alarms do not exist; the others are deleted');
    return {};
  }

  /** What it does to an alarm stands at {@link putCompositeAlarm}; an event reports it, and the rule is judged at once. */
  #putCompositeAlarm(input: CallInput, call: CallContext): CallOutput {
    const name = requiredInput(input, 'AlarmName');
    this.#authorize('cloudwatch:PutCompositeAlarm', name, call);
    const { alarms, evaluator, accountId, clock, emit, release } = this.#options;
    const isNew = alarms.find(call.region, name) === undefined;
    const alarm = putCompositeAlarm(input, {
      accountId,
      region: call.region,
      clock,
      find: (region, child) => alarms.find(region, child),
      dependentsOf: (child) => evaluator.dependentsOf(child),
      onRelease: release,
    });
    if (isNew) alarms.add(alarm);
    emit(alarmConfigurationEvent(alarm, isNew ? 'create' : 'update'), call.region, clock.now);
    evaluator.put(alarm);
    return {};
  }

  #delete(alarm: Alarm): void {
    const { alarms, evaluator, lookAhead, emit, clock } = this.#options;
    alarms.delete(alarm);
    evaluator.forget(alarm);
    if (alarm.type === 'metric') lookAhead.forget(alarm);
    emit(alarmConfigurationEvent(alarm, 'delete'), alarm.identity.region, clock.now);
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
