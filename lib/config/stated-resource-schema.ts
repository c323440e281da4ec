import { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../aws/cloudformation/template';

/** Members by kind, `lambda alias: { FunctionName: … }`, or `lambda alias: none` for a kind of which there is nothing. */
const statedResource = z.record(z.string(), z.unknown(), {
  error: 'a map from a kind to members, such as lambda alias: { FunctionName: edi-prod-translate-worker, Name: live }',
}) as unknown as z.ZodType<JsonObject, JsonObject>;

/** Resources that exist, as a person lists them. */
export const statedResourceList = z.array(statedResource, { error: 'a list of resources' });

/** Kind and members of what was written; without members: there is nothing of the kind. */
export function statedResourcesOf(written: readonly JsonObject[] = []): readonly { readonly kind: string; readonly members?: JsonObject }[] {
  return written.flatMap((resource) =>
    (Object.entries(resource) as [string, JsonValue][]).map(([kind, members]) => (isJsonObject(members) ? { kind, members } : { kind })),
  );
}
