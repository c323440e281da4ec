import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { RUNBOOK_FOLDER } from '../../config/package-folder';
import { filesOnDisk } from '../../config/read-directory';
import { readReferences } from '../../config/read-references';
import type { HandoverFile } from '../../handover/build-documents';
import { handoverFacts, type HandoverFacts } from '../../handover/facts';
import type { Rehearsal } from '../../handover/input';
import { GENERATED_BY } from '../../handover/markdown';
import { hasFigures, NoEvidenceError, readFigures, readRehearsals } from '../../handover/read-rehearsals';
import { readSettings } from '../../handover/read-settings';
import type { DatedEvidence, MeasuredFigures } from '../../handover/settings';
import { ProblemsError, type Problem } from '../../problems/problem';
import type { Instant } from '../../time/time';
import type { PlannedEnvironment } from './operations';
import { readRunbooks } from './read-runbooks';
import { readText } from './read-text';
import { runbookNames } from './runbook-folder';

/** Where a handover is read from, and for which date. */
export interface HandoverLocation {
  /** Directory of the configuration. */
  readonly config: string;
  /** Midnight UTC of the date. */
  readonly at: Instant;
}

/**
 * Everything documents of an environment are made from: `handover.yaml` of the configuration, the runbooks beside it, and the files
 * of evidence that it names, all of them from the folder that the configuration stands in.
 *
 * @throws ProblemsError with everything that is wrong with any of them
 */
export function readHandover({ model, plan }: PlannedEnvironment, { config, at }: HandoverLocation): HandoverFacts {
  const { settings, problems } = readSettings(posix.join(config, 'handover.yaml'), filesOnDisk, model.onCall?.roster);
  if (settings === undefined) throw new ProblemsError(problems);
  const root = dirname(config);
  const folder = join(root, RUNBOOK_FOLDER);
  const names = runbookNames(folder);
  return handoverFacts({
    at,
    model,
    plan,
    settings,
    runbookFolder: RUNBOOK_FOLDER,
    runbooks: names.length === 0 ? [] : readRunbooks(folder).map(({ runbook: { name, facts }, cases }) => ({ name, facts, cases: cases.length })),
    references: readReferences(folder, names, filesOnDisk).references,
    ...evidenceIn(root, settings.evidence),
  });
}

/** What was rehearsed and measured, of all evidence. */
function evidenceIn(root: string, evidence: readonly DatedEvidence[]): Pick<HandoverFacts, 'rehearsals' | 'figures'> {
  const problems: Problem[] = [];
  const rehearsals: Rehearsal[] = [];
  const figures: MeasuredFigures[] = [];
  for (const each of evidence) {
    const file = join(root, each.file);
    try {
      const text = readText(file, (reason) => noEvidence(file, reason));
      if (hasFigures(each)) figures.push(readFigures(text, each));
      else rehearsals.push(...readRehearsals(text, each));
    } catch (error) {
      if (error instanceof ProblemsError) problems.push(...error.problems);
      else if (error instanceof NoEvidenceError) problems.push(noEvidence(file, error.message));
      else throw error;
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return { rehearsals, figures };
}

function noEvidence(file: string, received: string): Problem {
  return {
    code: 'HND022',
    level: 'error',
    where: { file },
    what: 'this is not the evidence that handover.yaml says',
    received,
    allowed: 'what day2 gameday --json or day2 runbook test --json printed, or the figures that its kind asks for',
    change: 'record it anew, or correct its kind and file in handover.yaml',
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
