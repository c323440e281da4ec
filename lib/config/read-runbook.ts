import { isJsonObject } from '../aws/cloudformation/template';
import type { Problem } from '../problems/problem';
import { readRunbookDocument } from '../runbook/document/read-document';
import type { Runbook } from '../runbook/library/runbook';
import { readSource, type ConfigurationFiles } from './read-source';
import { runbookFactsSchema } from './runbook-schema';
import { translateIssues } from './translate-issues';

/** Codes of mistakes in the files beside a document. */
export const RUNBOOK_SHAPE_CODES = { unknownKey: 'RUN014', missingKey: 'RUN015', wrongType: 'RUN016', notAllowed: 'RUN017' } as const;

/**
 * Reads a runbook from its folder: `document.yaml` and `runbook.yaml`. Without a runbook there is at least one problem.
 *
 * @param folder with forward slashes; its last part is the name of the runbook
 */
export function readRunbook(folder: string, files: ConfigurationFiles): { readonly runbook?: Runbook; readonly problems: readonly Problem[] } {
  const name = folder.split('/').at(-1)!;
  const facts = readSource(`${folder}/runbook.yaml`, files);
  const text = readSource(`${folder}/document.yaml`, files);
  const problems: Problem[] = [...facts.problems, ...text.problems];
  if (facts.source === undefined || text.source === undefined) return { problems };
  const { source, bytes } = text;
  const parsed = runbookFactsSchema.safeParse(facts.source.value);
  if (!parsed.success) problems.push(...translateIssues(facts.source, parsed.error.issues, RUNBOOK_SHAPE_CODES));
  const locate = (path: readonly (string | number)[]) => source.locate(path);
  const read = readRunbookDocument(source.value, locate);
  if ('problems' in read) problems.push(...read.problems);
  if (!parsed.success || 'problems' in read || !isJsonObject(source.value)) return { problems };
  const { dueWithin: dueWithinMinutes, ...others } = parsed.data;
  return {
    runbook: {
      name,
      facts: { ...others, ...(dueWithinMinutes !== undefined && { dueWithinMinutes }) },
      content: source.value,
      document: read.document,
      bytes,
      locate,
    },
    problems,
  };
}
