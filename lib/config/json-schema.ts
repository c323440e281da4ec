import { z } from 'zod';
import { maintenanceSchema } from './maintenance-schema';
import { onCallSchema } from './on-call-schema';
import { environmentSchema, operationsSchema } from './schema';

/** One JSON Schema file. */
export interface JsonSchemaFile {
  /** Name inside the directory `schema`. */
  readonly fileName: string;
  readonly content: string;
}

/**
 * The schemas as editors read them (JSON Schema draft 7), for completion and help while typing. They know the form of
 * a file, not what its parts say about each other; `day2 check` knows both.
 */
export function jsonSchemas(): JsonSchemaFile[] {
  return [
    { fileName: 'operations.schema.json', content: jsonSchema(operationsSchema, 'day2: operations.yaml') },
    { fileName: 'environment.schema.json', content: jsonSchema(environmentSchema, 'day2: environments/<name>.yaml') },
    { fileName: 'on-call.schema.json', content: jsonSchema(onCallSchema, 'day2: on-call.yaml') },
    { fileName: 'maintenance.schema.json', content: jsonSchema(maintenanceSchema, 'day2: maintenance.yaml') },
  ];
}

function jsonSchema(schema: z.ZodType, title: string): string {
  const { $schema, ...content } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return `${JSON.stringify({ $schema, title, ...content }, null, 2)}\n`;
}
