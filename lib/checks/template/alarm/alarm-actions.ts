import { serviceOfArn } from '../../../aws/arn';
import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';

/** The properties that hold the actions of an alarm, by the state they belong to. */
export const ACTION_PROPERTIES = {
  ALARM: 'AlarmActions',
  OK: 'OKActions',
  INSUFFICIENT_DATA: 'InsufficientDataActions',
} as const;

/** A state of an alarm. */
export type ActionState = keyof typeof ACTION_PROPERTIES;

/** An action of an alarm and the state that runs it. */
export interface AlarmAction {
  readonly state: ActionState;
  readonly target: PropertyNode;
}

/** The actions of an alarm, state by state. */
export function alarmActions(alarm: LoadedResource): readonly AlarmAction[] {
  return (Object.keys(ACTION_PROPERTIES) as ActionState[]).flatMap((state) =>
    alarm
      .at(ACTION_PROPERTIES[state])
      .list()
      .map((target) => ({ state, target })),
  );
}

/** True for the ARN of an SNS topic. */
export function isTopicArn(target: string): boolean {
  return serviceOfArn(target) === 'sns';
}
