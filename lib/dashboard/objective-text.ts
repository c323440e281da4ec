import { CALENDAR_UNIT_DAYS, type BudgetWindow } from '../slo/budget/budget-window';
import type { ObjectiveKind } from '../slo/sli/sli';
import { formatDurationMinutes, MINUTES_PER_DAY } from '../time/time';
import type { ShownObjective } from './facts';

const GOOD: Readonly<Record<ObjectiveKind, string>> = {
  availability: 'of requests without an error',
  latency: 'of requests within',
  'success-rate': 'succeed',
  freshness: 'of the time nothing older than',
  delivery: 'of the time nothing set aside',
};

/** What is promised of an objective. */
interface PromisedInWords extends Pick<ShownObjective, 'id' | 'kind' | 'targetPercent' | 'thresholdMs'> {
  readonly budget: { readonly window: BudgetWindow };
}

/** `availability: 99.9 % of requests without an error, over 30d`: a promise in one line. */
export function objectiveLine({ id, kind, targetPercent, thresholdMs, budget }: PromisedInWords): string {
  const threshold = thresholdMs === undefined ? '' : ` ${formatMilliseconds(thresholdMs)}`;
  return `**${id}**: ${targetPercent} % ${GOOD[kind]}${threshold}, over ${formatWindow(budget.window)}`;
}

/** `30d`, `a month`. */
function formatWindow(window: BudgetWindow): string {
  return window.kind === 'rolling' ? formatDurationMinutes(window.minutes) : `a ${window.unit}`;
}

/** Days that a graph has to reach back to show a whole window. */
export function windowDays(window: BudgetWindow): number {
  return window.kind === 'rolling' ? Math.ceil(window.minutes / MINUTES_PER_DAY) : LONGEST_UNIT_DAYS[window.unit];
}

/** Days of the longest week, month and quarter. */
const LONGEST_UNIT_DAYS: Readonly<Record<keyof typeof CALENDAR_UNIT_DAYS, number>> = { week: 7, month: 31, quarter: 92 };

/** `2 s`, `750 ms`, `10m`. */
export function formatMilliseconds(milliseconds: number): string {
  if (milliseconds % 60_000 === 0) return formatDurationMinutes(milliseconds / 60_000);
  return milliseconds % 1_000 === 0 ? `${milliseconds / 1_000} s` : `${milliseconds} ms`;
}
