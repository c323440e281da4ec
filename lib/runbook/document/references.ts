import { isJsonObject, type JsonValue } from '../../aws/cloudformation/template';

/**
 * References of a document, `{{ name }}`: to a parameter, to the output of a step (`step.Output`), to a variable
 * (`variable:name`), to the run (`automation:EXECUTION_ID`), to where it runs (`global:REGION`), or to the pass of a loop.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html
 */
const REFERENCE = /\{\{\s*([\w:.-]+)\s*\}\}/g;
const WHOLE_REFERENCE = /^\{\{\s*([\w:.-]+)\s*\}\}$/;

/** What the run itself and the place it runs in are called. */
export const GLOBAL_REFERENCES: readonly string[] = [
  'automation:EXECUTION_ID',
  'global:ACCOUNT_ID',
  'global:AWS_PARTITION',
  'global:DATE',
  'global:DATE_TIME',
  'global:REGION',
];

/** What a pass of a loop is called, inside of it. */
export const LOOP_REFERENCES: readonly string[] = ['loop.CurrentIteration', 'loop.CurrentIteratorValue'];

/** The name a text refers to when it is nothing but a reference. */
export function wholeReference(text: JsonValue): string | undefined {
  return typeof text === 'string' ? WHOLE_REFERENCE.exec(text)?.[1] : undefined;
}

/** Every name a value refers to, in order, with whether the reference is the whole text it stands in. */
export function referencesIn(value: JsonValue): readonly { readonly name: string; readonly isWhole: boolean }[] {
  if (typeof value === 'string') {
    const isWhole = WHOLE_REFERENCE.test(value);
    return [...value.matchAll(REFERENCE)].map(([, name]) => ({ name: name!, isWhole }));
  }
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => referencesIn(item));
  return isJsonObject(value) ? Object.values(value).flatMap(referencesIn) : [];
}

/** Thrown for a reference that cannot be filled in. */
export class UnfilledReferenceError extends Error {
  override readonly name = 'UnfilledReferenceError';

  constructor(
    readonly reference: string,
    readonly reason: 'unknown' | 'no text',
  ) {
    super(reason === 'unknown' ? `{{ ${reference} }} refers to nothing` : `{{ ${reference} }} is a list or map, and stands inside a longer text`);
  }
}

/**
 * A value with its references filled in. A reference that is the whole text keeps the type of its value, one inside a
 * longer text becomes text.
 *
 * @param valueOf the value of a reference; undefined for one that there is not
 * @param textOf the text of a list or map inside a longer text, of which AWS does not say what becomes of it; absent: it is refused
 * @throws UnfilledReferenceError for a reference that there is not, and for a list or map inside a longer text without `textOf`
 */
export function substitute(value: JsonValue, valueOf: (reference: string) => JsonValue | undefined, textOf?: (value: JsonValue) => string): JsonValue {
  if (typeof value === 'string') return value.includes('{{') ? substituteText(value, valueOf, textOf) : value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => substitute(item, valueOf, textOf));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, substitute(item, valueOf, textOf)]));
}

function substituteText(text: string, valueOf: (reference: string) => JsonValue | undefined, textOf?: (value: JsonValue) => string): JsonValue {
  const known = (reference: string): JsonValue => {
    const value = valueOf(reference);
    if (value === undefined) throw new UnfilledReferenceError(reference, 'unknown');
    return value;
  };
  const whole = wholeReference(text);
  if (whole !== undefined) return known(whole);
  return text.replace(REFERENCE, (_reference, name: string) => {
    const value = known(name);
    if (typeof value === 'object' && value !== null && textOf !== undefined) return textOf(value);
    if (typeof value === 'object' && value !== null) throw new UnfilledReferenceError(name, 'no text');
    return String(value);
  });
}
