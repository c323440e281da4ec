import type { LoadedResource } from '../../../aws/assembly/loaded-stack';
import type { PropertyNode } from '../../../aws/assembly/property-node';
import type { ResourceScope } from '../template-check';

/** Something that delivers, and where it puts what it cannot. */
export interface Delivery {
  /** Where the queue is named, or would be. */
  readonly queue: PropertyNode;
  /** Service that stores dead letters by the policy of the queue; absent where a role of one's own does. */
  readonly service?: string;
}

const RULE = 'AWS::Events::Rule';
const SCHEDULE = 'AWS::Scheduler::Schedule';
const SUBSCRIPTION = 'AWS::SNS::Subscription';
const DELIVERING: readonly string[] = [RULE, SCHEDULE, SUBSCRIPTION];

/** Rules, schedules and subscriptions. */
export const DELIVERING_RESOURCES: ResourceScope = {
  description: 'EventBridge rules, schedules and SNS subscriptions',
  includes: ({ type }) => DELIVERING.includes(type),
};

/** Every delivery of a rule, schedule or subscription; a rule has one for each target. */
export function deliveriesOf(resource: LoadedResource): readonly Delivery[] {
  switch (resource.type) {
    case RULE:
      return resource
        .at('Targets')
        .list()
        .map((target) => ({ queue: target.at('DeadLetterConfig').at('Arn'), service: 'events.amazonaws.com' }));
    case SCHEDULE:
      return [{ queue: resource.at('Target').at('DeadLetterConfig').at('Arn') }];
    case SUBSCRIPTION:
      return [{ queue: resource.at('RedrivePolicy').at('deadLetterTargetArn'), service: 'sns.amazonaws.com' }];
    default:
      return [];
  }
}
