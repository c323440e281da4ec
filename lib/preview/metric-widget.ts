import type { ChartAxis, ChartBand, ChartLevel, ChartMoment, TimeChart } from '../page/chart';
import { LEVEL_COLOUR, seriesColour } from '../page/colours';
import type { ChartPen } from '../page/draw-chart';
import { compactNumber } from '../page/figures';
import { html, type Content, type Html } from '../page/html';
import { table } from '../page/page';
import { isMap, listOf, propertyOf, textOf } from '../problems/untyped';
import { parseInstant } from '../time/time';
import { describeAlarm } from './alarm-widget';
import { rangeOf } from './time-range';
import { undrawn, type WidgetSize } from './undrawn';
import { readWidgetSeries, type WidgetSeries, type WidgetSource } from './widget-series';

/** A widget of type metric, in whatever view. */
export function drawMetricWidget(given: unknown, source: WidgetSource, size: WidgetSize, pen: ChartPen): Content {
  const ranged = { ...source, range: rangeOf(given, source.account.now, source.range) };
  const { properties, unknown } = withAlarm(given, ranged);
  if (unknown !== undefined) return undrawn(unknown);
  if (propertyOf(properties, 'insightRule') !== undefined) return undrawn('a Contributor Insights rule');
  const { series, undrawn: left, notes } = readWidgetSeries(properties, ranged);
  const view = textOf(properties, 'view') ?? 'timeSeries';
  const drawn = VIEWS[view] === undefined ? undrawn(`view ${view}`) : series.length > 0 && VIEWS[view]({ properties, series, source: ranged, size, pen });
  const isEmpty = series.length === 0 && left.length === 0;
  return html`${drawn}${isEmpty && html`<p class="nothing">the widget has no rows that are shown</p>`}${left.map(undrawn)}${notes.map((note) => html`<p class="muted">${note}</p>`)}`;
}

/** What a view is drawn from. */
interface View {
  readonly properties: unknown;
  readonly series: readonly WidgetSeries[];
  readonly source: WidgetSource;
  readonly size: WidgetSize;
  readonly pen: ChartPen;
}

const VIEWS: Readonly<Record<string, (view: View) => Content>> = {
  timeSeries: drawTimeSeries,
  singleValue: drawSingleValues,
  bar: drawBars,
  pie: drawPie,
  gauge: drawGauge,
  table: drawTable,
};

/** A widget of one alarm shows what the alarm reads, and its threshold. */
function withAlarm(properties: unknown, source: WidgetSource): { readonly properties: unknown; readonly unknown?: string } {
  const [arn] = listOf(propertyOf(properties, 'annotations'), 'alarms');
  if (typeof arn !== 'string' || listOf(properties, 'metrics').length > 0) return { properties };
  const alarm = describeAlarm(arn, source);
  if (alarm === undefined) return { properties, unknown: `alarm ${arn}: the account has none of that name` };
  const threshold = typeof alarm.Threshold === 'number' ? [{ value: alarm.Threshold, label: `threshold of ${textOf(alarm, 'AlarmName')}` }] : [];
  const properties_ = { ...(isMap(properties) ? properties : {}), metrics: rowsOfAlarm(alarm), annotations: { horizontal: threshold } };
  return { properties: properties_ };
}

/** The metrics of an alarm as rows of a widget. */
function rowsOfAlarm(alarm: Readonly<Record<string, unknown>>): readonly unknown[] {
  const row = (metric: unknown, options: object) => [
    textOf(metric, 'Namespace'),
    textOf(metric, 'MetricName'),
    ...listOf(metric, 'Dimensions').flatMap((each) => [textOf(each, 'Name'), textOf(each, 'Value')]),
    options,
  ];
  const queries = listOf(alarm, 'Metrics');
  if (queries.length === 0) return [row(alarm, { stat: textOf(alarm, 'Statistic') ?? textOf(alarm, 'ExtendedStatistic'), period: alarm.Period })];
  return queries.map((query) => {
    const expression = textOf(query, 'Expression');
    const options = { id: textOf(query, 'Id'), visible: propertyOf(query, 'ReturnData') !== false };
    const stat = propertyOf(query, 'MetricStat');
    if (expression !== undefined) return [{ ...options, expression }];
    return row(propertyOf(stat, 'Metric'), { ...options, stat: textOf(stat, 'Stat'), period: propertyOf(stat, 'Period') });
  });
}

