import { posix } from 'node:path';
import { html, type Html } from '../../page/html';
import { renderMarkdown } from '../../page/markdown';
import { anchorOf } from '../markdown';
import { maskContacts } from '../mask-contacts';

/** What is known of other pages when a file of the repository becomes one. */
export interface RepositoryLinks {
  /** The page of a file, by its path from the root; undefined for one that the site does not have. */
  readonly pageOf: (path: string) => string | undefined;
  /** The ids of headings of a page of the site; undefined for one without headings that can be led to. */
  readonly idsOf: (path: string) => ReadonlySet<string> | undefined;
}

/** Files that are shown as they are; others are named, and not part of the site. */
const VERBATIM = /\.(?:ya?ml|json|csv|txt|sh|py|ts)$/;

/** Whether a file of the repository can be a page. */
export function isShown(path: string): boolean {
  return path.endsWith('.md') || VERBATIM.test(path);
}

/** What the page of a file is called: the first heading of Markdown, else its path. */
export function repositoryTitle(path: string, text: string): string {
  return maskContacts(/^# (.+)$/m.exec(path.endsWith('.md') ? text : '')?.[1] ?? path);
}

/** A file of the repository as the content of a page. */
export function repositoryHtml(path: string, text: string, { pageOf, idsOf }: RepositoryLinks): Html {
  if (!path.endsWith('.md')) return html`<pre tabindex="0">${maskContacts(text)}</pre>`;
  const linkTo = (address: string): string | undefined => {
    if (/^https?:/.test(address)) return address;
    const [file = '', anchor] = address.split('#');
    const target = file === '' ? path : posix.join(posix.dirname(path), file);
    const page = pageOf(target);
    if (page === undefined) return undefined;
    const id = anchor === undefined ? undefined : `s-${anchor}`;
    return id !== undefined && idsOf(target)?.has(id) === true ? `${page}#${id}` : page;
  };
  return html`<div class="markdown">${renderMarkdown(maskContacts(bodyOf(text)), { linkTo, idOf: (heading) => `s-${anchorOf(heading)}` })}</div>`;
}

/** The ids that headings of a Markdown file have on its page. */
export function repositoryIds(path: string, text: string): ReadonlySet<string> {
  if (!path.endsWith('.md')) return new Set();
  return new Set([...repositoryHtml(path, text, { pageOf: () => undefined, idsOf: () => undefined }).text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!));
}

/** Without front matter, the title that the page has already, and remarks to whoever edits the file. */
function bodyOf(text: string): string {
  return text
    .replace(/^---\n[^]*?\n---\n/, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^# .+$/m, '');
}
