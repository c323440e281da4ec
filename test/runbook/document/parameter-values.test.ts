import type { JsonValue } from '../../../lib/aws/cloudformation/template';
import type { RunbookParameter } from '../../../lib/runbook/document/document';
import { ParameterError, parameterValues } from '../../../lib/runbook/document/parameter-values';

const parameter = (changes: Partial<RunbookParameter>): RunbookParameter => ({
  name: 'P',
  type: 'String',
  writtenType: 'String',
  allowedValues: [],
  path: [],
  ...changes,
});
const value = (changes: Partial<RunbookParameter>, given?: JsonValue) =>
  parameterValues([parameter(changes)], given === undefined ? undefined : { P: given }).get('P');

test.each<[Partial<RunbookParameter>, JsonValue | undefined, JsonValue]>([
  [{ defaultValue: true, type: 'Boolean' }, undefined, true],
  [{ type: 'Boolean' }, ['false'], false],
  [{ type: 'Integer' }, ['-5'], -5],
  [{ type: 'StringList' }, ['a', 'b'], ['a', 'b']],
  [{ type: 'StringMap' }, ['{"a":"b"}'], { a: 'b' }],
  [{ type: 'MapList' }, ['[{"a":"b"}]'], [{ a: 'b' }]],
  [{ allowedPattern: 'a+' }, ['aa'], 'aa'],
])('%j takes %j', (changes, given, expected) => expect(value(changes, given)).toEqual(expected));

test.each<[Partial<RunbookParameter>, JsonValue | undefined, 'malformed' | 'refused', RegExp]>([
  [{}, undefined, 'refused', /required/],
  [{ type: 'Boolean' }, ['True'], 'refused', /true or false/],
  [{ type: 'Integer' }, ['1.5'], 'refused', /whole number/],
  [{ type: 'StringMap' }, ['[]'], 'refused', /a map/],
  [{ type: 'MapList' }, ['{'], 'refused', /a list of maps/],
  [{ allowedPattern: 'a' }, ['ba'], 'refused', /does not match/],
  [{ allowedValues: ['x'] }, ['y'], 'refused', /not one of x/],
  [{ minChars: 2 }, ['a'], 'refused', /2 to Infinity characters/],
  [{ type: 'StringList', maxItems: 1 }, ['a', 'b'], 'refused', /0 to 1 values/],
  [{}, ['a', 'b'], 'refused', /one value/],
  [{}, [''], 'malformed', /1 to 512/],
  [{}, 'a', 'malformed', /list of at most 50/],
])('%j refuses %j', (changes, given, kind, message) => {
  expect(() => value(changes, given)).toThrow(expect.objectContaining({ kind, message: expect.stringMatching(message) }));
});

test('a name that the document does not have is refused', () => {
  expect(() => parameterValues([], { Q: ['a'] })).toThrow(new ParameterError('refused', 'Parameters [Q] are not defined in the document.'));
});