function drawTimeSeries({ properties, series, source, size, pen }: View): Html {
  const chart: TimeChart = {
    title: textOf(properties, 'title') ?? 'metrics',
    ...source.range,
    ...size,
    series: series.map((each, index) => chartSeries(each, index, propertyOf(properties, 'stacked') === true)),
    ...annotationsOf(propertyOf(properties, 'annotations'), source),
    left: axisOf(properties, 'left'),
    right: axisOf(properties, 'right'),
    isStacked: propertyOf(properties, 'stacked') === true && series.length > 1,
    isLegendHidden: textOf(propertyOf(properties, 'legend'), 'position') === 'hidden',
  };
  const labels = (['left', 'right'] as const).flatMap((side) => textOf(propertyOf(propertyOf(properties, 'yAxis'), side), 'label') ?? []);
  return html`${labels.length > 0 && html`<p class="axis-label">${labels.join(' (left), ')}${labels.length > 1 && ' (right)'}</p>`}${pen.chart(chart)}`;
}

/** Colours of a body are kept on light pages and dark ones: whoever wrote them gave them a meaning. */
function chartSeries({ label, points, axis, colour }: WidgetSeries, index: number, isStacked: boolean): TimeChart['series'][number] {
  return { name: label, points, axis, colour: safeColour(colour) ?? seriesColour(index), look: isStacked ? 'area' : 'line' };
}

function safeColour(colour: string | undefined): string | undefined {
  return colour !== undefined && /^#[0-9a-fA-F]{3,8}$/.test(colour) ? colour : undefined;
}

function axisOf(properties: unknown, side: 'left' | 'right'): ChartAxis {
  const axis = propertyOf(propertyOf(properties, 'yAxis'), side);
  const numeric = (name: 'min' | 'max') => (typeof propertyOf(axis, name) === 'number' ? { [name]: propertyOf(axis, name) as number } : {});
  return { ...numeric('min'), ...numeric('max') };
}

function annotationsOf(annotations: unknown, { range }: WidgetSource): Pick<TimeChart, 'levels' | 'bands' | 'moments'> {
  const levels = listOf(annotations, 'horizontal')
    .flatMap((each) => (Array.isArray(each) ? (each as unknown[]) : [each]))
    .flatMap((each): ChartLevel[] => {
      const value = propertyOf(each, 'value');
      if (typeof value !== 'number') return [];
      const axis = textOf(each, 'yAxis') === 'right' ? ('right' as const) : ('left' as const);
      return [{ name: textOf(each, 'label') ?? 'level', value, axis, colour: safeColour(textOf(each, 'color')) ?? LEVEL_COLOUR }];
    });
  const moments: ChartMoment[] = [];
  const bands: ChartBand[] = [];
  for (const each of listOf(annotations, 'vertical')) {
    const [first, second] = (Array.isArray(each) ? each : [each]) as unknown[];
    const at = parseInstant(textOf(first, 'value') ?? '');
    const until = parseInstant(textOf(second, 'value') ?? '');
    const name = textOf(first, 'label') ?? 'marked';
    if (at === undefined) continue;
    if (until !== undefined && until > range.from && at < range.to) bands.push({ name, from: at, to: until });
    else if (until === undefined && at >= range.from && at <= range.to) moments.push({ name, at });
  }
  return { levels, moments, bands };
}

/** The value a widget shows as one: of the whole range where it says so and the statistic can be put together, else the latest. */
function valueOf({ points, stat }: WidgetSeries, properties: unknown): number | undefined {
  const known = points.flatMap(([, value]) => (value === null ? [] : [value]));
  if (propertyOf(properties, 'setPeriodToTimeRange') === true && known.length > 0) {
    if (stat === 'Sum' || stat === 'SampleCount') return known.reduce((sum, value) => sum + value, 0);
    if (stat === 'Maximum' || stat === 'Minimum') return known.reduce((best, value) => (stat === 'Maximum' ? Math.max(best, value) : Math.min(best, value)));
  }
  return known.at(-1);
}

function valueText(series: WidgetSeries, properties: unknown): string {
  const value = valueOf(series, properties);
  return value === undefined ? '--' : compactNumber(value);
}

/** Size of the line beside a number, pixels. */
const SPARKLINE = { width: 160, height: 36 };

