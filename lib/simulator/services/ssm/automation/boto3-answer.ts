import { isJsonObject, type JsonObject, type JsonValue } from '../../../../aws/cloudformation/template';
import { findOperation } from '../../../../runbook/operations/operation';
import { serviceOfDocument } from '../../../../runbook/operations/service-names';
import type { Shape } from '../../../../runbook/operations/shape';

/** An answer as a script gets it: instants and bytes are marked where the API has them, see `ScriptAnswer`. */
export function boto3Answer(service: string, operation: string, output: JsonObject): JsonObject {
  const found = findOperation(serviceOfDocument(service)?.name ?? service, operation);
  return 'unknown' in found ? output : (marked(output, found.output) as JsonObject);
}

function marked(value: JsonValue, shape: Shape): JsonValue {
  if (shape.kind === 'time') return { $time: value };
  if (shape.kind === 'blob') return { $blob: value };
  if (shape.kind === 'list' && Array.isArray(value)) return value.map((item: JsonValue) => marked(item, shape.of));
  if (!isJsonObject(value)) return value;
  const partOf = (name: string) => (shape.kind === 'map' ? shape.of : shape.kind === 'structure' ? shape.members.get(name)?.shape : undefined);
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      const part = partOf(name);
      return [name, part === undefined ? item : marked(item, part)];
    }),
  );
}
