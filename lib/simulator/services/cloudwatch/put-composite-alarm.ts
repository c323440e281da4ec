import { MAX_RULE_PARENTS, referencedAlarms } from '../../../aws/alarm-rule/alarm-rule';
import { AlarmRuleSyntaxError } from '../../../aws/alarm-rule/tokenize-alarm-rule';
import { resourceArn } from '../../../aws/arn';
import type { JsonObject } from '../../../aws/cloudformation/template';
import { ServiceError } from '../../../aws/errors';
import type { VirtualClock } from '../../core/clock';
import type { AlarmIdentity } from '../../core/log';
import { requiredInput, type CallInput } from '../../core/service';
import { ActionSuppression } from './action-suppression';
import { alarmCommon, type Alarm, type CompositeAlarm } from './alarm';
import { compositeSettings, locateAlarm } from './read-alarms';

/** What a composite alarm is made with that is put by a call. */
export interface PutCompositeAlarmContext {
  readonly accountId: string;
  readonly region: string;
  readonly clock: VirtualClock;
  /** An alarm that there is. */
  readonly find: (region: string, name: string) => Alarm | undefined;
  /** Composite alarms that look at an alarm. */
  readonly dependentsOf: (alarm: Alarm) => readonly CompositeAlarm[];
  /** Called when a suppressor lets go of the held actions of the alarm. */
  readonly onRelease: (alarm: CompositeAlarm) => void;
}

/**
 * Makes a composite alarm, or changes one that there is: the update overwrites all of its configuration and leaves its state
 * as it is. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
 *
 * Not documented is what becomes of actions that a suppressor holds when it is replaced by another: they stay held here, by the
 * new one, whose periods begin.
 *
 * @throws ServiceError ValidationError for what CloudWatch refuses, an alarm that is not there among it
 */
export function putCompositeAlarm(input: CallInput, context: PutCompositeAlarmContext): CompositeAlarm {
  const { region, accountId, clock } = context;
  const name = requiredInput(input, 'AlarmName');
  const identity: AlarmIdentity = {
    name,
    arn: resourceArn('cloudwatch', region, accountId, `alarm:${name}`),
    type: 'composite',
    region,
    stackName: '',
    logicalId: name,
  };
  const known = context.find(region, name);
  if (known?.type === 'metric') throw new ServiceError('ValidationError', `${name} is a metric alarm`);
  const properties = input as JsonObject;
  const { rule, suppressorName, waitSeconds, extensionSeconds } = settingsOf(properties);
  const find = (child: string): Alarm => {
    const found = context.find(...locateAlarm(child, identity));
    if (found === undefined) throw new ServiceError('ValidationError', `Could not save the composite alarm as alarm ${child} in the alarm rule does not exist`);
    return found;
  };
  const children = new Map(referencedAlarms(rule).map((child) => [child, find(child)]));
  for (const child of children.values()) refuseCrowd(child, known, context);
  const suppressor = suppressorName === undefined ? undefined : find(suppressorName);
  const common = alarmCommon(known?.identity ?? identity, properties, clock.now);
  const alarm: CompositeAlarm = known ?? { ...common, type: 'composite', rule, children };
  const before = { suppressor: alarm.suppressor, suppression: alarm.suppression, properties: alarm.properties };
  const { actions, unknownActions, actionsEnabled } = common;
  Object.assign(alarm, { rule, children, properties, actions, unknownActions, actionsEnabled });
  if (known === undefined || hasOtherSuppression(before, { suppressor, properties })) {
    before.suppression?.discard();
    const suppression = suppressor && suppressionOf(alarm, suppressor, { waitSeconds, extensionSeconds, ...context });
    Object.assign(alarm, { suppressor, suppression });
    if (before.suppression?.isHolding === true && suppression !== undefined) alarm.state = { ...alarm.state, suppressedBy: suppression.stateChanged() };
  }
  return alarm;
}

function settingsOf(properties: JsonObject): ReturnType<typeof compositeSettings> {
  try {
    return compositeSettings(properties);
  } catch (error) {
    if (error instanceof AlarmRuleSyntaxError) throw new ServiceError('ValidationError', error.message);
    throw error;
  }
}

function refuseCrowd(child: Alarm, known: Alarm | undefined, { dependentsOf }: PutCompositeAlarmContext): void {
  const parents = dependentsOf(child).filter((alarm) => alarm !== known && [...alarm.children.values()].includes(child));
  if (parents.length < MAX_RULE_PARENTS) return;
  throw new ServiceError('ValidationError', `${child.identity.name} is in the rules of ${MAX_RULE_PARENTS} composite alarms already`);
}

function hasOtherSuppression(before: { readonly suppressor?: Alarm; readonly properties: JsonObject }, after: typeof before): boolean {
  const periods = ({ properties }: typeof before): string =>
    `${String(properties.ActionsSuppressorWaitPeriod)} ${String(properties.ActionsSuppressorExtensionPeriod)}`;
  return before.suppressor !== after.suppressor || (after.suppressor !== undefined && periods(before) !== periods(after));
}

function suppressionOf(
  alarm: CompositeAlarm,
  suppressor: Alarm,
  { waitSeconds, extensionSeconds, clock, onRelease }: PutCompositeAlarmContext & { readonly waitSeconds: number; readonly extensionSeconds: number },
): ActionSuppression {
  return new ActionSuppression({
    waitSeconds,
    extensionSeconds,
    clock,
    isSuppressorInAlarm: () => suppressor.state.value === 'ALARM',
    onRelease: () => onRelease(alarm),
  });
}
