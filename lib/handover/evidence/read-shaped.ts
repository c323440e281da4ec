import type { z } from 'zod';
import { translateIssues } from '../../config/translate-issues';
import { readYaml, type YamlSource } from '../../config/yaml-source';
import type { Problem } from '../../problems/problem';

const SHAPE_CODES = { unknownKey: 'EVD010', missingKey: 'EVD011', wrongType: 'EVD012', notAllowed: 'EVD013' } as const;

/** What a file of the folder of evidence holds, or what is wrong with it. */
export type Shaped<Content> =
  | { readonly content: Content; readonly source: YamlSource; readonly problems: readonly Problem[] }
  | { readonly content?: undefined; readonly problems: readonly Problem[] };

/** Reads a file of the folder of evidence. JSON is read as YAML, of which it is a part, so that problems have lines. */
export function readShaped<Content>(file: string, text: string, schema: z.ZodType<Content>): Shaped<Content> {
  const { source, problems } = readYaml(file, text);
  if (source === undefined) return { problems };
  const parsed = schema.safeParse(source.value);
  if (parsed.success) return { content: parsed.data, source, problems };
  return { problems: [...problems, ...translateIssues(source, parsed.error.issues, SHAPE_CODES)] };
}
