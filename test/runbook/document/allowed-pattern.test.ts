import { readAllowedPattern } from '../../../lib/runbook/document/allowed-pattern';

test('a pattern matches from end to end', () => {
  expect(['ab', 'xab', 'abx'].map((text) => readAllowedPattern('a|ab')?.matches(text))).toEqual([true, false, false]);
});

test('a text that is no pattern is none', () => {
  expect(['(', '[_-/]'].map(readAllowedPattern)).toEqual([undefined, undefined]);
});

test('of a part in either case, what is the same in either case is decided, and the rest is not', () => {
  const pattern = readAllowedPattern('^key/(?i:[0-9a-f]{2})$')!;
  expect(['key/0a', 'key/0g', 'key/0A', 'KEY/0a'].map((text) => pattern.matches(text))).toEqual([true, false, undefined, undefined]);
});
