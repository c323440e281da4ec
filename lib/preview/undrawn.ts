import { html, type Html } from '../page/html';

/** Size of a widget on a wide page, pixels. */
export interface WidgetSize {
  readonly width: number;
  readonly height: number;
}

/** Says that something stands here which the preview does not draw. */
export function undrawn(what: string): Html {
  return html`<p class="undrawn">not drawn: ${what}</p>`;
}
