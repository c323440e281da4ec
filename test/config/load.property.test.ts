import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { loadConfiguration, type LoadedConfiguration } from '../../lib/config/load';
import { hasErrors } from '../../lib/problems/problem';
import { filesInMemory } from '../helpers/files-in-memory';

const SHIPPED = join(__dirname, '../../config');
const ENVIRONMENTS = readdirSync(join(SHIPPED, 'environments')).map((name) => `environments/${name}`);
const PATHS = ['operations.yaml', 'on-call.yaml', 'maintenance.yaml', ...ENVIRONMENTS];

function shipped(): Map<string, string> {
  return new Map(PATHS.map((path) => [path, readFileSync(join(SHIPPED, path), 'utf8')]));
}

function load(path: string, text: string): LoadedConfiguration {
  return loadConfiguration({ directory: 'config', ...filesInMemory('config', shipped().set(path, text)) });
}

/** What must hold for any input at all. */
function expectHonest(loaded: LoadedConfiguration): void {
  for (const problem of loaded.problems) {
    expect(problem.code).toMatch(/^CFG\d{3}$/);
    expect(problem.where.file).toMatch(/^config\/\S+$/);
    expect(problem.what).not.toMatch(/undefined|\[object|^$/);
    expect(problem.change).not.toMatch(/undefined|\[object|^$/);
  }
  expect(loaded.models).toHaveLength(hasErrors(loaded.problems) ? 0 : ENVIRONMENTS.length);
}

/** Every map and list of a document, with the keys or indexes it has. */
function containers(value: unknown): { readonly node: Record<string, unknown>; readonly key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const node = value as Record<string, unknown>;
  return Object.keys(node).flatMap((key) => [{ node, key }, ...containers(node[key])]);
}

const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constantFrom(null, {}, [], '__proto__', 'constructor', '99999999999999999999d', 1e308, -0, '${AWS::Region}'),
  fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
);

const mutation = fc.record({
  path: fc.constantFrom(...PATHS),
  kind: fc.constantFrom('delete', 'replace', 'rename', 'add', 'copy'),
  at: fc.nat(),
  other: fc.nat(),
  name: fc.oneof(fc.string(), fc.constantFrom('toString', 'constructor', 'id', 'source', 'targt', '__proto__')),
  value: anything,
});
type Mutation = typeof mutation extends fc.Arbitrary<infer Value> ? Value : never;

function mutate({ path, kind, at, other, name, value }: Mutation): string {
  const document: unknown = parse(shipped().get(path) ?? '');
  const locations = containers(document);
  const { node, key } = locations[at % locations.length]!;
  if (kind === 'delete') delete node[key];
  if (kind === 'replace') node[key] = value;
  if (kind === 'rename') {
    const moved = node[key];
    delete node[key];
    Object.defineProperty(node, name, { value: moved, enumerable: true, configurable: true });
  }
  if (kind === 'add') Object.defineProperty(node, name, { value, enumerable: true, configurable: true });
  if (kind === 'copy') {
    const from = locations[other % locations.length]!;
    node[key] = structuredClone(from.node[from.key]);
  }
  return stringify(document, { aliasDuplicateObjects: false });
}

describe('any input', () => {
  test('a shipped file with one part deleted, replaced, renamed, added or copied gives models or problems, never a crash', () => {
    fc.assert(
      fc.property(mutation, (change) => {
        expectHonest(load(change.path, mutate(change)));
      }),
      { numRuns: 80 },
    );
  });

  test('a shipped file with garbage in its text gives models or problems, never a crash', () => {
    const garbage = fc.oneof(
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('\t', '\n---\n', '&a ', '*a', '!!binary ', '{', '[[', '%YAML 1.1\n---\n', '? ', '\0', '\r', '<<: ', '"'),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), fc.nat(), fc.nat({ max: 40 }), garbage, (path, at, removed, inserted) => {
        const text = shipped().get(path) ?? '';
        const start = at % (text.length + 1);
        expectHonest(load(path, text.slice(0, start) + inserted + text.slice(start + removed)));
      }),
      { numRuns: 80 },
    );
  });

  test('a file of nothing but noise gives problems, never a crash', () => {
    const noise = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.stringMatching(/^[-[\]{}:,?&*!|>'"%@`#\s\w]{0,200}$/),
      fc.tuple(fc.constantFrom('[', '{', '- ', '? ', '{a: '), fc.nat({ max: 20_000 })).map(([part, n]) => part.repeat(n)),
    );
    fc.assert(
      fc.property(fc.constantFrom(...PATHS), noise, (path, text) => {
        const loaded = load(path, text);
        expectHonest(loaded);
        expect(loaded.models).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(mutation, (change) => {
        const text = mutate(change);
        expect(JSON.stringify(load(change.path, text))).toBe(JSON.stringify(load(change.path, text)));
      }),
      { numRuns: 20 },
    );
  });
});
