import fc from 'fast-check';
import { formatDurationMinutes, formatDurationSeconds, formatInstant, formatTimeOfDay, parseDurationMinutes, parseDurationSeconds } from '../../lib/time/time';

test.each([
  ['90s', 90],
  ['5m', 300],
  ['1h30m', 5_400],
  ['30d', 2_592_000],
  ['1d2h3m4s', 93_784],
  ['0m', 0],
])('%s is %i seconds', (text, seconds) => {
  expect(parseDurationSeconds(text)).toBe(seconds);
});

test.each(['', '5', 'm', '5 m', '5M', '1.5h', '-5m', '5m1h', '5m5m', '1w', 'P1D', ' 5m'])('%j is not a duration', (text) => {
  expect(parseDurationSeconds(text)).toBeUndefined();
  expect(parseDurationMinutes(text)).toBeUndefined();
});

test('minutes are whole minutes', () => {
  expect(parseDurationMinutes('60s')).toBe(1);
  expect(parseDurationMinutes('61s')).toBeUndefined();
  expect(parseDurationMinutes('1h')).toBe(60);
});

test.each([
  [0, '0s'],
  [45, '45s'],
  [59.6, '1m'],
  [5_400, '1h30m'],
  [259_200, '3d'],
  [-90, '-1m30s'],
])('%f seconds are written %s', (seconds, text) => {
  expect(formatDurationSeconds(seconds)).toBe(text);
});

test('what is written is read back', () => {
  fc.assert(fc.property(fc.nat(1e8), (seconds) => expect(parseDurationSeconds(formatDurationSeconds(seconds))).toBe(seconds)));
  expect(formatDurationMinutes(0.5)).toBe('30s');
});

test('instants are written in UTC to the second', () => {
  const instant = Date.UTC(2026, 2, 2, 8, 5, 9, 999);
  expect(formatInstant(instant)).toBe('2026-03-02T08:05:09Z');
  expect(formatTimeOfDay(instant)).toBe('08:05:09');
});
