import type { IncidentFigure } from '../../incident/lifecycle/effect';
import { HEARTBEAT_METRIC } from '../../incident/lifecycle/engine-policy';
import { COUNT_METRICS } from '../../incident/use-cases/publish-counts';
import type { WidgetDraft } from '../dashboard';
import { engineMetric, figureMetric } from '../engine-metrics';
import type { DashboardFacts, ShownPaging } from '../facts';
import { expressionRow, metricRow } from '../rows';
import { graphWidget, meanWidget, numberWidget } from '../widgets';

type Size = Pick<WidgetDraft, 'width' | 'height'>;

/** How many incidents are open now, by severity. */
export function openNumbers(facts: DashboardFacts, { severities }: ShownPaging, size: Size): WidgetDraft {
  return numberWidget(
    {
      title: 'Open incidents by severity',
      description:
        'Incidents that are neither resolved nor closed, drills left out. S0 and S1 wake people; for anything but 0 there, ask who has it before you do anything (day2 incident show). No data: the engine could not look after everything in that minute, and its heartbeat is missing, too.',
      ...size,
    },
    {
      region: facts.region,
      period: 60,
      rows: severities.map((severity) => metricRow(engineMetric(facts, COUNT_METRICS.open, 'Maximum', severity), { label: severity })),
    },
  );
}

/** What is owed to others: status updates now, postmortems afterwards. */
export function owedNumbers(facts: DashboardFacts, size: Size): WidgetDraft {
  return numberWidget(
    {
      title: 'Owed: status updates, postmortems',
      description:
        'Open incidents whose last status update did not come when it was due, and incidents that are over and have no postmortem yet. Updates are counted every minute, postmortems every hour. Somebody waits for each of them: day2 incident update, day2 incident postmortem.',
      ...size,
    },
    {
      region: facts.region,
      period: 3_600,
      rows: [
        metricRow(engineMetric(facts, COUNT_METRICS.updatesOverdue, 'Maximum'), { label: 'updates overdue', period: 60 }),
        metricRow(engineMetric(facts, COUNT_METRICS.postmortemsDue, 'Maximum'), { label: 'postmortems due' }),
      ],
    },
  );
}

/** A figure of incidents as its mean over 30 days, by severity. */
export function figureMeans(
  facts: DashboardFacts,
  { severities }: ShownPaging,
  figure: IncidentFigure,
  described: Pick<WidgetDraft, 'title' | 'description'> & Size,
): WidgetDraft {
  const inMinutes = figure !== 'AckWithinTarget';
  const rows = severities.flatMap((severity) => {
    const metric = figureMetric(facts, figure, severity);
    if (!inMinutes) return [metricRow(metric, { label: severity })];
    const id = severity.toLowerCase();
    return [metricRow(metric, { id, visible: false }), expressionRow(`${id} / 60`, { id: `${id}_minutes`, label: severity })];
  });
  return meanWidget(described, { region: facts.region, period: 86_400, start: '-P30D', rows });
}

/** How many incidents were open, over time. */
export function openGraph(facts: DashboardFacts, { severities }: ShownPaging, size: Size): WidgetDraft {
  return graphWidget(
    {
      title: 'Open incidents over time',
      description: 'How many incidents of each severity were open. A line that does not come down belongs to an incident that nobody closes.',
      ...size,
    },
    {
      region: facts.region,
      period: 300,
      rows: severities.map((severity) => metricRow(engineMetric(facts, COUNT_METRICS.open, 'Maximum', severity), { label: severity })),
      axis: { label: 'incidents', min: 0 },
    },
  );
}

/** Whether paging itself works: the heartbeat of the engine, and what arrives of its canary. */
export function pagingGraph(facts: DashboardFacts, { canary }: ShownPaging, size: Size): WidgetDraft {
  return graphWidget(
    {
      title: 'Paging works: heartbeat and canary',
      description: `The engine sends a heartbeat in every minute in which it looked after everything, and publishes a canary every ${canary.everyMinutes} minutes that has to arrive in ${canary.region}. Five heartbeats and a canary in each point are health. Without heartbeats CloudWatch pages by itself; without canaries messages may reach nobody.`,
      ...size,
    },
    {
      region: facts.region,
      period: canary.everyMinutes * 60,
      rows: [
        metricRow(engineMetric(facts, HEARTBEAT_METRIC, 'Sum'), { label: 'heartbeats' }),
        metricRow(canary.metric, { label: 'canaries that arrived', region: canary.region }),
      ],
      axis: { label: `in ${canary.everyMinutes} minutes`, min: 0 },
    },
  );
}
