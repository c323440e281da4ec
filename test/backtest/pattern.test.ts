import { parsePattern } from '../../lib/backtest/pattern';

const minutesOf = (text: string) => {
  const pattern = parsePattern(text)!;
  return [-1, ...Array.from({ length: pattern.minutes + 1 }, (_, minute) => minute)].map((minute) => pattern.valueAt(minute));
};

test.each<[text: string, valuesFromTheMinuteBefore: readonly (number | undefined)[]]>([
  ['5 for 2m', [5, 5, 5, 5]],
  ['0 for 1m, 50 for 2m, 0 for 1m', [0, 0, 50, 50, 0, 0]],
  ['0 to 100 over 5m', [0, 0, 25, 50, 75, 100, 100]],
  ['1 for 1m, none for 2m, -1.5 for 1m', [1, 1, undefined, undefined, -1.5, -1.5]],
  ['3 to 1 over 1m', [3, 3, 1]],
])('%s', (text, values) => expect(minutesOf(text)).toEqual(values));

test('the last stretch may leave its length out: three hours', () => expect(parsePattern('0 for 1h, 7')!.minutes).toBe(240));

test.each(['', '5 for', '5 for 30s', '5 for 0m', '0, 5 for 1h', '0 to over 1h', '0 to 5', 'none to 5 over 1h', '1e3', '5 for 31d', '5 for 1h,'])(
  '%j is no pattern',
  (text) => expect(parsePattern(text)).toBeUndefined(),
);
