import type { OperationsPlan } from '../../plan/alarm-plan';
import { formatGateState } from '../../slo/budget/gate-state';
import { formatBurnRate, formatPercent, roundTo12Digits } from '../../slo/burn-rate';
import { OBJECTIVE_CATEGORIES, type ObjectiveCategory } from '../../slo/objective';
import type { Instant } from '../../time/time';
import { localTimesOf } from '../local-times';
import type { BudgetStatus } from './budget-status';
import { alignColumns } from './columns';

const HEADINGS = ['OBJECTIVE', 'STATE', 'SINCE', 'TARGET', 'ATTAINED', 'REMAINING', 'BURN 1h', 'BURN 1d', 'EXHAUSTED'];
const NOT_KNOWN = '-';

/**
 * The budgets of an environment as people read them: a line each, then why for those that are not healthy.
 *
 * @param isWhole whether these are all of the environment, which are then counted by category too
 */
export function printStatuses(
  plan: Pick<OperationsPlan, 'application' | 'environment' | 'incidents'>,
  statuses: readonly BudgetStatus[],
  now: Instant,
  isWhole: boolean,
): string {
  const times = localTimesOf(plan);
  const cell = (at: string): string => times.cell(at, now);
  const table = alignColumns([HEADINGS, ...statuses.map((status) => printRow(status, cell))]);
  const reasons = statuses.filter(({ state }) => state !== 'healthy').map((status) => times.of(printReason(status)));
  return [
    `${plan.application} ${plan.environment}, ${times.of(now)}`,
    ...times.note,
    ...table.map((line) => `  ${line}`),
    ...(reasons.length === 0 ? [] : ['', ...reasons]),
    '',
    ...(isWhole ? [printCategories(statuses)] : []),
    printCounts(statuses),
  ].join('\n');
}

/** @param cell an instant as a cell has it */
function printRow({ objective, state, isYoung, since, targetPercent, figures }: BudgetStatus, cell: (at: string) => string): string[] {
  const identity = [objective, formatGateState({ state, isYoung }), since === undefined ? NOT_KNOWN : cell(since), `${targetPercent} %`];
  if (figures === undefined) return [...identity, ...Array.from({ length: HEADINGS.length - identity.length }, () => NOT_KNOWN)];
  const { attainedPercent, remaining, burnRates, exhaustedBy } = figures;
  return [
    ...identity,
    printAttained(attainedPercent),
    formatPercent(remaining),
    printBurnRate(burnRates['1h']),
    printBurnRate(burnRates['1d']),
    remaining <= 0 ? 'yes' : exhaustedBy === undefined ? 'not at this rate' : cell(exhaustedBy),
  ];
}

/** Four decimals, rounded down: 99.99999 % is not 100 %. */
function printAttained(percent: number): string {
  return `${Math.floor(roundTo12Digits(percent * 10_000)) / 10_000} %`;
}

function printBurnRate(burnRate: number | undefined): string {
  return burnRate === undefined ? NOT_KNOWN : formatBurnRate(burnRate);
}

function printReason({ objective, state, isYoung, reason, lastKnown }: BudgetStatus): string {
  const before = lastKnown === undefined ? '' : ` (last known: ${lastKnown})`;
  return `  ${objective} is ${formatGateState({ state, isYoung })}${before}: ${reason}`;
}

function printCounts(statuses: readonly BudgetStatus[]): string {
  const counts = new Map<string, number>();
  for (const state of statuses.map(formatGateState)) counts.set(state, (counts.get(state) ?? 0) + 1);
  return `${statuses.length} ${statuses.length === 1 ? 'budget' : 'budgets'}: ${[...counts].map(([state, amount]) => `${amount} ${state}`).join(', ')}`;
}

/** How many budgets of an environment each category has, the states that ask for somebody, and the categories without an objective. */
export function printCategories(statuses: readonly BudgetStatus[]): string {
  const ofCategory = (category: ObjectiveCategory) => statuses.filter((status) => status.category === category);
  const [measured, missing] = [true, false].map((has) => OBJECTIVE_CATEGORIES.filter((category) => ofCategory(category).length > 0 === has));
  const texts = measured!.map((category) => {
    const all = ofCategory(category);
    const unwell = all.filter(({ state }) => state !== 'healthy').length;
    return `${category} ${all.length}${unwell === 0 ? '' : ` (${unwell} not healthy)`}`;
  });
  return `by category: ${texts.join(', ')}${missing!.length === 0 ? '' : `; no objective is for ${missing!.join(', ')}`}`;
}
