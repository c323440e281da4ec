import { isJsonObject, type JsonObject, type JsonValue } from './template';

/** The prefix of the keys of loops. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html */
const LOOP = 'Fn::ForEach::';

/** Identifiers of the loops around, with what they stand for. */
type Bindings = readonly (readonly [identifier: string, value: string])[];

/**
 * A section with the loops of `AWS::LanguageExtensions` written out. Loops over anything but a list of texts (a parameter, most
 * often) are left out: the template says in `Transform` that it is not final.
 */
export function expandLoops(section: JsonObject): JsonObject {
  return expand(section, []);
}

function expand(section: JsonObject, bindings: Bindings): JsonObject {
  const entries = Object.entries(section).flatMap(([key, value]): (readonly [string, JsonValue])[] => {
    if (!key.startsWith(LOOP)) return [[bound(key, bindings), boundIn(value, bindings)]];
    const [identifier, values, body] = Array.isArray(value) ? (value as readonly JsonValue[]) : [];
    if (typeof identifier !== 'string' || !isTexts(values) || !isJsonObject(body)) return [];
    return values.flatMap((each) => Object.entries(expand(body, [...bindings, [identifier, bound(each, bindings)]])));
  });
  return Object.fromEntries(entries);
}

function isTexts(values: JsonValue | undefined): values is readonly string[] {
  return Array.isArray(values) && values.every((value) => typeof value === 'string');
}

/** `${Identifier}` stands for the value, `&{Identifier}` for its letters and digits. */
function bound(text: string, bindings: Bindings): string {
  return bindings.reduce(
    (result, [identifier, value]) => result.replaceAll(`\${${identifier}}`, value).replaceAll(`&{${identifier}}`, value.replaceAll(/[^A-Za-z0-9]/g, '')),
    text,
  );
}

function boundIn(value: JsonValue, bindings: Bindings): JsonValue {
  if (bindings.length === 0) return value;
  if (typeof value === 'string') return bound(value, bindings);
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map((part) => boundIn(part, bindings));
  if (!isJsonObject(value)) return value;
  const reference = bindings.find(([identifier]) => value.Ref === identifier);
  if (reference !== undefined && Object.keys(value).length === 1) return reference[1];
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [bound(key, bindings), boundIn(part, bindings)]));
}
