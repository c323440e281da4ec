import type { Action, StepAttempt, StepOutcome } from '../action';
import { findProperty } from './resource-property';

/** Asks again and again until the property is as it should be. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-waitForAwsResourceProperty.html */
export const WAIT_FOR_AWS_RESOURCE_PROPERTY: Action = { run: poll };

function poll(attempt: StepAttempt): StepOutcome | undefined {
  if (findProperty(attempt).isDesired) return { status: 'Success' };
  attempt.after(attempt.assumptions.pollSeconds, () => poll(attempt));
  return undefined;
}
