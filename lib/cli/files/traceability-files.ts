import { join, resolve } from 'node:path';
import { ACTIVITIES, accountableFor } from '../../handover/input';
import { dateWritten, renderSections } from '../../handover/markdown';
import { changeLogSections, readGaps, readReadiness, updateGaps, type GapEntry, type ReadinessEntry } from '../../handover/traceability/change-log';
import { matrixSections } from '../../handover/traceability/matrix';
import { readRequirements } from '../../handover/traceability/read-requirements';
import type { TracedRequirement } from '../../handover/traceability/requirement';
import { traceRequirements } from '../../handover/traceability/trace';
import { ProblemsError, type Problem } from '../../problems/problem';
import { formatLocalDay, type LocalDay } from '../../time/zoned-time';
import { documentText } from './handover-files';
import { namingFiles, readTestResults } from './naming-files';
import type { PlannedEnvironment } from './operations';
import { readText } from './read-text';

/** Where requirements are traced, and for which day. Paths but the root are from the root. */
export interface TraceabilityLocation {
  readonly root: string;
  readonly requirements: string;
  readonly out: string;
  readonly changeLog: string;
  /** What `jest --json` wrote; absent: nothing is known of the last run. */
  readonly results?: string;
  readonly day: LocalDay;
}

/** What a look at the requirements gives. */
export interface Traceability {
  readonly traced: readonly TracedRequirement[];
  readonly gaps: readonly GapEntry[];
  /** Matrix and log: as they are in the repository, and as they would be written. */
  readonly files: readonly { readonly path: string; readonly before: string | undefined; readonly content: string }[];
}

/** Title of the change log, and the command that writes most of it. */
const CHANGE_LOG_TITLE = 'Requirements change log';
const CHANGE_LOG_WRITER = 'day2 rtm sync';

/** How long somebody has to prove what has come up. Our choice. */
const DAYS_TO_PROVE = 30;

/**
 * Matrix and change log of the requirements of a repository.
 *
 * @throws ProblemsError RTM001 and RTM002 for files that hold something else
 */
export function traceabilityFiles(
  planned: PlannedEnvironment,
  { root, requirements: list, out, changeLog, results: resultFile, day }: TraceabilityLocation,
): Traceability {
  const before = { matrix: documentText(root, out), log: documentText(root, changeLog) };
  const file = join(root, list);
  const read = readRequirements(
    file,
    readText(file, (received) => noList(file, received)),
  );
  if (read.problems.length > 0) throw new ProblemsError(read.problems);
  const results = resultFile === undefined ? new Map() : readTestResults(resultFile, resolve(root));
  const traced = traceRequirements(read.requirements, namingFiles(root, [list, out, changeLog]), results);
  const gaps = updateGaps(readGaps(before.log ?? ''), traced, {
    owner: accountableFor(planned, ACTIVITIES.actions),
    on: formatLocalDay(day),
    deadline: formatLocalDay(day + DAYS_TO_PROVE),
  });
  const { application, environment } = planned.model;
  const front = { application, environment, date: formatLocalDay(day), generatedBy: CHANGE_LOG_WRITER };
  const files = [
    { path: out, before: before.matrix, content: renderSections('Requirements traceability matrix', front, matrixSections(traced)) },
    { path: changeLog, before: before.log, content: renderSections(CHANGE_LOG_TITLE, front, changeLogSections(gaps, readReadiness(before.log ?? ''))) },
  ];
  return { traced, gaps, files };
}

/**
 * A change log with that a service was ready; its gaps and its date stay as they are. The same entry twice changes nothing.
 *
 * @param before its text; undefined where there is none yet
 */
export function withReadiness(
  before: string | undefined,
  entry: ReadinessEntry,
  { application, environment }: { readonly application: string; readonly environment: string },
): string {
  const text = before ?? '';
  const known = readReadiness(text);
  const isKnown = known.some((each) => JSON.stringify(each) === JSON.stringify(entry));
  const front = { application, environment, date: dateWritten(text) ?? entry.on, generatedBy: CHANGE_LOG_WRITER };
  return renderSections(CHANGE_LOG_TITLE, front, changeLogSections(readGaps(text), isKnown ? known : [...known, entry]));
}

function noList(file: string, received: string): Problem {
  return {
    code: 'RTM001',
    level: 'error',
    where: { file },
    what: 'this is no list of requirements',
    received,
    allowed: 'a file of YAML, CSV or Markdown',
    change: 'name the list with --requirements',
  };
}
