import { ledgerMetric } from '../../slo/budget/ledger-input';
import { formatBurnRate, formatPercent } from '../../slo/burn-rate';
import type { HorizontalLine, MetricRow } from '../body';
import type { DashboardFacts, ShownObjective } from '../facts';
import { windowDays } from '../objective-text';
import { elsewhere, metricRow } from '../rows';

/** Seconds between two points of a budget over its window: CloudWatch keeps those of an hour for 15 months, the ledger's own for 63 days. */
export const BURN_DOWN_SECONDS = 3_600;

/** The row of what an objective publishes of its budget, under the id of the objective. */
export function budgetRow(facts: DashboardFacts, { name, id, region }: ShownObjective, figure: 'remaining' | 'coverage'): MetricRow {
  return metricRow(ledgerMetric(facts, name, figure), { label: id, ...elsewhere(region, facts.region) });
}

/** The row of the burn rate of an objective over the shortest window that is published. */
export function burnRateRow(facts: DashboardFacts, { name, id, region, burnWindowsMinutes }: ShownObjective): MetricRow {
  return metricRow(ledgerMetric(facts, name, 'burnRate', Math.min(...burnWindowsMinutes)), { label: id, ...elsewhere(region, facts.region) });
}

/** What changes have to ask from a share of the budget on, each line once. */
export function gateLines(objectives: readonly ShownObjective[]): readonly HorizontalLine[] {
  const lines = objectives.flatMap(({ budget: { policy } }): [number, string][] => [
    [policy.cautionBelow, 'changes pass with a notice'],
    [policy.restrictedBelow, 'changes need an approval'],
    [policy.frozenAt, 'changes are frozen'],
  ]);
  return [...new Map(lines.map(([share, meaning]) => [`${share} ${meaning}`, { label: `${formatPercent(share)}: ${meaning}`, value: share * 100 }])).values()];
}

/** The burn rate that is allowed, and those that page. */
export function burnRateLines(objectives: readonly ShownObjective[]): readonly HorizontalLine[] {
  const pages = [...new Set(objectives.flatMap(({ pagesAtBurnRate }) => (pagesAtBurnRate === undefined ? [] : [pagesAtBurnRate])))];
  return [
    { label: 'allowed: spends the whole budget over its window', value: 1 },
    ...pages.map((rate) => ({ label: `pages at ${formatBurnRate(rate)}`, value: rate })),
  ];
}

/** Days that the longest window of some objectives reaches back. */
export function longestWindowDays(objectives: readonly ShownObjective[]): number {
  return Math.max(...objectives.map(({ budget }) => windowDays(budget.window)));
}
