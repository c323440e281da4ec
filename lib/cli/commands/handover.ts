import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { markdownFiles, type HandoverFile } from '../../handover/build-documents';
import { deadLinks } from '../../handover/check-links';
import { firstDifference } from '../../handover/first-difference';
import { dateOf } from '../../handover/input';
import { hasErrors, type Problem } from '../../problems/problem';
import { DAY_MS, type LocalDay } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { changeTogether } from '../files/change-together';
import { dateOfDocuments, documentText, filesOfOthers, readHandover } from '../files/handover-files';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';

/** Options of `day2 handover`. */
export interface HandoverOptions {
  readonly config: string;
  readonly env?: string;
  /** Default: the folder that the configuration stands in. */
  readonly out?: string;
  /** Default: today; of a check, the date of the documents. */
  readonly date?: LocalDay;
  readonly check?: boolean;
  readonly json?: boolean;
}

/**
 * Writes every document of the handover of an environment, or says which of those in the repository are stale: exit code 0 when all
 * are there and current, 1 otherwise. Requirements 000-16, 001-19.
 *
 * @throws ProblemsError for what documents cannot be made from, OUT002 when one cannot be written
 */
export function handover(options: HandoverOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const out = options.out ?? dirname(options.config);
  const date = options.date ?? (options.check === true ? dateOfDocuments(options.config, out) : undefined) ?? Math.floor(terminal.now() / DAY_MS);
  const facts = readHandover(planned, { config: options.config, at: date * DAY_MS });
  const files = markdownFiles(facts);
  const problems = [...(options.check === true ? staleFiles(out, files) : filesOfOthers(out, files)), ...brokenLinks(out, files)];
  printProblems(terminal, problems);
  const isWritten = options.check !== true && !hasErrors(problems);
  if (isWritten)
    changeTogether(files.map(({ path, content }) => ({ file: join(out, path), content: (before) => (before?.toString() === content ? undefined : content) })));
  const { questions } = facts;
  if (options.json === true) {
    terminal.print(toJson({ version: 1, date: dateOf(facts), documents: files.map(({ path }) => path), questions, problems }));
  } else {
    const { application, environment } = facts.model;
    if (isWritten) terminal.print(files.map(({ path }) => `written  ${join(out, path)}`).join('\n'));
    terminal.print(`${application} ${environment} on ${dateOf(facts)}: ${files.length} documents, ${questions.length} open questions`);
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

function staleFiles(out: string, files: readonly HandoverFile[]): Problem[] {
  return files.flatMap(({ path, content }): Problem[] => {
    const found = documentText(out, path);
    if (found === content) return [];
    const difference = found === undefined ? undefined : firstDifference(found, content);
    return [
      {
        code: 'HND030',
        level: 'error',
        where: { file: join(out, path), ...(difference !== undefined && { line: difference.line }) },
        what: found === undefined ? 'this document is missing' : 'this document is stale',
        ...(difference !== undefined && { received: difference.found, allowed: difference.expected }),
        change: 'write the documents anew with day2 handover, and commit them',
      },
    ];
  });
}

function brokenLinks(out: string, files: readonly HandoverFile[]): Problem[] {
  return deadLinks(files, (path) => existsSync(join(out, path))).map(({ path, link, why }) => ({
    code: 'HND031',
    level: 'error',
    where: { file: join(out, path) },
    what: `a link leads nowhere: ${why}`,
    received: link,
    allowed: 'a document, or a file of the repository',
    change: 'correct the path in handover.yaml or references.yaml, or add the file',
  }));
}
