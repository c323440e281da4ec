import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import type { Script, ScriptAnswer, ScriptRound, ScriptRunner } from '../../simulator/services/ssm/automation/scripts';
import { PYTHON_HARNESS } from './python-harness';

/** Seconds one round of a script may take. */
const MAX_SECONDS = 20;
const MAX_OUTPUT_BYTES = 4_000_000;

/**
 * Runs Python scripts of Automation documents with the `python3` of the machine: each round is a process without the variables of
 * this one, whose boto3 hands calls to whoever asks, and which ends when it would use the network, start a process or write a file.
 * What came of a round is kept: the same script and answers come to the same, and a proof asks for it many times.
 *
 * @param command what to start
 */
export function pythonRunner(command = 'python3'): ScriptRunner {
  // A version manager may stand behind the command, which is slow: ask once where the interpreter is.
  let interpreter: string | undefined;
  const known = new Map<string, ScriptRound>();
  const run: ScriptRunner = (script, answers) => {
    if (!script.runtime.startsWith('python')) return { kind: 'not run', why: `runtime ${script.runtime}` };
    interpreter ??= whereIs(command);
    return interpreter === undefined ? { kind: 'not run', why: `there is no ${command}` } : runRound(interpreter, script, answers);
  };
  return (script, answers) => {
    const key = JSON.stringify([script, answers]);
    const round = known.get(key) ?? run(script, answers);
    known.set(key, round);
    return round;
  };
}

function whereIs(command: string): string | undefined {
  const { status, stdout } = spawnSync(command, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

function runRound(interpreter: string, script: Script, answers: readonly ScriptAnswer[]): ScriptRound {
  const ended = spawnSync(interpreter, ['-S', '-s', '-c', PYTHON_HARNESS], {
    cwd: '/',
    input: JSON.stringify({ ...script, answers }),
    encoding: 'utf8',
    env: { PYTHONDONTWRITEBYTECODE: '1', PYTHONHASHSEED: '0', TZ: 'UTC' },
    timeout: MAX_SECONDS * 1_000,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  return roundOf(ended);
}

function roundOf({ error, status, stdout }: SpawnSyncReturns<string>): ScriptRound {
  if (error !== undefined) return { kind: 'not run', why: error.message };
  try {
    return JSON.parse(stdout) as ScriptRound;
  } catch {
    return { kind: 'not run', why: `python3 ended with ${status} and said nothing of the script` };
  }
}
