import { dateOf } from '../../handover/input';
import { worstOutcome, type Outcome } from '../../problems/problem';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { judgedHandover } from '../files/judged-handover';
import { EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import type { HandoverOptions } from './handover';

/**
 * Says how every item of the handover checklist stands on a date: exit code 0 when all have passed, 1 when one has failed, 3 when none
 * has, but nobody can tell of some. Requirements 000-10, 002-91 to 002-95.
 *
 * @throws ProblemsError for what the checklist cannot be judged by
 */
export function handoverChecklist(options: Omit<HandoverOptions, 'check'>, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const today = options.date ?? Math.floor(terminal.now() / DAY_MS);
  const { input, items } = judgedHandover(planned, { ...options, today });
  const outcome = worstOutcome(items.map((item) => item.outcome));
  if (options.json === true) terminal.print(toJson({ version: 1, date: dateOf(input), outcome, items }));
  else {
    const rows = items.map((item, index) => [`${index + 1}`, item.outcome, item.id, item.why]);
    const count = (of: Outcome) => items.filter((item) => item.outcome === of).length;
    terminal.print(alignColumns([['NO', 'OUTCOME', 'ITEM', 'WHY'], ...rows]).join('\n'));
    terminal.print(`${dateOf(input)}: ${count('passed')} passed, ${count('failed')} failed, of ${count('could not tell')} nobody could tell`);
  }
  return EXIT_OF_OUTCOME[outcome];
}
