import { roundTo12Digits } from '../../slo/burn-rate';
import type { MetricReference } from '../../slo/sli/sli';
import type { HorizontalLine, MetricRow } from '../body';
import type { WidgetDraft } from '../dashboard';
import type { DashboardFacts, ShownObjective, ShownService } from '../facts';
import { formatMilliseconds } from '../objective-text';
import { expressionRow, hiddenRows, metricRow } from '../rows';
import { graphWidget } from '../widgets';

/** Seconds of a point of these graphs, unless an indicator has longer periods. */
const POINT_SECONDS = 300;

type Size = Pick<WidgetDraft, 'width' | 'height'>;

/** Objectives that one graph shows: more lines than these nobody tells apart. */
const OBJECTIVES_OF_GRAPH = 8;

/** Objectives of one service that one graph can show, with what they are called together. */
export interface ShownPart {
  readonly title: string;
  readonly objectives: readonly ShownObjective[];
}

/** A service in parts that a graph can show. */
export function partsOf({ title, objectives }: Pick<ShownService, 'title' | 'objectives'>): readonly ShownPart[] {
  const count = Math.ceil(objectives.length / OBJECTIVES_OF_GRAPH);
  return Array.from({ length: count }, (_, index) => ({
    title: count === 1 ? title : `${title} (${index + 1} of ${count})`,
    objectives: objectives.slice(index * OBJECTIVES_OF_GRAPH, (index + 1) * OBJECTIVES_OF_GRAPH),
  }));
}

/** The same, each part in one region: that a dashboard computes over metrics of several regions is on no page of AWS. */
export function partsByRegion({ region: home }: Pick<DashboardFacts, 'region'>, { title, objectives }: ShownService): readonly ShownPart[] {
  const regions = [...new Set(objectives.map(({ region }) => region))];
  return regions.flatMap((region) =>
    partsOf({ title: region === home ? title : `${title} in ${region}`, objectives: objectives.filter((objective) => objective.region === region) }),
  );
}

/** What share of each objective is bad, with the share that its target allows. */
export function badShareGraph({ title, objectives }: ShownPart, size: Size): WidgetDraft {
  const rows = objectives.flatMap((objective, index): readonly MetricRow[] => {
    const { rows: hidden, idOf } = hiddenRows(objective.sli, `o${index + 1}`);
    const share = objective.sli.kind === 'events' ? `100 * ${idOf('bad')} / ${idOf('total')}` : `100 * ${idOf('bad')}`;
    return [...hidden, expressionRow(share, { id: `share${index + 1}`, label: objective.id })];
  });
  const lines = objectives.map(({ targetPercent }) => roundTo12Digits(100 - targetPercent));
  return graphWidget(
    {
      title: `${title}: bad, %`,
      description:
        'The share of requests, runs or minutes that missed each objective. At its line an objective spends exactly what it may; far above it, its budget is gone in hours. A gap means that nothing happened.',
      ...size,
    },
    {
      region: objectives[0]!.region,
      period: Math.max(POINT_SECONDS, ...objectives.map(({ sli }) => (sli.kind === 'slices' ? sli.sliceMinutes * 60 : 0))),
      rows,
      axis: { label: 'bad, %', min: 0 },
      annotations: {
        horizontal: [...new Set(lines)].sort((a, b) => a - b).map((value) => ({ label: `allowed by a target of ${roundTo12Digits(100 - value)} %`, value })),
      },
    },
  );
}

/** How much there is to do: requests, messages or runs. Undefined where no objective counts events. */
export function volumeGraph({ title, objectives }: ShownPart, size: Size): WidgetDraft | undefined {
  const counted = objectives.filter(({ sli }) => sli.kind === 'events');
  if (counted.length === 0) return undefined;
  const rows = counted.flatMap((objective, index): readonly MetricRow[] => {
    const { rows: hidden, idOf } = hiddenRows(objective.sli, `o${index + 1}`);
    return [...hidden, expressionRow(idOf('total'), { id: `events${index + 1}`, label: objective.id })];
  });
  return graphWidget(
    {
      title: `${title}: events in 5 minutes`,
      description:
        'How many requests, messages or runs each objective counted. A fall to nothing at a time of day that is usually busy means that nobody gets through, whatever the error rates say.',
      ...size,
    },
    { region: counted[0]!.region, period: POINT_SECONDS, rows, axis: { label: 'events', min: 0 } },
  );
}

/** How long a service takes, for each objective on latency: half of all, 19 of 20, 99 of 100, and the promise. */
export function latencyGraphs({ title, objectives }: ShownService, size: Size): readonly WidgetDraft[] {
  return objectives.flatMap((objective) => {
    const timed = objective.kind === 'latency' ? durationOf(objective) : undefined;
    if (timed === undefined || objective.thresholdMs === undefined) return [];
    const { metric, unit, threshold } = timed;
    return [
      graphWidget(
        {
          title: `${title}: ${objective.id}, ${unit}`,
          description: `How long requests took: p50 is the one in the middle, of p95 one in 20 is slower, of p99 one in 100. ${objective.targetPercent} % are promised within ${formatMilliseconds(objective.thresholdMs)}. Runbook: ${objective.runbook}.`,
          ...size,
        },
        {
          region: objective.region,
          period: POINT_SECONDS,
          rows: ['p50', 'p95', 'p99'].map((statistic) => metricRow({ ...metric, statistic }, { label: statistic })),
          axis: { label: unit, min: 0 },
          annotations: { horizontal: [{ label: `promised for ${objective.targetPercent} %`, value: threshold }] },
        },
      ),
    ];
  });
}

/** The metric of a latency, and its threshold as the indicator compares it: in the unit of the metric. */
function durationOf({
  sli,
  thresholdMs = 0,
}: ShownObjective): { readonly metric: MetricReference; readonly unit: string; readonly threshold: number } | undefined {
  for (const metric of Object.values(sli.metrics)) {
    const [, counted] = /^TC\(:(.+)\)$/.exec(metric.statistic) ?? [];
    const threshold = counted === undefined ? sliceThreshold(sli, metric) : Number(counted);
    if (threshold !== undefined) return { metric, threshold, unit: threshold === thresholdMs ? 'ms' : 's' };
  }
  return undefined;
}

/** What a percentile is compared with in a slice: `IF(FILL(slowest, 0) > 2, 1, 0)`. */
function sliceThreshold({ steps }: ShownObjective['sli'], { statistic }: MetricReference): number | undefined {
  if (!/^p\d/.test(statistic)) return undefined;
  const [, compared] = steps.map(({ expression }) => / > ([\d.]+), 1, 0\)$/.exec(expression)).find((match) => match !== null) ?? [];
  return compared === undefined ? undefined : Number(compared);
}

/** Lines at which values are promised. */
export function targetLines(objectives: readonly ShownObjective[]): readonly HorizontalLine[] {
  return [...new Set(objectives.map(({ targetPercent }) => targetPercent))].map((value) => ({ label: `promised: ${value} %`, value }));
}
