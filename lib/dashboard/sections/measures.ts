import { CAPACITY_BUFFER, limitName } from '../../capacity/capacity-limit';
import { roundTo12Digits } from '../../slo/burn-rate';
import type { Measure } from '../../thresholds/measure';
import type { HorizontalLine, MetricRow } from '../body';
import type { WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownMeasure, ShownService } from '../facts';
import { expressionRow, hiddenRows } from '../rows';
import { graphWidget } from '../widgets';

type Size = Pick<WidgetDraft, 'width' | 'height'>;

/** What is watched of the resources of a service, each with the lines of its thresholds. */
export function measureGraphs({ measures }: ShownService, size: Size): readonly WidgetDraft[] {
  return measures.map((shown) => measureGraph(shown, size));
}

function measureGraph({ resource, measure, region, metrics, steps, periodSeconds, alarms }: ShownMeasure, size: Size): WidgetDraft {
  const { rows, idOf } = hiddenRows({ metrics, steps }, 'm');
  const last = idOf(steps.at(-1)?.id ?? Object.keys(metrics)[0]!);
  const bands = alarms
    .filter(({ isBand }) => isBand)
    .map(({ threshold }): MetricRow => expressionRow(`ANOMALY_DETECTION_BAND(${last}, ${threshold})`, { label: 'expected by CloudWatch' }));
  const lines = alarms
    .filter(({ isBand }) => !isBand)
    .map(({ threshold, severity, meaning }): HorizontalLine => ({ label: `${meaning}, ${severity}`, value: threshold }));
  const runbooks = [...new Set(alarms.map(({ runbook }) => runbook))].join(', ');
  const unit = unitOf(measure);
  return graphWidget(
    {
      title: `${resource}: ${measure.what}${unit === '' ? '' : `, ${unit}`}`,
      description: `Watched of ${resource}: ${measure.what}, as ${measure.publishedBy} publishes it, with the thresholds of its alarms. No data: ${measure.missingData.because}. Runbook: ${runbooks}.`,
      ...size,
    },
    {
      region,
      period: periodSeconds,
      rows: [...rows, expressionRow(last, { id: 'shown', label: measure.what }), ...bands],
      axis: { label: unit === '' ? measure.what : unit, min: 0 },
      annotations: { horizontal: lines },
    },
  );
}

/** The unit of the metric: percentages and counts as they are, durations in what CloudWatch has them. */
function unitOf({ unit, metricUnits }: Measure): string {
  if (unit === 'percent') return '%';
  if (unit === 'count') return '';
  return metricUnits === 1 ? 'ms' : 's';
}

/** How much of each limit is used, in percent; undefined where nothing has a limit. */
export function capacityGraph(
  { region }: DashboardFacts,
  services: readonly ShownService[],
  described: Pick<WidgetDraft, 'title' | 'description'> & Size,
): WidgetDraft | undefined {
  const limits = services.flatMap((service) => service.limits);
  if (limits.length === 0) return undefined;
  const rows = limits.flatMap((limit, index): readonly MetricRow[] => {
    const { metrics, steps, metricUnits } = limit.measure;
    const { rows: hidden, idOf } = hiddenRows({ metrics, steps }, `l${index + 1}`);
    const used = idOf(steps.at(-1)?.id ?? Object.keys(metrics)[0]!);
    return [...hidden, expressionRow(`100 * ${used} / ${roundTo12Digits(limit.limit * metricUnits)}`, { id: `used${index + 1}`, label: limitName(limit) })];
  });
  return graphWidget(described, {
    region,
    period: 300,
    rows,
    axis: { label: 'used, %', min: 0 },
    annotations: {
      horizontal: [
        { label: 'full', value: 100 },
        { label: 'a fifth more would not be there', value: Math.floor(1_000 / CAPACITY_BUFFER) / 10 },
      ],
    },
  });
}
