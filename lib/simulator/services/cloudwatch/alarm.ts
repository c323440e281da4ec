import type { AlarmRule } from '../../../aws/alarm-rule/alarm-rule';
import type { KnownProperties } from '../../../aws/assembly/known-properties';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import { booleanOr, optionalText, textsOf } from '../../../aws/assembly/property';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { NotSimulatedError, orDoubt, ServiceError } from '../../../aws/errors';
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

/** An action of an alarm that cannot be determined before deployment. */
export interface UnknownAction {
  /** Its ARN, or where it stands. */
  readonly action: string;
  readonly reason: string;
}

/** Properties of an alarm that decide nothing about its states. What only shows, and is not known, shows as a question mark. */
export const DISPENSABLE_OF_ALARMS = ['ActionsEnabled', 'AlarmActions', 'AlarmDescription', 'InsufficientDataActions', 'OKActions', 'Tags'] as const;

/** What metric and composite alarms have in common. */
export interface AlarmCommon {
  readonly identity: AlarmIdentity;
  /** Changed by PutCompositeAlarm, as are the actions. */
  properties: JsonObject;
  /** Changed by EnableAlarmActions and DisableAlarmActions. */
  actionsEnabled: boolean;
  /** ARNs of the actions per state. */
  actions: Readonly<Record<AlarmState, readonly string[]>>;
  /** Actions per state of which it cannot be determined what they are, or whether they run. */
  unknownActions: Readonly<Record<AlarmState, readonly UnknownAction[]>>;
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

/** A composite alarm, linked to the alarms it looks at. PutCompositeAlarm changes all of it but its type. */
export interface CompositeAlarm extends AlarmCommon {
  readonly type: 'composite';
  rule: AlarmRule;
  /** The alarms of the rule, by the name or ARN the rule writes. */
  children: ReadonlyMap<string, Alarm>;
  suppressor?: Alarm;
  suppression?: ActionSuppression;
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
 * @param known its properties, without those of {@link DISPENSABLE_OF_ALARMS} that cannot be resolved
 * @param createdAt when the stack was deployed
 * @throws NotSimulatedError for a property that cannot be resolved or has the wrong kind
 * @throws ServiceError ValidationError for a name, a description or a list of actions that is too long
 */
export function readAlarmCommon(resource: LoadedResource, known: KnownProperties, type: AlarmIdentity['type'], createdAt: Instant): AlarmCommon {
  const { region, stackName, logicalId, constructPath } = resource;
  const properties = known.gaps.has('AlarmDescription') ? { ...known.properties, AlarmDescription: '?' } : known.properties;
  const actions = {
    OK: readActions(resource, known, 'OKActions'),
    ALARM: readActions(resource, known, 'AlarmActions'),
    INSUFFICIENT_DATA: readActions(resource, known, 'InsufficientDataActions'),
  };
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
    actions: { OK: actions.OK.known, ALARM: actions.ALARM.known, INSUFFICIENT_DATA: actions.INSUFFICIENT_DATA.known },
    unknownActions: { OK: actions.OK.unknown, ALARM: actions.ALARM.unknown, INSUFFICIENT_DATA: actions.INSUFFICIENT_DATA.unknown },
    state,
    previousState: state,
  };
}

/**
 * What an alarm has that is put by a call, with the properties of its template as members.
 *
 * @param createdAt when it was put
 * @throws ServiceError ValidationError for a name, a description or a list of actions that is too long
 */
export function alarmCommon(identity: AlarmIdentity, properties: JsonObject, createdAt: Instant): AlarmCommon {
  refuseAbove(MAX_NAME_CHARACTERS, identity.name.length, 'AlarmName', 'characters');
  refuseAbove(MAX_DESCRIPTION_CHARACTERS, optionalText(properties, 'AlarmDescription')?.length ?? 0, 'AlarmDescription', 'characters');
  const actionsOf = (name: string): readonly string[] => {
    const list = textsOf(properties, name);
    refuseAbove(MAX_ACTIONS, list.length, name, 'actions');
    return list;
  };
  const state: AlarmStateRecord = { value: 'INSUFFICIENT_DATA', reason: INITIAL_REASON, timestamp: createdAt, transitionedAt: createdAt };
  return {
    identity,
    properties,
    actionsEnabled: booleanOr(properties, 'ActionsEnabled', true),
    actions: { OK: actionsOf('OKActions'), ALARM: actionsOf('AlarmActions'), INSUFFICIENT_DATA: actionsOf('InsufficientDataActions') },
    unknownActions: { OK: [], ALARM: [], INSUFFICIENT_DATA: [] },
    state,
    previousState: state,
  };
}

interface ReadActions {
  readonly known: readonly string[];
  readonly unknown: readonly UnknownAction[];
}

/** One action that cannot be resolved hides no other; whether actions are enabled hides all of them. */
function readActions(resource: LoadedResource, { properties, gaps }: KnownProperties, name: string): ReadActions {
  const list = orDoubt(() => resource.at(name).list());
  if (list instanceof NotSimulatedError) return { known: [], unknown: [{ action: name, reason: list.message }] };
  refuseAbove(MAX_ACTIONS, list.length, name, 'actions');
  const actions = gaps.has(name) ? list.map((item) => orDoubt(() => item.text())) : textsOf(properties, name);
  const isEnabled = gaps.get('ActionsEnabled');
  const known: string[] = [];
  const unknown: UnknownAction[] = [];
  actions.forEach((action, index) => {
    if (action instanceof NotSimulatedError) unknown.push({ action: `${name}[${index}]`, reason: action.message });
    else if (isEnabled !== undefined) unknown.push({ action, reason: isEnabled.message });
    else known.push(action);
  });
  return { known, unknown };
}

function refuseAbove(most: number, count: number, name: string, unit: string): void {
  if (count > most) throw new ServiceError('ValidationError', `${name} has ${count} ${unit}, at most ${most} are allowed`);
}
