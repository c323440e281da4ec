/** Looking into values whose form has not been checked, or was found wrong. */

/** True for a map of keys to values: an object that is no list. The one place that says so. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of a map; undefined when there is none, or when it is no map. */
export function propertyOf(value: unknown, key: string): unknown {
  return isMap(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** A list below a map; empty when there is none. */
export function listOf(value: unknown, key: string): readonly unknown[] {
  const list = propertyOf(value, key);
  return Array.isArray(list) ? list : [];
}

/** A text below a map. */
export function textOf(value: unknown, key: string): string | undefined {
  const text = propertyOf(value, key);
  return typeof text === 'string' ? text : undefined;
}

/** Keys and values of a map; undefined when it is not one. */
export function entriesOf(value: unknown): [string, unknown][] | undefined {
  return isMap(value) ? Object.entries(value) : undefined;
}
