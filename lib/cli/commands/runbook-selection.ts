import { didYouMean } from '../../problems/did-you-mean';
import { ProblemsError } from '../../problems/problem';
import type { RunbookLibrary } from '../../rehearsal/runbook-library';
import type { RehearsedRunbook } from '../files/read-runbooks';

/** The runbooks as they are deployed in an environment. */
export function libraryOf(all: readonly RehearsedRunbook[], prefix: string): RunbookLibrary {
  return { runbooks: all.map(({ runbook }) => runbook), prefix };
}

/**
 * The runbooks of these names, all without names.
 *
 * @throws ProblemsError RUN054 for a name that no runbook has
 */
export function namedRunbooks(all: readonly RehearsedRunbook[], names: readonly string[]): readonly RehearsedRunbook[] {
  if (names.length === 0) return all;
  const known = all.map(({ runbook }) => runbook.name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new ProblemsError(
      unknown.map((name) => {
        const meant = didYouMean(name, known);
        return {
          code: 'RUN054',
          level: 'error',
          where: {},
          what: `there is no runbook ${name}`,
          received: name,
          allowed: known.join(', '),
          change: meant === undefined ? 'name one that there is' : `write ${meant}`,
        } as const;
      }),
    );
  }
  return all.filter(({ runbook }) => names.includes(runbook.name));
}
