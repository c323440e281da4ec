import type { AlarmRule } from '../../../aws/alarm-rule/alarm-rule';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { booleanOr, optionalText, textsOf } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { MuteWindow } from '../../../aws/schedule/mute-schedule';
import type { Instant } from '../../../time/time';
import type { Scheduled } from '../../core/clock';
import type { AlarmIdentity } from '../../core/log';
import type { ActionSuppression, SuppressedBy } from './action-suppression';
import type { AlarmState, MetricAlarmRun } from './metric-alarm';

/** What the service adds to a reason for machines. Few states are ever read by one: it is made when it is first asked for. */
export class ReasonData {
  readonly #make: () => JsonObject;
  #value: JsonObject | undefined;
  #text: string | undefined;

  /** @param make gives the same whenever it is called */
  constructor(make: () => JsonObject) {
    this.#make = make;
  }

  get value(): JsonObject {
    return (this.#value ??= this.#make());
  }

  /** The JSON text it travels as. */
  get text(): string {
    return (this.#text ??= JSON.stringify(this.value));
  }
}

/** A window of a mute rule that mutes an alarm. */
export interface Mute extends MuteWindow {
  readonly ruleArn: string;
}

/** One state of an alarm, as events and descriptions tell it. */
export interface AlarmStateRecord {
  readonly value: AlarmState;
  readonly reason: string;
  readonly reasonData?: ReasonData;
  /** When this record was made: at the change, or when held actions were released. */
  readonly timestamp: Instant;
  /** When the value last changed. */
  readonly transitionedAt: Instant;
  readonly suppressedBy?: SuppressedBy;
  /** What muted the alarm when it changed. */
  readonly mute?: Mute;
}

/** What metric and composite alarms have in common. */
export interface AlarmCommon {
  readonly identity: AlarmIdentity;
  readonly properties: JsonObject;
  /** Changed by EnableAlarmActions and DisableAlarmActions. */
  actionsEnabled: boolean;
  /** ARNs of the actions per state. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** State now; INSUFFICIENT_DATA until the first evaluation. */
  state: AlarmStateRecord;
  previousState: AlarmStateRecord;
}

/** A metric alarm of a template, and its evaluation. */
export interface MetricAlarm extends AlarmCommon {
  readonly type: 'metric';
  readonly run: MetricAlarmRun;
  /** Changes of state found ahead of time and put on the clock. */
  lookAhead: readonly Scheduled[];
  /** Set while the evaluation ahead ends before that of other alarms: goes on with it. */
  continuation?: Scheduled;
  /** Set when the evaluation was interrupted: the minute it goes on from. */
  resumesAtMinute?: number;
}

/** A composite alarm of a template, linked to the alarms it looks at. */
export interface CompositeAlarm extends AlarmCommon {
  readonly type: 'composite';
  readonly rule: AlarmRule;
  /** The alarms of the rule, by the name or ARN the rule writes. */
  readonly children: ReadonlyMap<string, Alarm>;
  readonly suppressor?: Alarm;
  readonly suppression?: ActionSuppression;
}

/** Any alarm of the simulated account. */
export type Alarm = MetricAlarm | CompositeAlarm;

/** Limits of every alarm. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html */
const MAX_ACTIONS = 5;
const MAX_NAME_CHARACTERS = 255;
const MAX_DESCRIPTION_CHARACTERS = 1_024;

const INITIAL_REASON = 'Unchecked: Initial alarm creation';

/**
 * Reads what every alarm resource has.
 *
 * @param createdAt when the stack was deployed
 * @throws NotSimulatedError for a property that cannot be resolved or has the wrong kind
 * @throws ServiceError ValidationError for a name, a description or a list of actions that is too long
 */
export function readAlarmCommon(resource: LoadedResource, type: AlarmIdentity['type'], createdAt: Instant): AlarmCommon {
  const { properties, region, stackName, logicalId, constructPath } = resource;
  refuseAbove(MAX_NAME_CHARACTERS, resource.ref.length, 'AlarmName', 'characters');
  refuseAbove(MAX_DESCRIPTION_CHARACTERS, optionalText(properties, 'AlarmDescription')?.length ?? 0, 'AlarmDescription', 'characters');
  const state: AlarmStateRecord = {
    value: 'INSUFFICIENT_DATA',
    reason: INITIAL_REASON,
    timestamp: createdAt,
    transitionedAt: createdAt,
  };
  return {
    identity: { name: resource.ref, arn: resource.attribute('Arn'), type, region, stackName, logicalId, constructPath },
    properties,
    actionsEnabled: booleanOr(properties, 'ActionsEnabled', true),
    actions: {
      OK: actionsOf(properties, 'OKActions'),
      ALARM: actionsOf(properties, 'AlarmActions'),
      INSUFFICIENT_DATA: actionsOf(properties, 'InsufficientDataActions'),
    },
    state,
    previousState: state,
  };
}

function actionsOf(properties: JsonObject, name: string): readonly string[] {
  const actions = textsOf(properties, name);
  refuseAbove(MAX_ACTIONS, actions.length, name, 'actions');
  return actions;
}

function refuseAbove(most: number, count: number, name: string, unit: string): void {
  if (count > most) throw new ServiceError('ValidationError', `${name} has ${count} ${unit}, at most ${most} are allowed`);
}
