import type { JsonObject, JsonValue } from '../../../lib/aws/cloudformation/template';
import { NotSimulatedError } from '../../../lib/aws/errors';
import { compileEventPattern } from '../../../lib/aws/events/event-pattern';

const EVENT: JsonObject = {
  source: 'aws.cloudwatch',
  resources: ['arn:a', 'arn:b'],
  detail: {
    alarmName: 'prod-portal-fast',
    state: { value: 'ALARM', empty: null },
    count: 5,
    configuration: { metrics: [{ id: 'm1' }, { id: 'm2' }] },
  },
};

const matches = (pattern: JsonValue) => compileEventPattern(pattern, 'rule')(EVENT);
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
  ])('%s', (_what, pattern, message) => {
    expect(() => matches(pattern)).toThrow(NotSimulatedError);
    expect(() => matches(pattern)).toThrow(message);
  });
});
