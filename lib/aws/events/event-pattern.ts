import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import { NotSimulatedError } from '../errors';

/** Whether an event matches. */
export type EventMatcher = (event: JsonObject) => boolean;

/** Where the readers of patterns differ, or documents do not say the same. */
export interface PatternLanguage {
  /** What `anything-but` asks of a list: one item that is not excluded, or none that is. */
  readonly anythingButOnLists: 'any' | 'every';
  /** Whether `exists` takes a null or an empty text for something that is there: EventBridge does, SNS does not. */
  readonly emptyExists: boolean;
  /** How many combinations the patterns of `$or` may have. Default: `$or` is not simulated, since nobody says how the reader counts it. */
  readonly mostOrCombinations?: number;
}

/**
 * Names of fields that make `$or` the name of a field itself.
 * https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/Constants.java
 */
const RESERVED_IN_OR: ReadonlySet<string> = new Set([
  'exactly',
  'equals-ignore-case',
  'prefix',
  'suffix',
  'anything-but',
  'exists',
  'wildcard',
  'numeric',
  'cidr',
  '=',
  '<',
  '<=',
  '>',
  '>=',
  'regex',
  'not-wildcard',
  'not-equals-ignore-case',
  'date-after',
  'date-on-or-after',
  'date-before',
  'date-on-or-before',
  'in-date-range',
  'ip-address-in-range',
  'ip-address-not-in-range',
]);

/** What is found at one field. */
interface Field {
  /** The values there, items of lists one by one; none when the field is absent, an empty list or an object. */
  readonly values: readonly JsonValue[];
  /** True when an object is there, which has fields of its own and is no value. */
  readonly isObject: boolean;
}

/** Judges one field. */
type FieldMatcher = (field: Field) => boolean;

/**
 * Compiles an event pattern: exact values, `prefix`, `suffix`, `anything-but`, `exists` and `numeric`, on nested
 * fields, and `$or` of patterns, beside fields that are not in it: what AWS makes of one in both is not documented. Operators
 * look at values, the leaves of an event: to `exists`, an object or an empty list is not there.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @param where the rule, for the error
 * @throws NotSimulatedError naming an operator that is not in the list above, or what AWS would refuse. The matcher throws
 *   it, too, for `anything-but` of an object: that it works there is documented, but not how
 */
export function compileEventPattern(pattern: JsonValue | undefined, where: string, language: PatternLanguage): EventMatcher {
  if (!isJsonObject(pattern)) throw new NotSimulatedError('an event pattern that is not an object with fields', where);
  const matches = new PatternCompiler(where, language).compile(pattern);
  const { mostOrCombinations: most = Number.POSITIVE_INFINITY } = language;
  const combinations = orCombinations(pattern);
  if (combinations > most) throw new NotSimulatedError(`an event pattern of ${combinations} combinations of $or, where AWS takes ${most}`, where);
  return matches;
}

/** As EventBridge counts them: the numbers of patterns of all `$or`, multiplied, even of those in alternatives of each other. */
function orCombinations(pattern: JsonObject): number {
  return Object.entries(pattern).reduce((product, [name, expected]) => {
    const patterns = name === '$or' ? (expected as readonly JsonObject[]) : [expected].filter(isJsonObject);
    return patterns.reduce((combinations, each) => combinations * orCombinations(each), product * (name === '$or' ? patterns.length : 1));
  }, 1);
}

class PatternCompiler {
  readonly #where: string;
  readonly #language: PatternLanguage;

  constructor(where: string, language: PatternLanguage) {
    this.#where = where;
    this.#language = language;
  }

  /** @param beside names of fields that the same object is judged by outside of an `$or` */
  compile(pattern: JsonObject, beside: readonly string[] = []): EventMatcher {
    if (Object.keys(pattern).length === 0) throw this.#notSimulated('an event pattern that is not an object with fields');
    const names = Object.keys(pattern).filter((name) => name !== '$or');
    const twice = names.find((name) => beside.includes(name));
    if (twice !== undefined) throw this.#notSimulated(`event pattern operator $or over field ${twice}, which stands beside it as well`);
    const fields = Object.entries(pattern).map(([name, expected]) => {
      if (name === '$or' && this.#language.mostOrCombinations !== undefined) return this.#compileOr(expected, [...beside, ...names]);
      return this.#compileField(name, expected);
    });
    return (event) => fields.every((matches) => matches(event));
  }

  #compileField(name: string, expected: JsonValue): EventMatcher {
    if (name.startsWith('$')) throw this.#notSimulated(`event pattern operator ${name}`);
    if (isJsonObject(expected)) {
      const nested = this.compile(expected);
      return (event) => nestedObjects(own(event, name)).some(nested);
    }
    if (!Array.isArray(expected)) throw this.#notSimulated(`event pattern field ${name} that is not a list`);
    if (expected.length === 0) throw this.#notSimulated(`event pattern field ${name} that is an empty list, which AWS refuses`);
    const alternatives = (expected as readonly JsonValue[]).map((alternative) => this.#compileAlternative(alternative));
    return (event) => {
      const field = fieldOf(own(event, name));
      return alternatives.some((matches) => matches(field));
    };
  }

  /** Anything but two or more patterns makes `$or` the name of a field. https://github.com/aws/event-ruler#the-or-primitive */
  #compileOr(expected: JsonValue, beside: readonly string[]): EventMatcher {
    const patterns = Array.isArray(expected) ? (expected as readonly JsonValue[]) : [];
    if (patterns.length < 2 || !patterns.every(isJsonObject)) throw this.#notSimulated('event pattern operator $or without two patterns');
    const reserved = patterns.flatMap(Object.keys).find((name) => RESERVED_IN_OR.has(name));
    if (reserved !== undefined) throw this.#notSimulated(`event pattern operator $or over a field called ${reserved}`);
    const alternatives = patterns.map((pattern) => this.compile(pattern, beside));
    return (event) => alternatives.some((matches) => matches(event));
  }

