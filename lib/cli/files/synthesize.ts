import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { Terminal } from '../terminal';

/**
 * Synthesizes the app of this folder's `cdk.json` the way the CDK's own command does, validation included, into a
 * temporary folder; it is removed when `use` is done with it.
 *
 * @param config directory of the configuration, given to the app as context `config`
 * @throws ProblemsError SYN001 without an app to run, SYN002 when the app fails; its own words are on the error stream
 */
export async function withSynthesizedAssembly<T>(config: string, terminal: Terminal, use: (directory: string) => T | Promise<T>): Promise<T> {
  const { app, context } = readCdkJson();
  const directory = mkdtempSync(join(tmpdir(), 'day2-cdk-out-'));
  try {
    const result = spawnSync(app, {
      shell: true,
      encoding: 'utf8',
      env: {
        ...terminal.environmentVariables,
        CDK_OUTDIR: directory,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, config }),
      },
    });
    if (result.status !== 0) {
      terminal.printError(`${result.stdout ?? ''}${result.stderr ?? ''}`.trimEnd());
      throw new ProblemsError([failed(app, result.error?.message ?? `exit code ${result.status}`)]);
    }
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readCdkJson(): { readonly app: string; readonly context: Record<string, unknown> } {
  const problem = (what: string): ProblemsError =>
    new ProblemsError([
      {
        code: 'SYN001',
        level: 'error',
        where: { file: 'cdk.json' },
        what,
        allowed: 'a cdk.json with the command of the app, such as { "app": "npx tsx bin/app.ts" }',
        change: 'start the command in the folder of the CDK app, or name an assembly with --assembly',
      },
    ]);
  if (!existsSync('cdk.json')) throw problem('there is no app to synthesize in this folder');
  let content: unknown;
  try {
    content = JSON.parse(readFileSync('cdk.json', 'utf8'));
  } catch {
    throw problem('the file is not JSON');
  }
  const { app, context } = (content ?? {}) as { app?: unknown; context?: unknown };
  if (typeof app !== 'string') throw problem('the file names no app');
  return { app, context: typeof context === 'object' && context !== null ? { ...context } : {} };
}

function failed(app: string, received: string): Problem {
  return {
    code: 'SYN002',
    level: 'error',
    where: { file: 'cdk.json', path: 'app' },
    what: `the app could not be synthesized: ${app}`,
    received,
    allowed: 'exit code 0',
    change: 'correct what the app reports above',
  };
}
