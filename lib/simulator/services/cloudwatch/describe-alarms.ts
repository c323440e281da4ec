import { NotSimulatedError } from '../../../aws/errors';
import { frozenCopy } from '../../core/frozen-copy';
import { takePage, type PageRules } from '../../core/page';
import { optionalInput, type CallInput, type CallOutput } from '../../core/service';
import type { Alarm } from './alarm';
import { suppressionReason } from './alarm-event';

/**
 * The largest page is documented, the usual one is not on that page: 50 is what a client has to be able to page through.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
const PAGES: PageRules = { sizeKey: 'MaxRecords', most: 100, usual: 50, sizeError: 'ValidationError', tokenError: 'InvalidNextToken' };

/**
 * Output of DescribeAlarms, a page of it: metric alarms, unless AlarmTypes asks for others as well, as in AWS.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export function describeAlarms(alarms: readonly Alarm[], input: CallInput): CallOutput {
  const names = input.AlarmNames as readonly string[] | undefined;
  const prefix = optionalInput(input, 'AlarmNamePrefix') ?? '';
  const state = optionalInput(input, 'StateValue');
  const actionPrefix = optionalInput(input, 'ActionPrefix');
  const isAsked = { metric: isAskedType('metric', input), composite: isAskedType('composite', input) };
  // The state first: nearly all alarms are well, and who asks every minute asks for the others.
  const selected = alarms.filter(
    (alarm) =>
      (state === undefined || alarm.state.value === state) &&
      isAsked[alarm.type] &&
      (names === undefined || names.includes(alarm.identity.name)) &&
      alarm.identity.name.startsWith(prefix) &&
      (actionPrefix === undefined ||
        Object.values(alarm.actions)
          .flat()
          .some((arn) => arn.startsWith(actionPrefix))),
  );
  const doubtful = selected.find((alarm) => Object.values(alarm.unknownActions).flat().length > 0);
  if (doubtful !== undefined) throw new NotSimulatedError('cloudwatch:DescribeAlarms of actions that are only known at deployment', doubtful.identity.name);
  const { items, rest } = takePage(selected, input.MaxRecords, input.NextToken, PAGES);
  return {
    MetricAlarms: items.filter(({ type }) => type === 'metric').map(describeAlarm),
    CompositeAlarms: items.filter(({ type }) => type === 'composite').map(describeAlarm),
    ...rest,
  };
}

/** What was last said of an alarm, and what of it that depends on. */
interface Description {
  readonly state: Alarm['state'];
  readonly actionsEnabled: boolean;
  readonly suppressedBy: string | undefined;
  readonly output: CallOutput;
}

const descriptions = new WeakMap<Alarm, Description>();

/**
 * An alarm as it is described. Somebody who looks at all alarms every minute gets the same hundreds of descriptions each
 * time, so what has not changed is handed out again; frozen, so that nobody can change it for others.
 */
function describeAlarm(alarm: Alarm): CallOutput {
  const { state, actionsEnabled } = alarm;
  const suppressedBy = alarm.type === 'composite' ? alarm.suppression?.phase : undefined;
  const known = descriptions.get(alarm);
  if (known !== undefined && known.state === state && known.actionsEnabled === actionsEnabled && known.suppressedBy === suppressedBy) return known.output;
  const output = frozenCopy(descriptionOf(alarm));
  descriptions.set(alarm, { state, actionsEnabled, suppressedBy, output });
  return output;
}

function descriptionOf(alarm: Alarm): CallOutput {
  const { identity, properties, actions, actionsEnabled, state } = alarm;
  const { Tags: _tags, ...configuration } = properties;
  return {
    ...configuration,
    AlarmName: identity.name,
    AlarmArn: identity.arn,
    ActionsEnabled: actionsEnabled,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    StateValue: state.value,
    StateReason: state.reason,
    StateReasonData: state.reasonData?.text,
    StateUpdatedTimestamp: new Date(state.timestamp),
    StateTransitionedTimestamp: new Date(state.transitionedAt),
    ...(alarm.type === 'composite' && {
      ActionsSuppressedBy: alarm.suppression?.phase,
      ActionsSuppressedReason: suppressionReason({ ...state, suppressedBy: alarm.suppression?.phase }),
    }),
  };
}

/** Whether a call that lists alarms asks for those of a type: metric alarms when it does not say. */
export function isAskedType(type: Alarm['type'], input: CallInput): boolean {
  const types = (input.AlarmTypes as readonly string[] | undefined) ?? ['MetricAlarm'];
  return types.includes(type === 'metric' ? 'MetricAlarm' : 'CompositeAlarm');
}
