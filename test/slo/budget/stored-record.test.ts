import fc from 'fast-check';
import type { BudgetRecord } from '../../../lib/slo/budget/budget-record';
import { encodeCounts } from '../../../lib/slo/budget/hourly-record';
import { MAX_RECORD_BYTES, parseBudgetRecord, printBudgetRecord, RecordTooLargeError } from '../../../lib/slo/budget/stored-record';

const change = { at: '2026-03-02T10:00:00Z', from: 'healthy', to: 'caution', why: '49.123 % of the budget remains, less than 50 %' } as const;

const RECORD: BudgetRecord = {
  version: 1,
  objective: 'partner-portal/availability',
  scheduledAt: '2026-03-02T10:00:00Z',
  everyMinutes: 60,
  state: 'frozen',
  since: '2026-03-02T09:00:00Z',
  reasons: ['-5 % of the budget remains, not more than 0 %'],
  stableSince: '2026-03-02T09:00:00Z',
  figures: {
    attainedPercent: 99.895,
    remaining: -0.05,
    burnRates: { '1h': 0, '1d': 3.5 },
    coverage: 1,
    exhaustedBy: '2026-03-12T10:00:00Z',
    bad: 12_345.678901234,
    total: 12_345_678,
    excludedMinutes: 0,
    excludedShare: 0,
  },
  history: Array.from({ length: 20 }, () => change),
  hours: { first: '2025-12-02T10:00:00Z', measured: '60x2160', bad: '0x2100,3,0x59', parts: { '2026-01-01T00:00:00Z': [40, 40, 40, 40] } },
};

const text = printBudgetRecord(RECORD);

test('reading gives back what was written', () => expect(parseBudgetRecord(text)).toEqual(RECORD));

test('a usual record of ninety days is a standard parameter', () => expect(text.length).toBeLessThan(4_096));

test('a record that was written by halves is none, wherever it was cut', () => {
  for (let length = 0; length < text.length; length++) expect(parseBudgetRecord(text.slice(0, length))).toBeUndefined();
});

test.each<[string, Record<string, unknown>]>([
  ['another version', { version: 2 }],
  ['a state nobody knows', { state: 'fine' }],
  ['a known state without figures', { figures: undefined }],
  ['figures that are no numbers', { figures: { ...RECORD.figures, remaining: '1' } }],
  ['burn rates that are none', { figures: { ...RECORD.figures, burnRates: { '1h': null } } }],
  ['a run that is no instant', { scheduledAt: '2026-02-30T00:00:00Z' }],
  ['no run', { scheduledAt: undefined }],
  ['no period', { everyMinutes: 0 }],
  ['unknown as last known state', { lastKnown: 'unknown' }],
  ['a history of something else', { history: [{ ...change, to: 'none' }] }],
  ['no history', { history: undefined }],
  ['reasons that are no texts', { reasons: [1] }],
  ['hours that are none', { hours: { first: '2025-12-02T10:00:00Z', measured: '60x' } }],
  ['parts that are none', { hours: { ...RECORD.hours, parts: { '2026-01-01T00:00:00Z': [1, 2, 3] } } }],
  ['parts below nothing', { hours: { ...RECORD.hours, parts: { '2026-01-01T00:00:00Z': [1, 2, 3, -1] } } }],
  ['no hours', { hours: undefined }],
])('%s is no record', (_, changes) => expect(parseBudgetRecord(JSON.stringify({ ...RECORD, ...changes }))).toBeUndefined());

test('no text crashes the reader', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (any) => expect(parseBudgetRecord(any)).toBeUndefined()));
});

describe('a record that does not fit', () => {
  const ragged = (hours: number) => encodeCounts(Array.from({ length: hours }, (_, index) => 10 + (index % 50)));

  test('loses what is unreadable first, then its oldest changes', () => {
    const history = Array.from({ length: 20 }, (_, index) => ({ ...change, why: `change ${index}` }));
    const large: BudgetRecord = { ...RECORD, history, unreadable: 'x'.repeat(1_000), hours: { first: RECORD.hours.first, measured: ragged(2_160) } };
    const printed = printBudgetRecord(large);
    const read = parseBudgetRecord(printed)!;
    expect(printed.length).toBeLessThanOrEqual(MAX_RECORD_BYTES);
    expect(read.unreadable).toBeUndefined();
    expect(read.history.length).toBeGreaterThan(0);
    expect(read.history).toEqual(history.slice(0, read.history.length));
    expect(read.history.length).toBeLessThan(20);
    expect(read.hours).toEqual(large.hours);
  });

  test('is an error when its hours alone are too many', () => {
    expect(() => printBudgetRecord({ ...RECORD, hours: { first: RECORD.hours.first, measured: ragged(2_160), bad: ragged(2_160) } })).toThrow(
      RecordTooLargeError,
    );
  });

  test('counts bytes, not characters', () => {
    const printed = printBudgetRecord({ ...RECORD, unreadable: 'ü'.repeat(6_000) });
    expect(new TextEncoder().encode(printed).length).toBeLessThanOrEqual(MAX_RECORD_BYTES);
  });
});

test('double braces, which Parameter Store takes for a reference, are written without them', () => {
  const braces: BudgetRecord = { ...RECORD, unreadable: '{{ssm:other}} {{{' };
  expect(printBudgetRecord(braces)).not.toContain('{{');
  expect(parseBudgetRecord(printBudgetRecord(braces))).toEqual(braces);
});
