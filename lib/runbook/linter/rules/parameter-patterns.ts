import type { LintRule } from '../rule';

/** What is typed in the console is bounded. */
export const parameterPatterns: LintRule = {
  code: 'RUN050',
  requirement: 'a text parameter has a pattern or a list of values, a description that says whether it is required, and no parameter is untyped',
  why: 'a slip of whoever types at night is refused before the first step, and not by the third',
  isStrict: true,
  *check({ document }) {
    for (const { name, type, writtenType, allowedPattern, allowedValues, description, path, defaultValue } of document.parameters) {
      const isFree = (type === 'String' || type === 'StringList') && writtenType === type && allowedPattern === undefined && allowedValues.length === 0;
      if (isFree)
        yield { at: path, what: `any text is allowed as ${name}`, change: 'add allowedPattern, allowedValues, or a type that the console has a list for' };
      const mark = defaultValue === undefined ? '(Required)' : '(Optional)';
      if (description?.startsWith(mark) !== true) {
        yield {
          at: path,
          what: `the description of ${name} does not begin with ${mark}`,
          received: description,
          change: `write "${mark} what it is, with an example"`,
        };
      }
    }
  },
};
