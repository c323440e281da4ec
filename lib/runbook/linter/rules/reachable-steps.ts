import type { RunbookStep } from '../../document/document';
import { edgesOf } from '../../document/step-graph';
import type { LintRule } from '../rule';

/** Every step can be reached. */
export const reachableSteps: LintRule = {
  code: 'RUN029',
  requirement: 'every step can be reached',
  why: 'what was meant to run never does: mostly the step before it has isEnd, or the list order was taken for granted after a branch',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html',
  *check({ document, steps }) {
    const lists = [document.steps, ...steps.map(({ step }) => step.steps).filter((inner) => inner.length > 0)];
    for (const list of lists) {
      const reached = reachedIn(list);
      for (const step of list)
        if (!reached.has(step.name)) yield { at: step.path, what: 'no way leads to this step', received: step.name, change: 'lead a way to it, or remove it' };
    }
  },
};

/** Names of the steps of a list that some way leads to. */
function reachedIn(list: readonly RunbookStep[]): ReadonlySet<string> {
  const ways = new Map(list.map((step, index) => [step.name, edgesOf(step, list[index + 1]?.name)]));
  const reached = new Set<string>(list.slice(0, 1).map(({ name }) => name));
  for (const name of reached) for (const { to } of ways.get(name) ?? []) if (to !== undefined) reached.add(to);
  return reached;
}
