import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { ProblemsError, type Problem } from '../../problems/problem';
import { onInterrupt } from '../interrupt';
import { showProgress } from '../show-progress';
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
  const { app, context: written } = readCdkJson(config);
  const context = { ...(environments !== undefined && { env: environments.join(',') }), ...written, config, validation: false };
  const make = (directory: string) => synthesize(app, context, directory, terminal);
  const key = cache && hasCache() ? assemblyKey({ config, app, context, environmentVariables: terminal.environmentVariables, except }) : undefined;
  if (key !== undefined) return use(keptAssembly(key) ?? (await keepAssembly(key, make)));
  const directory = mkdtempSync(join(tmpdir(), 'day2-cdk-out-'));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const isRemoved = onInterrupt(remove);
  try {
    await make(directory);
    return await use(directory);
  } finally {
    remove();
    isRemoved();
  }
}

/** @throws ProblemsError SYN002 */
async function synthesize(app: string, context: Readonly<Record<string, unknown>>, directory: string, terminal: Terminal): Promise<void> {
  const child = spawn(app, {
    shell: true,
    // A group of its own: an interrupt ends the shell and what it has started.
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without the variable CloudFormation's own rules run whatever the context says; it only decides if they fail the app (aws-cdk-lib 2.276).
    env: { ...terminal.environmentVariables, CDK_VALIDATION: 'false', CDK_OUTDIR: resolve(directory), CDK_CONTEXT_JSON: JSON.stringify(context) },
  });
  const isEnded = onInterrupt(() => endGroup(child));
  const isShown = showProgress('synthesizing the app', terminal);
  const [output, errors, ending] = await Promise.all([text(child.stdout), text(child.stderr), endOf(child)]);
  isShown();
  isEnded();
  if (ending === 'exit code 0') return;
  terminal.printError(`${output}${errors}`.trimEnd());
  throw new ProblemsError([failed(app, ending)]);
}

/** How a process ended, in words. */
function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
}

function endGroup({ pid }: ChildProcess): void {
  if (pid !== undefined) process.kill(process.platform === 'win32' ? pid : -pid);
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
