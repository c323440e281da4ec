import { z } from 'zod';
import type { JsonSchemaFile } from '../config/json-schema';
import { scenarioSchema } from './scenario';

/**
 * The schema of scenario files as editors read it (JSON Schema draft 7). It knows the form of a file, not what its
 * parts say about each other or about the configuration; `day2 gameday` knows both.
 */
export function scenarioJsonSchema(): JsonSchemaFile {
  const { $schema, ...content } = z.toJSONSchema(scenarioSchema, { io: 'input', target: 'draft-7' });
  const schema = { $schema, title: 'day2: scenarios/<id>.yaml', ...content };
  return { fileName: 'scenario.schema.json', content: `${JSON.stringify(schema, null, 2)}\n` };
}
