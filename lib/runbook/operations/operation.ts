import { SERVICE_DATA } from './service-data';
import { serviceNamed, type ServiceName } from './service-names';
import { Shapes, type Structure } from './shape';

/** An operation of a service. */
export interface Operation {
  readonly service: ServiceName;
  /** As the API writes it: `DescribeOpsItems`. */
  readonly name: string;
  readonly input: Structure;
  readonly output: Structure;
  /** Method and path, of API Gateway alone: its IAM actions and resources are made of them. */
  readonly http?: { readonly method: string; readonly path: string };
}

/**
 * An operation, or what is missing: `service`: nothing is known of it; `operation`: the service has none of that name;
 * `cannot tell`: only some operations of the service are known, and this is not one of them.
 */
export type FoundOperation = Operation | { readonly unknown: 'service' | 'operation' | 'cannot tell' };

interface KnownService {
  readonly isComplete: boolean;
  /** By the name in lower case, without hyphens and underscores: a document may write `listBuckets` or `list-buckets`. */
  readonly names: ReadonlyMap<string, string>;
  readonly shapes: Shapes;
}

const KNOWN = new Map<string, KnownService | undefined>();

/**
 * Looks an operation up.
 *
 * @param service what the account calls the service, see `service-names.ts`
 * @param written name of the operation, whatever the case, with or without hyphens and underscores
 */
export function findOperation(service: string, written: string): FoundOperation {
  const known = knownService(service);
  const named = serviceNamed(service);
  if (known === undefined || named === undefined) return { unknown: 'service' };
  const name = known.names.get(plain(written));
  if (name === undefined) return { unknown: known.isComplete ? 'operation' : 'cannot tell' };
  const [signature, method, path] = /^(?:([A-Z]+) (\S+) )?(\S+) > (\S+)$/.exec(SERVICE_DATA[service]!.operations[name]!)!;
  const [input, , output] = signature.split(' ').slice(-3) as [string, string, string];
  return {
    service: named,
    name,
    input: known.shapes.structure(input),
    output: known.shapes.structure(output),
    ...(method !== undefined && path !== undefined && { http: { method, path } }),
  };
}

/** Names of the operations that are known of a service, sorted; none for a service that nothing is known of. */
export function operationsOf(service: string): readonly string[] {
  return [...(knownService(service)?.names.values() ?? [])];
}

/** Names of the members that an input has to have, sorted. */
export function requiredMembers(input: Structure): readonly string[] {
  return [...input.members].flatMap(([name, { isRequired }]) => (isRequired ? [name] : [])).toSorted();
}

function knownService(service: string): KnownService | undefined {
  if (KNOWN.has(service)) return KNOWN.get(service);
  const data = Object.hasOwn(SERVICE_DATA, service) ? SERVICE_DATA[service] : undefined;
  const known = data && {
    isComplete: data.allOperations !== false,
    names: new Map(Object.keys(data.operations).map((name) => [plain(name), name])),
    shapes: new Shapes(data.shapes),
  };
  KNOWN.set(service, known);
  return known;
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
