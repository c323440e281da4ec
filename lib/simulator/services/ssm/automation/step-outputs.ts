import { isJsonObject, type JsonObject, type JsonValue } from '../../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../../aws/errors';
import type { RunbookStep, StepOutput, ValueType } from '../../../../runbook/document/document';
import { readSelector, select } from '../../../../runbook/document/selector';
import type { Assumptions } from '../../../core/assumptions';

const HAS_TYPE: Readonly<Record<ValueType, (value: JsonValue) => boolean>> = {
  Boolean: (value) => typeof value === 'boolean',
  Integer: (value) => Number.isInteger(value),
  MapList: (value) => Array.isArray(value) && value.every(isJsonObject),
  String: (value) => typeof value === 'string',
  StringList: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  StringMap: isJsonObject,
};

/** True when a value has a type of Automation. */
export function hasType(value: JsonValue, type: ValueType): boolean {
  return HAS_TYPE[type](value);
}

/**
 * The declared outputs of a step, or why they fail it: a value of another type does.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 *
 * @throws NotSimulatedError for a selector that is not documented, and one that matches nothing where nobody can tell what
 *   becomes of it
 */
export function declaredOutputs(step: RunbookStep, result: JsonValue, assumptions: Assumptions): { readonly outputs: JsonObject; readonly failure?: string } {
  const outputs: Record<string, JsonValue> = {};
  for (const output of step.outputs) {
    const value = valueOf(output, result);
    if (value === undefined) {
      const what = `selector ${output.selector} of output ${output.name} that matches nothing`;
      if (assumptions.selectorWithoutMatch === 'could not tell') throw new NotSimulatedError(what, `step ${step.name}`);
      return { outputs, failure: what };
    }
    if (output.type !== undefined && !hasType(value, output.type)) {
      return { outputs, failure: `output ${output.name} is declared as ${output.type}, and ${output.selector} selects ${shown(value)}` };
    }
    outputs[output.name] = value;
  }
  return { outputs };
}

function valueOf({ selector, name }: StepOutput, result: JsonValue): JsonValue | undefined {
  const parts = readSelector(selector);
  if (parts === undefined) throw new NotSimulatedError(`selector ${selector} of output ${name}`);
  return select(result, parts);
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
