import { accountOfArn, regionOfArn, serviceOfArn } from '../../../aws/arn';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { cloudWatchPrincipal } from '../../../aws/iam/principal';
import type { VirtualClock } from '../../core/clock';
import type { LogEntry } from '../../core/log';
import { BrokenLinkError, type Caller } from '../../core/service';
import type { Alarm } from './alarm';
import { alarmNotification } from './alarm-notification';

/** What alarm actions need of the account. */
export interface AlarmActionsPorts {
  readonly clock: VirtualClock;
  readonly log: (entry: LogEntry) => void;
  readonly call: Caller;
  /** Number of subscriptions that received a message. */
  readonly recipientCount: (messageId: string) => number;
}

/**
 * Runs the actions of the state an alarm is in. Publishing to a topic goes through the whole chain a real account
 * has: region, topic, topic policy, key policy, state of the key. As in AWS, a notification that breaks anywhere in it
 * is lost without a retry and without an error to anybody; here the log says at which link.
 */
export function runAlarmActions(alarm: Alarm, ports: AlarmActionsPorts): void {
  const state = alarm.state.value;
  const actions = alarm.actions[state];
  const entry = { at: ports.clock.now, alarm: alarm.identity, state };
  if (alarm.actionsEnabled) for (const unknown of alarm.unknownActions[state]) ports.log({ ...entry, kind: 'action not simulated', ...unknown });
  if (actions.length === 0) return;
  if (!alarm.actionsEnabled) {
    const reason = 'ActionsEnabled of the alarm is false';
    ports.log({ ...entry, kind: 'action suppressed', actions, by: 'ActionsEnabled', reason });
    return;
  }
  for (const action of actions) {
    const unknown = whyNotSimulated(action, alarm);
    if (unknown !== undefined) ports.log({ ...entry, kind: 'action not simulated', action, reason: unknown });
    else publish(action, alarm, ports);
  }
}

/** Only topics of the alarm's own account are simulated. */
function whyNotSimulated(action: string, alarm: Alarm): string | undefined {
  const service = serviceOfArn(action);
  if (service === '') return 'the action is not an ARN';
  if (service !== 'sns') return `alarm actions of service ${service} are not simulated`;
  const account = accountOfArn(action);
  return account === accountOfArn(alarm.identity.arn) ? undefined : `topic of another account, ${account}`;
}

function publish(topicArn: string, alarm: Alarm, ports: AlarmActionsPorts): void {
  const { identity } = alarm;
  const entry = { at: ports.clock.now, alarm: identity, state: alarm.state.value, action: topicArn };
  // A topic is reached only within its region: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
  if (regionOfArn(topicArn) !== identity.region) {
    const reason = `the topic is in ${regionOfArn(topicArn)}, the alarm in ${identity.region}`;
    ports.log({ ...entry, kind: 'action dropped', link: 'region', reason });
    return;
  }
  const { subject, message } = alarmNotification(alarm);
  try {
    const input = { TopicArn: topicArn, Subject: subject, Message: message };
    const output = ports.call(cloudWatchPrincipal(identity.arn), 'sns', 'Publish', input, identity.region);
    const messageId = String(output.MessageId);
    ports.log({ ...entry, kind: 'action executed', messageId, subscriptions: ports.recipientCount(messageId) });
  } catch (error) {
    if (error instanceof NotSimulatedError) {
      ports.log({ ...entry, kind: 'action not simulated', reason: error.message });
    } else if (error instanceof ServiceError) {
      const link = error instanceof BrokenLinkError ? error.link : 'call failed';
      ports.log({ ...entry, kind: 'action dropped', link, reason: `${error.name}: ${error.message}` });
    } else {
      throw error;
    }
  }
}
