import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { main } from '../lib/cli/main';
import { processTerminal } from '../lib/cli/process-terminal';

const terminal = processTerminal(process.stdout, process.stderr, process.env, process.stdin);
// Beside this file in a checkout, in its built code and in a package alike.
const players = { script: join(__dirname, 'play.js'), atMost: availableParallelism() };

void main(process.argv.slice(2), { ...terminal, players }).then((exitCode) => {
  // Not process.exit(): output that is still on its way through a pipe would be cut off.
  process.exitCode = exitCode;
});
