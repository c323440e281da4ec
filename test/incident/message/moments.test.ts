import { clockText, elapsedText, momentText } from '../../../lib/incident/message/moments';

const AT = Date.UTC(2026, 2, 8, 3, 10, 59);

test('a moment is written to the minute, with its date', () => {
  expect(momentText(AT)).toBe('2026-03-08 03:10 UTC');
});

test('a clock leaves out the day that was notified, and no other', () => {
  expect(clockText(AT, Date.UTC(2026, 2, 8))).toBe('03:10 UTC');
  expect(clockText(AT, Date.UTC(2026, 2, 7, 23, 59))).toBe('2026-03-08 03:10 UTC');
});

test('what has elapsed is notified in whole minutes', () => {
  expect(elapsedText(AT, AT + 59_999)).toBe('under a minute');
  expect(elapsedText(AT, AT + 5_459_999)).toBe('1h30m');
  expect(elapsedText(AT, AT - 1)).toBe('under a minute');
});
