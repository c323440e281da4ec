import type { JsonObject } from '../aws/cloudformation/template';
import { consoleOf } from '../incident/message/console-links';
import { requiredInstant, requiredText, textAt, type SignalSource } from './signal-source';

/** What root does is reported here, wherever the account works. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
export const ROOT_SIGN_IN_REGION = 'us-east-1';
/** Id of the rule that brings it. */
export const ROOT_SIGN_IN_RULE = 'cloud-trail-root-sign-in';
const ROOT_SIGN_IN = 'rootSignIn';

/** Calls by which somebody who attacks an account hides, or makes damage last: those that are watched, by level. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  trailStopped: ['StopLogging', 'DeleteTrail'],
  keyDeletion: ['ScheduleKeyDeletion', 'DisableKey'],
  detectionDisabled: ['DeleteDetector', 'DisableSecurityHub', 'StopConfigurationRecorder', 'DeleteConfigurationRecorder'],
};

/**
 * CloudTrail: calls that no routine makes. Only those that succeeded, of a trail that records management events; CloudTrail brings them
 * to EventBridge as best it can, which no other source here does.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 */
export const CLOUD_TRAIL: SignalSource = {
  id: 'cloudTrail',
  title: 'CloudTrail',
  levels: {
    [ROOT_SIGN_IN]: 'Somebody signed in to the console as root.',
    ...Object.fromEntries(Object.entries(CALLS).map(([level, names]) => [level, `${names.join(', ')}.`])),
  },
  rules: (levels) => {
    const names = levels.flatMap((level) => CALLS[level] ?? []);
    return [
      ...(levels.includes(ROOT_SIGN_IN) ? [{ id: ROOT_SIGN_IN_RULE, pattern: rootSignIn() }] : []),
      ...(names.length > 0 ? [{ id: 'cloud-trail-calls', pattern: successfulCalls(names) }] : []),
    ];
  },
  read: ({ detailType, detail, region }) => {
    if (!detailType.endsWith(' via CloudTrail')) return undefined;
    const [id, name] = [requiredText(detail, 'eventID'), requiredText(detail, 'eventName')];
    const who = textAt(detail, 'userIdentity', 'arn') ?? requiredText(detail, 'userIdentity', 'type');
    const from = textAt(detail, 'sourceIPAddress');
    return {
      key: id,
      level: Object.keys(CALLS).find((level) => CALLS[level]!.includes(name)) ?? ROOT_SIGN_IN,
      title: name === 'ConsoleLogin' ? 'root signed in to the console' : `${name} was called`,
      facts: [`by ${who}`, ...(from === undefined ? [] : [`from ${from}`]), `account ${textAt(detail, 'recipientAccountId') ?? 'unknown'}, ${region}`],
      link: `${consoleOf(region)}/cloudtrailv2/home?region=${region}#/events/${encodeURIComponent(id)}`,
      at: requiredInstant(detail, 'eventTime'),
      isOver: false,
      recovers: 'by people',
    };
  },
};

function rootSignIn(): JsonObject {
  return {
    'detail-type': ['AWS Console Sign In via CloudTrail'],
    detail: { eventName: ['ConsoleLogin'], userIdentity: { type: ['Root'] }, responseElements: { ConsoleLogin: ['Success'] } },
  };
}

function successfulCalls(names: readonly string[]): JsonObject {
  return { 'detail-type': ['AWS API Call via CloudTrail'], detail: { eventName: [...names], errorCode: [{ exists: false }] } };
}
