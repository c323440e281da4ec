import { storedParameters } from '../../conformance/stored-contacts';
import type { PlannedEnvironment } from './operations';
import type { StackLocation } from './stacks';

/** Where the stacks of an environment are rehearsed: an account in which every contact is stored, and none exists. */
export function rehearsalLocation({ model, plan }: PlannedEnvironment): StackLocation {
  return {
    stage: plan.environment,
    region: model.region,
    storedParameters: storedParameters(plan),
  };
}
