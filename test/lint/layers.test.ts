import { join } from 'node:path';
import { layerViolations, sourceFiles, type LayerRules } from '../../scripts/layers/check-layers';
import { PURE_ROOMS, ROOMS } from '../../scripts/layers/rooms';
import { readSourceFile } from '../../scripts/layers/source-file';

const RULES: LayerRules = {
  rooms: {
    ground: { holds: '', rooms: [], packages: ['yaml'] },
    middle: { holds: '', rooms: ['ground'], packages: [] },
    cli: { holds: '', rooms: ['ground', 'middle'], packages: ['@scope/client'], anyBuiltIn: true },
  },
  exceptions: [],
  machineEdges: [],
};

/** Violations of a tree of files, by path. */
function violations(texts: Readonly<Record<string, string>>, rules: Partial<LayerRules> = {}): string[] {
  const files = Object.entries(texts).map(([path, text]) => readSourceFile(path, text));
  return layerViolations(files, { ...RULES, ...rules });
}

test('the repository keeps its rules', () => {
  const files = sourceFiles(join(__dirname, '../..'));
  expect(files.length).toBeGreaterThan(500);
  expect(layerViolations(files)).toEqual([]);
});

test('a pure room may import pure rooms only, and no package but readers of YAML, of schemas and of calendars', () => {
  const pure = PURE_ROOMS.map((name) => ROOMS[name]!);
  expect(pure.flatMap(({ rooms }) => rooms).filter((each) => !PURE_ROOMS.includes(each))).toEqual([]);
  expect([...new Set(pure.flatMap(({ packages }) => packages))]).toEqual(['zod', 'yaml', 'ical.js']);
});

test('a folder with a door is imported by the file that is the door alone, of types too', () => {
  const rooms = { ...RULES.rooms, middle: { holds: '', rooms: ['ground'], packages: [], doors: { 'ground/raw': 'middle/door.ts' } } };
  const texts = { 'lib/middle/a.ts': `import type { X } from '../ground/raw/x';`, 'lib/middle/b.ts': `import { Y } from '../ground/y';` };
  const rest = { 'lib/middle/door.ts': `import { X } from '../ground/raw/x';`, 'lib/ground/raw/x.ts': '', 'lib/ground/y.ts': '' };
  expect(violations({ ...texts, ...rest }, { rooms })).toEqual(['lib/middle/a.ts: imports lib/ground/raw/x.ts: of middle only lib/middle/door.ts may']);
});

describe('arrows down only', () => {
  test.each([
    ['a value', `import { x } from '../middle/x';`],
    ['a type', `import type { X } from '../middle/x';`],
    ['a type among values', `import { type X } from '../middle/x';`],
    ['for its effects', `import '../middle/x';`],
    ['all, re-exported', `export * from '../middle/x';`],
    ['a name, re-exported', `export { x } from '../middle/x';`],
    ['a type, re-exported', `export type { X } from '../middle/x';`],
    ['when asked for', `export const x = import('../middle/x');`],
    ['when asked for, in a template', 'export const x = import(`../middle/x`);'],
    ['a type in place', `export type X = import('../middle/x').X;`],
    ['by require', `export const x = require('../middle/x');`],
    ['by import and require', `import x = require('../middle/x');`],
  ])('importing upward %s', (_, text) => {
    expect(violations({ 'lib/ground/a.ts': text, 'lib/middle/x.ts': '' })).toEqual([
      'lib/ground/a.ts: imports lib/middle/x.ts: ground may import no other room',
    ]);
  });

  test('text that looks like an import is none', () => {
    const text = [
      "const a = './x';",
      "// import '../middle/x';",
      'const b = `',
      "import { c } from '../middle/x';",
      '`;',
      "interface D { readonly from: '../middle/x' }",
    ].join('\n');
    expect(violations({ 'lib/ground/a.ts': text, 'lib/middle/x.ts': '' })).toEqual([]);
  });

  test('downward, within the room and from the door of the package is fine', () => {
    expect(
      violations({
        'lib/ground/a.ts': `import './b';`,
        'lib/ground/b.ts': '',
        'lib/middle/x.ts': `import { a } from '../ground/a';`,
        'lib/index.ts': `export * from './middle/x';`,
        'bin/day2.ts': `import '../lib/middle/x';`,
      }),
    ).toEqual([]);
  });

  test('a room may not import the door of the package, nor anything outside lib', () => {
    expect(violations({ 'lib/ground/a.ts': `import '../index'; import '../../test/t';`, 'lib/index.ts': '', 'test/t.ts': '' })).toEqual([
      'lib/ground/a.ts: imports lib/index.ts: ground may import no other room',
      'lib/ground/a.ts: imports test/t.ts, outside lib',
    ]);
  });

  test('a folder has to be declared, and what is imported has to exist', () => {
    expect(violations({ 'lib/attic/a.ts': '' })).toEqual(['lib/attic/a.ts: attic is no room: declare it in scripts/layers/rooms.ts']);
    expect(violations({ 'lib/ground/a.ts': `import './b';` })).toEqual(['lib/ground/a.ts: imports lib/ground/b, which does not exist']);
  });

  test('the declaration itself points down', () => {
    const rooms = { ground: { holds: '', rooms: ['middle'], packages: [] }, middle: { holds: '', rooms: [], packages: [] } };
    expect(violations({}, { rooms })).toEqual(['scripts/layers/rooms.ts: ground may import middle, which does not stand before it']);
  });
});

