import { retroDays } from '../../../lib/maintenance/cadence/retro-days';
import { formatLocalDay, parseLocalDay } from '../../../lib/time/zoned-time';

const days = (first: string, ...rest: [Parameters<typeof retroDays>[1], number]) => retroDays(parseLocalDay(first)!, ...rest).map(formatLocalDay);

test.each<[string, Parameters<typeof retroDays>[1], readonly string[]]>([
  ['2026-03-23', 'weekly', ['2026-03-23', '2026-03-30', '2026-04-06']],
  ['2026-12-21', 'biweekly', ['2026-12-21', '2027-01-04', '2027-01-18']],
  ['2027-12-31', 'monthly', ['2027-12-31', '2028-01-31', '2028-02-29']],
  ['2026-01-30', 'monthly', ['2026-01-30', '2026-02-28', '2026-03-30']],
])('from %s %s (003-43)', (first, cadence, expected) => {
  expect(days(first, cadence, 3)).toEqual(expected);
});

test('none is refused', () => {
  expect(() => retroDays(0, 'weekly', 0)).toThrow('from 1 on, received 0');
});
