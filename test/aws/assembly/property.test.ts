import { booleanOr, listOf, objectIn, optionalNumber, optionalText, textsOf } from '../../../lib/aws/assembly/property';
import type { JsonValue } from '../../../lib/aws/cloudformation/template';
import { NotSimulatedError } from '../../../lib/aws/errors';

type Reader = (properties: Record<string, JsonValue>) => unknown;

const readers: readonly [string, Reader, JsonValue, JsonValue][] = [
  ['a text', (properties) => optionalText(properties, 'Mode'), 'OFF', { Mode: 'OFF' }],
  ['a number', (properties) => optionalNumber(properties, 'Mode'), 3, 'three'],
  ['true or false', (properties) => booleanOr(properties, 'Mode', true), false, 'no'],
  ['a list', (properties) => listOf(properties, 'Mode'), ['a'], 'a'],
  ['a map', (properties) => objectIn(properties, 'Mode'), { On: 'true' }, 'text'],
];

test.each(readers)('%s is read, and anything else is refused with the name of the property', (what, read, value, wrong) => {
  expect(read({ Mode: value })).toEqual(value);
  expect(() => read({ Mode: wrong })).toThrow(new NotSimulatedError(`Mode ${JSON.stringify(wrong)}, which is not ${what}`));
});

test.each<[string, JsonValue]>([
  ['a list', ['a']],
  ['a number', 3],
  ['a boolean', false],
  ['null', null],
])('a nested property that is %s is no map and no empty one', (_, wrong) => {
  expect(() => objectIn({ RetryPolicy: wrong }, 'RetryPolicy')).toThrow(`RetryPolicy ${JSON.stringify(wrong)}, which is not a map`);
});

test('null is no list', () => {
  expect(() => listOf({ Names: null }, 'Names')).toThrow('Names null, which is not a list');
});

test('a property that is not set is empty', () => {
  expect([objectIn({}, 'Mode'), listOf({}, 'Mode'), optionalText({}, 'Mode')]).toEqual([{}, [], undefined]);
});

test('of a list of texts the item that is none is named', () => {
  expect(textsOf({ Names: ['a'] }, 'Names')).toEqual(['a']);
  expect(() => textsOf({ Names: ['a', 1] }, 'Names')).toThrow('Names 1, which is not a list of texts');
});
