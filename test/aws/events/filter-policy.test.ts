import type { JsonObject, JsonValue } from '../../../lib/aws/cloudformation/template';
import { NotSimulatedError } from '../../../lib/aws/errors';
import { compileFilterPolicy } from '../../../lib/aws/events/filter-policy';

const compile = (policy: JsonValue, scope?: string) => compileFilterPolicy(policy, scope, 'topic', { anythingButOnLists: 'any' });
const text = (StringValue: string): JsonObject => ({ DataType: 'String', StringValue });
const list = (...items: string[]): JsonObject => ({ DataType: 'String.Array', StringValue: JSON.stringify(items) });
const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
const keys = (count: number) => Object.fromEntries(values(count).map((key) => [key, ['x']]));

describe('a filter policy lets through', () => {
  test.each<[what: string, policy: JsonValue, attributes: JsonObject]>([
    ['everything when it is empty', {}, {}],
    ['an attribute of its values', { store: ['a', 'b'] }, { store: text('b') }],
    ['a list with one of its values', { store: ['b'] }, { store: list('a', 'b') }],
    ['a number', { tier: [2] }, { tier: { DataType: 'Number', StringValue: '2.0' } }],
    ['a list with an item that is not excluded', { store: [{ 'anything-but': ['a'] }] }, { store: list('a', 'b') }],
    ['a missing attribute it wants absent, beside another', { store: [{ exists: false }] }, { other: text('x') }],
    ['five keys', keys(5), Object.fromEntries(values(5).map((key) => [key, text('x')]))],
    ['150 combinations', { a: values(15), b: values(10) }, { a: text('v1'), b: text('v2') }],
  ])('%s', (_what, policy, attributes) => expect(compile(policy)('m', attributes)).toBe(true));

  test('a body by its fields, and the fields of those', () => {
    const matches = compile({ detail: { store: ['a'] } }, 'MessageBody');
    expect(matches('{"detail":{"store":"a"}}', {})).toBe(true);
    expect(matches('{"detail":{"store":"b"}}', {})).toBe(false);
    expect(matches('no JSON', {})).toBe(false);
  });
});

test('a filter policy on attributes lets nothing through that has none, not even where it wants one absent', () => {
  expect(compile({ store: [{ exists: false }] })('m', {})).toBe(false);
  expect(compile({ store: [{ exists: true }] })('m', { store: list() })).toBe(false);
});

test('what anything-but asks of a list is an assumption', () => {
  const policy = { store: [{ 'anything-but': ['a'] }] };
  const every = compileFilterPolicy(policy, undefined, 'topic', { anythingButOnLists: 'every' });
  expect(every('m', { store: list('a', 'b') })).toBe(false);
  expect(every('m', { store: list('b') })).toBe(true);
});

describe('a filter policy that SNS refuses is refused by name', () => {
  test.each<[what: string, policy: JsonValue, scope: string | undefined, message: RegExp]>([
    ['six keys', keys(6), undefined, /filter policy of 6 keys, where SNS takes 5/],
    ['six keys below one', { detail: keys(6) }, 'MessageBody', /filter policy of 6 keys/],
    ['151 combinations', { a: values(151) }, undefined, /151 combinations of values, where SNS takes 150/],
    ['two lists that make too many', { a: values(16), b: values(10) }, undefined, /160 combinations/],
    ['values that count by their depth', { a: { b: { c: values(10) }, d: values(3) } }, 'MessageBody', /180 combinations/],
    ['a nested policy on attributes', { a: { b: ['c'] } }, undefined, /nested filter policy on attributes/],
    ['an empty list', { a: [] }, undefined, /field a that is an empty list/],
    ['a number beyond a billion', { a: [{ numeric: ['>', 2e9] }] }, undefined, /the number 2000000000/],
    ['a value that is no list', { a: 'b' }, undefined, /field a that is not a list/],
    ['more than 256 KB', { a: ['x'.repeat(262_144)] }, undefined, /more than 256 KB/],
    ['a scope that is none', { a: ['b'] }, 'Body', /FilterPolicyScope Body/],
  ])('%s', (_what, policy, scope, message) => {
    expect(() => compile(policy, scope)).toThrow(NotSimulatedError);
    expect(() => compile(policy, scope)).toThrow(message);
  });

  test('a list of keys below 151 combinations by depth is taken', () => {
    expect(compile({ a: { b: { c: values(10) }, d: values(2) } }, 'MessageBody')('{"a":{"b":{"c":"v1"},"d":"v0"}}', {})).toBe(true);
  });
});

test('a String.Array that is no list cannot be judged', () => {
  const matches = compile({ store: ['a'] });
  expect(() => matches('m', { store: { DataType: 'String.Array', StringValue: 'a' } })).toThrow('of type String.Array that is no list');
});
