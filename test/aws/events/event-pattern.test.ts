import type { JsonObject, JsonValue } from '../../../lib/aws/cloudformation/template';
import { NotSimulatedError } from '../../../lib/aws/errors';
import { compileEventPattern, type PatternLanguage } from '../../../lib/aws/events/event-pattern';

const EVENT: JsonObject = {
  source: 'aws.cloudwatch',
  resources: ['arn:a', 'arn:b'],
  detail: {
    alarmName: 'prod-portal-fast',
    state: { value: 'ALARM', empty: null },
    count: 5,
    nothing: [],
    configuration: { metrics: [{ id: 'm1' }, { id: 'm2' }] },
  },
};

const LANGUAGE: PatternLanguage = { anythingButOnLists: 'any', emptyExists: true, mostOrCombinations: 1_000 };
const matches = (pattern: JsonValue, language: Partial<PatternLanguage> = {}, event = EVENT) =>
  compileEventPattern(pattern, 'rule', { ...LANGUAGE, ...language })(event);
const name = (alternative: JsonValue) => ({ detail: { alarmName: [alternative] } });

describe('an event pattern matches', () => {
  test.each<[string, JsonValue]>([
    ['an exact value', { source: ['aws.cloudwatch'] }],
    ['one of several values', { source: ['aws.ec2', 'aws.cloudwatch'] }],
    ['an item of a list', { resources: ['arn:b'] }],
    ['a nested field', { detail: { state: { value: ['ALARM'] } } }],
    ['a field of an object in a list', { detail: { configuration: { metrics: { id: ['m2'] } } } }],
    ['null', { detail: { state: { empty: [null] } } }],
    ['a number', { detail: { count: [5] } }],
    ['a prefix', name({ prefix: 'prod-' })],
    ['a suffix', name({ suffix: '-fast' })],
    ['anything but another value', name({ 'anything-but': 'x' })],
    ['anything but several values', name({ 'anything-but': ['x', 'y'] })],
    ['anything but a prefix', name({ 'anything-but': { prefix: 'dev-' } })],
    ['a field that exists', { detail: { count: [{ exists: true }] } }],
    ['a field that does not', { detail: { gone: [{ exists: false }] } }],
    ['a field that does not, in an object that does not', { detail: { gone: { deep: [{ exists: false }] } } }],
    ['an object that is asked to be absent: only values exist', { detail: { state: [{ exists: false }] } }],
    ['an empty list that is asked to be absent', { detail: { nothing: [{ exists: false }] } }],
    ['a list of objects that is asked to be absent', { detail: { configuration: { metrics: [{ exists: false }] } } }],
    ['a field that does not exist, below a value', { detail: { alarmName: { deep: [{ exists: false }] } } }],
    ['a field that does not exist, below an empty list', { detail: { nothing: { deep: [{ exists: false }] } } }],
    ['null that exists', { detail: { state: { empty: [{ exists: true }] } } }],
    ['a list with an item that is not excluded', { resources: [{ 'anything-but': 'arn:a' }] }],
    ['a range, its ends included or not', { detail: { count: [{ numeric: ['>', 4, '<=', 5] }] } }],
    ['one number', { detail: { count: [{ numeric: ['=', 5] }] } }],
  ])('%s', (_what, pattern) => expect(matches(pattern)).toBe(true));
});

describe('an event pattern does not match', () => {
  test.each<[string, JsonValue]>([
    ['another value', { source: ['aws.ec2'] }],
    ['one field of two', { source: ['aws.cloudwatch'], detail: { count: [6] } }],
    ['a text that looks like the number', { detail: { count: ['5'] } }],
    ['another prefix', name({ prefix: 'Prod-' })],
    ['another suffix', name({ suffix: '-slow' })],
    ['anything but the value', name({ 'anything-but': ['prod-portal-fast'] })],
    ['anything but its prefix', name({ 'anything-but': { prefix: 'prod-' } })],
    ['anything but, where the field is absent', { detail: { gone: [{ 'anything-but': 'x' }] } }],
    ['exists, where the field is absent', { detail: { gone: [{ exists: true }] } }],
    ['absence, where the field exists', { detail: { count: [{ exists: false }] } }],
    ['an object that is asked to exist', { detail: { state: [{ exists: true }] } }],
    ['a list of objects that is asked to exist', { detail: { configuration: { metrics: [{ exists: true }] } } }],
    ['an empty list that is asked to exist', { detail: { nothing: [{ exists: true }] } }],
    ['anything but, where the list is empty', { detail: { nothing: [{ 'anything-but': 'x' }] } }],
    ['anything but all items of a list', { resources: [{ 'anything-but': ['arn:a', 'arn:b'] }] }],
    ['a range beyond the number', { detail: { count: [{ numeric: ['>', 5] }] } }],
    ['a range, where the value is no number', name({ numeric: ['>', 0] })],
    ['the name of a method of every object', { toString: [{ exists: true }] }],
  ])('%s', (_what, pattern) => expect(matches(pattern)).toBe(false));
});

