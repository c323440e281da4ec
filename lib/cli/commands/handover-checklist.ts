import { dirname } from 'node:path';
import { markdownFiles } from '../../handover/build-documents';
import { judgeHandover } from '../../handover/checklist/judge-handover';
import { DOCUMENT_IDS } from '../../handover/document';
import { dateOf } from '../../handover/input';
import { worstOutcome, type Outcome } from '../../problems/problem';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { documentText, readHandover } from '../files/handover-files';
import { EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import { dateOfDocuments, type HandoverOptions } from './handover';

/**
 * Says how every item of the handover checklist stands on a date: exit code 0 when all have passed, 1 when one has failed, 3 when none
 * has, but nobody can tell of some. Requirements 000-10, 002-91 to 002-95.
 *
 * @throws ProblemsError for what the checklist cannot be judged by
 */
export function handoverChecklist(options: Omit<HandoverOptions, 'check'>, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const out = options.out ?? dirname(options.config);
  const today = options.date ?? Math.floor(terminal.now() / DAY_MS);
  const facts = readHandover(planned, { config: options.config, at: today * DAY_MS });
  const written = dateOfDocuments(options.config, out) ?? today;
  const files = markdownFiles(written === today ? facts : readHandover(planned, { config: options.config, at: written * DAY_MS }));
  const stale = DOCUMENT_IDS.filter((id) => {
    const path = facts.settings.paths[id];
    return documentText(out, path) !== files.find((file) => file.path === path)?.content;
  });
  const items = judgeHandover(facts, { stale });
  const outcome = worstOutcome(items.map((item) => item.outcome));
  if (options.json === true) terminal.print(toJson({ version: 1, date: dateOf(facts), outcome, items }));
  else {
    const rows = items.map((item, index) => [`${index + 1}`, item.outcome, item.id, item.why]);
    const count = (of: Outcome) => items.filter((item) => item.outcome === of).length;
    terminal.print(alignColumns([['NO', 'OUTCOME', 'ITEM', 'WHY'], ...rows]).join('\n'));
    terminal.print(`${dateOf(facts)}: ${count('passed')} passed, ${count('failed')} failed, of ${count('could not tell')} nobody could tell`);
  }
  return EXIT_OF_OUTCOME[outcome];
}
