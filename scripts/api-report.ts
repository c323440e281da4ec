/**
 * The public surface of the package as one file that is reviewed: what is exported from lib/index.ts, with its types, and by
 * `ae-forgotten-export` what others can reach and not name. `npm run golden` rewrites it; reading all declarations takes half a minute
 * of computing, so a long test compares it with what the package was built to, and `npm test` only its names.
 */

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** From the root of the repository. */
export const API_REPORT = 'docs/reference/day2.api.md';

/**
 * The report of API Extractor on declarations that were built.
 *
 * @param folder of a package.json, below which the declarations are and the packages that they name are found
 * @param entryPoint from there: `dist/lib/index.d.ts`
 * @throws Error for declarations that cannot be read
 */
export function apiReport(folder: string, entryPoint: string): string {
  // Large, and only reached for a whole report.
  const { Extractor, ExtractorConfig, ExtractorLogLevel } = require('@microsoft/api-extractor') as typeof import('@microsoft/api-extractor');
  const reports = mkdtempSync(join(folder, 'api-report-'));
  try {
    const declarations = join(folder, entryPoint);
    const config = ExtractorConfig.prepare({
      packageJsonFullPath: join(folder, 'package.json'),
      configObjectFullPath: undefined,
      configObject: {
        projectFolder: folder,
        mainEntryPointFilePath: declarations,
        // It brings its own TypeScript, which reads declarations and no configuration of ours.
        compiler: {
          overrideTsconfig: {
            compilerOptions: {
              target: 'es2022',
              lib: ['es2022'],
              module: 'nodenext',
              moduleResolution: 'nodenext',
              strict: true,
              skipLibCheck: true,
              types: [],
            },
            files: [declarations],
          },
        },
        apiReport: { enabled: true, reportFileName: 'day2.api.md', reportFolder: reports, reportTempFolder: join(reports, 'new') },
        docModel: { enabled: false },
        dtsRollup: { enabled: false },
        tsdocMetadata: { enabled: false },
        newlineKind: 'lf',
        messages: {
          compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
          extractorMessageReporting: {
            default: { logLevel: ExtractorLogLevel.None },
            'ae-forgotten-export': { logLevel: ExtractorLogLevel.None, addToApiReportFile: true },
          },
          tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
        },
      },
    });
    const mistakes: string[] = [];
    const { succeeded } = Extractor.invoke(config, {
      localBuild: true,
      messageCallback: (message) => {
        if (message.logLevel === ExtractorLogLevel.Error) mistakes.push(message.formatMessageWithLocation(folder));
        message.handled = true;
      },
    });
    if (!succeeded) throw new Error(`the declarations cannot be read:\n${mistakes.join('\n')}`);
    // Where something stands in a built file changes with every comment above it.
    return readFileSync(join(reports, 'day2.api.md'), 'utf8').replaceAll(/^(\/\/ \S+\.d\.ts):\d+:\d+ /gm, '$1 ');
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
}

/** Names that a report says are exported, sorted. */
export function namesInReport(report: string): string[] {
  const declared = [...report.matchAll(/^export (?:declare )?(?:abstract )?(?:class|interface|type|function|const|enum) (\w+)/gm)].map(([, name]) => name!);
  return [...new Set(declared)].sort();
}

/** Names that `lib/index.ts` exports, sorted. */
export function namesInIndex(index: string): string[] {
  const lists = [...index.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, list]) => list!.split(','));
  return lists.flatMap((each) => /^\s*(?:type )?(\w+)\s*$/.exec(each)?.[1] ?? []).sort();
}

/** Declarations of the sources as they are, below the checkout, so that they find its packages. */
function emitDeclarations(folder: string): void {
  const commandLine = ['-p', 'tsconfig.build.json', '--emitDeclarationOnly', '--outDir', folder];
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), commandLine, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tsc ended with ${status}:\n${stdout}${stderr}`);
}

if (require.main === module) {
  // Not below node_modules: API Extractor takes what is there for somebody else's, and says of it no more than its names.
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'reports/api-'));
  try {
    emitDeclarations(join(folder, 'dist'));
    writeFileSync(join(folder, 'package.json'), readFileSync(join(ROOT, 'package.json')));
    writeFileSync(join(ROOT, API_REPORT), apiReport(folder, 'dist/lib/index.d.ts'));
    console.log(API_REPORT);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
