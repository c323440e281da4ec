import type { RunbookStep } from '../document/document';
import { findOperation, type Operation } from '../operations/operation';
import { serviceOfDocument, type ServiceName } from '../operations/service-names';

/** Inputs that an action with an operation has for itself; all others are members of the operation. */
export const OWN_INPUTS: readonly string[] = ['Service', 'Api', 'PropertySelector', 'DesiredValues'];

const CALLING: readonly string[] = ['aws:executeAwsApi', 'aws:assertAwsResourceProperty', 'aws:waitForAwsResourceProperty'];

/** The operation that a step calls by name, or what is missing; undefined for a step that calls none, or one that is a reference. */
export function calledOperation({
  action,
  inputs,
}: RunbookStep): Operation | { readonly service?: ServiceName; readonly missing: 'service' | 'operation' } | undefined {
  const { Service, Api } = inputs;
  if (!CALLING.includes(action) || typeof Service !== 'string' || typeof Api !== 'string' || `${Service}${Api}`.includes('{{')) return undefined;
  const service = serviceOfDocument(Service);
  if (service === undefined) return undefined;
  const found = findOperation(service.name, Api);
  if (!('unknown' in found)) return found;
  return found.unknown === 'operation' ? { service, missing: 'operation' } : undefined;
}
