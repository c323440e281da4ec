import { isTemplateList, isTemplateObject, UnresolvedValue, type TemplateObject, type TemplateValue } from '../cloudformation/template-value';

/**
 * A value in which what nobody gave is named in its place, in texts whose path is one of some. Every other gap stays one.
 *
 * @param paths such as `Dimensions[].Value`: keys joined by dots, `[]` for any item of a list
 */
export function withNamedValues(value: TemplateValue, paths: ReadonlySet<string>, path = ''): TemplateValue {
  if (value instanceof UnresolvedValue) return paths.has(path) && value.named !== undefined ? value.named : value;
  if (isTemplateList(value)) return value.map((item) => withNamedValues(item, paths, `${path}[]`));
  if (!isTemplateObject(value)) return value;
  const entries = Object.entries(value).map(([key, part]) => [key, withNamedValues(part, paths, path === '' ? key : `${path}.${key}`)] as const);
  return Object.fromEntries(entries) as TemplateObject;
}
