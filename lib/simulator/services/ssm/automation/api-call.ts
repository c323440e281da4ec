import { isJsonObject, type JsonObject, type JsonValue } from '../../../../aws/cloudformation/template';
import type { Principal } from '../../../../aws/iam/principal';
import { findOperation } from '../../../../runbook/operations/operation';
import { serviceOfDocument } from '../../../../runbook/operations/service-names';
import type { Caller } from '../../../core/service';
import type { ScriptCall } from './scripts';

/**
 * Calls an operation as a document names it, in a region.
 *
 * @returns the answer as JSON: instants as texts, bytes as text
 */
export function callApi(call: Caller, principal: Principal, { service, operation, input }: ScriptCall, region: string): JsonObject {
  const name = serviceOf(service);
  return asJson(call(principal, name, operationOf(name, operation), input, region)) as JsonObject;
}

/** Public documents write names of services in capitals as well, and AWS takes them. */
function serviceOf(name: string): string {
  return serviceOfDocument(name)?.name ?? name.toLowerCase();
}

/** `GetAlias`, `getAlias`, `get-alias`, `get_alias`: public documents and scripts have all of them. */
function operationOf(service: string, written: string): string {
  if (/^[A-Z]\w*$/.test(written)) return written;
  const found = findOperation(service, written);
  if (!('unknown' in found)) return found.name;
  return written.replace(/(?:^|[-_])([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

function asJson(value: unknown): JsonValue | undefined {
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (value instanceof Uint8Array) return Buffer.from(value).toString();
  if (Array.isArray(value)) return value.map((item) => asJson(item) ?? null);
  if (typeof value !== 'object' || value === null) return value as JsonValue | undefined;
  const entries = Object.entries(value).map(([key, item]) => [key, asJson(item)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

/** What a call is made with besides the members of the operation. */
export function apiOf(inputs: JsonObject, own: readonly string[] = []): ScriptCall {
  const { Service, Api, ...members } = inputs;
  const input = Object.fromEntries(Object.entries(members).filter(([key]) => !own.includes(key)));
  return { service: String(Service), operation: String(Api), input };
}

/** A list of an input; one value is a list of it. */
export function listInput(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [value];
}

/** A map of an input, empty when there is none. */
export function mapInput(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
