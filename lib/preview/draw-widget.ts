import type { ChartPen } from '../page/draw-chart';
import { html, type Content, type Html } from '../page/html';
import { renderMarkdown } from '../page/markdown';
import { propertyOf, textOf } from '../problems/untyped';
import { alarmStates } from './alarm-widget';
import { drawMetricWidget } from './metric-widget';
import type { PreviewedPages } from './previewed-pages';
import { undrawn, type WidgetSize } from './undrawn';
import type { WidgetSource } from './widget-series';

/** Draws one widget. What the preview cannot draw is a box that says what stands there; nothing in a widget fails a preview. */
export function drawWidget(widget: unknown, source: WidgetSource, size: WidgetSize, pen: ChartPen, pages: PreviewedPages): Html {
  const properties = propertyOf(widget, 'properties');
  const title = textOf(properties, 'title');
  return html`${title !== undefined && html`<h2>${title}</h2>`}${contentOf(textOf(widget, 'type'), properties, source, size, pen, pages)}`;
}

function contentOf(type: string | undefined, properties: unknown, source: WidgetSource, size: WidgetSize, pen: ChartPen, pages: PreviewedPages): Content {
  switch (type) {
    case 'text':
      return html`<div class="markdown">${textContent(textOf(properties, 'markdown') ?? '', pages)}</div>`;
    case 'metric':
      return drawMetricWidget(properties, source, size, pen);
    case 'alarm':
      return alarmStates(properties, source);
    case 'log':
      return html`${undrawn('log query: a simulated account writes no logs')}
        <pre tabindex="0">${textOf(properties, 'query') ?? ''}</pre>`;
    default:
      return undrawn(`a widget of type ${type ?? 'unknown'}: what it shows is not simulated`);
  }
}

/** Buttons of dashboards, `[button:Text](…)`, become links, and links to dashboards that are previewed as well lead to their pages. */
function textContent(markdown: string, pages: PreviewedPages): Html {
  return renderMarkdown(markdown.replaceAll(/\[button:(?:primary:)?/g, '['), { linkTo: (address) => pages.pageOf(address) ?? address });
}
