/** Tables of the fields in a JSON Schema, as Markdown: one for every kind of map. */

import { DEFAULT_MARK } from '../../lib/problems/schema-fields';

/** The parts of a JSON Schema that are shown. */
export interface JsonSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
}

/** The table of a map, then those of the maps inside it. */
export function schemaTables(schema: JsonSchema, path = ''): string[] {
  const lines: string[] = [];
  const properties = Object.entries(schema.properties ?? {});
  if (properties.length > 0) {
    if (path !== '') lines.push('', `### \`${path}\``);
    lines.push('', '| Field | Type | Default | Meaning |', '|---|---|---|---|');
    for (const [name, property] of properties) lines.push(row(name, property, schema.required ?? []));
    for (const [name, property] of properties) lines.push(...schemaTables(property, path === '' ? name : `${path}.${name}`));
  }
  if (schema.items !== undefined) lines.push(...schemaTables(schema.items, `${path}[]`));
  if (typeof schema.additionalProperties === 'object') lines.push(...schemaTables(schema.additionalProperties, `${path}.<name>`));
  // A variant without fields of its own only says which of them go together.
  const variants = (schema.oneOf ?? []).filter((variant) => variant.properties !== undefined);
  for (const variant of variants) lines.push(...schemaTables(variant, `${path} (${nameOfVariant(variant)})`));
  return lines;
}

/** A variant is notified from the others by a word: `source: lambda`, `kind: outage`. */
function nameOfVariant({ properties = {} }: JsonSchema): string {
  for (const { const: word, enum: words } of Object.values(properties)) {
    if (word !== undefined) return String(word);
    if (words?.length === 1) return String(words[0]);
  }
  throw new Error(`no word distinguishes this variant from the others: ${Object.keys(properties).join(', ')}`);
}

function row(name: string, property: JsonSchema, required: readonly string[]): string {
  const [meaning, byDefault] = (property.description ?? '').split(DEFAULT_MARK);
  const isRequired = required.includes(name) && byDefault === undefined;
  const absent = isRequired ? 'required' : (byDefault?.replace(/\.$/, '') ?? 'none');
  return `| \`${name}\` | ${typeOf(property).replaceAll('|', '\\|')} | ${absent} | ${meaning} |`;
}

function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  if (schema.type === 'object') return 'map';
  if (schema.type === 'integer') return 'whole number';
  return schema.type === 'string' ? 'text' : (schema.type ?? 'map');
}