function drawSingleValues({ properties, series, source, pen }: View): Html {
  const hasSparkline = propertyOf(properties, 'sparkline') === true;
  const line = (each: WidgetSeries, index: number) =>
    hasSparkline &&
    each.points.some(([, value]) => value !== null) &&
    html`<dd>
      ${pen.chart({
        title: each.label,
        ...source.range,
        ...SPARKLINE,
        series: [{ ...chartSeries(each, index, true), axis: 'left' }],
        isLegendHidden: true,
        isSparkline: true,
      })}
    </dd>`;
  return html`<dl class="values">
    ${series.map(
      (each, index) =>
        html`<div>
          <dt>${each.label}</dt>
          <dd class="value">${valueText(each, properties)}</dd>
          ${line(each, index)}
        </div>`,
    )}
  </dl>`;
}

function drawBars({ properties, series }: View): Html {
  const most = Math.max(...series.map((each) => valueOf(each, properties) ?? 0)) || 1;
  return html`<ul class="bars">
    ${series.map((each, index) => {
      const share = Math.max(0, ((valueOf(each, properties) ?? 0) / most) * 100);
      return html`<li>
        <span>${each.label}: ${valueText(each, properties)}</span
        ><span class="bar" style="width:${Number(share.toFixed(1))}%;background:${safeColour(each.colour) ?? seriesColour(index)}"></span>
      </li>`;
    })}
  </ul>`;
}

function drawPie({ properties, series, size, pen }: View): Html {
  const parts = series.map((each, index) => ({
    name: each.label,
    value: valueOf(each, properties) ?? 0,
    itemStyle: { color: safeColour(each.colour) ?? seriesColour(index) },
  }));
  if (parts.every(({ value }) => value === 0)) return html`<p class="nothing">no data</p>`;
  const label = parts.map(({ name, value }) => `${name} ${compactNumber(value)}`).join('; ');
  const edge = Math.min(size.width, Math.max(size.height, 160), 260);
  const drawn = pen.option(
    {
      series: [
        { type: 'pie', radius: ['45%', '95%'], silent: true, emphasis: { disabled: true }, label: { show: false }, labelLine: { show: false }, data: parts },
      ],
    },
    label,
    { width: edge, height: edge },
  );
  return html`<div class="pie" style="max-width:${edge}px">${drawn}</div>
    <ul class="legend">
      ${parts.map(({ name, value, itemStyle }) => html`<li><span class="swatch" style="background:${itemStyle.color}"></span><span>${name}: ${compactNumber(value)}</span></li>`)}
    </ul>`;
}

function drawGauge({ properties, series, size, pen }: View): Content {
  const { min = 0, max } = axisOf(properties, 'left');
  if (max === undefined) return undrawn('a gauge without yAxis.left.min and max, which CloudWatch asks for');
  return series.map((each) => {
    const value = valueOf(each, properties);
    const edge = Math.min(size.width, 260);
    const text = `${each.label}: ${valueText(each, properties)}`;
    const share = value === undefined || max <= min ? 0 : Math.min(Math.max((value - min) / (max - min), 0), 1);
    const drawn = pen.option(
      {
        series: [
          {
            type: 'pie',
            radius: ['90%', '130%'],
            center: ['50%', '75%'],
            startAngle: 180,
            endAngle: 360,
            silent: true,
            emphasis: { disabled: true },
            label: { show: false },
            labelLine: { show: false },
            data: [
              { value: share, itemStyle: { color: 'var(--s1)' } },
              { value: 1 - share, itemStyle: { color: 'var(--line)' } },
            ],
          },
        ],
      },
      `${text}, of ${compactNumber(min)} to ${compactNumber(max)}`,
      { width: edge, height: Math.round(edge * 0.6) },
    );
    return html`<div class="pie" style="max-width:${edge}px">${drawn}</div>
      <p>${text} (${compactNumber(min)} to ${compactNumber(max)})</p>`;
  });
}

function drawTable({ series }: View): Html {
  const of = ({ points }: WidgetSeries) => {
    const known = points.flatMap(([, value]) => (value === null ? [] : [value]));
    const reduced = (reduce: (values: readonly number[]) => number) => (known.length === 0 ? '--' : compactNumber(reduce(known)));
    return [
      reduced((values) => values.at(-1)!),
      reduced((values) => values.reduce((a, b) => Math.min(a, b))),
      reduced((values) => values.reduce((a, b) => Math.max(a, b))),
      reduced((values) => values.reduce((a, b) => a + b) / values.length),
    ];
  };
  return table(
    undefined,
    ['metric', 'latest', 'lowest', 'highest', 'mean'],
    series.map((each) => ({ cells: [each.label, ...of(each)] })),
  );
}
