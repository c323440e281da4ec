import { isJsonObject, type JsonObject, type JsonValue } from '../../aws/cloudformation/template';
import { NotSimulatedError } from '../../aws/errors';
import { readAllowedPattern } from './allowed-pattern';
import type { RunbookParameter, ValueType } from './document';

/** Most values of one parameter, and characters of one, at a start. https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
export const MAX_VALUES = 50;
export const MAX_VALUE_CHARACTERS = 512;

/** Why a start is refused. */
export class ParameterError extends Error {
  override readonly name = 'ParameterError';

  constructor(
    /** `malformed`: no value the API takes; `refused`: one that the document does not allow. */
    readonly kind: 'malformed' | 'refused',
    message: string,
  ) {
    super(message);
  }
}

/**
 * The values of a run: those that were given, checked, and defaults for the rest.
 *
 * @param given map of names to lists of texts, as StartAutomationExecution takes it
 * @throws ParameterError for a name that is unknown or missing, and for a value that the document does not allow
 * @throws NotSimulatedError when nobody can tell whether its pattern takes a value
 */
export function parameterValues(parameters: readonly RunbookParameter[], given: unknown): ReadonlyMap<string, JsonValue> {
  if (given !== undefined && !isJsonObject(given)) throw new ParameterError('malformed', 'Parameters must be a map of lists of texts');
  const texts: JsonObject = given ?? {};
  const unknown = Object.keys(texts).filter((name) => !parameters.some((parameter) => parameter.name === name));
  if (unknown.length > 0) throw new ParameterError('refused', `Parameters [${unknown.join(', ')}] are not defined in the document.`);
  const values = new Map<string, JsonValue>();
  for (const parameter of parameters) {
    const { name, defaultValue } = parameter;
    const value = Object.hasOwn(texts, name) ? givenValue(parameter, texts[name]) : defaultValue;
    if (value === undefined) throw new ParameterError('refused', `Parameter ${name} is required and was not given.`);
    values.set(name, value);
  }
  return values;
}

function givenValue(parameter: RunbookParameter, given: JsonValue | undefined): JsonValue {
  const { name, type, minItems = 0, maxItems = Infinity } = parameter;
  const texts = Array.isArray(given) && given.every((item) => typeof item === 'string') ? (given as readonly string[]) : undefined;
  if (texts === undefined || texts.length > MAX_VALUES || texts.some((text) => text === '' || text.length > MAX_VALUE_CHARACTERS)) {
    throw new ParameterError('malformed', `Parameter ${name} must be a list of at most ${MAX_VALUES} texts of 1 to ${MAX_VALUE_CHARACTERS} characters`);
  }
  for (const text of texts) checkText(parameter, text);
  if (type === 'StringList') {
    if (texts.length < minItems || texts.length > maxItems)
      throw new ParameterError('refused', `Parameter ${name} must have ${minItems} to ${maxItems} values.`);
    return texts;
  }
  if (texts.length !== 1) throw new ParameterError('refused', `Parameter ${name} takes one value.`);
  return typedValue(name, type, texts[0]!);
}

function checkText({ name, allowedValues, allowedPattern, minChars = 0, maxChars = Infinity }: RunbookParameter, text: string): void {
  if (allowedValues.length > 0 && !allowedValues.map(String).includes(text)) {
    throw new ParameterError('refused', `Parameter ${name} has the value ${text}, which is not one of ${allowedValues.map(String).join(', ')}.`);
  }
  const pattern = allowedPattern === undefined ? undefined : readAllowedPattern(allowedPattern);
  const matches = pattern?.matches(text);
  if (allowedPattern !== undefined && matches === undefined) throw new NotSimulatedError(`pattern ${allowedPattern} of parameter ${name}`);
  if (matches === false) {
    throw new ParameterError('refused', `Parameter ${name} has the value ${text}, which does not match ${allowedPattern}.`);
  }
  if (text.length < minChars || text.length > maxChars)
    throw new ParameterError('refused', `Parameter ${name} must have ${minChars} to ${maxChars} characters.`);
}

/** A map is given as JSON text. */
function typedValue(name: string, type: ValueType, text: string): JsonValue {
  switch (type) {
    case 'Boolean':
      if (text === 'true' || text === 'false') return text === 'true';
      throw new ParameterError('refused', `Parameter ${name} must be true or false.`);
    case 'Integer':
      if (/^-?\d+$/.test(text)) return Number(text);
      throw new ParameterError('refused', `Parameter ${name} must be a whole number.`);
    case 'StringMap':
    case 'MapList': {
      const value = parsed(text);
      const fits = type === 'StringMap' ? isJsonObject(value) : Array.isArray(value) && value.every(isJsonObject);
      if (fits) return value as JsonValue;
      throw new ParameterError('refused', `Parameter ${name} must be JSON: ${type === 'StringMap' ? 'a map' : 'a list of maps'}.`);
    }
    default:
      return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Why Systems Manager would refuse to start a document with these parameters, as a part of a sentence; undefined when it would not. */
export function startRefusal(parameters: readonly RunbookParameter[], given: unknown): string | undefined {
  try {
    parameterValues(parameters, given);
    return undefined;
  } catch (error) {
    if (error instanceof ParameterError) return error.message.replace(/\.$/, '');
    throw error;
  }
}
