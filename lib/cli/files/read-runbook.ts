import { readYaml } from '../../config/yaml-source';
import type { Problem } from '../../problems/problem';
import type { Locate } from '../../runbook/document/read-document';
import { readText } from './read-text';

/** The text of a runbook, parsed. */
export interface RunbookText {
  readonly file: string;
  /** The document; undefined when it is neither YAML nor JSON. */
  readonly value: unknown;
  /** Bytes of the text. */
  readonly bytes: number;
  readonly locate: Locate;
  /** What is wrong with the text itself. */
  readonly problems: readonly Problem[];
}

/**
 * Reads a document of Systems Manager, YAML or JSON, as Systems Manager does.
 *
 * @throws ProblemsError RUN013 for a file that cannot be read
 */
export function readRunbookText(file: string): RunbookText {
  const text = readText(file, (received) => ({
    code: 'RUN013',
    level: 'error',
    where: { file },
    what: 'the runbook cannot be read',
    received,
    allowed: 'a document of Systems Manager Automation in YAML or JSON',
    change: 'name an existing file',
  }));
  const { source, problems } = readYaml(file, text, { looseBrackets: true });
  const locate: Locate = (path) => source?.locate(path) ?? { file };
  return { file, value: source?.value, bytes: Buffer.byteLength(text), locate, problems };
}
