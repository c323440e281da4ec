import { PLACEHOLDERS } from './communication-templates';

/** Thrown when a template and its values do not fit together. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** The names in braces, each once, in order. A brace that has no partner is a name too, so that it is not missed. */
export function placeholdersOf(template: string): string[] {
  return [...new Set([...template.matchAll(/\{([^{}]*)\}|[{}]/g)].map(([whole, name]) => name ?? whole))];
}

/** The placeholders of a template that are not in {@link PLACEHOLDERS}: nothing will ever be bound to them. */
export function unknownPlaceholders(template: string): string[] {
  return placeholdersOf(template).filter((name) => !Object.hasOwn(PLACEHOLDERS, name));
}

/**
 * The template with its placeholders filled in. Values are taken as they are: braces in them are text.
 *
 * @throws TemplateError for a name, in the template or among the values, that is no placeholder, and for a placeholder
 * of the template that has no value or an empty one
 */
export function fillTemplate(template: string, values: Readonly<Record<string, string>>): string {
  const unknown = [...unknownPlaceholders(template), ...Object.keys(values).filter((name) => !Object.hasOwn(PLACEHOLDERS, name))];
  if (unknown.length > 0)
    throw new TemplateError(`unknown placeholder ${unknown.map((name) => `'${name}'`).join(', ')}, known are ${Object.keys(PLACEHOLDERS).join(', ')}`);
  const unbound = placeholdersOf(template).filter((name) => !Object.hasOwn(values, name) || values[name]!.trim() === '');
  if (unbound.length > 0) throw new TemplateError(`no value for placeholder ${unbound.map((name) => `'${name}'`).join(', ')}`);
  return template.replace(/\{([^{}]*)\}/g, (_, name: string) => values[name]!);
}
