import type { JsonValue } from '../../../aws/cloudformation/template';
import { referencesIn } from '../../document/references';
import type { Finding, LintedDocument, LintRule, PlacedStep } from '../rule';
import { valuesWithReferences } from '../values-with-references';

/** Every reference leads to something. */
export const knownReferences: LintRule = {
  code: 'RUN025',
  requirement: 'every reference leads to a parameter, a variable, or an output that its step declares',
  why: 'the document is refused, or the step fails when the runbook is needed',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html',
  *check(linted) {
    for (const placed of linted.steps) {
      for (const [value, path] of valuesWithReferences(placed.step)) yield* unknownIn(value, path, placed, linted);
    }
    const { document } = linted;
    if (document.assumeRole !== undefined) yield* unknownIn(document.assumeRole, ['assumeRole'], undefined, linted);
    for (const [index, output] of document.outputs.entries()) {
      const name = output.replace(/^\{\{\s*|\s*\}\}$/g, '');
      if (linted.typeOf(name, undefined) === undefined) yield unresolved(name, ['outputs', index]);
    }
  },
};

function* unknownIn(value: JsonValue, path: Finding['at'], from: PlacedStep | undefined, { typeOf }: LintedDocument): Iterable<Finding> {
  for (const { name } of referencesIn(value)) if (!name.startsWith('ssm:') && typeOf(name, from) === undefined) yield unresolved(name, path);
}

function unresolved(name: string, at: Finding['at']): Finding {
  const dot = name.indexOf('.');
  const change =
    dot > 0 ? `declare ${name.slice(dot + 1)} among the outputs of ${name.slice(0, dot)}, or correct the name` : 'correct the name, or add the parameter';
  return { at, what: `{{ ${name} }} leads to nothing`, received: name, change };
}
