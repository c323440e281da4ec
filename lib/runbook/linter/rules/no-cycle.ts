import { findCycle } from '../../../problems/find-cycle';
import { edgesOf } from '../../document/step-graph';
import type { LintRule } from '../rule';

/** No way leads back. */
export const noCycle: LintRule = {
  code: 'RUN028',
  requirement: 'no way leads back to a step that has run',
  why: 'the document is refused when it is created; a loop has an action of its own',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html',
  *check({ steps }) {
    const ways = new Map(steps.map(({ step, next }) => [step.name, edgesOf(step, next).flatMap(({ to }) => (to === undefined ? [] : [to]))]));
    const reported = new Set<string>();
    for (const { step } of steps) {
      const cycle = reported.has(step.name) ? undefined : findCycle(step.name, (name) => ways.get(name) ?? []);
      if (cycle === undefined) continue;
      for (const name of cycle) reported.add(name);
      yield { at: step.path, what: 'this step leads back to itself', received: cycle.join(' → '), change: 'end the run instead, or use aws:loop' };
    }
  },
};
