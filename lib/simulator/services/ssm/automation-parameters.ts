import { allowOnly, listOf, optionalNumber, optionalText, requiredText } from '../../../aws/assembly/property';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../aws/cloudformation/template';
import { NotSimulatedError, ServiceError } from '../../../aws/errors';

/** A parameter of an Automation document. */
export interface AutomationParameter {
  readonly type: 'String' | 'StringList' | 'Integer' | 'Boolean';
  readonly defaultValue?: JsonValue;
  readonly allowedValues: readonly JsonValue[];
  readonly allowedPattern?: string;
  readonly minChars?: number;
  readonly maxChars?: number;
}

const TYPES: readonly string[] = ['String', 'StringList', 'Integer', 'Boolean'];
/** A role is a text that the console shows a list for. https://docs.aws.amazon.com/systems-manager/latest/userguide/populating-input-parameters.html */
const ROLE_TYPE = 'AWS::IAM::Role::Arn';
const KEYS = ['allowedPattern', 'allowedValues', 'default', 'description', 'displayType', 'maxChars', 'minChars', 'type'];
/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartAutomationExecution.html */
const MAX_VALUES = 50;
const MAX_VALUE_CHARACTERS = 512;

/** @throws NotSimulatedError for a type or a rule that is not read, and for a default from Parameter Store */
export function readParameters(parameters: JsonObject): ReadonlyMap<string, AutomationParameter> {
  return new Map(Object.entries(parameters).map(([name, parameter]) => [name, readParameter(isJsonObject(parameter) ? parameter : {})]));
}

function readParameter(parameter: JsonObject): AutomationParameter {
  allowOnly(parameter, KEYS);
  const named = requiredText(parameter, 'type');
  const type = named === ROLE_TYPE ? 'String' : named;
  if (!TYPES.includes(type)) throw new NotSimulatedError(`type ${type} of an Automation parameter`);
  const { default: defaultValue } = parameter;
  if (JSON.stringify(defaultValue)?.includes('{{') === true) throw new NotSimulatedError('a reference as default of an Automation parameter');
  return {
    type: type as AutomationParameter['type'],
    defaultValue,
    allowedValues: listOf(parameter, 'allowedValues'),
    allowedPattern: optionalText(parameter, 'allowedPattern'),
    minChars: optionalNumber(parameter, 'minChars'),
    maxChars: optionalNumber(parameter, 'maxChars'),
  };
}

/**
 * The values of a run: those that were given, checked, and defaults for the rest.
 *
 * @param given map of names to lists of texts, as StartAutomationExecution takes it
 * @throws ServiceError InvalidAutomationExecutionParametersException for a name that is unknown or missing, and for a
 *   value that the document does not allow
 */
export function parameterValues(parameters: ReadonlyMap<string, AutomationParameter>, given: unknown): ReadonlyMap<string, JsonValue> {
  const texts = isJsonObject(given ?? {}) ? ((given ?? {}) as JsonObject) : undefined;
  if (texts === undefined) throw new ServiceError('ValidationException', 'Parameters must be a map of lists of texts');
  const unknown = Object.keys(texts).filter((name) => !parameters.has(name));
  if (unknown.length > 0) throw invalidParameters(`Parameters [${unknown.join(', ')}] are not defined in the document.`);
  const values = new Map<string, JsonValue>();
  for (const [name, parameter] of parameters) {
    const value = Object.hasOwn(texts, name) ? givenValue(name, parameter, texts[name]) : parameter.defaultValue;
    if (value === undefined) throw invalidParameters(`Parameter ${name} is required and was not given.`);
    values.set(name, value);
  }
  return values;
}

function givenValue(name: string, parameter: AutomationParameter, given: JsonValue | undefined): JsonValue {
  const texts = Array.isArray(given) && given.every((item) => typeof item === 'string') ? (given as readonly string[]) : undefined;
  if (texts === undefined || texts.length > MAX_VALUES || texts.some((text) => text === '' || text.length > MAX_VALUE_CHARACTERS)) {
    throw new ServiceError('ValidationException', `Parameter ${name} must be a list of at most ${MAX_VALUES} texts of 1 to ${MAX_VALUE_CHARACTERS} characters`);
  }
  for (const text of texts) checkText(name, parameter, text);
  if (parameter.type === 'StringList') return texts;
  if (texts.length !== 1) throw invalidParameters(`Parameter ${name} takes one value.`);
  return typedValue(name, parameter.type, texts[0]!);
}

function checkText(name: string, { allowedValues, allowedPattern, minChars = 0, maxChars = Infinity }: AutomationParameter, text: string): void {
  if (allowedValues.length > 0 && !allowedValues.map(String).includes(text)) {
    throw invalidParameters(`Parameter ${name} has the value ${text}, which is not one of ${allowedValues.map(String).join(', ')}.`);
  }
  if (allowedPattern !== undefined && !new RegExp(`^(?:${allowedPattern})$`).test(text)) {
    throw invalidParameters(`Parameter ${name} has the value ${text}, which does not match ${allowedPattern}.`);
  }
  if (text.length < minChars || text.length > maxChars) throw invalidParameters(`Parameter ${name} must have ${minChars} to ${maxChars} characters.`);
}

function typedValue(name: string, type: AutomationParameter['type'], text: string): JsonValue {
  if (type === 'Boolean') {
    if (text === 'true' || text === 'false') return text === 'true';
    throw invalidParameters(`Parameter ${name} must be true or false.`);
  }
  if (type !== 'Integer') return text;
  if (/^-?\d+$/.test(text)) return Number(text);
  throw invalidParameters(`Parameter ${name} must be a whole number.`);
}

/** The error of a start whose parameters do not fit the document. */
export function invalidParameters(message: string): ServiceError {
  return new ServiceError('InvalidAutomationExecutionParametersException', message);
}
