import { expandExpressions } from '../../lib/conformance/expand-expressions';

const expand = (steps: Record<string, string>, result = 'r') => expandExpressions(result, new Map(Object.entries(steps)), (id) => `<${id}>`);

test('steps are put into one another, and what is no step is named by the caller', () => {
  expect(expand({ r: 'IF(total > 0, bad / total, 0)', bad: 'FILL(m1, 0)', total: 'MAX([FILL(m2, 0), bad])' })).toBe(
    'IF(MAX([FILL(<m2>, 0), FILL(<m1>, 0)]) > 0, FILL(<m1>, 0) / MAX([FILL(<m2>, 0), FILL(<m1>, 0)]), 0)',
  );
});

test('a step keeps its meaning wherever it is put', () => {
  expect(expand({ r: 'a * 2 - -a', a: 'm1 + m2' })).toBe('(<m1> + <m2>) * 2 - -(<m1> + <m2>)');
});

test('a chain of 100 steps is no circle', () => {
  const steps = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`e${index}`, `e${index + 1}`]));
  expect(expand(steps, 'e0')).toBe('<e100>');
});

test.each<[string, Record<string, string>, RegExp]>([
  ['a circle', { r: 'a + 1', a: 'b', b: 'r' }, /circle/],
  ['a step that is itself', { r: 'r' }, /circle/],
  ['text that is not metric math', { r: 'm1 +' }, /./],
  ['a step nobody uses that is not metric math', { r: 'm1', a: ')' }, /./],
])('%s is refused', (_, steps, message) => {
  expect(() => expand(steps)).toThrow(message);
});
