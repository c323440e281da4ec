import { createHash } from 'node:crypto';
import { html, Html, type Content } from './html';
import { STYLE } from './style';

/** A page of its own: everything it needs stands in it. */
export interface Page {
  readonly title: string;
  /** Below the title. */
  readonly about?: Content;
  readonly body: Content;
  /** What can be filtered by; none: no filters. */
  readonly filters?: readonly Filter[];
}

/** A choice that hides what belongs to something else. */
export interface Filter {
  /** `service`: elements carry `data-service`, names with spaces between. */
  readonly of: string;
  readonly names: readonly string[];
}

/**
 * The script of filters, the only one of a page; without it everything is shown. An element is hidden when it names something of a kind
 * that is chosen and not this.
 */
const FILTER_SCRIPT = `const form=document.querySelector('form.filters');form.hidden=false;form.addEventListener('change',()=>{const chosen=[...form.elements].filter(s=>s.value);for(const kind of form.elements)for(const e of document.querySelectorAll('[data-'+kind.name+']'))e.hidden=chosen.some(s=>e.dataset[s.name]!==undefined&&!e.dataset[s.name].split(' ').includes(s.value));});`;

/** The page as a file: it asks for nothing, and its policy forbids it to. */
export function renderPage({ title, about, body, filters = [] }: Page): string {
  const shown = filters.filter(({ names }) => names.length > 1);
  // Its hash is that of its very bytes: no layout of code may come between.
  const script = shown.length > 0 && new Html(`<script>${FILTER_SCRIPT}</script>`);
  const hash = createHash('sha256').update(FILTER_SCRIPT).digest('base64');
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="generator" content="day2" />
        <title>${title}</title>
        <style>
          ${new Html(STYLE)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
          <h1>${title}</h1>
          ${about}${filterForm(shown)}
        </header>
        <main id="content">${body}</main>
        ${script}
      </body>
    </html>`.text;
}

function filterForm(filters: readonly Filter[]): Content {
  if (filters.length === 0) return undefined;
  return html`<form class="filters" hidden>
    ${filters.map(
      ({ of, names }) =>
        html`<label
          >${of}
          <select name="${of}">
            <option value="">all</option>
            ${names.map((name) => html`<option>${name}</option>`)}
          </select></label
        >`,
    )}
  </form>`;
}

/** Attributes that filters read: ` data-service="a b"`. None for what belongs to nothing in particular, which is always shown. */
export function belongsTo(kinds: Readonly<Record<string, readonly string[]>>): Html {
  return html`${Object.entries(kinds).map(([kind, names]) => names.length > 0 && html` data-${kind}="${[...new Set(names)].join(' ')}"`)}`;
}

/** A table; on narrow screens its rows become blocks whose cells carry the names of their columns. */
export function table(caption: Content, columns: readonly string[], rows: readonly TableRow[]): Html {
  return html`<table>
    ${
      caption !== undefined &&
      html`<caption>
        ${caption}
      </caption>`
    }
    <thead>
      <tr>
        ${columns.map((name) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(({ cells, attributes }) => html`<tr${attributes}>${cells.map((cell, index) => html`<td data-column="${columns[index]!}">${cell}</td>`)}</tr>`)}
    </tbody>
  </table>`;
}

/** A {@link table} of texts whose first row names the columns; the first column is what the others are figures of. */
export function figuresTable(caption: Content, [names = [], ...rows]: readonly (readonly string[])[]): Html {
  const columns = names.map((name, index) => (index === 0 && name === '' ? 'figure' : name));
  return table(
    caption,
    columns,
    rows.map((cells) => ({ cells: cells.map((cell) => (cell.startsWith('  ') ? html`<span class="part">${cell.trim()}</span>` : cell)) })),
  );
}

/** A row of a {@link table}. */
export interface TableRow {
  readonly cells: readonly Content[];
  readonly attributes?: Html;
}
