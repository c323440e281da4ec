import MarkdownIt from 'markdown-it';
import { Html } from '../page/html';

let reader: MarkdownIt.MarkdownIt | undefined;

/**
 * Markdown of a text widget as HTML. Raw HTML in it is shown as text, pictures are left out (a preview asks no network), and links
 * keep only addresses that run nothing. Buttons of dashboards, `[button:Text](…)`, become links.
 */
export function renderMarkdown(text: string): Html {
  reader ??= new MarkdownIt({ html: false }).disable('image');
  return new Html(reader.render(text.replaceAll(/\[button:(?:primary:)?/g, '[')));
}
