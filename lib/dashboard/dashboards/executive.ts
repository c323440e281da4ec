import { ledgerMetric } from '../../slo/budget/ledger-input';
import type { MetricRow } from '../body';
import type { DashboardDraft, WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownService } from '../facts';
import { GRID_COLUMNS } from '../limits';
import { elsewhere, expressionRow, metricRow } from '../rows';
import { BURN_DOWN_SECONDS, gateLines, longestWindowDays } from '../sections/budgets';
import { businessLines } from '../sections/business';
import { chargesGraph } from '../sections/charges';
import { figureMeans, openNumbers } from '../sections/incidents';
import { alarmWidgets, graphWidget, numberWidget } from '../widgets';

/**
 * For whoever answers for the application: are promises kept, is something wrong now, how fast are people, what does it cost.
 * Requirement 002-28.
 */
export function executiveDashboard(facts: DashboardFacts): DashboardDraft {
  const { services, paging } = facts;
  const promising = services.filter(({ objectives }) => objectives.length > 0);
  return {
    id: 'executive',
    title: 'Overview',
    purpose:
      'For whoever answers for the application: are promises to its users kept, is something wrong right now, may we change things, how fast do people answer, and what does it cost.',
    start: '-P7D',
    variables: [],
    lines: [
      [
        budgetNumbers(facts, promising, paging === undefined ? GRID_COLUMNS : 14),
        ...(paging === undefined ? [] : [openNumbers(facts, paging, { width: 10, height: 4 })]),
      ],
      [worstBurnDown(facts, promising)],
      ...alarmWidgets(
        {
          title: 'Red means that changes have to ask',
          description:
            'One signal for each service, and one for all of them. It is red while an error budget is spent or is being spent so fast that people are paged: deployments of the service wait until it is green, or ask for an approval.',
        },
        facts.budgetSignals,
      ).map((widget) => [widget]),
      ...businessLines(facts),
      ...(paging === undefined
        ? []
        : [
            [
              figureMeans(facts, paging, 'SecondsToAcknowledge', {
                title: 'Minutes until somebody had it, mean of 30 days',
                description:
                  'How long it took from the beginning of an incident until somebody acknowledged it, by severity. A severity without a number had no incident.',
                width: 12,
                height: 4,
              }),
              figureMeans(facts, paging, 'SecondsToResolve', {
                title: 'Minutes until it was over, mean of 30 days',
                description: 'How long incidents lasted until they were resolved, by severity.',
                width: 12,
                height: 4,
              }),
            ],
          ]),
      ...chargesGraph(facts),
    ],
  };
}

/** The objective of each service that has least of its budget left. */
function budgetNumbers(facts: DashboardFacts, services: readonly ShownService[], width: number): WidgetDraft {
  return numberWidget(
    {
      title: 'Error budget left, %, of the objective with least',
      description:
        'Of each service the error budget that is nearest to its end. 100 % is a service that made no mistake in its window, 0 % one that made all that are allowed; below that a promise is broken. The dashboard of service levels says which objective it is.',
      width,
      height: 4,
    },
    { region: facts.region, period: facts.ledgerMinutes * 60, rows: leastRows(facts, services) },
  );
}

function worstBurnDown(facts: DashboardFacts, services: readonly ShownService[]): WidgetDraft {
  const objectives = services.flatMap((service) => service.objectives);
  const days = longestWindowDays(objectives);
  return graphWidget(
    {
      title: `Error budgets over ${days} days, %, of the objective with least`,
      description: `How the smallest error budget of each service went over the last ${days} days. A cliff is an incident; a slope is a service that is a little bad all the time.`,
      width: GRID_COLUMNS,
      height: 7,
    },
    {
      region: facts.region,
      period: BURN_DOWN_SECONDS,
      start: `-P${days}D`,
      rows: leastRows(facts, services),
      axis: { label: 'left, %', max: 100 },
      annotations: { horizontal: gateLines(objectives) },
    },
  );
}

/** The least of the budgets of each service, a line for each; what another region has of a service is a line of its own. */
function leastRows(facts: DashboardFacts, services: readonly ShownService[]): readonly MetricRow[] {
  const parts = services.flatMap(({ title, objectives }) =>
    [...new Set(objectives.map(({ region }) => region))].map((region) => ({ title, region, objectives: objectives.filter((each) => each.region === region) })),
  );
  return parts.flatMap(({ title, region, objectives }, part): readonly MetricRow[] => {
    const ids = objectives.map((_, index) => `p${part + 1}_o${index + 1}`);
    const options = { label: region === facts.region ? title : `${title} in ${region}`, ...elsewhere(region, facts.region) };
    const rows = objectives.map(({ name }, index) =>
      metricRow(ledgerMetric(facts, name, 'remaining'), {
        id: ids[index]!,
        ...(ids.length === 1 ? options : { visible: false, ...elsewhere(region, facts.region) }),
      }),
    );
    return ids.length === 1 ? rows : [...rows, expressionRow(`MIN([${ids.join(', ')}])`, { id: `p${part + 1}`, ...options })];
  });
}
