import { isJsonObject, type JsonValue } from '../../aws/cloudformation/template';

/** Logical ids of the resources and parameters that a value of a template refers to, each once. */
export function referencesIn(value: JsonValue): readonly string[] {
  return [...new Set(references(value))];
}

function* references(value: JsonValue): Generator<string> {
  if (Array.isArray(value)) for (const item of value as readonly JsonValue[]) yield* references(item);
  if (!isJsonObject(value)) return;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub } = value;
  if (typeof ref === 'string') yield* own(ref);
  if (typeof attribute === 'string') yield* own(attribute.split('.')[0]!);
  if (Array.isArray(attribute) && typeof attribute[0] === 'string') yield* own(attribute[0]);
  const text = Array.isArray(sub) ? (sub[0] as JsonValue) : sub;
  if (typeof text === 'string') for (const [, name] of text.matchAll(/\$\{([^!}.]+)[^}]*\}/g)) yield* own(name!);
  for (const item of Object.values(value)) yield* references(item);
}

/** `AWS::Region` and its like are no resource. */
function* own(name: string): Generator<string> {
  if (!name.startsWith('AWS::')) yield name;
}

/** Names of the exports that a value of a template imports, as JSON: a name may be an expression. */
export function importsIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).flatMap(importsIn);
  if (!isJsonObject(value)) return [];
  const { 'Fn::ImportValue': name } = value;
  return [...(name === undefined ? [] : [JSON.stringify(name)]), ...Object.values(value).flatMap(importsIn)];
}

/** Whether an object of a template is a function of CloudFormation, and not a group of properties. */
export function isIntrinsic(value: JsonValue | undefined): boolean {
  if (!isJsonObject(value)) return false;
  const [key, second] = Object.keys(value);
  return key !== undefined && second === undefined && (key === 'Ref' || key.startsWith('Fn::'));
}

/** Whether two values of templates are written alike; the order of keys does not count. */
export function isSame(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item: JsonValue, index) => isSame(item, other[index] as JsonValue));
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const keys = Object.keys(one);
    return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
  }
  return one === other;
}
