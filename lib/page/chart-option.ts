import type { EChartsOption, LineSeriesOption } from 'echarts';
import type { Instant } from '../time/time';
import type { ChartAxis, ChartSeries, TimeChart } from './chart';
import { LEVEL_COLOUR, seriesColour, seriesDash } from './colours';
import { downsample, type Point } from './downsample';
import { compactNumber, scaleOf, tickText, ticksBetween } from './figures';

/** How a chart is drawn for a width of page. The plot begins and ends where lanes do: `--plot-left` and `--plot-right` of the stylesheet. */
export interface Form {
  readonly name: 'wide' | 'narrow' | 'only';
  readonly width: number;
  readonly left: number;
  readonly right: number;
  readonly ticks: number;
  /** Buckets of a series: about two to a visible pixel would show nothing more. */
  readonly buckets: number;
}

const NARROW: Form = { name: 'narrow', width: 360, left: 48, right: 24, ticks: 4, buckets: 90 };

/**
 * The forms a chart is drawn in.
 *
 * @param width pixels it has where the page is wide
 */
export function formsOf(width: number): readonly Form[] {
  if (width <= ONE_FORM_UP_TO) return [{ ...NARROW, name: 'only', width, ticks: Math.max(2, Math.floor(width / 90)) }];
  return [{ name: 'wide', width, left: Math.max(NARROW.left, 0.06 * width), right: 0.03 * width, ticks: Math.floor(width / 80), buckets: 240 }, NARROW];
}

/** A chart this narrow is as readable on a phone. */
const ONE_FORM_UP_TO = 380;
const TOP = 10;
const BOTTOM = 24;
const FONT_PIXELS = 12;

/** A chart as ECharts takes it, for one width of page. */
export function chartOption(chart: TimeChart, { left, right, ticks, buckets }: Form): EChartsOption {
  const { from, to, series } = chart;
  const hasRight = series.some(({ axis }) => axis === 'right');
  const sides = hasRight ? (['left', 'right'] as const) : (['left'] as const);
  const shortest = (to - from) / 1_000 || 1;
  const least = (side: 'left' | 'right') => chart[side]?.logFrom ?? -Infinity;
  const drawn = series.map((each, index): LineSeriesOption => {
    const colour = each.colour ?? seriesColour(index);
    const isFilled = each.look === 'area' || each.look === 'bars' || chart.isStacked === true;
    const floor = least(each.axis ?? 'left');
    // What is stacked has to have its values at the same instants.
    const points = visible(chart.isStacked === true ? each.points : downsample(each.points, buckets), shortest);
    return {
      type: 'line',
      silent: true,
      emphasis: { disabled: true },
      showSymbol: false,
      yAxisIndex: hasRight && each.axis === 'right' ? 1 : 0,
      data: points.map(([at, value]) => [at, value === null ? null : Math.max(value, floor)]),
      ...((each.look === 'step' || each.look === 'bars') && { step: 'end' as const }),
      ...(chart.isStacked === true && { stack: 'all' }),
      lineStyle: { color: colour, width: 1.75, type: isFilled ? 'solid' : seriesDash(index) },
      ...(isFilled && { areaStyle: { color: colour, opacity: 0.22 } }),
    };
  });
  const isShown = chart.isSparkline !== true;
  return {
    grid: isShown ? { left, right: hasRight ? left : right, top: TOP, bottom: BOTTOM } : { left: 1, right: 1, top: 2, bottom: 2 },
    xAxis: { ...timeAxis(from, to, ticks), show: isShown },
    yAxis: sides.map((side) => ({ ...verticalAxis(chart, side), show: isShown })),
    series: [...drawn, ...sides.map((side, index): LineSeriesOption => ({ type: 'line', silent: true, data: [], yAxisIndex: index, ...marksOf(chart, side) }))],
  };
}

function timeAxis(from: Instant, to: Instant, ticks: number): object {
  const customValues = [...ticksBetween(from, to, ticks)];
  const lineStyle = { color: 'var(--line)' };
  return {
    type: 'value',
    min: from,
    max: to,
    axisLine: { lineStyle },
    axisTick: { customValues, lineStyle },
    axisLabel: { customValues, color: 'var(--muted)', fontSize: FONT_PIXELS, hideOverlap: true, formatter: (value: number) => tickText(value) },
    splitLine: { show: false },
  };
}

function verticalAxis(chart: TimeChart, side: 'left' | 'right'): object {
  const axis: ChartAxis = chart[side] ?? {};
  const series = chart.series.filter((each) => (each.axis ?? 'left') === side);
  const levels = (chart.levels ?? []).filter((each) => (each.axis ?? 'left') === side).map(({ value }) => value);
  const look = {
    axisLabel: { color: 'var(--muted)', fontSize: FONT_PIXELS, formatter: compactNumber },
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: 'var(--line)' } },
  };
  const values = [...(chart.isStacked === true ? sumsByInstant(series) : valuesOf(series)), ...levels];
  if (axis.logFrom === undefined) return { type: 'value', ...scaleOf(values, axis), ...look };
  const most = values.reduce((highest, value) => Math.max(highest, value), axis.logFrom * 10);
  return { type: 'log', min: axis.logFrom, max: 10 ** Math.ceil(Math.log10(most)), minorSplitLine: { show: false }, ...look };
}

function marksOf({ from, to, levels = [], bands = [], moments = [] }: TimeChart, side: 'left' | 'right'): Pick<LineSeriesOption, 'markLine' | 'markArea'> {
  const own = levels.filter((each) => (each.axis ?? 'left') === side);
  const isFirst = side === 'left';
  return {
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      data: [
        ...own.map(({ value, colour = LEVEL_COLOUR }) => ({ yAxis: value, lineStyle: { color: colour, type: 'dashed' as const, width: 1.5 } })),
        ...(isFirst ? moments.map(({ at }) => ({ xAxis: at, lineStyle: { color: 'var(--muted)', type: 'dotted' as const, width: 1.5 } })) : []),
      ],
    },
    ...(isFirst && {
      markArea: {
        silent: true,
        label: { show: false },
        itemStyle: { color: 'var(--band)', opacity: 0.18 },
        data: bands.map((band) => [{ xAxis: Math.max(band.from, from) }, { xAxis: Math.min(band.to, to) }]),
      },
    }),
  };
}

function valuesOf(series: readonly ChartSeries[]): readonly number[] {
  return series.flatMap(({ points }) => points.flatMap(([, value]) => (value === null ? [] : [value])));
}

function sumsByInstant(series: readonly ChartSeries[]): readonly number[] {
  const sums = new Map<Instant, number>();
  for (const { points } of series) for (const [at, value] of points) sums.set(at, (sums.get(at) ?? 0) + (value ?? 0));
  return [...sums.values()];
}

/** A point between gaps is no line: it is drawn as a short one. */
function visible(points: readonly Point[], shortest: number): readonly Point[] {
  const isGap = (point: Point | undefined) => point === undefined || point[1] === null;
  return points.flatMap((point, index): Point[] =>
    !isGap(point) && isGap(points[index - 1]) && isGap(points[index + 1]) ? [point, [point[0] + shortest, point[1]]] : [point],
  );
}
