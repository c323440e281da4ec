'use strict';

// A checkout runs what esbuild made of its sources, so that `npx day2` needs no build step and does not pay for one
// twice. The result lies in node_modules/.cache/day2 under a hash of everything it was made of.

const { createHash, randomBytes } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync } = require('node:fs');
const { join } = require('node:path');

const ROOT = join(__dirname, '..');
const CACHE = join(ROOT, 'node_modules/.cache/day2');
const ENTRIES = { day2: 'bin/day2.ts', app: 'bin/app.ts', play: 'bin/play.ts' };
/** Builds that are kept: a few branches, worked on in turn. Our choice. */
const KEPT_BUILDS = 4;

/** Runs `bin/<name>.ts`: as built, or as it is where nothing can be built or kept. */
function runBuilt(name) {
  let folder;
  try {
    folder = builtFolder();
  } catch {
    // A read-only checkout, or sources that do not compile, which the loader below says of the line in question.
    require('tsx/cjs');
    require(join(ROOT, ENTRIES[name]));
    return;
  }
  // Source maps are read when a module is loaded, so only who asks for stacks pays for them.
  if (process.env.DAY2_DEBUG !== undefined) process.setSourceMapsEnabled(true);
  require(join(folder, `${name}.js`));
}

/** Where the built code is. A build appears complete or not at all: it is made beside its place and renamed. */
function builtFolder() {
  const folder = join(CACHE, `built-${hashOfSources()}`);
  if (existsSync(folder)) return folder;
  const unfinished = join(CACHE, `unfinished-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(unfinished, { recursive: true });
  try {
    build(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process was faster.
    if (!existsSync(folder)) throw error;
  }
  keepNewest(folder);
  return folder;
}

function hashOfSources() {
  const hash = createHash('sha256').update(ROOT);
  const sources = ['bin', 'lib'].flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, file)));
  for (const file of ['package-lock.json', ...sources.filter((each) => /\.[jt]s$/.test(each)).sort((a, b) => (a < b ? -1 : 1))]) {
    const content = readFileSync(join(ROOT, file));
    hash.update(`\0${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 32);
}

function build(outdir) {
  require('esbuild').buildSync({
    absWorkingDir: ROOT,
    entryPoints: ENTRIES,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    // What is large and rarely needed, and what bundles.
    external: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs', 'cdk-nag', '@aws-sdk/*', 'esbuild'],
    define: { DAY2_LIB: JSON.stringify(join(ROOT, 'lib')) },
    minifyWhitespace: true,
    minifySyntax: true,
    charset: 'utf8',
    sourcemap: true,
    sourcesContent: false,
    tsconfigRaw: {},
    logLevel: 'silent',
  });
}

function keepNewest(folder) {
  utimesSync(folder, new Date(), new Date());
  const builds = readdirSync(CACHE)
    .filter((name) => name.startsWith('built-'))
    .map((name) => join(CACHE, name));
  const age = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  for (const old of builds.sort((a, b) => age(b) - age(a)).slice(KEPT_BUILDS)) rmSync(old, { recursive: true, force: true });
}

module.exports = { runBuilt };
