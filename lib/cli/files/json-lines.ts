import { ProblemsError } from '../../problems/problem';
import { isMap } from '../../problems/untyped';
import { changeTogether } from './change-together';

/** Files that record runs: one JSON object a line, and files of JSON beside them. What holds something else is left as it is. */

/**
 * Adds a line to a file of JSON lines, which is made when it is missing.
 *
 * @throws ProblemsError OUT002 when the file cannot be written, OUT003 when it holds something else; nothing is changed then
 */
export function appendJsonLine(file: string, entry: object): void {
  changeTogether([{ file, content: (before) => withJsonLine(file, before, entry, () => false) }]);
}

/**
 * The text of a file of JSON lines with one more; undefined when it has the line already.
 *
 * @throws ProblemsError OUT003 when the file holds something else
 */
export function withJsonLine(
  file: string,
  before: Buffer | undefined,
  entry: object,
  isSame: (entry: Readonly<Record<string, unknown>>) => boolean,
): string | undefined {
  const allowed = 'one JSON object a line';
  const text = before === undefined ? '' : readRecordText(file, before, allowed);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const known = parseJsonObject(line);
    if (known === undefined) throw somethingElse(file, 'this is not a JSON object', allowed, index + 1);
    if (isSame(known)) return undefined;
  }
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}${JSON.stringify(entry)}\n`;
}

/** The text of a file, which has to be UTF-8. */
export function readRecordText(file: string, content: Buffer, allowed: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw somethingElse(file, 'this is not UTF-8 text', allowed);
  }
}

/** A JSON object, or undefined for any other text. */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** That a file is not what it has to be, and is left as it is: OUT003. */
export function somethingElse(file: string, received: string, allowed: string, line?: number): ProblemsError {
  return new ProblemsError([
    {
      code: 'OUT003',
      level: 'error',
      where: { file, line },
      what: 'the file holds something else than a record of runs, and is left as it is',
      received,
      allowed,
      change: 'repair the file, or name another one',
    },
  ]);
}
