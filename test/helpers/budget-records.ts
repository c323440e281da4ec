import type { BudgetRecord } from '../../lib/slo/budget/budget-record';

/** The record of a healthy budget, stored for 08:05 on 2 March 2026 by a ledger that runs every 15 minutes. */
export function exampleBudgetRecord(overrides: Partial<BudgetRecord> = {}): BudgetRecord {
  return {
    version: 1,
    objective: 'web/availability',
    scheduledAt: '2026-03-02T08:05:00Z',
    everyMinutes: 15,
    state: 'healthy',
    since: '2026-02-20T10:05:00Z',
    reasons: ['80 % of the budget remains'],
    figures: {
      attainedPercent: 99.98,
      remaining: 0.8,
      burnRates: { '1h': 0.5, '1d': 2 },
      coverage: 1,
      exhaustedBy: '2026-03-14T08:05:00Z',
      bad: 2,
      total: 10_000,
      excludedMinutes: 0,
      excludedShare: 0,
    },
    history: [],
    hours: { first: '2026-02-01T00:00:00Z', measured: '12x700' },
    ...overrides,
  };
}
