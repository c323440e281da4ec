import { referencesIn, substitute, UnfilledReferenceError, wholeReference } from '../../../lib/runbook/document/references';

const VALUES: Readonly<Record<string, string | number | boolean | readonly string[]>> = {
  Name: 'edi',
  Count: 3,
  DryRun: true,
  'list.Names': ['a', 'b'],
  'global:REGION': 'eu-central-1',
};
const fill = (value: Parameters<typeof substitute>[0]) => substitute(value, (name) => VALUES[name]);

test('a reference that is the whole text keeps its type; inside a longer text it becomes text', () => {
  expect(fill({ a: '{{ Count }}', b: ['{{list.Names}}'], c: 'x-{{Count}}-{{ global:REGION }}', d: 7, e: '{{ DryRun }}' })).toEqual({
    a: 3,
    b: [['a', 'b']],
    c: 'x-3-eu-central-1',
    d: 7,
    e: true,
  });
});

test('what refers to nothing, and a list inside a longer text, are errors that name the reference', () => {
  expect(() => fill('{{ Nmae }}')).toThrow(new UnfilledReferenceError('Nmae', 'unknown'));
  expect(() => fill('all of {{ list.Names }}')).toThrow(new UnfilledReferenceError('list.Names', 'no text'));
});

test('a value that was filled in is not looked at again', () => {
  expect(substitute('{{ A }}', () => '{{ B }}')).toBe('{{ B }}');
});

test('references are found wherever they stand', () => {
  expect(referencesIn({ a: '{{ A }}', b: ['x {{ b.C }} {{variable:d}}'] })).toEqual([
    { name: 'A', isWhole: true },
    { name: 'b.C', isWhole: false },
    { name: 'variable:d', isWhole: false },
  ]);
  expect([wholeReference('{{ A }}'), wholeReference('{{ A }} '), wholeReference(3)]).toEqual(['A', undefined, undefined]);
});
