import type { AutomationReview } from '../../incident/automation-review';
import type { Incident } from '../../incident/lifecycle/incident';
import { SEVERITIES } from '../../incident/severity';
import { formatGateState } from '../../slo/budget/gate-state';
import { formatPercent, roundTo12Digits } from '../../slo/burn-rate';
import { OBJECTIVE_CATEGORIES, type ObjectiveCategory } from '../../slo/objective';
import type { BudgetStatus } from './budget-status';

/** What the report of a month is made of. */
export interface MonthFacts {
  /** `edi prod`. */
  readonly name: string;
  /** `2026-02`, of UTC. */
  readonly month: string;
  /** When the budgets were read, as people read it. */
  readonly at: string;
  /** Budgets of every objective. */
  readonly statuses: readonly BudgetStatus[];
  /** Incidents that were opened in the month. */
  readonly opened: readonly Incident[];
  readonly automation: AutomationReview;
}

const TITLES: Readonly<Record<ObjectiveCategory, string>> = {
  excellence: 'Operational excellence',
  quality: 'Quality',
  cost: 'Cost',
  compliance: 'Compliance',
};

/** The report as Markdown: objectives in their four categories, incidents, and what ran by itself. Requirements 002-57, 002-74. */
export function reportText(facts: MonthFacts): string {
  const { name, month, at, statuses } = facts;
  return (
    [
      `# ${name}, ${month}`,
      `Objectives as of ${at}, over the windows of their budgets; incidents and automatic runs of the month, in UTC.`,
      ...OBJECTIVE_CATEGORIES.map((category) => categoryText(category, statuses)),
      ['## Incidents', '', ...incidentLines(facts)].join('\n'),
      ['## What ran by itself', '', ...automationLines(facts.automation)].join('\n'),
    ].join('\n\n') + '\n'
  );
}

function categoryText(category: ObjectiveCategory, statuses: readonly BudgetStatus[]): string {
  const heading = `## ${TITLES[category]}`;
  const own = statuses.filter((status) => status.category === category);
  if (own.length === 0) return `${heading}\n\nNo objective is for it.`;
  const rows = own.map((status) => `| ${[status.objective, `${status.targetPercent} %`, ...figuresOf(status), formatGateState(status)].join(' | ')} |`);
  return [heading, '', '| Objective | Target | Attained | Kept | Budget left | State |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** Attained, kept, and what is left; attained is rounded down, for 99.99999 % is not 100 %. */
function figuresOf({ figures, targetPercent }: BudgetStatus): readonly string[] {
  if (figures === undefined) return ['-', 'could not tell', '-'];
  const { attainedPercent, remaining } = figures;
  return [`${Math.floor(roundTo12Digits(attainedPercent * 10_000)) / 10_000} %`, attainedPercent >= targetPercent ? 'yes' : 'no', formatPercent(remaining)];
}

function incidentLines({ opened }: MonthFacts): readonly string[] {
  const real = opened.filter(({ drill }) => !drill);
  const drills = opened.length - real.length;
  const counts = SEVERITIES.flatMap((severity) => {
    const count = real.filter(({ peakSeverity }) => peakSeverity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return [`${real.length} opened${counts.length === 0 ? '' : `, at their worst ${counts.join(', ')}`}; ${drills} drills.`];
}

function automationLines({ runs, dryRuns, healed, falseHeals, failed, overridden, refused, incomplete }: AutomationReview): readonly string[] {
  return [
    `- runs that alarms started: ${runs}, of which dry runs: ${dryRuns}`,
    `- healed: ${healed}, of which it burned again or came back afterwards: ${falseHeals}`,
    `- did not help, people were paged: ${failed}`,
    `- stopped by people: ${overridden}`,
    `- refused by a limit: ${refused}`,
    ...(incomplete.length === 0 ? [] : [`- there may have been more: the records of ${incomplete.join(', ')} were too long to be kept whole`]),
  ];
}
