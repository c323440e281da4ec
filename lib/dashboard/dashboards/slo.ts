import { ledgerMetric } from '../../slo/budget/ledger-input';
import { formatDurationMinutes } from '../../time/time';
import type { DashboardVariable } from '../body';
import type { DashboardDraft, WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownObjective, ShownService } from '../facts';
import { GRID_COLUMNS } from '../limits';
import { runbookPage } from '../links';
import { objectiveLine } from '../objective-text';
import { metricRow } from '../rows';
import { BURN_DOWN_SECONDS, budgetRow, burnRateLines, burnRateRow, gateLines, longestWindowDays } from '../sections/budgets';
import { partsOf, type ShownPart } from '../sections/service-levels';
import { alarmWidgets, graphWidget, numberWidget, textWidget } from '../widgets';

/**
 * What is promised and what is left of it: the budget of every objective over its whole window, how fast it is spent now, and one
 * objective in detail. Requirements 000-05, 003-20.
 */
export function sloDashboard(facts: DashboardFacts): DashboardDraft {
  const objectives = facts.services.flatMap((service) => service.objectives);
  const alarms = objectives.flatMap((objective) => objective.alarms);
  return {
    id: 'slo',
    title: 'Service levels',
    purpose: 'Shows whoever runs or changes a service what is promised, how much of each error budget is left, and how fast it is spent.',
    start: '-P1D',
    variables: regionsOf(objectives).map((region) => objectiveVariable(facts, region)),
    lines: [
      ...facts.services.flatMap((service) => partsOf(service).map((part) => serviceLine(facts, service, part))),
      ...regionsOf(objectives).flatMap((region) => detailLines(facts, region)),
      ...alarmWidgets(
        {
          title: 'Alarms on objectives',
          description:
            'The alarms that page or open a ticket when an objective burns its budget too fast, or when it has no data. The alarm that changed last stands first. Red: open the incident dashboard and see who has it.',
        },
        alarms,
      ).map((widget) => [widget]),
    ],
  };
}

/** What one service promises, its budgets over their windows, and how fast they are spent. */
function serviceLine(facts: DashboardFacts, { owner }: ShownService, { title, objectives }: ShownPart): readonly WidgetDraft[] {
  const { region } = facts;
  const height = Math.max(8, 3 + 2 * objectives.length);
  const runbooks = [...new Set(objectives.map(({ runbook }) => runbook))];
  const promises = textWidget(
    {
      title,
      description: `What ${title} promises, who answers for it, and the runbooks to start from.`,
      width: 6,
      height,
    },
    [
      `Answers for it: ${owner}`,
      '',
      ...objectives.map((objective) => `- ${objectiveLine(objective)}`),
      '',
      `Runbooks: ${runbooks.map((runbook) => runbookPage(facts, runbook)).join(', ')}`,
    ],
  );
  const days = longestWindowDays(objectives);
  const burnDown = graphWidget(
    {
      title: `${title}: error budget left, % (${days} days)`,
      description: `How much of each error budget of ${title} was left at every hour of the last ${days} days, 100 % down to 0 % and below. A steady slope to 0 % at the end of the window is what was allowed; a cliff is an incident. Below a line the gate asks more of a change: notice, approval, freeze.`,
      width: 10,
      height,
    },
    {
      region,
      period: BURN_DOWN_SECONDS,
      start: `-P${days}D`,
      rows: objectives.map((objective) => budgetRow(facts, objective, 'remaining')),
      axis: { label: 'left, %', max: 100 },
      annotations: { horizontal: gateLines(objectives) },
    },
  );
  const burnRate = graphWidget(
    {
      title: `${title}: burn rate of the last hour`,
      description: `How many times faster than allowed ${title} spent its budgets in the last hour. 1 spends exactly the whole budget over the window. Near the line of paging, somebody is paged: start the runbook of the objective.`,
      width: 8,
      height,
    },
    {
      region,
      period: facts.ledgerMinutes * 60,
      rows: objectives.map((objective) => burnRateRow(facts, objective)),
      axis: { label: 'times the allowed rate', min: 0 },
      annotations: { horizontal: burnRateLines(objectives) },
    },
  );
  return [promises, burnDown, burnRate];
}