describe('no circles', () => {
  test.each([
    ['of values', `import { b } from './b';`, `import { a } from './a';`],
    ['of types', `import type { B } from './b';`, `import type { A } from './a';`],
    ['of types in place', `export type B = import('./b').B;`, `export type A = import('./a').A;`],
    ['of a value and a type', `import { b } from './b';`, `import { type A } from './a';`],
  ])('%s', (_, a, b) => {
    expect(violations({ 'lib/ground/a.ts': a, 'lib/ground/b.ts': b })).toEqual(['circle: lib/ground/a.ts → lib/ground/b.ts → lib/ground/a.ts']);
  });

  test('the shortest way round, and outside lib too', () => {
    const files = { 'test/a.ts': `import './b'; import './c';`, 'test/b.ts': `import './c';`, 'test/c.ts': `import './a';`, 'test/d.ts': `import './a';` };
    expect(violations(files)).toEqual(['circle: test/a.ts → test/c.ts → test/a.ts', 'circle: test/b.ts → test/c.ts → test/a.ts → test/b.ts']);
  });
});

describe('packages and modules of Node', () => {
  test('a package by its room, whatever part of it is imported', () => {
    expect(
      violations({ 'lib/ground/a.ts': `import 'yaml'; import 'yaml/x';`, 'lib/cli/b.ts': `import '@scope/client/x'; import 'node:fs'; import 'fs';` }),
    ).toEqual([]);
    expect(violations({ 'lib/middle/a.ts': `import type { X } from 'yaml';`, 'lib/ground/b.ts': `import '@scope/client';` })).toEqual([
      'lib/middle/a.ts: imports yaml: middle may import no package',
      'lib/ground/b.ts: imports @scope/client: ground may import yaml',
    ]);
  });

  test.each(['node:fs', 'fs', 'node:child_process', 'node:http', 'node:os', 'node:timers', 'node:fs/promises'])('%s reaches outside the process', (name) => {
    expect(violations({ 'lib/ground/a.ts': `import { x } from '${name}';` })).toEqual([
      `lib/ground/a.ts: imports ${name}: of the modules of Node ground may import node:crypto, node:path, node:util`,
    ]);
  });

  test.each(Object.keys(ROOMS))('lib/%s may import what only computes, and reads files only when it is the command line', (room) => {
    const file = `lib/${room}/probe.ts`;
    const rules = { rooms: ROOMS };
    expect(violations({ [file]: `import 'node:crypto'; import 'node:path'; import 'node:util';` }, rules)).toEqual([]);
    for (const name of ['node:fs', 'fs', 'node:child_process', 'node:http', 'node:os', 'node:timers']) {
      expect(violations({ [file]: `import '${name}';` }, rules)).toHaveLength(room === 'cli' ? 0 : 1);
    }
  });
});

describe('exceptions', () => {
  const exceptions = [{ file: 'ground/a.ts', mayImport: 'node:fs', why: 'reads' }];

  test('hold for one file and one module', () => {
    expect(violations({ 'lib/ground/a.ts': `import 'node:fs';` }, { exceptions })).toEqual([]);
    expect(violations({ 'lib/ground/a.ts': `import 'node:fs'; import 'node:os';`, 'lib/ground/b.ts': `import 'node:fs';` }, { exceptions })).toHaveLength(2);
  });

  test('leave when nobody needs them', () => {
    expect(violations({ 'lib/ground/a.ts': '' }, { exceptions })).toEqual([
      'lib/ground/a.ts has no need of the exception for node:fs: take it out of scripts/layers/rooms.ts',
    ]);
  });
});

describe('no room but the commands asks clock, chance, the environment or the terminal', () => {
  test.each(['new Date()', 'Date()', 'Date.now', 'Math.random', 'process.env', 'console.log', 'performance.now'])('%s', (read) => {
    const text = `// oxlint-disable no-restricted-globals\nexport const a = f(${read});`;
    expect(violations({ 'lib/ground/a.ts': text })).toEqual([`lib/ground/a.ts: ${read} asks the machine: the same input has to give the same output`]);
    expect(violations({ 'lib/cli/a.ts': text })).toEqual([]);
    expect(violations({ 'lib/ground/a.ts': text }, { machineEdges: ['ground/a.ts'] })).toEqual([]);
  });

  test.each(['new Date(instant)', 'Date.UTC(2026)', 'postprocess.x', "'https://x.console.aws.amazon.com'"])('%s asks nothing', (expression) => {
    expect(violations({ 'lib/ground/a.ts': `export const a = ${expression};` })).toEqual([]);
  });

  test('an edge that asks nothing any more is named', () => {
    expect(violations({ 'lib/ground/a.ts': '' }, { machineEdges: ['ground/a.ts'] })).toEqual([
      'lib/ground/a.ts asks the machine for nothing: take it out of scripts/layers/rooms.ts',
    ]);
  });
});
