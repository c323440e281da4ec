import { CADENCE_PATTERN, formatCadence, parseCadence } from '../../../lib/maintenance/cadence/parse-cadence';

test.each([
  ['daily at 08:00', { kind: 'daily', at: '08:00' }],
  ['weekly on monday at 09:05', { kind: 'weekly', on: 'monday', at: '09:05' }],
  ['monthly on first business day at 09:00', { kind: 'monthly', on: 'first business day', at: '09:00' }],
  ['quarterly on first tuesday at 23:59', { kind: 'quarterly', on: 'first tuesday', at: '23:59' }],
  ['every 14 days from 2028-02-29 at 10:00', { kind: 'every', days: 14, from: '2028-02-29', at: '10:00' }],
])('%s', (text, cadence) => {
  expect(parseCadence(text)).toEqual(cadence);
  expect(formatCadence(parseCadence(text)!)).toBe(text);
});

test.each([
  '',
  'daily',
  'daily at 24:00',
  'daily at 8:00',
  'weekly at 08:00',
  'weekly on someday at 08:00',
  'monthly on 31 at 08:00',
  'every 0 days from 2026-01-01 at 08:00',
])('%j is no cadence', (text) => {
  expect(parseCadence(text)).toBeUndefined();
  expect(CADENCE_PATTERN.test(text)).toBe(false);
});

test('a date that does not exist is no cadence', () => {
  expect(parseCadence('every 7 days from 2026-02-30 at 08:00')).toBeUndefined();
});
