import { main } from '../lib/cli/main';
import { processTerminal } from '../lib/cli/process-terminal';

void main(process.argv.slice(2), processTerminal(process.stdout, process.stderr, process.env)).then((exitCode) => {
  // Not process.exit(): output that is still on its way through a pipe would be cut off.
  process.exitCode = exitCode;
});
