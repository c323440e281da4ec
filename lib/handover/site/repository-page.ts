import { posix } from 'node:path';
import { html, type Html } from '../../page/html';
import { renderMarkdown } from '../../page/markdown';
import { maskContacts } from '../mask-contacts';
import { headingId } from './heading-id';
import { linkedPath, type RepositoryFile } from './repository';

/** The page of a file or folder, with the ids that can be led to on it; undefined for what has none. */
export type PageOf = (path: string) => { readonly page: string; readonly ids?: ReadonlySet<string> } | undefined;

/** What the page of a file is called: the first heading of Markdown, else its path. */
export function repositoryTitle({ path, content }: Pick<RepositoryFile, 'path' | 'content'>): string {
  const [, heading] = ('text' in content && path.endsWith('.md') ? /^# (.+)$/m.exec(content.text) : null) ?? [];
  return maskContacts(heading ?? path);
}

/** A file or folder of the repository as the content of a page. */
export function repositoryHtml({ path, content }: Pick<RepositoryFile, 'path' | 'content'>, pageOf: PageOf): Html {
  if ('entries' in content) return folderHtml(path, content.entries, pageOf);
  if (!path.endsWith('.md')) return html`<pre tabindex="0">${maskContacts(content.text)}</pre>`;
  const linkTo = (address: string): string | undefined => {
    if (/^https?:/.test(address)) return address;
    const target = linkedPath(path, address);
    const found = target === undefined ? undefined : pageOf(target);
    if (found === undefined) return undefined;
    const [, anchor] = address.split('#');
    const id = anchor === undefined ? undefined : `s-${anchor}`;
    return id !== undefined && found.ids?.has(id) === true ? `${found.page}#${id}` : found.page;
  };
  return html`<div class="markdown">${renderMarkdown(maskContacts(bodyOf(content.text)), { linkTo, idOf: headingId })}</div>`;
}

function folderHtml(path: string, entries: readonly string[], pageOf: PageOf): Html {
  return html`<ul>
    ${entries.map((name) => {
      const found = pageOf(posix.join(path, name).replace(/\/$/, ''));
      return html`<li>${found === undefined ? name : html`<a href="${found.page}">${name}</a>`}</li>`;
    })}
  </ul>`;
}

/** Without front matter, the title that the page has already, and remarks to whoever edits the file. */
function bodyOf(text: string): string {
  return text
    .replace(/^---\n[^]*?\n---\n/, '')
    .replace(/<!--[^]*?-->/g, '')
    .replace(/^# .+$/m, '');
}
