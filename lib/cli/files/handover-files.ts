import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RUNBOOK_FOLDER } from '../../config/package-folder';
import { filesOnDisk } from '../../config/read-directory';
import { readReferences } from '../../config/read-references';
import { findArtefacts } from '../../handover/artefacts/artefacts';
import type { HandoverFile } from '../../handover/build-documents';
import { kindFacts, type EvidenceKind } from '../../handover/evidence/kinds';
import type { FiledEvidence } from '../../handover/evidence/manifest';
import { NoEvidenceError, readContents, type EvidenceContents } from '../../handover/evidence/read-contents';
import { handoverFacts, type HandoverFacts } from '../../handover/facts';
import { dateWritten, GENERATED_BY } from '../../handover/markdown';
import { readSettings } from '../../handover/read-settings';
import type { Repository } from '../../handover/site/repository';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { Instant } from '../../time/time';
import { DAY_MS, formatLocalDay, parseLocalDay, type LocalDay } from '../../time/zoned-time';
import { evidenceFolder, handoverSettings, readEvidenceStore, type EvidenceStore } from './evidence-store';
import type { PlannedEnvironment } from './operations';
import { readRunbooks } from './read-runbooks';
import { runbookNames } from './runbook-folder';

/** Where a handover is read from, and for which date. */
export interface HandoverLocation {
  /** Directory of the configuration. */
  readonly config: string;
  /** Midnight UTC of the date. */
  readonly at: Instant;
}

/**
 * Everything documents of an environment are made from: `handover.yaml` of the configuration, the runbooks beside it, and what is
 * filed as evidence, all of them from the folder that the configuration stands in.
 *
 * @throws ProblemsError with everything that is wrong with any of them
 */
export function readHandover({ model, plan }: PlannedEnvironment, { config, at }: HandoverLocation): HandoverFacts {
  const settings = handoverSettings(config, model);
  const root = dirname(config);
  const folder = join(root, RUNBOOK_FOLDER);
  const names = runbookNames(folder);
  return handoverFacts({
    at,
    model,
    plan,
    settings,
    runbookFolder: RUNBOOK_FOLDER,
    runbooks:
      names.length === 0 ? [] : readRunbooks(folder).map(({ runbook: { name, facts, document }, cases }) => ({ name, facts, document, cases: cases.length })),
    artefacts: findArtefacts(settings.artefacts, (path) => existsSync(join(root, path))),
    references: readReferences(folder, names, filesOnDisk).references,
    ...evidenceIn(readEvidenceStore(evidenceFolder(config, settings)), plan.environment, formatLocalDay(at / DAY_MS)),
  });
}

/** What evidence says that holds on the date; of several verifications, or looks at the requirements, the last. */
function evidenceIn(
  { folder, filed, problems: changed }: EvidenceStore,
  environment: string,
  date: string,
): Pick<HandoverFacts, 'evidence' | 'rehearsals' | 'figures' | 'verification' | 'budgets' | 'traceability' | 'certificates' | 'activation'> {
  const problems: Problem[] = [...changed];
  const contents: EvidenceContents[] = [];
  const evidence = filed.filter((each) => each.environment === undefined || each.environment === environment);
  for (const each of evidence.filter(({ on, until }) => on <= date && date <= until).toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
    try {
      if (existsSync(join(folder, each.file))) contents.push(readFiled(folder, each));
    } catch (error) {
      if (!(error instanceof ProblemsError)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  const verification = contents.findLast((each) => each.verification !== undefined)?.verification;
  const budgets = contents.findLast((each) => each.budgets !== undefined)?.budgets;
  const traceability = contents.findLast((each) => each.traceability !== undefined)?.traceability;
  return {
    evidence,
    rehearsals: contents.flatMap(({ rehearsals = [] }) => rehearsals),
    figures: contents.flatMap(({ figures }) => figures ?? []),
    certificates: contents.flatMap(({ certificate }) => certificate ?? []),
    activation: contents.flatMap(({ activation }) => activation ?? []),
    ...(verification !== undefined && { verification }),
    ...(budgets !== undefined && { budgets }),
    ...(traceability !== undefined && { traceability }),
  };
}

function readFiled(folder: string, evidence: FiledEvidence): EvidenceContents {
  const file = join(folder, evidence.file);
  return readEvidenceBytes(file, readFileSync(file), evidence);
}

/**
 * What a file of evidence says.
 *
 * @throws ProblemsError HND022 when it is none of its kind
 */
export function readEvidenceBytes(file: string, bytes: Uint8Array, evidence: Pick<FiledEvidence, 'id' | 'kind' | 'on'>): EvidenceContents {
  try {
    return readContents(bytes, evidence);
  } catch (error) {
    if (error instanceof NoEvidenceError) throw new ProblemsError([noEvidence(file, evidence.kind, error.message)]);
    throw error;
  }
}

function noEvidence(file: string, kind: EvidenceKind, received: string): Problem {
  return {
    code: 'HND022',
    level: 'error',
    where: { file },
    what: `this is no evidence of the kind ${kind}`,
    received,
    allowed: kindFacts(kind).holds,
    change: 'record it anew, or name another kind',
  };
}

/** Files that somebody wrote, where documents would stand: what day2 did not write it does not overwrite. */
export function filesOfOthers(out: string, files: readonly HandoverFile[]): readonly Problem[] {
  return files
    .map(({ path }) => join(out, path))
    .filter((file) => existsSync(file) && !readFileSync(file, 'utf8').includes(`\ngenerated-by: ${GENERATED_BY}\n`))
    .map((file) => ({
      code: 'HND032',
      level: 'error',
      where: { file },
      what: 'this file was not generated, and nothing was written',
      allowed: 'a path at which nothing stands, or a document that day2 generated',
      change: 'move it away, or give the document another path in handover.yaml',
    }));
}

/** The text of a document in the repository; undefined where it is missing. */
export function documentText(out: string, path: string): string | undefined {
  const file = join(out, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** The files below a folder; what begins with a dot is of tools, and left out. */
export function repositoryIn(root: string): Repository {
  const isFolder = (path: string) => existsSync(path) && statSync(path).isDirectory();
  return {
    read: (path) => (isFolder(join(root, path)) ? undefined : documentText(root, path)),
    list: (path) => {
      if (!isFolder(join(root, path))) return undefined;
      const entries = readdirSync(join(root, path), { withFileTypes: true }).filter(({ name }) => !name.startsWith('.'));
      return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).sort();
    },
  };
}

/** The date for which the documents in the repository were made, so that a check does not fail because a day has passed. */
export function dateOfDocuments(config: string, out: string): LocalDay | undefined {
  const { settings } = readSettings(join(config, 'handover.yaml'), filesOnDisk, undefined);
  const text = settings === undefined ? undefined : documentText(out, settings.paths.operations);
  return text === undefined ? undefined : parseLocalDay(dateWritten(text) ?? '');
}