describe('an event pattern is not simulated when it asks for', () => {
  test.each<[string, JsonValue, RegExp]>([
    ['wildcard', name({ wildcard: 'prod-*' }), /operator wildcard/],
    ['$or of one pattern', { $or: [{ source: ['a'] }] }, /\$or without two patterns/],
    ['$or as the name of a field', { $or: { source: ['a'], detail: ['b'] } }, /\$or without two patterns/],
    ['$or of a value', { $or: [{ source: ['a'] }, 'b'] }, /\$or without two patterns/],
    ['$or of nothing', { $or: [{ source: ['a'] }, {}] }, /not an object with fields/],
    ['$or over a reserved name', { $or: [{ source: ['a'] }, { prefix: ['b'] }] }, /\$or over a field called prefix/],
    ['$or over a field beside it', { source: ['a'], $or: [{ source: ['b'] }, { detail: ['c'] }] }, /\$or over field source, which stands beside it/],
    ['$or in $or over such a field', { source: ['a'], $or: [{ $or: [{ source: ['b'] }, { x: ['c'] }] }, { y: ['c'] }] }, /\$or over field source/],
    ['another operator beside fields', { $and: [{ source: ['a'] }, { source: ['b'] }] }, /operator \$and/],
    ['cidr', name({ cidr: '10.0.0.0/8' }), /operator cidr/],
    ['anything-but with another operator', name({ 'anything-but': { wildcard: '*' } }), /anything-but wildcard/],
    ['a numeric without numbers', name({ numeric: ['>', 'x'] }), /numeric without comparisons/],
    ['a value that is not in a list', { source: 'aws.cloudwatch' }, /field source that is not a list/],
    ['nothing', {}, /not an object with fields/],
    ['nothing of an object', { detail: {} }, /not an object with fields/],
    ['one of no values', { source: [] }, /field source that is an empty list, which AWS refuses/],
    ['anything-but of nothing', name({ 'anything-but': [] }), /anything-but without texts only or numbers only/],
    ['anything-but of texts and numbers', name({ 'anything-but': ['a', 1] }), /anything-but without texts only or numbers only/],
    ['anything-but of true', name({ 'anything-but': true }), /anything-but without texts only or numbers only/],
    ['anything-but of an object', { detail: { state: [{ 'anything-but': 'x' }] } }, /anything-but of a field that is an object/],
  ])('%s', (_what, pattern, message) => {
    expect(() => matches(pattern)).toThrow(NotSimulatedError);
    expect(() => matches(pattern)).toThrow(message);
  });
});

describe('$or', () => {
  const yes = ['yes'];

  test('matches when one of its patterns does, nested and beside other fields', () => {
    const pattern: JsonValue = { a: yes, $or: [{ b: yes }, { c: yes, d: yes, $or: [{ e: yes }, { f: yes }] }, { g: yes }] };
    const matched = Array.from({ length: 2 ** 7 }, (_none, bits) => {
      const [a, b, c, d, e, f, g] = Array.from({ length: 7 }, (_bit, index) => ((bits >> index) & 1) === 1);
      const event = Object.fromEntries(Object.entries({ a, b, c, d, e, f, g }).map(([field, is]) => [field, is ? 'yes' : 'no']));
      expect([event, matches(pattern, {}, event)]).toEqual([event, a! && (b! || (c! && d! && (e! || f!)) || g!)]);
      return matches(pattern, {}, event);
    });
    expect(new Set(matched)).toEqual(new Set([true, false]));
  });

  test('is about one item of a list of objects', () => {
    const pattern: JsonValue = { list: { a: yes, $or: [{ b: yes }, { c: yes }] } };
    expect(matches(pattern, {}, { list: [{ a: 'yes' }, { b: 'yes' }] })).toBe(false);
    expect(matches(pattern, {}, { list: [{ a: 'no' }, { a: 'yes', c: 'yes' }] })).toBe(true);
  });

  test('has as many combinations as EventBridge takes, and no more', () => {
    const either = (count: number) => ({ $or: Array.from({ length: count }, () => ({ a: yes })) });
    const of = (count: number) => ({ detail: { x: either(10), y: either(10), $or: [either(count), { b: yes }] } });
    expect(matches(of(5), {}, {})).toBe(false);
    expect(() => matches(of(6), {}, {})).toThrow('an event pattern of 1200 combinations of $or, where AWS takes 1000');
  });

  test('is refused where nobody says how it is counted', () => {
    const pattern: JsonValue = { $or: [{ source: ['a'] }, { source: ['b'] }] };
    expect(() => matches(pattern, { mostOrCombinations: undefined })).toThrow(/operator \$or/);
  });
});

describe('where documents do not agree, the language decides', () => {
  const notA: JsonValue = { resources: [{ 'anything-but': 'arn:a' }] };

  test('whether one item of a list that is not excluded suffices', () => {
    expect(matches(notA, { anythingButOnLists: 'any' })).toBe(true);
    expect(matches(notA, { anythingButOnLists: 'every' })).toBe(false);
    expect(matches({ resources: [{ 'anything-but': 'arn:c' }] }, { anythingButOnLists: 'every' })).toBe(true);
    expect(matches({ detail: { nothing: [{ 'anything-but': 'arn:c' }] } }, { anythingButOnLists: 'every' })).toBe(false);
  });

  test('whether null and an empty text exist', () => {
    const exists = (operand: boolean, value: JsonValue) => matches({ a: [{ exists: operand }] }, { emptyExists: false }, { a: value });
    expect(exists(true, 'x')).toBe(true);
    expect(exists(false, 'x')).toBe(false);
    expect(exists(true, ['', 'x'])).toBe(true);
    for (const empty of [null, '', ['']]) {
      expect(exists(true, empty)).toBe(false);
      expect(() => exists(false, empty)).toThrow('exists: false of a property that is null or empty');
    }
    expect(exists(false, [])).toBe(true);
  });
});
