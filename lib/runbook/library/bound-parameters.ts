import type { JsonObject, JsonValue } from '../../aws/cloudformation/template';
import { substitute } from '../document/references';

/**
 * A document in which parameters are bound: each stands where it was referred to, and is no parameter any more, so that whoever starts
 * the document cannot say otherwise. Parameters that it does not have are left out.
 *
 * @param bound values by parameter
 * @throws UnfilledReferenceError for a list or map inside a longer text
 */
export function withBoundParameters(content: JsonObject, bound: Readonly<Record<string, JsonValue>>): JsonObject {
  if (Object.keys(bound).length === 0) return content;
  const isBound = (name: string): boolean => Object.hasOwn(bound, name);
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => {
      if (key !== 'parameters') return [key, substitute(value, (name) => (isBound(name) ? bound[name] : `{{ ${name} }}`))];
      return [key, Object.fromEntries(Object.entries(value as JsonObject).filter(([name]) => !isBound(name)))];
    }),
  );
}
