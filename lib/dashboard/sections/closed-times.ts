import { COUNT_METRICS } from '../../incident/use-cases/publish-counts';
import { ledgerMetric } from '../../slo/budget/ledger-input';
import { formatInstant } from '../../time/time';
import type { MetricRow } from '../body';
import type { WidgetDraft } from '../dashboard';
import { engineMetric } from '../engine-metrics';
import type { ClosedTime, DashboardFacts } from '../facts';
import { metricRow } from '../rows';
import { graphWidget, textWidget } from '../widgets';

/** Bands of one graph; a year of weekends would be as many as it has pixels for. Our choice. */
const MOST_BANDS = 40;

/**
 * When changes are frozen and when alarms page nobody, as bands, in a graph of their own: CloudWatch stretches a graph until all of its
 * vertical annotations are on it, and a freeze in three weeks would flatten what happened today.
 */
export function closedTimesLine(facts: DashboardFacts): readonly WidgetDraft[] {
  const { closedTimes } = facts;
  if (closedTimes.length === 0) return [];
  const shown = closedTimes.slice(0, MOST_BANDS);
  const last = shown.at(-1)!;
  const labels = [...new Set(closedTimes.map(({ kind, label }) => `- ${KINDS[kind]}: ${label}`))];
  return [
    textWidget(
      {
        title: 'Frozen and muted times',
        description: 'Why changes are frozen, and why alarms page nobody, at some times.',
        width: 8,
        height: 8,
      },
      [
        ...labels,
        '',
        shown.length < closedTimes.length
          ? `The graph shows the first ${MOST_BANDS} of ${closedTimes.length}, until ${formatInstant(last.until).slice(0, 10)}.`
          : 'The graph shows all of them.',
      ],
    ),
    graphWidget(
      {
        title: 'When changes are frozen, and alarms muted',
        description:
          'Bands are times in which changes are frozen (the gate and runbooks refuse them) or alarms of a service page nobody. They are those of the last deployment. CloudWatch stretches the graph until every band is on it.',
        width: 16,
        height: 8,
      },
      {
        region: facts.region,
        period: 3_600,
        rows: [backgroundRow(facts)],
        axis: { label: 'incidents', min: 0 },
        annotations: {
          vertical: shown.map(
            ({ kind, label, from, until }) => [{ value: formatInstant(from), label: `${KINDS[kind]}: ${label}` }, { value: formatInstant(until) }] as const,
          ),
        },
      },
    ),
  ];
}

const KINDS: Readonly<Record<ClosedTime['kind'], string>> = { freeze: 'frozen', mute: 'muted' };

/** What the bands stand behind: a graph without a metric is not shown. */
function backgroundRow(facts: DashboardFacts): MetricRow {
  if (facts.paging !== undefined) return metricRow(engineMetric(facts, COUNT_METRICS.open, 'Maximum'), { label: 'open incidents' });
  const { name, region } = facts.services.flatMap(({ objectives }) => objectives)[0]!;
  return metricRow(ledgerMetric(facts, name, 'coverage'), { label: `measured of ${name}, %`, region });
}
