import { maskContacts } from '../handover/mask-contacts';
import type { Terminal } from './terminal';

/** A terminal on which no e-mail address and no telephone number appears, whoever wrote it where: what a handover prints is copied like its documents. */
export function withoutContacts(terminal: Terminal): Terminal {
  return { ...terminal, print: (text) => terminal.print(maskContacts(text)), printError: (text) => terminal.printError(maskContacts(text)) };
}
