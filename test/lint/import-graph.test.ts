import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { LAYERS, PURE_BUILT_INS, READING_EDGES } from '../helpers/layers';

/**
 * The second lock on the direction of imports, beside the linter: it reads every file of lib/ and also sees what the
 * linter's rule does not, such as `import()` and the types in it.
 */

const LIB = join(__dirname, '../../lib');

/** Besides the edges of the lint configuration, these say for themselves why they have to look at the disk. */
const MAY_READ_FILES: readonly string[] = [...READING_EDGES, 'constructs/handler-code.ts', 'constructs/template-checks-plugin.ts'];

/** Functions of a simulated account run in a realm of their own, and need a turn of the event loop to get on. */
const RUNS_FUNCTIONS: Readonly<Record<string, string>> = {
  'simulator/services/lambda/microtasks.ts': 'node:timers/promises',
  'simulator/services/lambda/realm.ts': 'node:vm',
};

/** The edge of a function that is not told the time with its event: it asks, and hands the answer in. */
const FUNCTION_EDGES: readonly string[] = ['handlers/incident-engine/handler.ts'];

/** Packages that a single file may reach for, and why it is no dependency: a checkout bundles, a package brings bundles. */
const ONLY_HERE: Readonly<Record<string, string>> = { 'constructs/handler-code.ts': 'esbuild' };

interface SourceFile {
  /** From lib/, with `/`. */
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const files: SourceFile[] = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()
  .map((path) => {
    const text = readFileSync(join(LIB, path), 'utf8');
    const slashed = path.split(sep).join('/');
    return { path: slashed, folder: slashed.includes('/') ? slashed.split('/')[0]! : '', text, imports: importsIn(text) };
  });

/** Every module a source text names: static, for types only, for effects only, re-exported, dynamic, required. */
function importsIn(text: string): string[] {
  const static_ = text.matchAll(/^(?:import\s*|(?:import|export)\b[\w\s{},*$]*\bfrom\s*)['"]([^'"]+)['"]/gm);
  const dynamic = text.matchAll(/\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g);
  return [...static_, ...dynamic].map(([, specifier]) => specifier!);
}

/** `time/time.ts` for `../../time/time` in `slo/sli/queue.ts`. */
function resolveImport(file: SourceFile, specifier: string): string {
  return `${relative(LIB, resolve(LIB, dirname(file.path), specifier)).split(sep).join('/')}.ts`;
}

const packageOf = (specifier: string): string => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

const inLayers = files.filter(({ folder }) => folder !== '');

test('every folder of lib has its rules', () => {
  expect(inLayers.length).toBeGreaterThan(50);
  expect([...new Set(inLayers.map(({ folder }) => folder))].filter((folder) => !(folder in LAYERS))).toEqual([]);
});

test.each(Object.entries(LAYERS))('%s imports no folder and no package it may not', (folder, layer) => {
  const forbidden = inLayers
    .filter((file) => file.folder === folder)
    .flatMap((file) =>
      file.imports
        .filter((specifier) => {
          if (specifier.startsWith('.')) {
            const target = resolveImport(file, specifier).split('/')[0]!;
            return target !== folder && !layer.folders.includes(target);
          }
          const name = packageOf(specifier);
          return !specifier.startsWith('node:') && !layer.packages.includes(name) && ONLY_HERE[file.path] !== name;
        })
        .map((specifier) => `${file.path}: ${specifier}`),
    );
  expect(forbidden).toEqual([]);
});

test('only the reading edges and the commands reach outside the process', () => {
  const forbidden = inLayers
    .filter(({ folder, path }) => folder !== 'cli' && !MAY_READ_FILES.includes(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter((each) => each.startsWith('node:') && !(PURE_BUILT_INS as readonly string[]).includes(each) && RUNS_FUNCTIONS[path] !== each)
        .map((each) => `${path}: ${each}`),
    );
  expect(forbidden).toEqual([]);
  for (const edge of MAY_READ_FILES) expect(files.find(({ path }) => path === edge)?.imports).toContain('node:fs');
});

test('nothing reachable from a pure room lies outside the pure rooms', () => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const pure = (path: string): boolean => /^(time|problems|aws|slo|incident|model)\//.test(path);
  const reached = new Set<string>();
  const follow = (path: string): void => {
    const file = byPath.get(path);
    if (file === undefined) throw new Error(`${path} is imported and does not exist`);
    if (reached.has(path)) return;
    reached.add(path);
    for (const specifier of file.imports) if (specifier.startsWith('.')) follow(resolveImport(file, specifier));
  };
  for (const file of files) if (pure(file.path)) follow(file.path);
  expect(reached.size).toBeGreaterThan(20);
  expect([...reached].filter((path) => !pure(path))).toEqual([]);
});

test('no file of lib asks a clock, chance, the environment or the terminal, except the commands', () => {
  const asks = /\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])Date\(\s*\)|\bMath\.random\b|\bprocess\.|(?<![.\w])console\.|\bperformance\.now\b/;
  expect(inLayers.filter(({ folder, text }) => folder !== 'cli' && asks.test(withoutComments(text))).map(({ path }) => path)).toEqual(FUNCTION_EDGES);
  for (const text of ['Date.now()', 'new Date()', 'f(Date())', 'Math.random()', 'process.env', 'console.log']) expect(text).toMatch(asks);
  for (const text of ['new Date(instant)', 'Date.UTC(2026)', 'postprocess.x', 'https://x.console.aws.amazon.com']) expect(text).not.toMatch(asks);
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, '').replace(/(?<!:)\/\/.*$/gm, '');
}

test('every way to import is seen', () => {
  const text = [
    "import a from './a';",
    "import type { B } from './b';",
    "import './c';",
    "export * from './d';",
    "export { e, type E } from './e';",
    "import {\n  f,\n  g,\n} from './f';",
    "const h = await import('./h');",
    "type I = import('./i').I;",
    "const j = require('./j');",
    "const notAnImport = './x';",
    "export interface NotAnImport {\n  readonly from: './y';\n}",
  ].join('\n');
  expect(importsIn(text).sort()).toEqual(['./a', './b', './c', './d', './e', './f', './h', './i', './j']);
});
