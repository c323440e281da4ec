import { dateOf } from '../../handover/input';
import { materialReviews, type MaterialReview } from '../../handover/reviews/material-reviews';
import { worstOutcome, type Outcome } from '../../problems/problem';
import { DAY_MS } from '../../time/zoned-time';
import { requireEnvironment } from '../account/environment';
import { readHandover } from '../files/handover-files';
import { EXIT_OF_OUTCOME, toJson, type Terminal } from '../terminal';
import { alignColumns } from './columns';
import type { HandoverOptions } from './handover';

/** Options of `day2 handover reviews`. */
export type HandoverReviewsOptions = Pick<HandoverOptions, 'config' | 'env' | 'date' | 'json'>;

const ORDER: readonly Outcome[] = ['failed', 'could not tell', 'passed'];

/**
 * Says which runbooks, pages, modules and practices were reviewed in their time, what is stale first: exit code 0 when everything was, 1
 * when something is stale, 3 when nothing is, but nobody can tell of some. Requirement 003-15.
 *
 * @throws ProblemsError for what they cannot be read from
 */
export function handoverReviews(options: HandoverReviewsOptions, terminal: Terminal): number {
  const planned = requireEnvironment(options, terminal);
  if (typeof planned === 'number') return planned;
  const today = options.date ?? Math.floor(terminal.now() / DAY_MS);
  const facts = readHandover(planned, { config: options.config, at: today * DAY_MS });
  const reviews = materialReviews(facts).toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  const outcome = worstOutcome(reviews.map((review) => review.outcome));
  if (options.json === true) terminal.print(toJson({ version: 1, date: dateOf(facts), outcome, reviews }));
  else {
    const row = ({ outcome: came, kind, name, owner, dueOn, why }: MaterialReview) => [came, kind, name, owner, dueOn ?? '-', why];
    terminal.print(alignColumns([['OUTCOME', 'KIND', 'WHAT', 'OWNER', 'HOLDS UNTIL', 'WHY'], ...reviews.map(row)]).join('\n'));
    const count = (of: Outcome) => reviews.filter((review) => review.outcome === of).length;
    terminal.print(`${dateOf(facts)}: ${count('passed')} current, ${count('failed')} stale, of ${count('could not tell')} nobody can tell`);
  }
  return EXIT_OF_OUTCOME[outcome];
}
