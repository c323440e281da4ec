import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { RUNBOOK_FOLDER } from '../../config/package-folder';
import { filesOnDisk } from '../../config/read-directory';
import { checkFiles } from '../../handover/evidence/check-files';
import { fileEvidence, hashOf, MANIFEST, printManifest, readManifest, type FiledEvidence, type NewEvidence } from '../../handover/evidence/manifest';
import { checkTemplates, EVIDENCE_TEMPLATES, INDEX, printIndex, readIndex, TEMPLATES, type IndexedTemplate } from '../../handover/evidence/templates';
import { readSettings } from '../../handover/read-settings';
import type { HandoverSettings } from '../../handover/settings';
import type { OperationsModel } from '../../model/model';
import { ProblemsError, type Problem } from '../../problems/problem';
import { changeTogether } from './change-together';
import { runbookNames } from './runbook-folder';
import { systemErrorText } from './system-error';

/** The folder of evidence of a configuration: what is filed in it, with whatever is wrong with it. */
export interface EvidenceStore {
  readonly folder: string;
  /** In the order of the manifest; empty where there is none. */
  readonly filed: readonly FiledEvidence[];
  /** Bytes of every file below the phases, by its path from the folder. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/**
 * What `handover.yaml` says.
 *
 * @throws ProblemsError with everything that is wrong with it
 */
export function handoverSettings(config: string, { onCall }: Pick<OperationsModel, 'onCall'>): HandoverSettings {
  const runbooks = runbookNames(join(dirname(config), RUNBOOK_FOLDER));
  const { settings, problems } = readSettings(posix.join(config, 'handover.yaml'), filesOnDisk, onCall?.roster, runbooks);
  if (settings === undefined) throw new ProblemsError(problems);
  return settings;
}

/** Where evidence of a configuration is filed. */
export function evidenceFolder(config: string, { evidenceFolder: folder }: Pick<HandoverSettings, 'evidenceFolder'>): string {
  return join(dirname(config), folder);
}

/**
 * Reads a folder of evidence, every byte of it: what is not as it was filed is a problem.
 *
 * @throws ProblemsError EVD010 to EVD013, CFG004 to CFG009 for a manifest or an index that holds something else
 */
export function readEvidenceStore(folder: string): EvidenceStore {
  const filed = manifestOf(folder, bytesOf(join(folder, MANIFEST)));
  const locate = (file: string) => join(folder, file);
  const files = filesBelow(folder);
  const isTemplate = (file: string) => file.startsWith(`${TEMPLATES}/`);
  const stored = files.filter((file) => ![MANIFEST, INDEX].includes(file) && !isTemplate(file));
  const contents = stored.map((file) => [file, readFileSync(locate(file))] as const);
  const hashes = new Map(contents.map(([file, bytes]) => [file, hashOf(bytes)]));
  const sizes = new Map(contents.map(([file, bytes]) => [file, bytes.length]));
  const listed = indexOf(folder, bytesOf(join(folder, INDEX)));
  return { folder, filed, sizes, problems: [...checkFiles(filed, hashes, locate), ...checkTemplates(listed, files.filter(isTemplate), locate)] };
}

/**
 * Files evidence: its bytes as they are, and an entry of the manifest, both or neither. Filed again it is left as it is.
 *
 * @throws ProblemsError EVD006 where another file stands, OUT002 for a folder that cannot be written; nothing is changed then
 */
export function attachEvidence(folder: string, evidence: NewEvidence): FiledEvidence {
  const { file } = fileEvidence([], evidence);
  let entry: FiledEvidence | undefined;
  changeTogether([
    {
      file: join(folder, MANIFEST),
      content: (before) => {
        const filed = manifestOf(folder, before);
        const next = fileEvidence(filed, evidence);
        entry = filed.find((each) => each.file === next.file && each.sha256 === next.sha256) ?? next;
        return entry === next ? printManifest([...filed, next]) : undefined;
      },
    },
    {
      file: join(folder, file),
      content: (before) => {
        if (before === undefined) return evidence.bytes;
        if (hashOf(before) === hashOf(evidence.bytes)) return undefined;
        throw new ProblemsError([otherFile(join(folder, file))]);
      },
    },
  ]);
  return entry!;
}

/**
 * Writes the templates and their index. What stands there already is left as it is.
 *
 * @returns the files of all of them, from the folder
 * @throws ProblemsError OUT002 when one cannot be written; nothing is changed then
 */
export function writeTemplates(folder: string): readonly string[] {
  changeTogether([
    {
      file: join(folder, INDEX),
      content: (before) => {
        const text = printIndex(indexOf(folder, before));
        return before?.toString() === text ? undefined : text;
      },
    },
    ...EVIDENCE_TEMPLATES.map(({ file, content }) => ({
      file: join(folder, file),
      content: (before: Buffer | undefined) => (before === undefined ? content : undefined),
    })),
  ]);
  return [INDEX, ...EVIDENCE_TEMPLATES.map(({ file }) => file)];
}

/**
 * The bytes of a file that is to be attached, with its name.
 *
 * @throws ProblemsError EVD001 when it cannot be read, or its name would not do in a manifest
 */
export function readAttachment(file: string): { readonly name: string; readonly bytes: Buffer } {
  const name = basename(file);
  const isNamed = /^[A-Za-z0-9][\w.-]{0,99}$/.test(name);
  try {
    const bytes = readFileSync(file);
    if (isNamed) return { name, bytes };
  } catch (error) {
    throw new ProblemsError([unattachable(file, systemErrorText(error))]);
  }
  throw new ProblemsError([unattachable(file, name)]);
}

function manifestOf(folder: string, content: Buffer | undefined): readonly FiledEvidence[] {
  if (content === undefined) return [];
  const { evidence, problems } = readManifest(join(folder, MANIFEST), content.toString());
  if (evidence === undefined) throw new ProblemsError(problems);
  return evidence;
}

function indexOf(folder: string, content: Buffer | undefined): readonly IndexedTemplate[] {
  if (content === undefined) return [];
  const { templates, problems } = readIndex(join(folder, INDEX), content.toString());
  if (templates === undefined) throw new ProblemsError(problems);
  return templates;
}

function bytesOf(file: string): Buffer | undefined {
  return existsSync(file) ? readFileSync(file) : undefined;
}

/** Paths from the folder of every file below it. */
function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();
}

function otherFile(file: string): Problem {
  return {
    code: 'EVD006',
    level: 'error',
    where: { file },
    what: 'another file of this name is filed for this phase and day, and nothing was changed',
    allowed: 'the same bytes, or a name of its own',
    change: 'give the file another name: evidence is added to, never replaced',
  };
}

function unattachable(file: string, received: string): Problem {
  return {
    code: 'EVD001',
    level: 'error',
    where: { file },
    what: 'the evidence cannot be read',
    received,
    allowed: 'an existing file whose name is of letters, digits, hyphens, dots and underscores',
    change: 'correct the name of the file',
  };
}
