import type { JsonValue } from '../../../aws/cloudformation/template';
import type { LintRule } from '../rule';
import { valuesWithReferences } from '../values-with-references';

/** Parameter Store is referred to in defaults only. */
export const parameterStoreReferences: LintRule = {
  code: 'RUN026',
  requirement: 'a reference to Parameter Store stands in the default of a parameter, and nowhere else',
  why: 'the document is refused: {{ ssm:… }} is not allowed in inputs, nor as assumeRole',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html',
  *check({ document, steps }) {
    const values = [
      ...steps.flatMap(({ step }) => valuesWithReferences(step)),
      ...(document.assumeRole === undefined ? [] : [[document.assumeRole, ['assumeRole']] as const]),
    ];
    for (const [value, at] of values) {
      if (!mentionsParameterStore(value)) continue;
      yield { at, what: 'Parameter Store is referred to here', change: 'make it the default of a parameter, and refer to that' };
    }
  },
};

function mentionsParameterStore(value: JsonValue): boolean {
  return /\{\{\s*ssm:/.test(JSON.stringify(value));
}
