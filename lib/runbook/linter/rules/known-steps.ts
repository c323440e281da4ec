import { branchOf } from '../../document/step-graph';
import type { Finding, LintRule, PlacedStep } from '../rule';

/** Every way leads to a step that there is. */
export const knownSteps: LintRule = {
  code: 'RUN024',
  requirement: 'every way leads to a step that there is, in the same list',
  why: 'the document is refused when it is created',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-branch-condition.html',
  *check({ steps }) {
    for (const placed of steps) yield* ofStep(placed);
  },
};

function* ofStep({ step, siblings }: PlacedStep): Iterable<Finding> {
  const missing = (at: Finding['at'], name: string): readonly Finding[] =>
    siblings.some((other) => other.name === name)
      ? []
      : [{ at, what: `there is no step ${name}`, received: name, allowed: siblings.map((other) => other.name).join(', '), change: 'name a step of this list' }];
  if (step.nextStep !== undefined) yield* missing([...step.path, 'nextStep'], step.nextStep);
  for (const key of ['onFailure', 'onCancel'] as const) {
    const detour = step[key];
    if (detour.kind === 'step') yield* missing([...step.path, key], detour.step);
  }
  const branch = branchOf(step);
  if (branch === undefined) return;
  for (const [index, { next, written }] of branch.choices.entries()) {
    const at = [...step.path, 'inputs', 'Choices', index];
    if (written.NextStep === undefined) yield { at, what: 'a choice without NextStep', change: 'say where it leads' };
    else yield* missing([...at, 'NextStep'], next);
  }
  if (branch.otherwise !== undefined) yield* missing([...step.path, 'inputs', 'Default'], branch.otherwise);
}
