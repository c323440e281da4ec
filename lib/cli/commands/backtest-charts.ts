import { judgedValues, valuesBehind, type ReadingSpan, type ReadValues } from '../../backtest/judged-values';
import type { AlarmBacktest } from '../../backtest/play-backtest';
import type { PlayedMetrics } from '../../backtest/recorded-metrics';
import type { TimeChart } from '../../page/chart';
import { downsampled } from '../../page/downsample';
import type { ChartPen } from '../../page/draw-chart';
import { html, type Content, type Html } from '../../page/html';
import { besideLevel } from '../../page/level-axis';
import { DEFAULT_ASSUMPTIONS } from '../../simulator/core/assumptions';
import type { MetricAlarmDefinition } from '../../simulator/services/cloudwatch/metric-alarm-definition';
import { alarmKey } from '../../simulator/services/cloudwatch/read-alarms';
import { formatDurationMinutes, MINUTE_MS } from '../../time/time';
import { namesOf, type PlayedDesign } from './backtest-text';

/** A design with what its metric alarms compare, by region and name. */
export interface DrawnDesign extends PlayedDesign {
  readonly definitions: ReadonlyMap<string, MetricAlarmDefinition>;
}

/** Alarms of a design that are drawn: what pages first, and more would be a page nobody looks through. */
const MOST_DRAWN = 40;
/** Two pixels of a wide page each. */
const BUCKETS = 240;

/** What each metric alarm that was on compared with its threshold, and the metrics behind that; those that notify somebody first. */
export function alarmCharts({ backtest, definitions }: DrawnDesign, { store }: PlayedMetrics, pen: ChartPen): Content {
  const { from, to, alarms } = backtest;
  const wereOn = alarms.filter(({ identity, spells }) => spells.length > 0 && definitions.has(alarmKey(identity.region, identity.name)));
  const sorted = [...wereOn.filter(({ actions }) => actions.length > 0), ...wereOn.filter(({ actions }) => actions.length === 0)];
  if (sorted.length === 0) return undefined;
  const nameOf = namesOf(alarms);
  const charts = sorted.slice(0, MOST_DRAWN).map((alarm): Html => {
    const { identity, known } = alarm;
    const definition = definitions.get(alarmKey(identity.region, identity.name))!;
    const span = {
      region: identity.region,
      store,
      assumptions: DEFAULT_ASSUMPTIONS,
      fromMinute: Math.max(known.fromMinute, from / MINUTE_MS),
      toMinute: Math.min(known.toMinute, to / MINUTE_MS),
    };
    return html`${pen.figure(judgedChart(nameOf(alarm), alarm, definition, span, { from, to }))}${behindChart(nameOf(alarm), definition, span, { from, to }, pen)}`;
  });
  const left = sorted.length - charts.length;
  return html`<h3>Recorded metrics</h3>
    ${charts}${left > 0 && html`<p class="muted">${left} more alarms were on and are not drawn.</p>`}`;
}

type Shown = Pick<TimeChart, 'from' | 'to'>;

function judgedChart(alarm: string, { spells }: AlarmBacktest, definition: MetricAlarmDefinition, span: ReadingSpan, shown: Shown): TimeChart {
  const { periodMinutes, limit } = definition;
  const read = judgedValues(definition, span);
  const title = `${alarm}: ${shortName(read.name)}, over ${formatDurationMinutes(periodMinutes)}`;
  return {
    ...shown,
    ...('threshold' in limit ? { ...besideLevel(title, limit.threshold, highest(read)), levels: [{ name: 'threshold', value: limit.threshold }] } : { title }),
    series: [{ name: 'compared', points: pointsOf(read) }],
    bands: spells.map((spell) => ({ name: 'in ALARM', from: spell.from, to: spell.to })),
  };
}

/** The metrics that an expression is computed from, folded up: whoever asks why it was so high looks. */
function behindChart(alarm: string, definition: MetricAlarmDefinition, span: ReadingSpan, shown: Shown, pen: ChartPen): Content {
  const behind = valuesBehind(definition, span);
  if (behind.length === 0) return undefined;
  const title = `Recorded, over ${formatDurationMinutes(definition.periodMinutes)}`;
  return html`<details>
    <summary>Metrics of ${alarm} (${behind.length})</summary>
    ${behind.map((read) => pen.figure({ ...shown, title: `${title}: ${read.name}`, height: 110, isLegendHidden: true, series: [{ name: read.name, points: pointsOf(read) }] }))}
  </details>`;
}

/** Longest expression that stands in a title. */
const LONGEST_NAME = 80;

function shortName(name: string): string {
  return name.length > LONGEST_NAME ? 'its expression' : name;
}

function highest({ values }: ReadValues): number {
  return values.reduce((most, value) => (value > most ? value : most), 0);
}

function pointsOf({ values, firstEnd }: ReadValues): TimeChart['series'][number]['points'] {
  return downsampled(
    { count: values.length, at: (index) => (firstEnd + index) * MINUTE_MS, value: (index) => (Number.isNaN(values[index]!) ? null : values[index]!) },
    BUCKETS,
  );
}
