import { isJsonObject, type JsonValue } from '../../aws/cloudformation/template';

/**
 * The part of JSONPath that Automation documents: a child by dot, a deep scan by two dots, an element of a list by index. A deep
 * scan always gives a list. https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html
 */
export type SelectorPart =
  | { readonly kind: 'child'; readonly name: string }
  | { readonly kind: 'deep'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number };

/** A selector that was read: its parts from the result down. None: the whole result. */
export type Selector = readonly SelectorPart[];

const PART = /\.\.([\w-]+)|\.([\w-]+)|\['([^']+)'\]|\[(\d+)\]/y;

/** Reads a selector; undefined for anything that is not documented, such as filters and wildcards. */
export function readSelector(text: string): Selector | undefined {
  if (!text.startsWith('$')) return undefined;
  const parts: SelectorPart[] = [];
  PART.lastIndex = 1;
  while (PART.lastIndex < text.length) {
    const found = PART.exec(text);
    if (found === null) return undefined;
    const [, deep, child, quoted, index] = found;
    if (deep !== undefined) parts.push({ kind: 'deep', name: deep });
    else if (index !== undefined) parts.push({ kind: 'index', index: Number(index) });
    else parts.push({ kind: 'child', name: (child ?? quoted)! });
  }
  return parts;
}

/** What a selector finds in a result; undefined when it matches nothing. A deep scan that matches nothing finds an empty list. */
export function select(result: JsonValue, selector: Selector): JsonValue | undefined {
  let found: readonly JsonValue[] = [result];
  let isList = false;
  for (const part of selector) {
    if (part.kind === 'deep') {
      isList = true;
      found = found.flatMap((value) => below(value, part.name));
    } else if (part.kind === 'child') {
      found = found.flatMap((value) => (isJsonObject(value) && Object.hasOwn(value, part.name) ? [value[part.name]!] : []));
    } else {
      found = found.flatMap((value) => (Array.isArray(value) && part.index < value.length ? [value[part.index] as JsonValue] : []));
    }
  }
  return isList ? found : found[0];
}

function below(value: JsonValue, name: string): readonly JsonValue[] {
  if (Array.isArray(value)) return value.flatMap((item: JsonValue) => below(item, name));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [...(key === name ? [item] : []), ...below(item, name)]);
}
