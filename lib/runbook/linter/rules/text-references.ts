import { referencesIn } from '../../document/references';
import type { LintRule } from '../rule';
import { valuesWithReferences } from '../values-with-references';

/** Only texts stand inside longer texts. */
export const textReferences: LintRule = {
  code: 'RUN027',
  requirement: 'only a text is referred to inside a longer text',
  why: 'AWS does not say what becomes of a list, a map, a number or a flag there',
  source: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-variables.html',
  *check({ steps, typeOf }) {
    for (const placed of steps) {
      for (const [value, at] of valuesWithReferences(placed.step)) {
        for (const { name, isWhole } of referencesIn(value)) {
          const type = isWhole ? 'String' : typeOf(name, placed);
          if (type === undefined || type === 'unknown' || type === 'String') continue;
          yield { at, what: `{{ ${name} }} is of type ${type}, and stands inside a longer text`, change: 'hand it over as a value of its own' };
        }
      }
    }
  },
};
