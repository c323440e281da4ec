import { join } from 'node:path';
import { firstDifference } from '../../handover/first-difference';
import { dateWritten } from '../../handover/markdown';
import { isProved } from '../../handover/traceability/requirement';
import type { Problem } from '../../problems/problem';
import { DAY_MS, formatLocalDay, parseLocalDay, type LocalDay } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { changeTogether } from '../files/change-together';
import { documentText } from '../files/handover-files';
import { pathFromRoot } from '../files/path-from-root';
import { traceabilityFiles } from '../files/traceability-files';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';

/** Options of `day2 rtm sync`. */
export interface RtmSyncOptions {
  readonly config: string;
  readonly env?: string;
  /** From the root. */
  readonly requirements: string;
  readonly root: string;
  readonly out: string;
  readonly changeLog: string;
  readonly results?: string;
  readonly date?: LocalDay;
  readonly check?: boolean;
  readonly json?: boolean;
}

/**
 * Writes the traceability matrix and the log of what has no proof; a second run on the same day changes nothing. Requirements 001-15,
 * 001-16.
 *
 * @throws ProblemsError RTM001 and RTM002 for files that hold something else, OUT002 when one cannot be written
 */
export function rtmSync(options: RtmSyncOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal, { readsRunbooks: false });
  if (typeof planned === 'number') return planned;
  const { root } = options;
  const fromRoot = (path: string): string => pathFromRoot(root, path);
  const location = { root, requirements: fromRoot(options.requirements), out: fromRoot(options.out), changeLog: fromRoot(options.changeLog) };
  const day =
    options.date ??
    (options.check === true ? parseLocalDay(dateWritten(documentText(root, location.out) ?? '') ?? '') : undefined) ??
    Math.floor(terminal.now() / DAY_MS);
  const { traced, gaps, files } = traceabilityFiles(planned, { ...location, results: options.results, day });
  const problems = options.check === true ? files.flatMap((each) => staleness(root, each)) : [];
  printProblems(terminal, problems);
  if (options.check !== true)
    changeTogether(files.map(({ path, content, before: text }) => ({ file: join(root, path), content: () => (text === content ? undefined : content) })));
  const proved = traced.filter(isProved).length;
  if (options.json === true) terminal.print(toJson({ version: 1, date: formatLocalDay(day), requirements: traced, gaps, problems }));
  else terminal.print(`${traced.length} requirements: ${proved} are named by a test, ${traced.length - proved} are open`);
  return problems.length > 0 ? EXIT.findings : EXIT.fine;
}

function staleness(
  root: string,
  { path, before, content }: { readonly path: string; readonly before: string | undefined; readonly content: string },
): Problem[] {
  if (before === content) return [];
  const difference = before === undefined ? undefined : firstDifference(before, content);
  return [
    {
      code: 'RTM003',
      level: 'error',
      where: { file: join(root, path), ...(difference !== undefined && { line: difference.line }) },
      what: before === undefined ? 'the matrix or its log is missing' : 'the matrix or its log is stale',
      ...(difference !== undefined && { received: difference.found, allowed: difference.expected }),
      change: 'run day2 rtm sync, and commit what it writes',
    },
  ];
}
