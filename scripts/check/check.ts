/**
 * `npm run check`: everything CI asks of a commit. Ends with 0 when every step passed, with 1 otherwise.
 *
 * Steps that keep one processor busy run beside each other; the tests use all of them by themselves.
 */

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { runStages, type Stage, type Step, type Write } from './run-stages';

/** Where `npm run synth` writes the app; what comes after it reads it from there instead of synthesizing it again. */
const ASSEMBLY = 'cdk.out';

const STAGES: readonly Stage[] = [
  // The longest first, and last what uses all processors by itself.
  [script('runbooks'), script('synth'), script('lint'), script('typecheck')],
  [script('test', { environment: { DAY2_SYNTHESIZED: ASSEMBLY } })],
  [script('gameday', { options: ['--assembly', ASSEMBLY] }), script('explore', { options: ['--assembly', ASSEMBLY] })],
];

/**
 * What all steps run with. Game days and tests make hundreds of megabytes of short-lived objects; with young generations of 64 MB
 * instead of 16 V8 collects them a quarter as often, which takes a twentieth off their processor time.
 */
const YOUNG_GENERATION = '--max-semi-space-size';
const NODE_OPTIONS = [process.env.NODE_OPTIONS, process.allowedNodeEnvironmentFlags.has(YOUNG_GENERATION) ? `${YOUNG_GENERATION}=64` : undefined]
  .filter((each) => each !== undefined)
  .join(' ');

/** A script of package.json as a step. */
function script(name: string, { options = [], environment = {} }: { readonly options?: readonly string[]; readonly environment?: object } = {}): Step {
  return {
    name,
    run: (write) => runCommand('npm', ['run', '--silent', name, ...(options.length === 0 ? [] : ['--', ...options])], environment, write),
  };
}

/** Resolves to whether the command ended with 0; one that a signal ended did not. */
function runCommand(command: string, given: readonly string[], environment: object, write: Write): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, given, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_OPTIONS, ...environment } });
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', write);
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

async function main(): Promise<void> {
  const failed = await runStages(STAGES, availableParallelism(), (text) => void process.stdout.write(text));
  if (failed.length > 0) console.error(`\nfailed: ${failed.join(', ')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}

void main();