function regionsOf(objectives: readonly ShownObjective[]): readonly string[] {
  return [...new Set(objectives.map(({ region }) => region))];
}

/**
 * The word that the list of objectives replaces in the whole body. No objective has it: a pattern that is also the name of one would change
 * every other widget, too.
 */
const CHOSEN = 'CHOSEN-OBJECTIVE';

/** The choice of an objective of a region, by service. */
function objectiveVariable({ services, region: home }: DashboardFacts, region: string): DashboardVariable {
  const values = services.flatMap(({ title, objectives }) =>
    objectives.filter((objective) => objective.region === region).map(({ name, id }) => ({ value: name, label: `${title}: ${id}` })),
  );
  return {
    type: 'pattern',
    pattern: patternOf(region),
    inputType: 'select',
    id: region === home ? 'objective' : `objective-${region}`,
    label: region === home ? 'Service and objective' : `Service and objective in ${region}`,
    defaultValue: values[0]!.value,
    visible: true,
    values,
  };
}

function patternOf(region: string): string {
  return `${CHOSEN}-${region}`;
}

/** One objective, chosen above: its budget, both burn rates, and how much of the window was measured. */
function detailLines(facts: DashboardFacts, region: string): readonly (readonly WidgetDraft[])[] {
  const elsewhere = region === facts.region ? '' : ` in ${region}`;
  const name = patternOf(region);
  const objectives = facts.services.flatMap((service) => service.objectives).filter((objective) => objective.region === region);
  const days = longestWindowDays(objectives);
  const windows = [...new Set(objectives.flatMap(({ burnWindowsMinutes }) => burnWindowsMinutes))];
  return [
    [
      textWidget(
        {
          title: `One objective in detail${elsewhere}: ${name}`,
          description: `The objective that is chosen in the list above the dashboard${elsewhere}, alone.`,
          width: GRID_COLUMNS,
          height: 2,
        },
        [`Choose another in the list above this dashboard. Times are those of the dashboard, but for the budget, which is shown over ${days} days.`],
      ),
    ],
    [
      numberWidget(
        {
          title: `Budget left and measured, %${elsewhere}`,
          description:
            'What is left of the error budget now, and how much of its window was measured. With too little measured the gate answers "unknown": find out why data is missing before trusting the rest.',
          width: 6,
          height: 6,
        },
        {
          region,
          period: facts.ledgerMinutes * 60,
          rows: [
            metricRow(ledgerMetric(facts, name, 'remaining'), { label: 'budget left, %' }),
            metricRow(ledgerMetric(facts, name, 'coverage'), { label: 'measured, %' }),
          ],
        },
      ),
      graphWidget(
        {
          title: `Error budget left, % (${days} days)${elsewhere}`,
          description: 'The error budget of the chosen objective over its whole window.',
          width: 9,
          height: 6,
        },
        {
          region,
          period: BURN_DOWN_SECONDS,
          start: `-P${days}D`,
          rows: [metricRow(ledgerMetric(facts, name, 'remaining'), { label: 'budget left' })],
          axis: { label: 'left, %', max: 100 },
          annotations: { horizontal: gateLines(objectives) },
        },
      ),
      graphWidget(
        {
          title: `Burn rates${elsewhere}`,
          description:
            'How fast the chosen objective spends its budget. The short window says whether it is happening now, the long one whether it matters: both high is an incident, only the long one high is one that is over.',
          width: 9,
          height: 6,
        },
        {
          region,
          period: facts.ledgerMinutes * 60,
          rows: windows.map((window) => metricRow(ledgerMetric(facts, name, 'burnRate', window), { label: `last ${formatDurationMinutes(window)}` })),
          axis: { label: 'times the allowed rate', min: 0 },
          annotations: { horizontal: burnRateLines(objectives) },
        },
      ),
    ],
  ];
}
