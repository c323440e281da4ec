import { formatPercent } from '../../slo/burn-rate';
import { code, paragraph, table, type Block, type Inline } from '../document';
import type { HandoverFacts } from '../facts';

/** The command that says what is left of each error budget now, and what was last written down of it. */
export function budgetBlocks({ model: { environment }, budgets }: HandoverFacts): readonly Block[] {
  const now: readonly Inline[] = ['Now: ', code(`day2 slo status --env ${environment}`), '. '];
  if (budgets === undefined) {
    const attach = code(`day2 evidence attach --env ${environment} --kind budgets --file FILE`);
    return [paragraph([...now, 'No figure is on record; what it prints with ', code('--json'), ' is filed with ', attach, '.'])];
  }
  return [
    paragraph([...now, `Of ${budgets.at} (evidence ${budgets.evidence}):`]),
    table(
      ['Objective', 'Left', 'State'],
      budgets.objectives.map(({ objective, state, remaining }) => [objective, remaining === undefined ? 'nobody can tell' : formatPercent(remaining), state]),
    ),
  ];
}

/** The worst of what was last written down, as the end of a line; nothing where nobody filed it. */
export function lastBudgetText({ budgets }: Pick<HandoverFacts, 'budgets'>): readonly string[] {
  const [worst] = budgets?.objectives ?? [];
  if (budgets === undefined || worst === undefined) return [];
  const left = worst.remaining === undefined ? 'nobody can tell what' : formatPercent(worst.remaining);
  return [`; at ${budgets.at} least was left of ${worst.objective}: ${left}, ${worst.state}`];
}
