import { isJsonObject, type JsonObject, type JsonValue } from './template';

/** JSON in a text, undefined when it is none. */
export function parseJsonText(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** The JSON object in a text, undefined when it is anything else. */
export function parseJsonObject(text: string): JsonObject | undefined {
  const parsed = parseJsonText(text);
  return isJsonObject(parsed) ? parsed : undefined;
}
