import { formatArn } from '../aws/arn';
import type { AxisProperties, MetricRow, MetricWidgetProperties } from './body';
import type { WidgetDraft } from './dashboard';
import type { AlarmLocation } from './facts';
import { DASHBOARD_LIMITS, GRID_COLUMNS } from './limits';

/** What every widget says: its title, what a reader has to know of it, and its size on the grid. */
type Described = Pick<WidgetDraft, 'title' | 'description' | 'width' | 'height'>;

/** A text of Markdown; its title is its first heading. */
export function textWidget(described: Described, lines: readonly string[]): WidgetDraft {
  return { ...described, content: { type: 'text', properties: { markdown: [`## ${described.title}`, ...lines].join('\n') } } };
}

/** What a graph is drawn from. */
export interface Graph extends Pick<MetricWidgetProperties, 'region' | 'period' | 'annotations' | 'start'> {
  readonly rows: readonly MetricRow[];
  readonly axis: Omit<AxisProperties, 'showUnits'>;
}

/** Lines over time. */
export function graphWidget(described: Described, { rows, axis, ...properties }: Graph): WidgetDraft {
  const { title } = described;
  return {
    ...described,
    content: {
      type: 'metric',
      properties: { title, view: 'timeSeries', stacked: false, metrics: rows, yAxis: { left: { ...axis, showUnits: false } }, ...properties },
    },
  };
}

/** The latest value of each row. */
export function numberWidget(described: Described, { rows, region, period }: Pick<Graph, 'rows' | 'region' | 'period'>): WidgetDraft {
  const { title } = described;
  return {
    ...described,
    content: { type: 'metric', properties: { title, view: 'singleValue', stacked: false, metrics: rows, region, period } },
  };
}

/** One number for each row: its mean over a time range of its own. */
export function meanWidget(described: Described, { rows, region, period, start }: Required<Pick<Graph, 'rows' | 'region' | 'period' | 'start'>>): WidgetDraft {
  const { title } = described;
  return {
    ...described,
    content: { type: 'metric', properties: { title, view: 'singleValue', stacked: false, setPeriodToTimeRange: true, metrics: rows, region, period, start } },
  };
}

/** Widgets side by side, as many in a line as fit. */
export function inLines(widgets: readonly WidgetDraft[]): readonly (readonly WidgetDraft[])[] {
  const lines: WidgetDraft[][] = [];
  let left = 0;
  for (const widget of widgets) {
    if (widget.width > left) {
      lines.push([]);
      left = GRID_COLUMNS;
    }
    lines.at(-1)!.push(widget);
    left -= widget.width;
  }
  return lines;
}

/**
 * The states of alarms, those that changed last first: a widget for each region, because alarms of two regions may have one name, and
 * several where one cannot hold them all.
 */
export function alarmWidgets(described: Omit<Described, 'width' | 'height'>, alarms: readonly AlarmLocation[]): readonly WidgetDraft[] {
  const regions = [...new Set(alarms.map(({ region }) => region))];
  return regions.flatMap((region) => {
    const ofRegion = alarms.filter((alarm) => alarm.region === region);
    const title = regions.length === 1 ? described.title : `${described.title} in ${region}`;
    const groups = Math.ceil(ofRegion.length / DASHBOARD_LIMITS.alarmsOfWidget);
    return Array.from({ length: groups }, (_, index) => {
      const shown = ofRegion.slice(index * DASHBOARD_LIMITS.alarmsOfWidget, (index + 1) * DASHBOARD_LIMITS.alarmsOfWidget);
      return alarmWidget({ ...described, title: groups === 1 ? title : `${title} (${index + 1} of ${groups})` }, shown);
    });
  });
}

function alarmWidget({ title, description }: Omit<Described, 'width' | 'height'>, alarms: readonly AlarmLocation[]): WidgetDraft {
  return {
    title,
    description,
    width: GRID_COLUMNS,
    height: 2 + Math.ceil(alarms.length / ALARMS_OF_LINE),
    content: { type: 'alarm', properties: { title, alarms: alarms.map(alarmArn), sortBy: 'stateUpdatedTimestamp' } },
  };
}

/** Alarms that stand beside each other in a widget over the whole width. */
const ALARMS_OF_LINE = 5;

/** Account and partition are filled in by CloudFormation. */
function alarmArn({ name, region }: AlarmLocation): string {
  return formatArn({ partition: '${AWS::Partition}', service: 'cloudwatch', region, account: '${AWS::AccountId}', resource: `alarm:${name}` });
}
