import { z } from 'zod';
import type { JsonSchemaFile } from '../config/json-schema';
import { scoreMappingSchema } from './mapping';

/** The schema of mapping files as editors read it (JSON Schema draft 7). It knows the form of a file, not its sense. */
export function scoreMappingJsonSchema(): JsonSchemaFile {
  const { $schema, ...content } = z.toJSONSchema(scoreMappingSchema, { io: 'input', target: 'draft-7' });
  const schema = { $schema, title: 'day2: mapping of a score', ...content };
  return { fileName: 'score-mapping.schema.json', content: `${JSON.stringify(schema, null, 2)}\n` };
}
