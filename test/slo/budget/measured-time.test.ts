import fc from 'fast-check';
import { ExcludedTime } from '../../../lib/slo/budget/excluded-time';
import { decodeCounts, decodeHours, encodeCounts, encodeHours } from '../../../lib/slo/budget/hourly-record';
import { measuredBuckets } from '../../../lib/slo/budget/quiet-runs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('runs of silence', () => {
  const flags = (text: string): boolean[] => text.split('').map((each) => each === 'x');
  const measured = (text: string, quietMinutes: number | undefined): string =>
    measuredBuckets(flags(text), 5, quietMinutes)
      .measured.map((each) => (each ? 'x' : '-'))
      .join('');

  test.each([
    ['x..x', 10, 'xxxx'],
    ['x..x', 9, 'x--x'],
    ['x...x', 10, 'x---x'],
    ['...x..', 10, '---xxx'],
    ['x.x..x...x', 10, 'xxxxxx---x'],
    ['....', 10, '----'],
    ['....', 20, 'xxxx'],
    ['....', undefined, 'xxxx'],
    ['', 10, ''],
  ])('%j with %p quiet minutes is measured %j', (present, quiet, expected) => expect(measured(present, quiet)).toBe(expected));

  test('the silence at the end is notified in minutes', () => {
    expect(measuredBuckets(flags('x..x.'), 5, 10).silentMinutes).toBe(5);
    expect(measuredBuckets(flags('..x'), 5, 10).silentMinutes).toBe(0);
    expect(measuredBuckets(flags('...'), 5, 10).silentMinutes).toBe(15);
  });
});

describe('excluded time', () => {
  test('takes whole buckets only', () => {
    const excluded = new ExcludedTime([{ from: 2 * MINUTE, to: 58 * MINUTE }]);
    expect([0, 5, 50, 55].map((minute) => excluded.covers(minute * MINUTE, 5))).toEqual([false, true, true, false]);
    expect(excluded.minutesOfHour(0, 5)).toBe(50);
    expect(excluded.minutesOfHour(0, 1)).toBe(56);
    expect(excluded.minutesOfHour(HOUR, 5)).toBe(0);
  });

  test('counts what overlaps or touches once', () => {
    const excluded = new ExcludedTime([
      { from: 30 * MINUTE, to: HOUR },
      { from: 0, to: 31 * MINUTE },
      { from: HOUR, to: 2 * HOUR },
      { from: 10 * MINUTE, to: 20 * MINUTE },
    ]);
    expect(excluded.minutesOfHour(0, 1)).toBe(60);
    expect(excluded.covers(30 * MINUTE, 60)).toBe(true);
    expect(excluded.edgeHours()).toEqual([]);
  });

  test('knows the hours it cuts', () => {
    expect(
      new ExcludedTime([
        { from: HOUR + 1, to: 4 * HOUR },
        { from: 5 * HOUR + 1, to: 5 * HOUR + 2 },
      ]).edgeHours(),
    ).toEqual([HOUR, 5 * HOUR]);
  });
});

describe('counts by the hour', () => {
  test('equal neighbours are written once', () => {
    expect(encodeCounts([...Array.from({ length: 718 }, () => 60), 55, 60])).toBe('60x718,55,60');
    expect(encodeCounts([])).toBe('');
  });

  test('reading gives back what was written', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constant(60)), { maxLength: 300 }), (counts) =>
        expect(decodeCounts(encodeCounts(counts))).toEqual(counts),
      ),
    );
  });

  test.each(['x', '61', '60x0', '60x99999', '60,', '-1', '60x718,', '1e3'])('%j is none', (text) => expect(decodeCounts(text)).toBeUndefined());

  test('hours keep what was excluded of them', () => {
    const hours = {
      first: 0,
      bucketMinutes: 1,
      measured: [60, 55],
      bad: [1, 0],
      parts: new Map([[HOUR, { minutes: 10, measuredMinutes: 5, bad: 0.5, total: 7 }]]),
    };
    expect(encodeHours(hours)).toEqual({
      first: '1970-01-01T00:00:00Z',
      bucketMinutes: 1,
      measured: '60,55',
      bad: '1,0',
      parts: { '1970-01-01T01:00:00Z': [10, 5, 0.5, 7] },
    });
    expect(decodeHours(encodeHours(hours))).toEqual(hours);
  });

  test.each([
    { first: '1970-01-01T00:30:00Z', measured: '60' },
    { first: 'yesterday', measured: '60' },
    { measured: '60' },
    { first: '1970-01-01T00:00:00Z', measured: '' },
    { first: '1970-01-01T00:00:00Z', measured: '60', bad: '1x2' },
    { first: '1970-01-01T00:00:00Z', measured: '60', bad: '61' },
    { first: '1970-01-01T00:00:00Z', measured: '50', bad: '51' },
    { first: '1970-01-01T00:00:00Z', measured: '60', parts: { soon: [1, 1, 1, 1] as const } },
  ])('%j are none', (record) => expect(decodeHours(record)).toBeUndefined());
});
