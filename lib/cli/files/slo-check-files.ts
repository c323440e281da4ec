import { ProblemsError } from '../../problems/problem';
import { isMap } from '../../problems/untyped';
import type { SloCheckRecord } from '../commands/slo-check-record';
import { changeTogether } from './change-together';
import { addMember } from './json-members';

/** Where a run is recorded. */
export interface SloCheckFiles {
  /** JSON; runs are members of its `sloChecks`, by their key. Everything else in it is kept as it is. */
  readonly manifest: string;
  /** JSON Lines; a run is one more line. */
  readonly log: string;
}

/** The member of a manifest that holds the runs. */
const RUNS = 'sloChecks';

/**
 * Records a run in the manifest and in the validation log, in both or in neither. A file that knows the run already is
 * left as it is, so a run may be recorded again.
 *
 * @throws ProblemsError OUT002 when a file cannot be written, OUT003 when one holds something else; nothing is changed then
 */
export function recordSloCheck(record: SloCheckRecord, { manifest, log }: SloCheckFiles): void {
  changeTogether([
    { file: manifest, content: (before) => withRun(manifest, before, record) },
    { file: log, content: (before) => withLine(log, before, record) },
  ]);
}

function withRun(file: string, before: Buffer | undefined, record: SloCheckRecord): string | undefined {
  const allowed = 'a manifest: JSON with an object as its root';
  const text = before === undefined ? '{}\n' : readText(file, before, allowed);
  const manifest = parseObject(text);
  if (manifest === undefined) throw somethingElse(file, 'this is not a JSON object', allowed);
  const runs = Object.hasOwn(manifest, RUNS) ? manifest[RUNS] : {};
  if (!isMap(runs)) throw somethingElse(file, `its member ${RUNS} is not an object`, allowed);
  return Object.hasOwn(runs, record.run) ? undefined : addMember(text, RUNS, record.run, record);
}

function withLine(file: string, before: Buffer | undefined, record: SloCheckRecord): string | undefined {
  const allowed = 'a validation log: one JSON object a line';
  const text = before === undefined ? '' : readText(file, before, allowed);
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const entry = parseObject(line);
    if (entry === undefined) throw somethingElse(file, 'this is not a JSON object', allowed, index + 1);
    if (entry['run'] === record.run) return undefined;
  }
  const end = text === '' || text.endsWith('\n') ? '' : '\n';
  return `${text}${end}${JSON.stringify(record)}\n`;
}

function readText(file: string, content: Buffer, allowed: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw somethingElse(file, 'this is not UTF-8 text', allowed);
  }
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isMap(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function somethingElse(file: string, received: string, allowed: string, line?: number): ProblemsError {
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
