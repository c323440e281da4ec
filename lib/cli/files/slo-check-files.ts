import { existsSync, readFileSync } from 'node:fs';
import { isMap } from '../../problems/untyped';
import type { SloCheckRecord } from '../commands/slo-check-record';
import { changeTogether } from './change-together';
import { parseJsonObject, readRecordText, somethingElse, withJsonLine } from './json-lines';
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
    { file: log, content: (before) => withJsonLine(log, before, record, (entry) => entry['run'] === record.run) },
  ]);
}

function withRun(file: string, before: Buffer | undefined, record: SloCheckRecord): string | undefined {
  const allowed = 'a manifest: JSON with an object as its root';
  const text = before === undefined ? '{}\n' : readRecordText(file, before, allowed);
  const manifest = parseJsonObject(text);
  if (manifest === undefined) throw somethingElse(file, 'this is not a JSON object', allowed);
  const runs = Object.hasOwn(manifest, RUNS) ? manifest[RUNS] : {};
  if (!isMap(runs)) throw somethingElse(file, `its member ${RUNS} is not an object`, allowed);
  return Object.hasOwn(runs, record.run) ? undefined : addMember(text, RUNS, record.run, record);
}

/**
 * What a manifest holds; undefined where there is none.
 *
 * @throws ProblemsError OUT003 when it is no JSON object
 */
export function readSloManifest(file: string): unknown {
  if (!existsSync(file)) return undefined;
  const allowed = 'a manifest: JSON with an object as its root';
  const manifest = parseJsonObject(readRecordText(file, readFileSync(file), allowed));
  if (manifest === undefined) throw somethingElse(file, 'this is not a JSON object', allowed);
  return manifest;
}
