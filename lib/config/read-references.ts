import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import type { RunbookReference } from '../runbook/library/reference';
import { RUNBOOK_SHAPE_CODES } from './read-runbook';
import { readSource, type ConfigurationFiles } from './read-source';
import { referencesSchema } from './reference-schema';
import { translateIssues } from './translate-issues';
import type { YamlSource } from './yaml-source';

const FILE = 'references.yaml';

/** References as they were read, and what is wrong with them. */
export interface ReadReferences {
  readonly references: readonly RunbookReference[];
  readonly problems: readonly Problem[];
}

/**
 * Reads `references.yaml` from the folder of runbooks; there are none where there is no such file. A reference to a file or a runbook
 * that is not there is an error, one to an address a warning: nobody checks what stands there.
 *
 * @param folder with forward slashes
 * @param runbooks names of the runbooks there
 */
export function readReferences(folder: string, runbooks: readonly string[], files: ConfigurationFiles): ReadReferences {
  if (!namesIn(folder, files).includes(FILE)) return { references: [], problems: [] };
  const { source, problems } = readSource(`${folder}/${FILE}`, files);
  if (source === undefined) return { references: [], problems };
  const parsed = referencesSchema.safeParse(source.value);
  if (!parsed.success) return { references: [], problems: [...problems, ...translateIssues(source, parsed.error.issues, RUNBOOK_SHAPE_CODES)] };
  const references = parsed.data.references.map(({ title, runbook, document, external, for: categories = [] }): RunbookReference => {
    if (runbook !== undefined) return { kind: 'ssm', title, at: runbook, categories };
    return document === undefined ? { kind: 'external', title, at: external!, categories } : { kind: 'document', title, at: document, categories };
  });
  const found = references.flatMap((reference, index) => problemOf(reference, ['references', index], source, { folder, runbooks, files }) ?? []);
  return { references, problems: [...problems, ...found] };
}

interface Surroundings {
  readonly folder: string;
  readonly runbooks: readonly string[];
  readonly files: ConfigurationFiles;
}

function problemOf({ kind, at }: RunbookReference, path: readonly (string | number)[], source: YamlSource, around: Surroundings): Problem | undefined {
  const where = (key: string) => source.locate([...path, key]);
  switch (kind) {
    case 'external':
      return {
        code: 'RUN006',
        level: 'warning',
        where: where('external'),
        what: 'what stands at an address is checked by nobody',
        received: at,
        change: 'keep a copy beside the runbooks, if it has to be there when the network is not',
      };
    case 'document': {
      const file = `${parentOf(around.folder)}${at}`;
      if (namesIn(parentOf(file).slice(0, -1) || '.', around.files).includes(file.slice(parentOf(file).length))) return undefined;
      return {
        code: 'RUN005',
        level: 'error',
        where: where('document'),
        what: `there is no file ${file}`,
        received: at,
        allowed: 'a path from the folder that the runbooks stand in',
        change: 'correct the path, or remove the reference',
      };
    }
    case 'ssm': {
      if (around.runbooks.includes(at)) return undefined;
      const meant = didYouMean(at, around.runbooks);
      return {
        code: 'RUN005',
        level: 'error',
        where: where('runbook'),
        what: `there is no runbook ${at}`,
        received: at,
        allowed: around.runbooks.join(', '),
        change: meant === undefined ? 'correct the name, or remove the reference' : `write ${meant}`,
      };
    }
  }
}

/** With its slash; empty for what has no folder. */
function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function namesIn(folder: string, files: ConfigurationFiles): readonly string[] {
  try {
    return files.listFiles(folder);
  } catch {
    return [];
  }
}
