import type { JsonValue } from '../../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../../aws/errors';
import { readSelector, select } from '../../../../../runbook/document/selector';
import type { StepAttempt } from '../action';
import { apiOf, listInput } from '../api-call';

const OWN_INPUTS = ['PropertySelector', 'DesiredValues'];

/** What `PropertySelector` finds, and whether it is one of `DesiredValues`. */
export interface FoundProperty {
  /** Undefined when the selector matches nothing. */
  readonly found: string | undefined;
  readonly desired: readonly string[];
  readonly isDesired: boolean;
}

/**
 * Asks an API for a property of a resource. Values are compared as texts; a boolean is `True` or `False`.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-assertAwsResourceProperty.html
 *
 * @throws NotSimulatedError for a selector that is not documented
 */
export function findProperty(attempt: StepAttempt): FoundProperty {
  const { service, operation, input } = apiOf(attempt.inputs, OWN_INPUTS);
  const text = String(attempt.inputs.PropertySelector);
  const selector = readSelector(text);
  if (selector === undefined) throw new NotSimulatedError(`PropertySelector ${text}`, `step ${attempt.step.name}`);
  const value = select(attempt.call(service, operation, input), selector);
  const desired = listInput(attempt.inputs.DesiredValues).map(comparable);
  const found = value === undefined ? undefined : comparable(value);
  return { found, desired, isDesired: found !== undefined && desired.includes(found) };
}

function comparable(value: JsonValue): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
