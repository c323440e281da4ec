import type { BudgetWindow } from '../../../lib/slo/budget/budget-window';
import { floorToHour, intervalAt, periodEndAt, periodMinutesAt } from '../../../lib/slo/budget/window-interval';
import { formatInstant, MINUTES_PER_DAY, parseInstant } from '../../../lib/time/time';
import { isTimeZone } from '../../../lib/time/zoned-time';

const at = (text: string): number => parseInstant(text)!;
const month = (timeZone: string): BudgetWindow => ({ kind: 'calendar', unit: 'month', timeZone });
const fromOf = (window: BudgetWindow, end: string): string => formatInstant(intervalAt(window, at(end)).from);

describe('a rolling window', () => {
  const days30: BudgetWindow = { kind: 'rolling', minutes: 30 * MINUTES_PER_DAY };

  test('begins at the full hour before its length', () => {
    expect(fromOf(days30, '2026-03-31T10:55:00Z')).toBe('2026-03-01T10:00:00Z');
    expect(fromOf(days30, '2026-03-31T10:00:00Z')).toBe('2026-03-01T10:00:00Z');
    expect(floorToHour(at('2026-03-31T10:59:59Z'))).toBe(at('2026-03-31T10:00:00Z'));
  });

  test('is as long as it says, whatever the clocks do, and never ends', () => {
    expect(periodMinutesAt(days30, at('2026-03-31T10:55:00Z'))).toBe(43_200);
    expect(periodEndAt(days30, at('2026-03-31T10:55:00Z'))).toBeUndefined();
  });
});

describe('a calendar window', () => {
  test.each([
    ['UTC', '2026-03-15T12:00:00Z', '2026-03-01T00:00:00Z', 744],
    ['Europe/Berlin', '2026-03-15T12:00:00Z', '2026-02-28T23:00:00Z', 743],
    ['Europe/Berlin', '2026-10-31T22:59:00Z', '2026-09-30T22:00:00Z', 745],
    ['America/New_York', '2026-03-15T12:00:00Z', '2026-03-01T05:00:00Z', 743],
    ['Asia/Tokyo', '2026-02-28T15:01:00Z', '2026-02-28T15:00:00Z', 744],
    ['Pacific/Auckland', '2026-04-15T12:00:00Z', '2026-03-31T11:00:00Z', 721],
  ])('a month in %s at %s begins at %s and has %d hours', (timeZone, end, from, hours) => {
    expect(fromOf(month(timeZone), end)).toBe(from);
    expect(periodMinutesAt(month(timeZone), at(end))).toBe(hours * 60);
    expect(periodEndAt(month(timeZone), at(end))).toBe(at(from) + hours * 3_600_000);
  });

  test('an end at the very beginning belongs to the month before', () => {
    expect(fromOf(month('Europe/Berlin'), '2026-03-31T22:00:00Z')).toBe('2026-02-28T23:00:00Z');
    expect(fromOf(month('Europe/Berlin'), '2026-03-31T22:00:01Z')).toBe('2026-03-31T22:00:00Z');
  });

  test('where midnight is at half an hour, it begins up to an hour early', () => {
    expect(fromOf(month('Asia/Kolkata'), '2026-03-31T18:00:00Z')).toBe('2026-02-28T18:00:00Z');
    expect(fromOf(month('Asia/Kolkata'), '2026-03-31T18:05:00Z')).toBe('2026-03-31T18:00:00Z');
    expect(fromOf(month('Asia/Kolkata'), '2026-03-31T18:30:00Z')).toBe('2026-03-31T18:00:00Z');
    expect(fromOf(month('Asia/Kolkata'), '2026-03-31T19:30:00Z')).toBe('2026-03-31T18:00:00Z');
    expect(periodMinutesAt(month('Asia/Kolkata'), at('2026-03-31T18:05:00Z'))).toBe(30 * MINUTES_PER_DAY);
  });

  test('a midnight that a clock change leaves out begins with the first minute after it', () => {
    // Beirut went from 2026-03-29T00:00 (+2) straight to 01:00 (+3).
    expect(formatInstant(intervalAt({ kind: 'calendar', unit: 'week', timeZone: 'Asia/Beirut' }, at('2026-03-29T12:00:00Z')).from)).toBe(
      '2026-03-22T22:00:00Z',
    );
    // 2023-03-26 in Cairo had its midnight; 2023-04-28 went from 00:00 to 01:00: the day begins at 22:00Z.
    expect(periodMinutesAt({ kind: 'calendar', unit: 'month', timeZone: 'Africa/Cairo' }, at('2023-04-15T12:00:00Z'))).toBe(30 * MINUTES_PER_DAY - 60);
  });

  test.each([
    ['week', '2026-03-08T23:00:00Z', '2026-03-02T00:00:00Z', 7],
    ['week', '2026-03-09T00:05:00Z', '2026-03-09T00:00:00Z', 7],
    ['quarter', '2026-06-30T23:00:00Z', '2026-04-01T00:00:00Z', 91],
    ['quarter', '2026-12-31T23:59:00Z', '2026-10-01T00:00:00Z', 92],
    ['month', '2024-02-29T12:00:00Z', '2024-02-01T00:00:00Z', 29],
  ] as const)('a %s at %s begins at %s and has %d days', (unit, end, from, days) => {
    const window: BudgetWindow = { kind: 'calendar', unit, timeZone: 'UTC' };
    expect(fromOf(window, end)).toBe(from);
    expect(periodMinutesAt(window, at(end))).toBe(days * MINUTES_PER_DAY);
  });

  test('needs a zone that exists', () => {
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Atlantis')).toBe(false);
  });
});