  #compileAlternative(alternative: JsonValue): FieldMatcher {
    if (!isJsonObject(alternative)) {
      if (Array.isArray(alternative)) throw this.#notSimulated('event pattern with a list in a list');
      return ({ values }) => values.includes(alternative);
    }
    const [operator, ...others] = Object.keys(alternative);
    if (operator === undefined || others.length > 0) throw this.#notSimulated('event pattern without one operator');
    const operand = alternative[operator]!;
    switch (operator) {
      case 'exists':
        return this.#compileExists(operand);
      case 'anything-but':
        return this.#compileAnythingBut(operand);
      case 'prefix':
      case 'suffix':
      case 'numeric': {
        const matches = compileValueTest(operator, operand, this.#where);
        return ({ values }) => values.some(matches);
      }
      default:
        throw this.#notSimulated(`event pattern operator ${operator}`);
    }
  }

  #compileExists(operand: JsonValue): FieldMatcher {
    if (typeof operand !== 'boolean') throw this.#notSimulated('event pattern operator exists without true or false');
    if (this.#language.emptyExists) return ({ values }) => values.length > 0 === operand;
    return ({ values }) => {
      const isThere = values.some((value) => value !== null && value !== '');
      if (operand || isThere || values.length === 0) return isThere === operand;
      throw this.#notSimulated('exists: false of a property that is null or empty');
    };
  }

  #compileAnythingBut(operand: JsonValue): FieldMatcher {
    const isExcluded = this.#compileExcluded(operand);
    const isEvery = this.#language.anythingButOnLists === 'every';
    return ({ values, isObject }) => {
      if (isObject) throw this.#notSimulated('anything-but of a field that is an object');
      if (isEvery) return values.length > 0 && !values.some(isExcluded);
      return values.some((value) => !isExcluded(value));
    };
  }

  /** What anything-but excludes: a value, several of one kind, or texts with a prefix or suffix. */
  #compileExcluded(operand: JsonValue): (value: JsonValue) => boolean {
    if (isJsonObject(operand)) {
      const [operator = '', ...others] = Object.keys(operand);
      if (others.length > 0 || (operator !== 'prefix' && operator !== 'suffix')) {
        throw this.#notSimulated(`event pattern operator anything-but ${operator}`);
      }
      return compileValueTest(operator, operand[operator]!, this.#where);
    }
    const excluded = [operand].flat() as JsonValue[];
    const kinds = new Set(excluded.map((value) => typeof value));
    if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number'))) {
      throw this.#notSimulated('event pattern operator anything-but without texts only or numbers only');
    }
    return (value) => excluded.includes(value);
  }

  #notSimulated(thing: string): NotSimulatedError {
    return new NotSimulatedError(thing, this.#where);
  }
}

function compileValueTest(operator: 'prefix' | 'suffix' | 'numeric', operand: JsonValue, where: string): (value: JsonValue) => boolean {
  if (operator === 'numeric') return compileNumeric(operand, where);
  if (typeof operand !== 'string') throw new NotSimulatedError(`event pattern operator ${operator} without a text`, where);
  return (value) => typeof value === 'string' && (operator === 'prefix' ? value.startsWith(operand) : value.endsWith(operand));
}

const COMPARISONS: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["=", 5]` or a range: `[">", 0, "<=", 5]`. */
function compileNumeric(operand: JsonValue, where: string): (value: JsonValue) => boolean {
  const parts = Array.isArray(operand) ? (operand as readonly JsonValue[]) : [];
  const tests: ((value: number) => boolean)[] = [];
  for (let index = 0; index < parts.length; index += 2) {
    const name = parts[index];
    const comparison = typeof name === 'string' && Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
    const bound = parts[index + 1];
    if (comparison === undefined || typeof bound !== 'number') break;
    tests.push((value) => comparison(value, bound));
  }
  if (tests.length === 0 || tests.length * 2 !== parts.length) {
    throw new NotSimulatedError('event pattern operator numeric without comparisons and numbers', where);
  }
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}

/** A list matches when one of its items does. */
function fieldOf(value: JsonValue | undefined): Field {
  if (value === undefined) return { values: [], isObject: false };
  if (isJsonObject(value)) return { values: [], isObject: true };
  if (!Array.isArray(value)) return { values: [value], isObject: false };
  const items = (value as readonly JsonValue[]).map(fieldOf);
  return { values: items.flatMap(({ values }) => values), isObject: items.some(({ isObject }) => isObject) };
}

/** The objects at a field. Where none is, its fields are absent as those of an empty one, so that `exists: false` can match. */
function nestedObjects(value: JsonValue | undefined): readonly JsonObject[] {
  const objects = ([value ?? []].flat() as readonly JsonValue[]).filter(isJsonObject);
  return objects.length > 0 ? objects : [{}];
}

function own(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
