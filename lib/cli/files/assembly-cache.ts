import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onInterrupt } from '../interrupt';

/** Where installed packages keep what they may lose: see find-cache-dir. */
const CACHE = join('node_modules', '.cache', 'day2');
/** What an entry has to hold, written last: the size of each file, bytes. */
const CONTENTS = 'day2-contents.json';
/** Assemblies that are kept: an edit back and forth, and a few environments. Our choice. */
const KEPT_ASSEMBLIES = 6;

/** True where something can be kept: the app has its packages installed beside it. */
export function hasCache(): boolean {
  return existsSync('node_modules');
}

/** The folder of a kept assembly, if it is there with every file that it was kept with. */
export function keptAssembly(key: string): string | undefined {
  const folder = join(CACHE, `assembly-${key}`);
  if (!isComplete(folder)) return undefined;
  touch(folder);
  return folder;
}

/**
 * Makes an assembly and keeps it. It appears complete or not at all: it is made beside its place and renamed; of two
 * processes at the same time, the first one's is kept.
 *
 * @param make writes the assembly into the folder it is given; what it throws is passed on, and nothing is kept
 * @throws Error when the folder of the cache cannot be written
 */
export async function keepAssembly(key: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(CACHE, `assembly-${key}`);
  const unfinished = join(CACHE, `unfinished-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(unfinished, { recursive: true });
  const isMoved = onInterrupt(() => rmSync(unfinished, { recursive: true, force: true }));
  try {
    await make(unfinished);
    writeFileSync(join(unfinished, CONTENTS), JSON.stringify(sizesIn(unfinished)));
    // What is there under this name and is not complete is not in use by anybody.
    if (existsSync(folder) && !isComplete(folder)) rmSync(folder, { recursive: true, force: true });
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!isComplete(folder)) throw error;
  } finally {
    isMoved();
  }
  touch(folder);
  removeOldest();
  return folder;
}

function isComplete(folder: string): boolean {
  try {
    const sizes = Object.entries(JSON.parse(readFileSync(join(folder, CONTENTS), 'utf8')) as Record<string, number>);
    return 'manifest.json' in Object.fromEntries(sizes) && sizes.every(([file, size]) => statSync(join(folder, file)).size === size);
  } catch {
    return false;
  }
}

function sizesIn(folder: string): Record<string, number> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => [file, statSync(join(folder, file))] as const);
  return Object.fromEntries(files.filter(([, status]) => status.isFile()).map(([file, { size }]) => [file, size]));
}

function touch(folder: string): void {
  const now = new Date();
  utimesSync(folder, now, now);
}

function removeOldest(): void {
  const usedAt = (path: string) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const entries = readdirSync(CACHE)
    .filter((name) => name.startsWith('assembly-'))
    .map((name) => join(CACHE, name));
  for (const old of entries.sort((a, b) => usedAt(b) - usedAt(a)).slice(KEPT_ASSEMBLIES)) rmSync(old, { recursive: true, force: true });
}
