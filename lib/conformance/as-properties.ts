import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';
import { capitalize } from '../plan/alarm-description';

/** Settings as a construct takes them, with the names that CloudFormation gives to properties. */
export function asProperties(settings: JsonObject): JsonObject {
  return asProperty(settings) as JsonObject;
}

function asProperty(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(asProperty);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [capitalize(name), asProperty(each)]));
}

/** Properties without the tags that an app gives to everything: they promise nothing. */
export function withoutTags({ Tags: _tags, ResourceTags: _resourceTags, ...properties }: JsonObject): JsonObject {
  return properties;
}
