import { ACTIONS } from '../document/actions';
import type { RunbookStep } from '../document/document';
import { findOperation, type Operation } from '../operations/operation';
import { serviceOfDocument, type ServiceName } from '../operations/service-names';

/** The operation that a step calls by name, or the service that has none of the name; undefined where that cannot be told. */
export function calledOperation({ action, inputs }: RunbookStep): Operation | { readonly missingIn: ServiceName } | undefined {
  const { Service, Api } = inputs;
  if (ACTIONS[action]?.takesApiMembers !== true || typeof Service !== 'string' || typeof Api !== 'string' || `${Service}${Api}`.includes('{{'))
    return undefined;
  const service = serviceOfDocument(Service);
  if (service === undefined) return undefined;
  const found = findOperation(service.name, Api);
  if (!('unknown' in found)) return found;
  return found.unknown === 'operation' ? { missingIn: service } : undefined;
}
