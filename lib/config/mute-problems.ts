import { OPERATIONS_GROUP } from '../incident/lifecycle/engine-policy';
import { didYouMean } from '../problems/did-you-mean';
import type { Problem } from '../problems/problem';
import { listOf, propertyOf } from '../problems/untyped';
import type { Path } from './positions';
import type { ReadOperations } from './read-operations';
import type { YamlSource } from './yaml-source';

/** A part of a section of maintenance.yaml, well formed or not. */
export type Part = readonly [name: string, value: unknown, path: Path];

/** What of operations.yaml a mute refers to. */
export type ObjectivesThereAre = Pick<ReadOperations, 'objectiveNames' | 'unnamedObjectives' | 'hasExclusionMeaning'>;

/** What mutes say of services, objectives and budgets that cannot be. */
export function muteProblems(source: YamlSource, mutes: readonly Part[], operations: ObjectivesThereAre): Problem[] {
  const { objectiveNames, unnamedObjectives, hasExclusionMeaning } = operations;
  const known = [...new Set([...objectiveNames.map((name) => name.slice(0, name.indexOf('/'))), ...objectiveNames])];
  const isKnown = (name: string) => known.length === 0 || known.includes(name) || unnamedObjectives.some((beginning) => `${name}/`.startsWith(beginning));
  return mutes.flatMap(([id, mute, path]): Problem[] => {
    const problems = listOf(mute, 'on').flatMap((name, index): Problem[] => {
      if (typeof name !== 'string') return [];
      const where = source.locate([...path, 'on', index]);
      if (name === OPERATIONS_GROUP || name.startsWith(`${OPERATIONS_GROUP}/`)) return [pagingOfPaging(id, name, where)];
      if (isKnown(name)) return [];
      const meant = didYouMean(name, known);
      return [
        {
          code: 'CFG060',
          level: 'error',
          where,
          what: `there is no service or objective ${name} to mute`,
          received: name,
          allowed: known.join(', '),
          change: meant === undefined ? 'remove it' : `write ${meant}`,
        },
      ];
    });
    if (propertyOf(mute, 'countsAgainstBudget') === false && !hasExclusionMeaning)
      problems.push(noMeaning(id, source.locate([...path, 'countsAgainstBudget'])));
    return problems;
  });
}

/** Whoever is not notified that paging is broken is not notified of anything else either. */
function pagingOfPaging(id: string, received: string, where: Problem['where']): Problem {
  return {
    code: 'CFG061',
    level: 'error',
    where,
    what: `the mute ${id} would mute the alarms that say that paging itself does not work`,
    received,
    allowed: 'services and objectives of operations.yaml',
    change: 'remove it: what watches the paging is never muted',
  };
}

function noMeaning(id: string, where: Problem['where']): Problem {
  return {
    code: 'CFG041',
    level: 'error',
    where,
    what: `the windows of the mute ${id} are excluded from error budgets, and operations.yaml does not say what that means`,
    received: 'countsAgainstBudget: false',
    allowed: 'errorBudget: { exclusions: drop }, count-as-good or add-back, which give different budgets',
    change: 'add errorBudget with exclusions to operations.yaml, or let the windows count',
  };
}
