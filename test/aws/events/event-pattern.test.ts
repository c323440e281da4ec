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

const LANGUAGE: PatternLanguage = { anythingButOnLists: 'any', emptyExists: true };
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
    ['$or', { $or: [{ source: ['a'] }] }, /operator \$or/],
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
