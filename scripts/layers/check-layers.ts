/**
 * Holds the code to the rooms of `rooms.ts`. Imports count whether they are of values or of types only, static or not.
 * `npm run lint` runs it; `test/lint/layers.test.ts` proves each rule with code that breaks it.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, posix, sep } from 'node:path';
import { circlesOf } from './circles';
import { MACHINE_EDGES, COMPUTING_BUILT_INS, EXCEPTIONS, ROOMS, type Exception, type Room } from './rooms';
import { readSourceFile, type SourceFile } from './source-file';

/** What the code is held to; the tests hand in rooms of their own. */
export interface LayerRules {
  readonly rooms: Readonly<Record<string, Room>>;
  readonly exceptions: readonly Exception[];
  readonly machineEdges: readonly string[];
}

const RULES: LayerRules = { rooms: ROOMS, exceptions: EXCEPTIONS, machineEdges: MACHINE_EDGES };
const FOLDERS = ['lib', 'bin', 'scripts', 'bench', 'examples', 'test'];

/** Every source file of the repository. */
export function sourceFiles(root: string): SourceFile[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => `${folder}/${path.split(sep).join('/')}`),
  )
    .sort()
    .map((path) => readSourceFile(path, readFileSync(join(root, path), 'utf8')));
}

/** What is wrong, a line for each violation; nothing when all is well. */
export function layerViolations(files: readonly SourceFile[], rules: LayerRules = RULES): string[] {
  const paths = new Set(files.map(({ path }) => path));
  const graph = new Map(files.map((file) => [file.path, file.imports.filter(isRelative).map((specifier) => targetOf(file.path, specifier, paths))]));
  const used = new Set<Exception>();
  return [
    ...upward(rules),
    ...files.filter(({ path }) => path.startsWith('lib/')).flatMap((file) => violationsIn(file, paths, rules, used)),
    ...rules.exceptions
      .filter((each) => !used.has(each))
      .map(({ file, mayImport }) => `lib/${file} has no need of the exception for ${mayImport}: take it out of scripts/layers/rooms.ts`),
    ...rules.machineEdges
      .filter((edge) => !files.some(({ path, machineReads }) => path === `lib/${edge}` && machineReads.length > 0))
      .map((edge) => `lib/${edge} asks the machine for nothing: take it out of scripts/layers/rooms.ts`),
    ...circlesOf(graph).map((circle) => `circle: ${circle.join(' → ')}`),
  ];
}

/** Arrows down only: the declaration itself, so that what it allows can have no circle. */
function upward({ rooms }: LayerRules): string[] {
  const names = Object.keys(rooms);
  return names.flatMap((name, index) =>
    rooms[name]!.rooms.filter((each) => !names.slice(0, index).includes(each)).map(
      (each) => `scripts/layers/rooms.ts: ${name} may import ${each}, which does not stand before it`,
    ),
  );
}

function violationsIn({ path, imports, machineReads }: SourceFile, paths: ReadonlySet<string>, rules: LayerRules, used: Set<Exception>): string[] {
  const file = path.slice('lib/'.length);
  const name = file.includes('/') ? file.split('/')[0]! : undefined;
  // lib/index.ts is the door of the package: it stands above the rooms.
  const room: Room | undefined = name === undefined ? { holds: '', rooms: Object.keys(rules.rooms), packages: [] } : rules.rooms[name];
  if (room === undefined) return [`${path}: ${name} is no room: declare it in scripts/layers/rooms.ts`];
  const excepted = (what: string): boolean => {
    const exception = rules.exceptions.find((each) => each.file === file && each.mayImport === what);
    if (exception !== undefined) used.add(exception);
    return exception !== undefined;
  };
  const forbidden = imports.flatMap((specifier) => {
    const problem = isRelative(specifier)
      ? relativeProblem(targetOf(path, specifier, paths), paths, file, name, room, excepted)
      : packageProblem(specifier, name, room, excepted);
    return problem === undefined ? [] : [`${path}: ${problem}`];
  });
  return [
    ...forbidden,
    ...(rules.machineEdges.includes(file) || room.anyBuiltIn
      ? []
      : machineReads.map((read) => `${path}: ${read} asks the machine: the same input has to give the same output`)),
  ];
}

type IsExcepted = (what: string) => boolean;

function relativeProblem(
  target: string,
  paths: ReadonlySet<string>,
  file: string,
  name: string | undefined,
  room: Room,
  excepted: IsExcepted,
): string | undefined {
  // Data beside the code; the policy of a function is laid there when it is bundled.
  if (target.endsWith('.json') && dirname(target).startsWith(`lib/${name}/`)) return undefined;
  if (!paths.has(target)) return `imports ${target}, which does not exist`;
  if (!target.startsWith('lib/')) return `imports ${target}, outside lib`;
  const [, door] = Object.entries(room.doors ?? {}).find(([folder]) => target.startsWith(`lib/${folder}/`)) ?? [];
  if (door !== undefined && door !== file) return `imports ${target}: of ${name} only lib/${door} may`;
  const other = target.split('/')[1]!;
  if (other === name || room.rooms.includes(other) || excepted(other)) return undefined;
  return `imports ${target}: ${name} may import ${room.rooms.join(', ') || 'no other room'}`;
}

function packageProblem(specifier: string, name: string | undefined, room: Room, excepted: IsExcepted): string | undefined {
  if (isBuiltin(specifier)) {
    if (room.anyBuiltIn || COMPUTING_BUILT_INS.includes(specifier) || excepted(specifier)) return undefined;
    return `imports ${specifier}: of the modules of Node ${name} may import ${COMPUTING_BUILT_INS.join(', ')}`;
  }
  const packageName = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (room.packages.includes(packageName) || excepted(packageName)) return undefined;
  return `imports ${packageName}: ${name} may import ${room.packages.join(', ') || 'no package'}`;
}

const isRelative = (specifier: string): boolean => specifier.startsWith('.');

/** `lib/time/time.ts` for `../../time/time` in `lib/slo/sli/queue.ts`. */
function targetOf(path: string, specifier: string, paths: ReadonlySet<string>): string {
  const target = posix.join(dirname(path), specifier);
  return [`${target}.ts`, `${target}/index.ts`].find((each) => paths.has(each)) ?? target;
}

if (require.main === module) {
  const violations = layerViolations(sourceFiles(join(__dirname, '../..')));
  for (const each of violations) console.error(each);
  if (violations.length > 0) process.exitCode = 1;
}
