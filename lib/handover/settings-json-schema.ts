import { z } from 'zod';
import { handoverSchema } from './settings-schema';

/** JSON Schema of `handover.yaml`, for completion and help while typing. */
export function handoverJsonSchema(): { readonly fileName: string; readonly content: string } {
  const { $schema, ...content } = z.toJSONSchema(handoverSchema, { io: 'input', target: 'draft-7' });
  return { fileName: 'handover.schema.json', content: `${JSON.stringify({ $schema, title: 'day2: handover.yaml', ...content }, null, 2)}\n` };
}
