import { NotSimulatedError, ServiceError } from '../../../aws/errors';
import { isMap } from '../../../problems/untyped';
import { invalid, invalidValue } from './invalid';

/**
 * A value of an item, as the low-level API writes it.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
 */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: Item }
  | { readonly L: readonly AttributeValue[] }
  | { readonly SS: readonly string[] };

/** An item, or a key: attributes by name. */
export type Item = Readonly<Record<string, AttributeValue>>;

/** Name of the type of a value. */
export type AttributeType = 'S' | 'N' | 'BOOL' | 'NULL' | 'M' | 'L' | 'SS';

const NOT_SIMULATED_TYPES = ['B', 'BS', 'NS'];

/** Digits that a number of JavaScript keeps; DynamoDB keeps 38. */
const MOST_DIGITS = 15;
/** DynamoDB allows 32 levels. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const MOST_LEVELS = 32;
/** What a list or a map takes beside its elements, and each element beside its value. */
const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/** The type of a value. */
export function typeOf(value: AttributeValue): AttributeType {
  return Object.keys(value)[0] as AttributeType;
}

/**
 * The attributes of an input, checked and copied; numbers in the form in which DynamoDB gives them back.
 *
 * @param name of the input, for the error
 * @throws ServiceError ValidationException or SerializationException for what is no map of attribute values
 * @throws NotSimulatedError for binary values, sets of numbers, and numbers of more than 15 digits
 */
export function readItem(input: unknown, name: string): Item {
  if (!isMap(input)) throw invalid(`${name} must be a map of attribute values`);
  return readMap(input, 1);
}

/** One value of an input; errors as for {@link readItem}. */
export function readValue(input: unknown, level = 1): AttributeValue {
  const entries = isMap(input) ? Object.entries(input).filter(([, value]) => value !== undefined) : [];
  const [type, value] = entries[0] ?? [];
  if (type === undefined) throw invalid('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
  if (entries.length > 1) {
    throw invalid('Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes');
  }
  if (level > MOST_LEVELS) throw invalid(`Nesting Levels have exceeded supported limits: more than ${MOST_LEVELS} levels`);
  if (NOT_SIMULATED_TYPES.includes(type)) throw new NotSimulatedError(`attribute type ${type} of DynamoDB`);
  if (type === 'S' && typeof value === 'string') return { S: value };
  if (type === 'N' && typeof value === 'string') return { N: readNumber(value) };
  if (type === 'BOOL' && typeof value === 'boolean') return { BOOL: value };
  if (type === 'NULL' && typeof value === 'boolean') {
    if (!value) throw invalidValue('Null attribute value types must have the value of true');
    return { NULL: true };
  }
  if (type === 'M' && isMap(value)) return { M: readMap(value, level + 1) };
  if (type === 'L' && Array.isArray(value)) return { L: value.map((element) => readValue(element, level + 1)) };
  if (type === 'SS' && Array.isArray(value) && value.every((element) => typeof element === 'string')) return { SS: readSet(value) };
  throw new ServiceError('SerializationException', `${JSON.stringify(value)} is no value of type ${type}`);
}

/** Whether two values are the same; the order of a set does not count. */
export function areEqual(left: AttributeValue, right: AttributeValue): boolean {
  return canonical(left) === canonical(right);
}

/**
 * Order of two texts, by their bytes, or of two numbers; undefined for values of other or different types.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export function compareValues(left: AttributeValue, right: AttributeValue): number | undefined {
  if ('S' in left && 'S' in right) return Buffer.compare(Buffer.from(left.S), Buffer.from(right.S));
  if ('N' in left && 'N' in right) return Number(left.N) - Number(right.N);
  return undefined;
}

/**
 * Bytes of an item: names and values, numbers in about half their digits.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemBytes(item: Item): number {
  return sum(Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + valueBytes(value)));
}

function valueBytes(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return Math.ceil(value.N.replace(/^-?0*\.?0*|\.|0+$/g, '').length / 2) + (value.N.startsWith('-') ? 2 : 1);
  if ('SS' in value) return sum(value.SS.map((text) => Buffer.byteLength(text)));
  if ('L' in value) return CONTAINER_BYTES + sum(value.L.map((element) => ELEMENT_BYTES + valueBytes(element)));
  if ('M' in value) return CONTAINER_BYTES + ELEMENT_BYTES * Object.keys(value.M).length + itemBytes(value.M);
  return 1;
}

function readMap(input: Readonly<Record<string, unknown>>, level: number): Item {
  const entries = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([name, value]) => [name, readValue(value, level)]));
}

function readNumber(text: string): string {
  const match = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.exec(text);
  if (match === null) throw invalid(`The parameter cannot be converted to a numeric value: ${text}`);
  const digits = match[1]!.replace('.', '').replace(/^0+|0+$/g, '').length;
  const number = String(Number(text) + 0);
  if (digits > MOST_DIGITS || /[a-z]/i.test(number)) throw new NotSimulatedError(`number ${text} of more than ${MOST_DIGITS} digits in DynamoDB`);
  return number;
}

function readSet(texts: readonly string[]): readonly string[] {
  if (texts.length === 0) throw invalidValue('An string set may not be empty');
  if (new Set(texts).size < texts.length) throw invalidValue(`Input collection [${texts.join(', ')}] contains duplicates.`);
  return [...texts];
}

function canonical(value: AttributeValue): string {
  if ('SS' in value) return JSON.stringify({ SS: [...value.SS].sort() });
  if ('L' in value) return `[${value.L.map(canonical).join()}]`;
  if ('M' in value) {
    const names = Object.keys(value.M).sort();
    return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value.M[name]!)}`).join()}}`;
  }
  return JSON.stringify(value);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
