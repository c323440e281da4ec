import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { clearAway } from '../lib/cli/interrupt';
import { main } from '../lib/cli/main';
import { processTerminal } from '../lib/cli/process-terminal';

const terminal = processTerminal(process.stdout, process.stderr, process.env, process.stdin);
// Beside this file in a checkout, in its built code and in a package alike.
const players = { script: join(__dirname, 'play.js'), atMost: availableParallelism() };

// Threads end with the process; folders and other processes do not. Exit codes as a shell has them: 128 and the signal.
for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const) {
  process.once(signal, () => {
    clearAway();
    process.exit(exitCode);
  });
}

void main(process.argv.slice(2), { ...terminal, players }).then((exitCode) => {
  // Not process.exit(): output that is still on its way through a pipe would be cut off.
  process.exitCode = exitCode;
});
