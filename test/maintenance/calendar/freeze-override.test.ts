import fc from 'fast-check';
import { stateAt } from '../../../lib/maintenance/calendar/calendar-state';
import { formatOverride, overriddenText, overrideFault, parseOverride, withOverride } from '../../../lib/maintenance/calendar/freeze-override';
import { readCalendar } from '../../../lib/maintenance/calendar/read-calendar';
import { MINUTE_MS } from '../../../lib/time/time';

const START = Date.UTC(2026, 2, 2, 8);
const minute = (minutes: number) => START + minutes * MINUTE_MS;
const override = { by: 'ana', reason: 'hotfix of the partner portal', from: minute(10), until: minute(20) };
const event = (from: number, until: number) => ({ uid: `${from}`, summary: 'freeze', from: minute(from), until: minute(until) });

test('is open in the override and nowhere else where it was not', () => {
  const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 1, max: 20 })), { maxLength: 4 });
  fc.assert(
    fc.property(spans, fc.integer({ min: -1, max: 50 }), (pairs, at) => {
      const calendar = { type: 'DEFAULT_OPEN' as const, events: pairs.map(([from, length]) => event(from, from + length)).sort((a, b) => a.from - b.from) };
      const isOverridden = at >= 10 && at < 20;
      expect(stateAt(withOverride(calendar, override), minute(at)).state).toBe(isOverridden ? 'OPEN' : stateAt(calendar, minute(at)).state);
    }),
    { numRuns: 100 },
  );
  expect(() => withOverride({ type: 'DEFAULT_CLOSED', events: [] }, override)).toThrow(RangeError);
});

test('the content says whose it is, and is a calendar that is read without a problem', () => {
  const text = overriddenText({ type: 'DEFAULT_OPEN', events: [event(0, 60)] }, override);
  expect(text.replaceAll('\r\n ', '')).toContain('X-WR-CALDESC:Open until 2026-03-02T08:20:00Z by ana: hotfix of the partner portal\r\n');
  const read = readCalendar(text, { file: '', as: 'document' });
  expect(read.problems).toEqual([]);
  expect(read.calendar!.events.map(({ from, until }) => [(from - START) / MINUTE_MS, (until - START) / MINUTE_MS])).toEqual([
    [0, 10],
    [20, 60],
  ]);
});

test('a record is read as it was written, and anything else is none', () => {
  expect(parseOverride(formatOverride(override))).toEqual(override);
  for (const text of ['', 'open', '[]', 'null', '{}', '{"by":"ana","reason":"r","from":"2026-02-30T00:00:00Z","until":"2026-03-02T00:00:00Z"}']) {
    expect(parseOverride(text)).toBeUndefined();
  }
});

test.each([
  [{}, undefined],
  [{ until: minute(10) }, 'is over'],
  [{ until: minute(10 + 72 * 60 + 1) }, 'longer than 72 hours'],
  [{ reason: 'hotfix' }, 'one line of 10 to 200'],
  [{ reason: 'hotfix\nof the portal' }, 'one line of 10 to 200'],
  [{ reason: 'x'.repeat(201) }, 'one line of 10 to 200'],
])('%j is refused: %s', (changes, fault) => {
  const found = overrideFault({ ...override, ...changes });
  if (fault === undefined) expect(found).toBeUndefined();
  else expect(found).toContain(fault);
});
