import { parseJsonText } from '../cloudformation/json-text';
import { isJsonObject, type JsonObject, type JsonValue } from '../cloudformation/template';
import { NotSimulatedError } from '../errors';
import { compileEventPattern } from './event-pattern';

/** Whether a subscription receives a message, by its text and its attributes as the API takes them. */
export type MessageFilter = (message: string, attributes: JsonObject) => boolean;

/**
 * Compiles the filter policy of a subscription, which speaks the language of event patterns. Messages of alarms have
 * no attributes, so a subscription that asks for one never receives them.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-filtering.html
 *
 * @param policy none, or an empty one, lets everything through
 * @param scope default: MessageAttributes
 * @param where the topic, for the error
 * @throws NotSimulatedError for an operator or a scope that is not known
 */
export function compileFilterPolicy(policy: JsonValue | undefined, scope: string | undefined, where: string): MessageFilter {
  if (policy === undefined || (isJsonObject(policy) && Object.keys(policy).length === 0)) return () => true;
  const matches = compileEventPattern(policy, `filter policy of ${where}`);
  switch (scope ?? 'MessageAttributes') {
    case 'MessageAttributes':
      return (_message, attributes) => matches(attributeValues(attributes));
    case 'MessageBody':
      return (message) => {
        const body = parseJsonText(message);
        return isJsonObject(body) && matches(body);
      };
    default:
      throw new NotSimulatedError(`FilterPolicyScope ${scope}`, where);
  }
}

/** `{ tier: { DataType: 'Number', StringValue: '2' } }` as `{ tier: 2 }`. */
function attributeValues(attributes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const { DataType: type, StringValue: text } = isJsonObject(attribute) ? attribute : {};
      if (typeof text !== 'string') throw new NotSimulatedError(`message attribute ${name} without StringValue`);
      if (type === 'Number') return [name, Number(text)];
      return [name, type === 'String.Array' ? (parseJsonText(text) ?? text) : text];
    }),
  );
}
