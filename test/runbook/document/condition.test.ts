import type { JsonObject, JsonValue } from '../../../lib/aws/cloudformation/template';
import { ConditionError, holds, readCondition, valuesOf } from '../../../lib/runbook/document/condition';

const as = (value: JsonValue) => value;
const judge = (written: JsonObject) => holds(readCondition(written), as);

test.each<[JsonObject, boolean]>([
  [{ Variable: 'a', StringEquals: 'a' }, true],
  [{ Variable: 'A', StringEquals: 'a' }, false],
  [{ Variable: 'A', EqualsIgnoreCase: 'a' }, true],
  [{ Variable: 'prod-1', StartsWith: 'prod' }, true],
  [{ Variable: 'prod-1', EndsWith: '-1' }, true],
  [{ Variable: 'prod-1', Contains: 'd-' }, true],
  [{ Variable: 3, NumericGreater: 3 }, false],
  [{ Variable: 3, NumericGreaterOrEquals: 3 }, true],
  [{ Variable: 3, NumericLesser: 4 }, true],
  [{ Variable: 4, NumericLesserOrEquals: 3 }, false],
  [{ Variable: false, BooleanEquals: false }, true],
  [{ Not: { Variable: '', StringEquals: '' } }, false],
  [
    {
      And: [
        { Variable: true, BooleanEquals: true },
        { Variable: 1, NumericEquals: 2 },
      ],
    },
    false,
  ],
  [
    {
      Or: [
        { Variable: true, BooleanEquals: true },
        { Variable: 'no number', NumericEquals: 2 },
      ],
    },
    true,
  ],
])('%j is %s', (written, outcome) => expect(judge(written)).toBe(outcome));

test.each<[JsonObject, RegExp]>([
  [{ Variable: 'a' }, /without an operator/],
  [{ Variable: 'a', StringEquals: 'a', Contains: 'b' }, /several operators/],
  [{ Variable: 'a', StringMatches: 'a' }, /no operator StringMatches; there are StringEquals/],
  [{ StringEquals: 'a' }, /without Variable/],
  [{ And: [] }, /takes a list/],
])('%j is no condition', (written, message) => expect(() => readCondition(written)).toThrow(message));

test('a type that the operator does not compare is an error, never false', () => {
  expect(() => judge({ Variable: 'false', BooleanEquals: false })).toThrow(new ConditionError('BooleanEquals compares "false", which is no boolean'));
});

test('every value a condition looks at is known', () => {
  expect(valuesOf(readCondition({ Not: { Or: [{ Variable: '{{ A }}', StringEquals: '{{ B }}' }] } }))).toEqual(['{{ A }}', '{{ B }}']);
});
