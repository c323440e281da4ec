/**
 * Charts as SVG, made by ECharts without a browser: https://echarts.apache.org/handbook/en/how-to/cross-platform/server/. Each is drawn
 * twice, for wide pages and for phones, because a chart that is scaled down has labels nobody can read; the stylesheet shows one.
 */

import type { EChartsOption } from 'echarts';
import type { ChartSeries, TimeChart } from './chart';
import { chartOption, formsOf, type Form } from './chart-option';
import { LEVEL_COLOUR, seriesColour, seriesDash } from './colours';
import { compactNumber, spanText } from './figures';
import { html, Html } from './html';
import { tidySvg } from './tidy-svg';

/**
 * Loaded when a chart is drawn. The bundle of common charts starts in half the time of all charts, and in a seventh of that of its modules, which
 * besides need a Node that requires ES modules.
 */
const echarts = () => require('echarts/dist/echarts.common.min.js') as typeof import('echarts');

const DEFAULT_HEIGHT = 180;
const DEFAULT_WIDTH = 1_000;

/** Draws the charts of one page: ids within it are unique. */
export class ChartPen {
  #drawn = 0;

  /** A figure with its title, the chart and its legend. */
  figure(chart: TimeChart): Html {
    return html`<figure class="chart">
      <figcaption>${chart.title}</figcaption>
      ${this.chart(chart)}
    </figure>`;
  }

  /** The chart and its legend; one without any value says so. */
  chart(chart: TimeChart): Html {
    const { from, to, series, width = DEFAULT_WIDTH } = chart;
    if (series.every(({ points }) => points.every(([, value]) => value === null))) return html`<p class="nothing">no data from ${spanText(from, to)}</p>`;
    return html`${formsOf(width).map((form) => this.#svgOf(chart, form))}${chart.isLegendHidden !== true && legendOf(chart)}`;
  }

  /** Anything else that ECharts draws, at one size. */
  option(option: EChartsOption, label: string, size: { readonly width: number; readonly height: number }): Html {
    return html`<svg class="only" role="img" aria-label="${label}" viewBox="0 0 ${size.width} ${size.height}">${this.#render(option, size)}</svg>`;
  }

  #svgOf(chart: TimeChart, form: Form): Html {
    const size = { width: form.width, height: chart.height ?? DEFAULT_HEIGHT };
    return html`<svg
      class="${form.name}${chart.isSparkline === true && ' sparkline'}"
      role="img"
      aria-label="${labelOf(chart)}"
      viewBox="0 0 ${size.width} ${size.height}"
    >
      ${this.#render(chartOption(chart, form), size)}
    </svg>`;
  }

  #render(option: EChartsOption, size: { readonly width: number; readonly height: number }): Html {
    const drawing = echarts().init(null, null, { renderer: 'svg', ssr: true, ...size });
    drawing.setOption({ animation: false, ...option });
    const svg = drawing.renderToSVGString();
    drawing.dispose();
    return new Html(tidySvg(svg, `c${++this.#drawn}`));
  }
}

/** What the chart shows in words: every series with its lowest and highest value. */
function labelOf({ title, series, levels = [], bands = [] }: TimeChart): string {
  const parts = [
    ...series.map((each) => `${each.name} ${rangeText(each)}`),
    ...levels.map(({ name, value }) => `${name} ${compactNumber(value)}`),
    ...bands.map(({ name }) => name),
  ];
  return `${title}: ${parts.join('; ')}`;
}

function rangeText({ points }: ChartSeries): string {
  let low = Infinity;
  let high = -Infinity;
  for (const [, value] of points) {
    if (value === null) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return 'no data';
  const [least, most] = [compactNumber(low), compactNumber(high)];
  return least === most ? least : `${least} to ${most}`;
}

function legendOf({ series, levels = [], bands = [], moments = [], isStacked = false }: TimeChart): Html {
  const isFilled = ({ look }: ChartSeries) => isStacked || look === 'area' || look === 'bars';
  const entries = [
    ...series.map((each, index) => ({
      swatch: swatch(each.colour ?? seriesColour(index), isFilled(each) ? 'solid' : seriesDash(index)),
      text: `${each.name} (${rangeText(each)}${each.axis === 'right' ? ', right axis' : ''})`,
    })),
    ...levels.map(({ name, value, colour = LEVEL_COLOUR }) => ({ swatch: swatch(colour, 'dashed'), text: levelText(name, value) })),
    ...[...new Set(bands.map(({ name }) => name))].map((text) => ({ swatch: html`<span class="swatch band"></span>`, text })),
    ...[...new Set(moments.map(({ name }) => name))].map((text) => ({ swatch: swatch('var(--muted)', 'dotted'), text })),
  ];
  return html`<ul class="legend">
    ${entries.map(({ swatch: mark, text }) => html`<li>${mark}<span>${text}</span></li>`)}
  </ul>`;
}

/** A name may say the level itself: `50 %: changes pass with a notice`. */
function levelText(name: string, value: number): string {
  const level = compactNumber(value);
  return name.split(/[^\w.]+/).includes(level) ? name : `${name}: ${level}`;
}

const DASH_ARRAYS = { solid: '', dashed: '5 3', dotted: '2 2' } as const;

function swatch(colour: string, dash: keyof typeof DASH_ARRAYS): Html {
  return html`<svg class="swatch" aria-hidden="true" viewBox="0 0 24 8">
    <line x1="0" y1="4" x2="24" y2="4" stroke="${colour}" stroke-width="3" stroke-dasharray="${DASH_ARRAYS[dash]}" />
  </svg>`;
}
