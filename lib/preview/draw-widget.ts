import type { ChartPen } from '../page/draw-chart';
import { html, type Content, type Html } from '../page/html';
import { propertyOf, textOf } from '../problems/untyped';
import { alarmStates } from './alarm-widget';
import { renderMarkdown } from './markdown';
import { drawMetricWidget } from './metric-widget';
import { undrawn, type WidgetSize } from './undrawn';
import type { WidgetSource } from './widget-series';

/** Draws one widget. What the preview cannot draw is a box that says what stands there; nothing in a widget fails a preview. */
export function drawWidget(widget: unknown, source: WidgetSource, size: WidgetSize, pen: ChartPen): Html {
  const properties = propertyOf(widget, 'properties');
  const title = textOf(properties, 'title');
  return html`${title !== undefined && html`<h2>${title}</h2>`}${contentOf(textOf(widget, 'type'), properties, source, size, pen)}`;
}

function contentOf(type: string | undefined, properties: unknown, source: WidgetSource, size: WidgetSize, pen: ChartPen): Content {
  switch (type) {
    case 'text':
      return html`<div class="markdown">${renderMarkdown(textOf(properties, 'markdown') ?? '')}</div>`;
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
