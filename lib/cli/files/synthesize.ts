import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { Terminal } from '../terminal';
import { hasCache, keepAssembly, keptAssembly } from './assembly-cache';
import { assemblyKey } from './assembly-key';
import { readCdkJson } from './cdk-json';

/** What is synthesized, and how. */
export interface SynthesisRequest {
  /** Directory of the configuration, given to the app as context `config`. */
  readonly config: string;
  /** The environments that are needed, given to the app as context `env`. Default: all. */
  readonly environments?: readonly string[];
  /** Folders that the app is not made of. */
  readonly except?: readonly string[];
  /** False: made anew, and not kept. Default: true. */
  readonly cache?: boolean;
}

/**
 * Gives `use` an assembly of the app of this folder's `cdk.json`, without any validation: that is the part of `cdk
 * synth`. One that was made before of the same files, settings and environment is used again; where it cannot be kept,
 * or shall not be, it lies in a temporary folder and is removed when `use` is done with it.
 *
 * @throws ProblemsError SYN001 without an app to run, SYN002 when the app fails; its own words are on the error stream
 */
export async function withSynthesizedAssembly<T>(request: SynthesisRequest, terminal: Terminal, use: (directory: string) => T | Promise<T>): Promise<T> {
  const { config, environments, except = [], cache = true } = request;
  const { app, context: written } = readCdkJson();
  const context = { ...(environments !== undefined && { env: environments.join(',') }), ...written, config, validation: false };
  const make = (directory: string) => synthesize(app, context, directory, terminal);
  const key = cache && hasCache() ? assemblyKey({ config, app, context, environmentVariables: terminal.environmentVariables, except }) : undefined;
  if (key !== undefined) return use(keptAssembly(key) ?? keepAssembly(key, make));
  const directory = mkdtempSync(join(tmpdir(), 'day2-cdk-out-'));
  try {
    make(directory);
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** @throws ProblemsError SYN002 */
function synthesize(app: string, context: Readonly<Record<string, unknown>>, directory: string, terminal: Terminal): void {
  const result = spawnSync(app, {
    shell: true,
    encoding: 'utf8',
    // Without the variable CloudFormation's own rules run whatever the context says; it only decides if they fail the app (aws-cdk-lib 2.276).
    env: { ...terminal.environmentVariables, CDK_VALIDATION: 'false', CDK_OUTDIR: resolve(directory), CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  if (result.status === 0) return;
  terminal.printError(`${result.stdout ?? ''}${result.stderr ?? ''}`.trimEnd());
  throw new ProblemsError([failed(app, result.error?.message ?? `exit code ${result.status}`)]);
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
