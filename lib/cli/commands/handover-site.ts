import { dirname, join } from 'node:path';
import type { HandoverFile } from '../../handover/build-documents';
import { dateOf } from '../../handover/input';
import { siteFiles } from '../../handover/site/site';
import { hasErrors, type Problem } from '../../problems/problem';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { changeTogether } from '../files/change-together';
import { dateOfDocuments, documentText, readHandover, repositoryIn } from '../files/handover-files';
import { EXIT, printProblems, toJson, type Terminal } from '../terminal';
import type { HandoverOptions } from './handover';

/** What every page of day2 says of itself. */
const GENERATOR = '<meta name="generator" content="day2" />';

/**
 * Writes the documents of the handover as a site, for people without the repository, or says which of its pages are stale: exit code 0
 * when all are there and current, 1 otherwise. Its date is that of the documents in the repository, where there are some.
 *
 * @throws ProblemsError for what documents cannot be made from, OUT002 when a page cannot be written
 */
export function handoverSite(options: HandoverOptions & { readonly html: string }, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const root = options.out ?? dirname(options.config);
  const date = options.date ?? dateOfDocuments(options.config, root) ?? Math.floor(terminal.now() / DAY_MS);
  const facts = readHandover(planned, { config: options.config, at: date * DAY_MS });
  const files = siteFiles(facts, repositoryIn(root));
  const folder = options.html;
  const problems = options.check === true ? stalePages(folder, files) : pagesOfOthers(folder, files);
  printProblems(terminal, problems);
  const isWritten = options.check !== true && !hasErrors(problems);
  if (isWritten)
    changeTogether(
      files.map(({ path, content }) => ({ file: join(folder, path), content: (before) => (before?.toString() === content ? undefined : content) })),
    );
  const { application, environment } = facts.model;
  if (options.json === true) terminal.print(toJson({ version: 1, date: dateOf(facts), pages: files.map(({ path }) => path), problems }));
  else {
    if (isWritten) terminal.print(`written  ${join(folder, 'index.html')}`);
    terminal.print(`${application} ${environment} on ${dateOf(facts)}: ${files.length} pages`);
  }
  return hasErrors(problems) ? EXIT.findings : EXIT.fine;
}

function stalePages(folder: string, files: readonly HandoverFile[]): Problem[] {
  return files.flatMap(({ path, content }): Problem[] => {
    const found = documentText(folder, path);
    if (found === content) return [];
    return [
      {
        code: 'HND030',
        level: 'error',
        where: { file: join(folder, path) },
        what: found === undefined ? 'this page is missing' : 'this page is stale',
        change: 'write the pages anew with day2 handover --html',
      },
    ];
  });
}

function pagesOfOthers(folder: string, files: readonly HandoverFile[]): Problem[] {
  return files.flatMap(({ path }): Problem[] => {
    const found = documentText(folder, path);
    if (found === undefined || found.includes(GENERATOR)) return [];
    return [
      {
        code: 'HND032',
        level: 'error',
        where: { file: join(folder, path) },
        what: 'this file was not generated, and nothing was written',
        allowed: 'a folder in which nothing stands, or pages that day2 generated',
        change: 'move it away, or name another folder with --html',
      },
    ];
  });
}
