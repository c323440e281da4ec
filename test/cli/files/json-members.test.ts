import fc from 'fast-check';
import { addMember } from '../../../lib/cli/files/json-members';

test.each([
  ['an empty object', '{}', '{\n  "runs": {\n    "a": 1\n  }\n}'],
  ['an empty object with space in it', ' { \n } \n', ' {\n  "runs": {\n    "a": 1\n  }\n} \n'],
  ['an object of somebody else', '{"x":1.0}', '{"x":1.0,\n  "runs": {\n    "a": 1\n  }}'],
  ['an object that has none yet', '{\n  "runs": {},\n  "x": []\n}\n', '{\n  "runs": {\n    "a": 1\n  },\n  "x": []\n}\n'],
  ['an object that has some', '{\n  "runs": {\n    "z": 2\n  }\n}\n', '{\n  "runs": {\n    "z": 2,\n    "a": 1\n  }\n}\n'],
  ['an object whose key is written with an escape', '{"r\\u0075ns":{"z":0}}', '{"r\\u0075ns":{"z":0,\n    "a": 1}}'],
])('a member is added to %s', (_, before, after) => {
  expect(addMember(before, 'runs', 'a', 1)).toBe(after);
});

test('numbers that JavaScript cannot hold stay as they were written', () => {
  expect(addMember('{"n":12345678901234567890,"m":1e400}', 'runs', 'a', 1)).toMatch(/^\{"n":12345678901234567890,"m":1e400,/);
});

test('of two members with one key the one that counts gets it', () => {
  expect(JSON.parse(addMember('{"runs":{"x":1},"runs":{"y":2}}', 'runs', 'a', 3))).toEqual({ runs: { y: 2, a: 3 } });
});

test('the value lands in its place, and every character that was there stays in order', () => {
  const key = fc.string({ unit: fc.constantFrom('r', 'u', '"', '\\', '{', '}', ',', ':', '[', 'é', '\n') });
  const others = fc.dictionary(key, fc.jsonValue());
  const root = fc.record({ before: others, runs: fc.option(others, { nil: undefined }), after: others });
  fc.assert(
    fc.property(root, fc.jsonValue(), fc.constantFrom(0, 2, '\t'), ({ before, runs, after }, value, space) => {
      const object = { ...before, ...(runs !== undefined && { runs }), ...after };
      const text = JSON.stringify(object, null, space);
      const changed = addMember(text, 'runs', 'new', value);
      const expected: unknown = JSON.parse(JSON.stringify({ ...object, runs: { ...(object.runs as object), new: value } }));
      expect(JSON.parse(changed)).toEqual(expected);
      let at = 0;
      for (const character of changed) if (character === text[at]) at += 1;
      // Space inside of an object that was empty is all that may go.
      expect(text.slice(at).trim()).toBe('');
    }),
  );
});
