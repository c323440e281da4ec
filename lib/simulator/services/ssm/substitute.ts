import { isJsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError } from '../../../aws/errors';

const REFERENCE = /\{\{\s*([\w:.]+)\s*\}\}/g;
const WHOLE_REFERENCE = /^\{\{\s*([\w:.]+)\s*\}\}$/;

/**
 * An input with the values of its references. A reference that is the whole text keeps the type of its value, one
 * inside a longer text becomes text. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
 *
 * @param valueOf the value of a reference, undefined for one that is not known
 * @throws NotSimulatedError for a reference that is not known, and for a list or map inside a longer text
 */
export function substitute(input: JsonValue, valueOf: (reference: string) => JsonValue | undefined): JsonValue {
  if (typeof input === 'string') return substituteText(input, valueOf);
  if (Array.isArray(input)) return input.map((item: JsonValue) => substitute(item, valueOf));
  if (!isJsonObject(input)) return input;
  return Object.fromEntries(Object.entries(input).map(([key, item]) => [key, substitute(item, valueOf)]));
}

function substituteText(text: string, valueOf: (reference: string) => JsonValue | undefined): JsonValue {
  const known = (reference: string): JsonValue => {
    const value = valueOf(reference);
    if (value === undefined) throw new NotSimulatedError(`reference {{ ${reference} }} of an Automation document`);
    return value;
  };
  const whole = WHOLE_REFERENCE.exec(text)?.[1];
  if (whole !== undefined) return known(whole);
  return text.replace(REFERENCE, (_reference, name: string) => {
    const value = known(name);
    if (typeof value === 'object') throw new NotSimulatedError(`reference {{ ${name} }} to a list or map inside a longer text`);
    return String(value);
  });
}
