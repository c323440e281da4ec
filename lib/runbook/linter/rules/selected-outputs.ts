import type { DocumentPath } from '../../document/document';
import { readSelector } from '../../document/selector';
import type { Operation } from '../../operations/operation';
import { selectShape } from '../../operations/shape';
import { calledOperation } from '../called-operation';
import type { Finding, LintRule } from '../rule';

/** Every selector finds something that the operation answers with. */
export const selectedOutputs: LintRule = {
  code: 'RUN045',
  requirement: 'every selector names something that the operation answers with',
  why: 'the output is not there when the runbook is needed: the commonest mistake in public documents',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-outputs-inputs.html',
  *check({ steps }) {
    for (const { step } of steps) {
      const called = calledOperation(step);
      if (called === undefined || 'missingIn' in called) continue;
      for (const { selector, path } of step.outputs) yield* selected(called, selector, [...path, 'Selector']);
      const { PropertySelector } = step.inputs;
      if (typeof PropertySelector === 'string' && !PropertySelector.includes('{{'))
        yield* selected(called, PropertySelector, [...step.path, 'inputs', 'PropertySelector']);
    }
  },
};

/** What is no selector at all is another rule's, but for the one that this action alone has. */
function* selected({ name, output }: Operation, written: string, at: DocumentPath): Iterable<Finding> {
  const selector = readSelector(written);
  if (selector === undefined) {
    const isProperty = at.at(-1) === 'PropertySelector';
    if (isProperty && !written.startsWith('$'))
      yield { at, what: 'a selector begins with $', received: written, change: `write $.${written.replace(/^\./, '')}` };
    return;
  }
  const found = selectShape(output, selector);
  if (!('part' in found)) return;
  yield {
    at,
    what: `${name} does not answer with this`,
    received: written,
    allowed: found.members.join(', ') || 'nothing',
    change: 'select what it answers with',
  };
}
