import type { Roster } from '../../incident/roster/roster';
import { notAmong } from '../not-among';
import { EXIT, type Terminal } from '../terminal';

/**
 * Who asks: `--by`, or DAY2_RESPONDER. Nobody else than people of the roster: whoever asks is named in the record for
 * ever. A refusal is printed, and the exit code of the command is returned in its place. Fault F17.
 */
export function requireResponder(by: string | undefined, { people }: Roster, terminal: Terminal): string | number {
  const person = by ?? terminal.environmentVariables.DAY2_RESPONDER ?? '';
  if (person === '') {
    terminal.printError('nobody is named who does this: give a person of the roster with --by, or set DAY2_RESPONDER');
    return EXIT.usage;
  }
  const known = people.map(({ id }) => id);
  if (known.includes(person)) return person;
  terminal.printError(`${notAmong('person', person, known)}; nothing was done`);
  return EXIT.findings;
}
