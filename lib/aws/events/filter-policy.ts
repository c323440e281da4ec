import { parseJsonText } from '../cloudformation/json-text';
import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import { NotSimulatedError } from '../errors';
import { compileEventPattern, type PatternLanguage } from './event-pattern';
import { whyFilterRefused, type FilterScope } from './filter-policy-limits';

/** Whether a subscription receives a message, by its text and its attributes as the API takes them. */
export type MessageFilter = (message: string, attributes: JsonObject) => boolean;

/** What is not the same wherever filter policies are compiled. */
export type FilterAssumptions = Pick<PatternLanguage, 'anythingButOnLists'>;

/**
 * Compiles the filter policy of a subscription, which speaks the language of event patterns; to `exists`, what is null
 * or empty is not there. Messages of alarms have no attributes, so a subscription with a filter on attributes never
 * receives them, not even when it asks for an attribute to be absent.
 * https://docs.aws.amazon.com/sns/latest/dg/attribute-key-matching.html
 *
 * @param policy none, or an empty one, lets everything through
 * @param givenScope default: MessageAttributes
 * @param where the topic, for the error
 * @throws NotSimulatedError for an operator or a scope that is not known, and for a policy that SNS refuses
 */
export function compileFilterPolicy(
  policy: JsonValue | undefined,
  givenScope: string | undefined,
  where: string,
  assumptions: FilterAssumptions,
): MessageFilter {
  const scope = scopeOf(givenScope, where);
  if (policy === undefined || (isJsonObject(policy) && Object.keys(policy).length === 0)) return () => true;
  const refused = isJsonObject(policy) ? whyFilterRefused(policy, scope) : undefined;
  if (refused !== undefined) throw new NotSimulatedError(refused, where);
  const matches = compileEventPattern(policy, `filter policy of ${where}`, { ...assumptions, emptyExists: false });
  const matchesSome = (properties: JsonObject): boolean => Object.keys(properties).length > 0 && matches(properties);
  if (scope === 'MessageAttributes') return (_message, attributes) => matchesSome(attributeValues(attributes));
  return (message) => {
    const body = parseJsonText(message);
    return isJsonObject(body) && matchesSome(body);
  };
}

function scopeOf(scope: string | undefined, where: string): FilterScope {
  if (scope === undefined || scope === 'MessageAttributes') return 'MessageAttributes';
  if (scope === 'MessageBody') return scope;
  throw new NotSimulatedError(`FilterPolicyScope ${scope}`, where);
}

/** `{ tier: { DataType: 'Number', StringValue: '2' } }` as `{ tier: 2 }`. */
function attributeValues(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { DataType: type, StringValue: text } = isJsonObject(attribute) ? attribute : {};
      if (typeof text !== 'string') throw new NotSimulatedError(`message attribute ${name} without StringValue`);
      if (type === 'Number') return [name, Number(text)];
      return [name, type === 'String.Array' ? listIn(name, text) : text];
    }),
  );
}

function listIn(name: string, text: string): JsonValue {
  const list = parseJsonText(text);
  if (!Array.isArray(list)) throw new NotSimulatedError(`message attribute ${name} of type String.Array that is no list`);
  return list;
}
