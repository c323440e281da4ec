import { isJsonObject, type JsonValue } from '../aws/cloudformation/template';
import { textOf, type Difference } from './difference';

/** Places at which two JSON values differ; the order of keys does not count, that of lists does. */
export function compareJson(planned: JsonValue, found: JsonValue | undefined, path: string): Difference[] {
  if (Array.isArray(planned) && Array.isArray(found)) {
    const length = Math.max(planned.length, found.length);
    return Array.from({ length }, (_, index) => index).flatMap((index) => compareEntry(planned[index], found[index], `${path}[${index}]`));
  }
  if (isJsonObject(planned) && isJsonObject(found)) {
    const keys = [...new Set([...Object.keys(planned), ...Object.keys(found)])];
    return keys.flatMap((key) => compareEntry(planned[key], found[key], `${path}.${key}`));
  }
  return planned === found ? [] : [{ what: path, planned: textOf(planned), found: textOf(found) }];
}

function compareEntry(planned: JsonValue | undefined, found: JsonValue | undefined, path: string): Difference[] {
  if (planned === undefined) return [{ what: path, planned: 'nothing', found: textOf(found) }];
  return compareJson(planned, found, path);
}
