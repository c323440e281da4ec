import { isArn, serviceOfArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import { CannotTellError } from '../../../aws/errors';
import { ALARMS, COMPOSITE_ALARM } from '../scopes';
import type { ResourceCheck } from '../template-check';
import { alarmActions, type ActionState } from './alarm-actions';

/** What the target of an action is, by the form of its ARN. */
const KINDS = [
  ['an SNS topic', /^arn:[^:]+:sns:/],
  ['a Lambda function', /^arn:[^:]+:lambda:/],
  ['an OpsItem', /^arn:[^:]+:ssm:[^:]*:[^:]*:opsitem:/],
  ['an Incident Manager response plan', /^arn:[^:]+:ssm-incidents:/],
  ['an investigation', /^arn:[^:]+:aiops:/],
  ['an EC2 action', /^arn:[^:]+:(?:automate:[^:]*:ec2:|swf:)/],
  ['an Auto Scaling policy', /^arn:[^:]+:autoscaling:/],
] as const;

type ActionKind = (typeof KINDS)[number][0];

const ALWAYS: readonly ActionKind[] = ['an SNS topic', 'a Lambda function'];
const IN_ALARM: readonly ActionKind[] = ['an OpsItem', 'an Incident Manager response plan', 'an investigation'];

/**
 * Every action is of a kind that this alarm can run in this state: composite alarms neither scale nor touch
 * instances, OpsItems and their like are only made in ALARM, EC2 actions need a single metric. For Incident Manager
 * below composite alarms the pages of AWS contradict each other; it is allowed.
 */
export const actionKinds: ResourceCheck = {
  code: 'ALM021',
  requirement:
    'every action is of a kind that this alarm can run in this state: composite alarms neither scale nor touch instances, OpsItems and their like are only made in ALARM, EC2 actions need a single metric',
  why: 'CloudWatch refuses the alarm, or the action never happens',
  source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html',
  appliesTo: ALARMS,
  *check(alarm) {
    for (const { state, target } of alarmActions(alarm)) {
      const kind = kindOf(target);
      const allowed = allowedKinds(alarm, state);
      if (kind !== undefined && allowed.includes(kind)) continue;
      yield {
        at: target,
        what: kind === undefined ? 'this is no action that alarms know' : `the alarm cannot run ${kind} in ${state}`,
        received: target.shown,
        allowed: `the ARN of ${allowed.join(', ')}`,
        change: 'publish to an SNS topic and let a subscriber do the rest',
      };
    }
  },
};

function allowedKinds(alarm: LoadedResource, state: ActionState): readonly ActionKind[] {
  const kinds = [...ALWAYS, ...(state === 'ALARM' ? IN_ALARM : [])];
  if (alarm.type === COMPOSITE_ALARM) return kinds;
  const isMath = alarm.at('Metrics').isPresent;
  return [...kinds, 'an Auto Scaling policy', ...(isMath ? [] : (['an EC2 action'] as const))];
}

function kindOf(target: PropertyNode): ActionKind | undefined {
  const text = target.text();
  // What Ref and Arn give for types whose identity day2 does not know.
  if (serviceOfArn(text) === 'simulated' || (!isArn(text) && text.endsWith('-SIMULATED'))) {
    throw new CannotTellError(target.path, 'day2 does not know what this resource is called');
  }
  return KINDS.find(([, pattern]) => pattern.test(text))?.[0];
}
