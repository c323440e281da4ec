import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { PeopleOnCall } from '../constructs/people-on-call';
import type { NamedScope } from '../incident/lifecycle/engine-policy';
import type { PeopleGroupPlan } from '../plan/incident-plan';

/** Properties of {@link PeopleStack}. */
export interface PeopleStackProps extends StackProps, NamedScope {
  readonly plan: PeopleGroupPlan;
}

/** How some of the people on call are reached. A person is in the same stack of a region for ever, whoever comes and goes. */
export class PeopleStack extends Stack {
  constructor(scope: Construct, id: string, { plan, application, environment, ...props }: PeopleStackProps) {
    super(scope, id, props);
    new PeopleOnCall(this, 'People', { application, environment, topics: plan.topics, fallback: plan.fallback });
  }
}
