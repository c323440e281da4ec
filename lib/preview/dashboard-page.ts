import { applyVariables, type ShownVariable } from '../dashboard/read/variables';
import { ChartPen } from '../page/draw-chart';
import { spanText } from '../page/figures';
import { html, type Content, type Html } from '../page/html';
import { renderPage } from '../page/page';
import { listOf, propertyOf, textOf } from '../problems/untyped';
import { drawWidget } from './draw-widget';
import type { PreviewAccount } from './preview-account';
import type { PreviewedPages } from './previewed-pages';
import type { TemplateDashboard } from './read-dashboards';
import { rangeOf } from './time-range';
import { undrawn } from './undrawn';

/** What previews say of themselves. */
export interface PreviewOccasion {
  readonly account: PreviewAccount;
  /** The scenario that was played. */
  readonly scenario: string;
  /** What else is previewed. */
  readonly pages: PreviewedPages;
}

/** Columns of CloudWatch's grid, and the size of a widget that says nothing of it. */
const COLUMNS = 24;
const DEFAULT_SIZE = 6;
/** Pixels of a column and a row on a wide page, and what a widget needs around its chart. */
const COLUMN_PIXELS = 46;
const ROW_PIXELS = 34;
const FRAME_PIXELS = 26;

/** One dashboard as a page. The same dashboard and account give the same bytes. */
export function dashboardPage({ name, region, body }: TemplateDashboard, { account, scenario, pages }: PreviewOccasion): string {
  const title = `Dashboard ${name}`;
  if ('why' in body && typeof body.why === 'string') return renderPage({ title, body: undrawn(body.why) });
  const { body: chosen, variables } = applyVariables(body);
  const range = rangeOf(chosen, account.now);
  const source = { account, range, region, keepsPeriod: textOf(chosen, 'periodOverride') === 'inherit' };
  const pen = new ChartPen();
  const widgets = placed(listOf(chosen, 'widgets'));
  return renderPage({
    title,
    about: html`<p class="muted">
        Preview with the metrics of scenario ${scenario}, ${spanText(range.from, range.to)}. <a href="index.html">All dashboards</a>
      </p>
      ${variables.length > 0 && variablesText(variables)}`,
    body: html`<div class="board">
      ${widgets.map(
        ({ widget, x, y, width, height }) =>
          html`<div class="widget" style="grid-column:${x + 1} / span ${width};grid-row:${y + 1} / span ${height}">
            ${drawWidget(widget, source, { width: width * COLUMN_PIXELS - FRAME_PIXELS, height: Math.min(400, Math.max(90, height * ROW_PIXELS - FRAME_PIXELS)) }, pen, pages)}
          </div>`,
      )}
    </div>`,
  });
}

interface Placed {
  readonly widget: unknown;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Widgets in the order they are read, from the top left; one without a place comes after those before it, as the console puts it. */
function placed(widgets: readonly unknown[]): readonly Placed[] {
  let below = 0;
  const all = widgets.map((widget): Placed => {
    const whole = (key: string, otherwise: number, least: number, most: number) => {
      const value = propertyOf(widget, key);
      return typeof value === 'number' && Number.isFinite(value) ? Math.min(Math.max(Math.round(value), least), most) : otherwise;
    };
    const x = whole('x', 0, 0, COLUMNS - 1);
    const height = whole('height', DEFAULT_SIZE, 1, 1_000);
    const y = whole('y', below, 0, 10_000);
    below = Math.max(below, y + height);
    return { widget, x, y, width: Math.min(whole('width', DEFAULT_SIZE, 1, COLUMNS), COLUMNS - x), height };
  });
  return all.sort((a, b) => a.y - b.y || a.x - b.x);
}

function variablesText(variables: readonly ShownVariable[]): Html {
  return html`<p class="muted">
    Drawn for
    ${variables.map(({ label, value, choices }, index): Content => {
      const others = choices.filter((choice) => choice !== value);
      return html`${index > 0 && ', '}${label}: ${value ?? 'as it stands'}${others.length > 0 && ` (also ${others.join(', ')})`}`;
    })}.
  </p>`;
}

/** The page that leads to all others. */
export function dashboardIndex(
  dashboards: readonly { readonly name: string; readonly file: string; readonly region: string; readonly widgets: number }[],
  scenario: string,
): string {
  return renderPage({
    title: 'Dashboards',
    about: html`<p class="muted">Previews with the metrics of scenario ${scenario}.</p>`,
    body:
      dashboards.length === 0
        ? html`<p>The templates have no dashboard.</p>`
        : html`<ul>
            ${dashboards.map(({ name, file, region, widgets }) => html`<li><a href="${file}">${name}</a>, ${region}, ${widgets} widgets</li>`)}
          </ul>`,
  });
}
