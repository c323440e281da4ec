import { dirname } from 'node:path';
import { markdownFiles } from '../../handover/build-documents';
import type { JudgedHandover } from '../../handover/checklist/criterion';
import { judgeHandover } from '../../handover/checklist/judge-handover';
import { DOCUMENT_IDS } from '../../handover/document';
import { DAY_MS, type LocalDay } from '../../time/zoned-time';
import { dateOfDocuments, documentText, readHandover } from './handover-files';
import type { PlannedEnvironment } from './operations';

/** Where a handover is judged, and for which day. */
export interface JudgedLocation {
  /** Directory of the configuration. */
  readonly config: string;
  /** Root of the repository. Default: the folder that the configuration stands in. */
  readonly out?: string;
  readonly today: LocalDay;
}

/**
 * The handover of an environment with its checklist, as its documents stand in the repository.
 *
 * @throws ProblemsError for what it cannot be judged by
 */
export function judgedHandover(planned: PlannedEnvironment, { config, out = dirname(config), today }: JudgedLocation): JudgedHandover {
  const facts = readHandover(planned, { config, at: today * DAY_MS });
  const written = dateOfDocuments(config, out) ?? today;
  const files = markdownFiles(written === today ? facts : readHandover(planned, { config, at: written * DAY_MS }));
  const stale = DOCUMENT_IDS.filter((id) => {
    const path = facts.settings.paths[id];
    return documentText(out, path) !== files.find((file) => file.path === path)?.content;
  });
  return { input: facts, items: judgeHandover(facts, { stale }) };
}
